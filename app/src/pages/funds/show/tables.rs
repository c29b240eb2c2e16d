//! A fund's tables in public: its sums, its runs, its months. All but the newest rows are folded by year.

use std::{cmp::Reverse, collections::BTreeMap};

use entity::{
    Fen,
    fund::{payout::Run, public},
    ledger::{Source, totals::Sums},
    month::Month,
};
use leptos::prelude::*;

use super::{period, scaled};
use crate::{
    parts::{
        fund_bands::by_month,
        table::{amounts, number_heads, table},
    },
    text::Text,
};

const CLASS: &str = "table cards figures wide";
/// Rows that stay open: on a phone each is a card.
const OPEN: usize = 3;

pub(super) fn sums(t: Text, found: &public::Public) -> impl IntoView + use<> {
    let row = |name: String, sums: Sums| {
        let cells = [
            (t.fund_received(), sums.received),
            (t.ledger_returned(), sums.returned),
            (t.fund_paid_out(), sums.paid_out),
            (t.fund_held(), sums.held()),
        ];
        view! {
            <tr>
                <th scope="row">{name}</th>
                {amounts(cells)}
            </tr>
        }
    };
    let of = |source: Source| found.line.sums.get(&source).copied().unwrap_or_default();
    let rows: Vec<_> = Source::ALL.map(|source| row(t.fund_band(source).to_owned(), of(source))).into_iter().collect();
    let heads = view! {
        <th scope="col">{t.ledger_source()}</th>
        {number_heads([t.fund_received(), t.ledger_returned(), t.fund_paid_out(), t.fund_held()])}
    };
    view! {
        <section class="stack">
            <h2>{t.ledger_so_far()}</h2>
            {table(t.ledger_so_far(), CLASS, heads, rows)}
        </section>
    }
}

pub(super) fn runs(t: Text, runs: &[Run]) -> impl IntoView + use<> {
    let rows: Vec<_> = runs
        .iter()
        .map(|run| {
            let paid = run.paid();
            let note = scaled(run).map(|percent| {
                view! { <span class="spec soft small">{t.fund_run_scaled_of(&percent)}</span> }
            });
            let cells = [
                (t.fund_band_family(), paid.family),
                (t.fund_band_government(), paid.government),
                (t.fund_band_society(), paid.society),
                (t.fund_sum(), paid.whole()),
            ];
            let row = view! {
                <tr>
                    <th scope="row">{period(t, run.run.from_on, run.run.to_on)} {note}</th>
                    <td data-label=t.fund_run_paid_on()>{run.run.paid_on.map(|day| t.date(day))}</td>
                    <td class="num" data-label=t.fund_run_elders()>
                        {t.number(paid.elders)}
                    </td>
                    {amounts(cells)}
                </tr>
            };
            (Month::with(run.run.to_on), row.into_any())
        })
        .collect();
    let body = if rows.is_empty() {
        view! { <p class="soft">{t.fund_runs_none()}</p> }.into_any()
    } else {
        let sources =
            [t.fund_run_elders(), t.fund_band_family(), t.fund_band_government(), t.fund_band_society(), t.fund_sum()];
        by_year(t, t.fund_runs(), rows, |name, rows| {
            let heads = view! {
                <th scope="col">{t.fund_run_period()}</th>
                <th scope="col">{t.fund_run_paid_on()}</th>
                {number_heads(sources)}
            };
            table(name, CLASS, heads, rows).into_any()
        })
    };
    view! {
        <section class="stack">
            <h2>{t.fund_runs()}</h2>
            {body}
        </section>
    }
}

pub(super) fn months(t: Text, found: &public::Public) -> Option<impl IntoView + use<>> {
    let sums = by_month(&found.line.months);
    let rows: Vec<_> = sums
        .iter()
        .rev()
        .map(|(month, sums)| {
            let cells = Source::ALL.into_iter().zip(sums).map(|(source, sum)| {
                view! {
                    <td class="num" data-label=t.fund_band(source)>
                        {Fen(*sum).to_string()}
                    </td>
                }
            });
            let row = view! {
                <tr>
                    <th scope="row">{t.month(*month)}</th>
                    {cells.collect::<Vec<_>>()}
                </tr>
            };
            (*month, row.into_any())
        })
        .collect();
    let csv = format!("/funds/{}/months.csv", found.line.fund.id);
    (!rows.is_empty()).then(|| {
        let listed = |name: String, rows: Vec<AnyView>| {
            let heads = view! {
                <th scope="col">{t.ledger_month()}</th>
                {number_heads([t.fund_band_family(), t.fund_band_government(), t.fund_band_society()])}
            };
            table(name, CLASS, heads, rows).into_any()
        };
        view! {
            <section class="stack">
                <h2>{t.fund_received()} " · " {t.fund_months()}</h2>
                <p class="no-print">
                    <a href=csv>{t.fund_months_csv()}</a>
                </p>
                {by_year(t, t.fund_months(), rows, listed)}
            </section>
        }
    })
}

/// Rows, the newest first: the first few, and the others folded by year under a name that says how
/// many; on paper all stand. `listed` makes a table of some of them.
fn by_year(
    t: Text,
    name: &'static str,
    mut rows: Vec<(Month, AnyView)>,
    listed: impl Fn(String, Vec<AnyView>) -> AnyView,
) -> AnyView {
    let older = rows.split_off(OPEN.min(rows.len()));
    let mut years: BTreeMap<Reverse<String>, Vec<AnyView>> = BTreeMap::new();
    for (month, row) in older {
        years.entry(Reverse(month.first().format("%Y").to_string())).or_default().push(row);
    }
    let folds: Vec<_> = years
        .into_iter()
        .map(|(Reverse(year), rows)| {
            let name = t.fund_of_year(name, &year, rows.len());
            view! {
                <details class="fold prints">
                    <summary>
                        <h3>{name.clone()}</h3>
                    </summary>
                    {listed(name, rows)}
                </details>
            }
        })
        .collect();
    view! {
        {listed(name.to_owned(), rows.into_iter().map(|(_, row)| row).collect())}
        {folds}
    }
    .into_any()
}
