//! The tables of the ledger: all so far, and month by month. The plots of one organiser are one row.

use std::{cmp::Reverse, collections::BTreeMap};

use entity::{
    id::OrganiserId,
    ledger::{
        Programme, Source,
        totals::{Band, MonthLine, Sums},
    },
    month::Month,
};
use leptos::prelude::*;

use super::Titles;
use crate::{parts::table::table, text::Text};

/// Programmes that are shown at once; more of them are folded under their name.
const LONG: usize = 6;

/// A row of the page: one programme, or all plots of an organiser, each of which stands in the download.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    organiser: OrganiserId,
    programme: Option<Programme>,
    source: Source,
}

impl From<Band> for Row {
    fn from(Band { organiser, programme, source }: Band) -> Self {
        let is_plot = matches!(programme, Programme::Plot(_));
        Self { organiser, programme: (!is_plot).then_some(programme), source }
    }
}

/// All so far: the sums of each source, and under them the programmes.
pub(super) fn so_far(t: Text, titles: &Titles, bands: &BTreeMap<Band, Sums>) -> impl IntoView + use<> {
    let rows: Vec<_> = folded(bands.iter().map(|(band, sums)| ((), *band, *sums)))
        .values()
        .map(|bands| {
            view! {
                <tr>
                    {name(t, titles, bands)}
                    {cells(t, sum(bands), true)}
                </tr>
            }
            .into_any()
        })
        .collect();
    let sums: Vec<_> = Source::ALL
        .into_iter()
        .filter_map(|source| {
            let of = bands.iter().filter(|(band, _)| band.source == source);
            let sum: Sums = of.map(|(_, sums)| *sums).sum();
            let row = || {
                view! {
                    <tr>
                        <th scope="row">{t.ledger_sum_of(t.money_source(source))}</th>
                        {cells(t, sum, true)}
                    </tr>
                }
                .into_any()
            };
            (sum != Sums::default()).then(row)
        })
        .collect();
    let has_families = bands.keys().any(|band| band.source == Source::Family);
    let is_short = rows.len() <= LONG;
    let by_programme = t.ledger_by_programme().to_owned();
    let programmes = listed(t, by_programme.clone(), t.ledger_programme(), rows, true);
    view! {
        <section class="stack">
            <h2>{t.ledger_so_far()}</h2>
            {listed(t, t.ledger_so_far().to_owned(), t.ledger_source(), sums, true)}
            {has_families.then(|| view! { <p class="soft small">{t.ledger_family_apart()}</p> })}
            {fold(by_programme, is_short, programmes)}
        </section>
    }
}

/// Month by month, the newest unfolded.
pub(super) fn by_month(
    t: Text,
    titles: &Titles,
    months: &[MonthLine],
    before: Option<Month>,
    next: Option<Month>,
) -> impl IntoView + use<> {
    let mut rows: BTreeMap<Reverse<Month>, Vec<AnyView>> = BTreeMap::new();
    for ((month, _), bands) in folded(months.iter().map(|line| (Reverse(line.month), line.band, line.sums))) {
        let row = view! {
            <tr>
                {name(t, titles, &bands)}
                {cells(t, sum(&bands), false)}
            </tr>
        };
        rows.entry(month).or_default().push(row.into_any());
    }
    let folds: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(|(place, (Reverse(month), rows))| {
            let name = t.month(month);
            let table = listed(t, name.clone(), t.ledger_programme(), rows, false);
            fold(name, place == 0, table)
        })
        .collect();
    let newest = before.map(|_| {
        view! {
            <a class="btn quiet" href="/ledger">
                {t.ledger_newest()}
            </a>
        }
    });
    let older = next.map(|month| {
        view! {
            <a class="btn quiet" rel="next" href=format!("/ledger?before={month}")>
                {t.ledger_older()}
            </a>
        }
    });
    view! {
        <section class="stack">
            <h2>{t.ledger_by_month()}</h2>
            <p class="no-print">
                <a href="/ledger.csv">{t.ledger_csv()}</a>
            </p>
            {folds}
            <nav class="pager" aria-label=t.pager()>
                {newest}
                {older}
            </nav>
        </section>
    }
}

/// A table under its name, which opens and closes it on the screen; on paper it is whole.
fn fold(name: String, is_open: bool, table: AnyView) -> AnyView {
    view! {
        <details class="fold prints" open=is_open>
            <summary>
                <h3>{name}</h3>
            </summary>
            {table}
        </details>
    }
    .into_any()
}

fn listed(t: Text, name: String, of: &'static str, rows: Vec<AnyView>, with_held: bool) -> AnyView {
    let heads = view! {
        <th scope="col">{of}</th>
        {heads(t, with_held)}
    };
    table(name, "table cards", heads, rows).into_any()
}

/// What is one row of the page, in the order of `key`.
fn folded<Key: Ord>(bands: impl Iterator<Item = (Key, Band, Sums)>) -> BTreeMap<(Key, Row), Vec<(Band, Sums)>> {
    let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (key, band, sums) in bands {
        rows.entry((key, band.into())).or_default().push((band, sums));
    }
    rows
}

fn sum(bands: &[(Band, Sums)]) -> Sums {
    bands.iter().map(|(_, sums)| *sums).sum()
}

fn name(t: Text, titles: &Titles, bands: &[(Band, Sums)]) -> Option<impl IntoView + use<>> {
    let (band, _) = bands.first()?;
    let title = match bands.len() {
        1 => titles.of(t, band.organiser, band.programme),
        several => t.ledger_plots(several),
    };
    Some(view! {
        <th scope="row">
            {title} <span class="spec soft small">{t.money_source(band.source)}</span>
        </th>
    })
}

fn heads(t: Text, with_held: bool) -> Vec<impl IntoView + use<>> {
    let names = [t.ledger_received(), t.ledger_returned(), t.ledger_paid_out(), t.ledger_held()];
    let shown = if with_held { 4 } else { 3 };
    names.into_iter().take(shown).map(|name| view! { <th scope="col" class="num">{name}</th> }).collect()
}

fn cells(t: Text, sums: Sums, with_held: bool) -> Vec<impl IntoView + use<>> {
    let all = [
        (t.ledger_received(), sums.received),
        (t.ledger_returned(), sums.returned),
        (t.ledger_paid_out(), sums.paid_out),
        (t.ledger_held(), sums.held()),
    ];
    let shown = if with_held { 4 } else { 3 };
    all.into_iter()
        .take(shown)
        .map(|(name, amount)| {
            view! {
                <td class="num" data-label=name>
                    {amount.to_string()}
                </td>
            }
        })
        .collect()
}
