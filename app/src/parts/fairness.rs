//! Cuts of who was served, as tables with bars, and as rows for a spreadsheet program; of all phases, or of one. See
//! `entity::statistics::fairness`.

mod phase;
mod sheet;

use std::cmp::Reverse;

use entity::{Day, claim, statistics::fairness::Share, wish::Status};
use leptos::prelude::*;

use crate::text::Text;

pub use phase::choice;
pub use sheet::sheet;

/// Months in the table of a page; the rest is in the download.
pub const MONTHS: usize = 24;
/// A cut of more lines is folded under its name, where it is not the first.
const LONG: usize = 3;
/// Of the first cut, where it is long, so many lines stay open.
const LEAST: usize = 5;

/// The same wishes, cut in one way.
pub struct Cut {
    pub title: &'static str,
    /// What its lines are: the head of the first column.
    pub of: &'static str,
    pub lines: Vec<Seen>,
    /// Its names are short: each stays on one line.
    pub is_short: bool,
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
    view! {
        <section class="stack" aria-label=t.fairness_whole()>
            <ul class="counts">{lines}</ul>
            {bar(&whole.share)}
            <ul class="legend">{legend(t, &whole.share)}</ul>
        </section>
    }
}

/// What the colours of a bar stand for. Each wish is in one of them; all but the served ones are not in hand yet.
fn legend(t: Text, share: &Share) -> Vec<AnyView> {
    let parts = [
        (Status::HandedOut.key(), t.fairness_served(), share.served),
        (Status::Taken.key(), t.fairness_on_the_way(), share.on_the_way()),
        (claim::State::Held.key(), t.wish_held(), share.held),
        (Status::Open.key(), t.fairness_open(), share.open()),
    ];
    let line = |(key, name, count): (&str, &'static str, u64)| {
        view! {
            <li class=format!("k-{key}")>
                <b>{t.number(count)}</b>
                " "
                {name}
            </li>
        }
        .into_any()
    };
    parts.into_iter().map(line).collect()
}

/// A table for each cut that has lines; `note` is about the last, where there is more than one.
pub fn tables(t: Text, cuts: &[Cut], whole: &Seen, note: Option<&str>) -> Vec<AnyView> {
    let last = cuts.len().saturating_sub(1);
    let with_lines = cuts.iter().enumerate().filter(|(_, cut)| !cut.lines.is_empty());
    with_lines
        .map(|(place, cut)| {
            let note = note.filter(|_| place == last);
            if place == 0 { first(t, cut, whole) } else { other(t, cut, whole, note) }
        })
        .collect()
}

/// The first cut. Where it is long, the least served come first and stay open; the others are folded.
fn first(t: Text, cut: &Cut, whole: &Seen) -> AnyView {
    let mut least: Vec<&Seen> = cut.lines.iter().collect();
    if least.len() <= LEAST + 1 {
        return section(cut.title, None, table(t, cut.title, cut, &least, whole, Some(t.record_total())));
    }
    least.sort_by_key(|line| (line.share.served_of_thousand(), Reverse(line.share.waiting())));
    let rest = least.split_off(LEAST);
    let name = t.fairness_rest(cut.title, rest.len());
    let rest = table(t, &name, cut, &rest, whole, Some(t.fairness_whole()));
    let shown = view! {
        {table(t, cut.title, cut, &least, whole, None)}
        {fold(name, rest)}
    };
    section(cut.title, Some(t.fairness_least(LEAST)), shown.into_any())
}

/// Folded under its name, which says how many lines it has, where these are more than a few.
fn other(t: Text, cut: &Cut, whole: &Seen, note: Option<&str>) -> AnyView {
    let lines: Vec<&Seen> = cut.lines.iter().collect();
    let table = table(t, cut.title, cut, &lines, whole, Some(t.record_total()));
    if lines.len() <= LONG {
        return section(cut.title, note.map(ToOwned::to_owned), table);
    }
    let note = note.map(|note| view! { <p class="soft small">{note.to_owned()}</p> });
    let body = view! {
        {note}
        {table}
    };
    fold(t.fairness_lines(cut.title, lines.len()), body.into_any())
}

fn section(title: &'static str, note: Option<String>, body: AnyView) -> AnyView {
    view! {
        <section class="stack">
            <h2>{title}</h2>
            {note.map(|note| view! { <p class="soft small">{note}</p> })}
            {body}
        </section>
    }
    .into_any()
}

fn fold(name: String, body: AnyView) -> AnyView {
    view! {
        <details class="fold prints">
            <summary>
                <h2>{name}</h2>
            </summary>
            {body}
        </details>
    }
    .into_any()
}

/// Some of the cut's lines under this name; `total` names the sum of all below them.
fn table(t: Text, name: &str, cut: &Cut, lines: &[&Seen], whole: &Seen, total: Option<&'static str>) -> AnyView {
    let counts = [t.fairness_wishes(), t.fairness_promised(), t.fairness_served(), t.fairness_share()];
    let heads: Vec<_> = counts
        .into_iter()
        .chain(whole.days(t).into_iter().map(|(name, _)| name))
        .map(|name| view! { <th scope="col" class="num">{name}</th> })
        .collect();
    let rows: Vec<_> = lines.iter().map(|line| row(t, &line.name, line, cut.is_short)).collect();
    let total = total.map(|name| view! { <tfoot>{row(t, name, whole, false)}</tfoot> });
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=name.to_owned()>
            <table class="table cards fair">
                <caption class="vh">{name.to_owned()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{cut.of}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                {total}
            </table>
        </div>
    }
    .into_any()
}

fn row(t: Text, name: &str, line: &Seen, is_short: bool) -> AnyView {
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
            <th class=is_short.then_some("nowrap") scope="row" lang=t.own_lang(name)>
                {name.to_owned()}
            </th>
            {counts.into_iter().collect::<Vec<_>>()}
            <td class="num" data-label=t.fairness_share()>
                <span class="rate">{percent(t, share)} {bar(share)}</span>
            </td>
            {days}
        </tr>
    }
    .into_any()
}

fn cell(head: &'static str, text: String) -> impl IntoView {
    view! {
        <td class="num" data-label=head>
            {text}
        </td>
    }
}

/// Drawn for the eye, each part over the one that holds it; the figures beside it say the same.
fn bar(share: &Share) -> AnyView {
    let width = |thousandths: Option<u64>| {
        let thousandths = thousandths.unwrap_or(0);
        format!("{}.{}%", thousandths / 10, thousandths % 10)
    };
    view! {
        <svg class="bar slim" aria-hidden="true" width="100%" height="10">
            <rect class="k-held" x="0" width=width(share.kept_of_thousand()) height="10" />
            <rect class="k-taken" x="0" width=width(share.promised_of_thousand()) height="10" />
            <rect class="k-handed_out" x="0" width=width(share.served_of_thousand()) height="10" />
        </svg>
    }
    .into_any()
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
        (t.wish_held(), t.fairness_how_held()),
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
