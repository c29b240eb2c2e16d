//! Cuts of who was served, as tables with bars, and as rows for a spreadsheet program. See `entity::statistics::fairness`.

use entity::{Day, statistics::fairness::Share};
use leptos::prelude::*;

use crate::text::Text;

/// Months in the table of a page; the rest is in the download.
pub const MONTHS: usize = 24;

/// The same wishes, cut in one way.
pub struct Cut {
    pub title: &'static str,
    /// What its lines are: the head of the first column.
    pub of: &'static str,
    pub lines: Vec<Seen>,
}

/// A line as its reader may see it.
pub struct Seen {
    name: String,
    share: Share,
    waited: Option<u64>,
    waits: Option<u64>,
    longest: Option<u64>,
    /// Who waits longest is told to the office alone.
    is_public: bool,
}

impl Seen {
    pub fn in_public(name: String, share: Share, today: Day) -> Self {
        let (waited, waits) = (share.waited_in_public(), share.waits_in_public(today));
        Self { name, share, waited, waits, longest: None, is_public: true }
    }

    pub fn by_office(name: String, share: Share, today: Day) -> Self {
        let (waited, waits, longest) = (share.waited(), share.waits(today), share.longest(today));
        Self { name, share, waited, waits, longest, is_public: false }
    }

    /// Days, where there are any to tell, with the head of their column.
    fn days(&self, t: Text) -> Vec<(&'static str, Option<u64>)> {
        let days = [(t.fairness_waited(), self.waited), (t.fairness_waits(), self.waits)];
        days.into_iter().chain((!self.is_public).then(|| (t.fairness_longest(), self.longest))).collect()
    }
}

/// Everything together, in large figures.
pub fn whole(t: Text, whole: &Seen) -> impl IntoView + use<> {
    let days = whole.days(t).into_iter().map(|(name, days)| (name, told(t, days)));
    let figures = [(t.fairness_wishes(), t.number(whole.share.wishes)), (t.fairness_share(), percent(t, &whole.share))];
    let lines: Vec<_> = figures
        .into_iter()
        .chain(days)
        .map(|(name, figure)| {
            view! {
                <li>
                    <span class="count">
                        <b>{figure}</b>
                        <span>{name}</span>
                    </span>
                </li>
            }
        })
        .collect();
    let legend = [("handed_out", t.fairness_served()), ("taken", t.fairness_promised())]
        .map(|(key, name)| view! { <li class=format!("k-{key}")>{name}</li> });
    view! {
        <section class="stack" aria-label=t.fairness_whole()>
            <ul class="counts">{lines}</ul>
            {bar(&whole.share)}
            <ul class="legend">{legend.into_iter().collect::<Vec<_>>()}</ul>
        </section>
    }
}

/// The cut's table, with the sum of all below it.
pub fn table(t: Text, cut: &Cut, whole: &Seen, note: Option<String>) -> Option<impl IntoView + use<>> {
    if cut.lines.is_empty() {
        return None;
    }
    let counts = [t.fairness_wishes(), t.fairness_promised(), t.fairness_served(), t.fairness_share()];
    let heads: Vec<_> = counts
        .into_iter()
        .chain(whole.days(t).into_iter().map(|(name, _)| name))
        .map(|name| view! { <th scope="col" class="num">{name}</th> })
        .collect();
    let rows: Vec<_> = cut.lines.iter().map(|line| row(t, &line.name, line)).collect();
    Some(view! {
        <section class="stack">
            <h2>{cut.title}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=cut.title>
                <table class="table cards fair">
                    <caption class="vh">{cut.title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{cut.of}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{row(t, t.record_total(), whole)}</tfoot>
                </table>
            </div>
            {note.map(|note| view! { <p class="soft small">{note}</p> })}
        </section>
    })
}

fn row(t: Text, name: &str, line: &Seen) -> impl IntoView + use<> {
    let share = &line.share;
    let counts = [
        (t.fairness_wishes(), share.wishes),
        (t.fairness_promised(), share.promised),
        (t.fairness_served(), share.served),
    ]
    .map(|(head, count)| cell(head, t.number(count)));
    let days: Vec<_> = line.days(t).into_iter().map(|(head, days)| cell(head, told(t, days))).collect();
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            {counts.into_iter().collect::<Vec<_>>()}
            <td class="num" data-label=t.fairness_share()>
                <span class="rate">{percent(t, share)} {bar(share)}</span>
            </td>
            {days}
        </tr>
    }
}

fn cell(head: &'static str, text: String) -> impl IntoView {
    view! {
        <td class="num" data-label=head>
            {text}
        </td>
    }
}

/// Drawn for the eye; the figure beside it says the same.
fn bar(share: &Share) -> impl IntoView + use<> {
    let width = |thousandths: Option<u64>| {
        let thousandths = thousandths.unwrap_or(0);
        format!("{}.{}%", thousandths / 10, thousandths % 10)
    };
    view! {
        <svg class="bar slim" aria-hidden="true" width="100%" height="10">
            <rect class="k-taken" x="0" width=width(share.promised_of_thousand()) height="10" />
            <rect class="k-handed_out" x="0" width=width(share.served_of_thousand()) height="10" />
        </svg>
    }
}

fn percent(t: Text, share: &Share) -> String {
    share.served_of_thousand().map_or_else(|| "—".to_owned(), |part| t.per_cent(part))
}

fn told(t: Text, days: Option<u64>) -> String {
    days.map_or_else(|| "—".to_owned(), |days| t.number(days))
}

/// What every word means.
pub fn how(t: Text, with_longest: bool) -> impl IntoView + use<> {
    let mut words = vec![
        (t.fairness_wishes(), t.fairness_how_wishes()),
        (t.fairness_promised(), t.fairness_how_promised()),
        (t.fairness_served(), t.fairness_how_served()),
        (t.fairness_share(), t.fairness_how_share()),
        (t.fairness_waited(), t.fairness_how_waited()),
        (t.fairness_waits(), t.fairness_how_waits()),
    ];
    if with_longest {
        words.push((t.fairness_longest(), t.fairness_how_longest()));
    }
    words.push((t.fairness_month(), t.fairness_how_month()));
    let words: Vec<_> = words
        .into_iter()
        .map(|(word, meaning)| {
            view! {
                <dt>{word}</dt>
                <dd>{meaning}</dd>
            }
        })
        .collect();
    view! {
        <section class="box">
            <h2>{t.fairness_how()}</h2>
            <dl class="facts wide-terms">{words}</dl>
        </section>
    }
}

/// Every cut as rows of one table, heads first.
pub fn sheet(t: Text, cuts: &[Cut], whole: &Seen) -> Vec<Vec<String>> {
    let counts = [t.fairness_wishes(), t.fairness_promised(), t.fairness_served()];
    let heads = [t.fairness_cut(), t.fairness_line()].into_iter().chain(counts);
    let days = whole.days(t).into_iter().map(|(name, _)| name);
    let mut rows = vec![heads.chain([t.fairness_share()]).chain(days).map(ToOwned::to_owned).collect()];
    rows.push(record(t, t.fairness_whole(), t.record_total(), whole));
    for cut in cuts {
        rows.extend(cut.lines.iter().map(|line| record(t, cut.title, &line.name, line)));
    }
    rows
}

/// Plain figures for a program that reckons on; what is not told stays blank.
fn record(t: Text, cut: &str, name: &str, line: &Seen) -> Vec<String> {
    let share = &line.share;
    let counts = [share.wishes, share.promised, share.served].map(|count| count.to_string());
    let served = share.served_of_thousand().map_or_else(String::new, |part| t.per_cent(part));
    let days = line.days(t).into_iter().map(|(_, days)| days.map_or_else(String::new, |days| days.to_string()));
    [cut.to_owned(), name.to_owned()].into_iter().chain(counts).chain([served]).chain(days).collect()
}
