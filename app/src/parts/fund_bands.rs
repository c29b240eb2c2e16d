//! A fund's last twelve months as stacked bands, one for each source: drawn, and as a table for who cannot see it. What
//! cannot be drawn, a month below zero, is said.

use std::collections::BTreeMap;

use entity::{
    Fen,
    ledger::{Source, totals::MonthLine},
    month::Month,
};
use leptos::prelude::*;

use crate::text::Text;

const MONTHS: usize = 12;
const WIDTH: i64 = 336;
const RIGHT: i64 = WIDTH - 4;
const FLOOR: i64 = 122;
const TALLEST: i64 = 112;
const STEP: i64 = 27;
const BAR: i64 = 19;

/// What came in, less what was given back, by month.
pub fn by_month(months: &[MonthLine]) -> BTreeMap<Month, [i64; 3]> {
    let mut sums: BTreeMap<Month, [i64; 3]> = BTreeMap::new();
    for line in months {
        let place = Source::ALL.iter().position(|source| *source == line.band.source).unwrap_or_default();
        sums.entry(line.month).or_default()[place] += line.sums.received.0 - line.sums.returned.0;
    }
    sums
}

/// The twelve months up to `last`, with their sums.
fn newest(months: &[MonthLine], last: Month) -> Vec<(Month, [i64; 3])> {
    let sums = by_month(months);
    let back = std::iter::successors(Some(last), |month| Some(month.previous())).take(MONTHS);
    let mut newest: Vec<_> = back.map(|month| (month, sums.get(&month).copied().unwrap_or_default())).collect();
    newest.reverse();
    newest
}

pub fn bands(t: Text, months: &[MonthLine], last: Month) -> AnyView {
    let newest = newest(months, last);
    let whole: [i64; 3] = newest.iter().fold([0; 3], |sum, (_, one)| [0, 1, 2].map(|place| sum[place] + one[place]));
    let tallest = newest.iter().map(|(_, one)| one.iter().map(|part| (*part).max(0)).sum::<i64>()).max().unwrap_or(0);
    let below = below(t, &newest);
    if tallest == 0 && below.is_empty() {
        return view! { <p class="soft">{t.fund_bands_none()}</p> }.into_any();
    }
    let tallest = tallest.max(1);
    let bars: Vec<_> = (0_i64..).zip(&newest).map(|(place, (month, one))| bar(place, *month, one, tallest)).collect();
    let legend: Vec<_> = Source::ALL
        .into_iter()
        .zip(whole)
        .map(|(source, sum)| {
            view! {
                <li class=format!("band-{}", source.key())>
                    <b>{Fen(sum).to_string()}</b>
                    " "
                    {t.fund_band(source)}
                </li>
            }
        })
        .collect();
    view! {
        <figure class="bands">
            <svg viewBox=format!("0 0 {WIDTH} 142") role="img" aria-label=t.fund_bands()>
                <line x1="4" x2=RIGHT y1=FLOOR y2=FLOOR />
                {bars}
            </svg>
            <figcaption>
                <ul class="legend">{legend}</ul>
                {below}
            </figcaption>
            {table(t, &newest)}
        </figure>
    }
    .into_any()
}

/// The months in which more of a source was corrected or given back than came in.
fn below(t: Text, newest: &[(Month, [i64; 3])]) -> Vec<impl IntoView + use<>> {
    let mut said = Vec::new();
    for (month, sums) in newest {
        for (source, sum) in Source::ALL.into_iter().zip(*sums).filter(|(_, sum)| *sum < 0) {
            said.push(t.fund_bands_below(&t.month(*month), t.fund_band(source), &Fen(sum).to_string()));
        }
    }
    said.into_iter().map(|said| view! { <p class="soft small">{said}</p> }).collect()
}

/// One month: family at the bottom, society on top.
fn bar(place: i64, month: Month, sums: &[i64; 3], tallest: i64) -> impl IntoView + use<> {
    let left = 8 + place * STEP;
    let mut top = FLOOR;
    let parts: Vec<_> = Source::ALL
        .into_iter()
        .zip(sums)
        .filter_map(|(source, sum)| {
            let height = ((*sum).max(0) * TALLEST + tallest / 2) / tallest;
            top -= height;
            (height > 0).then(|| {
                view! {
                    <rect class=format!("band-{}", source.key()) x=left y=top width=BAR height=height />
                }
            })
        })
        .collect();
    // Every other month is named, as far as there is room.
    let name = (place % 2 == 1).then(|| {
        let middle = left + BAR / 2;
        let number = month.to_string().split('-').nth(1).unwrap_or_default().trim_start_matches('0').to_owned();
        view! {
            <text x=middle y="138">
                {number}
            </text>
        }
    });
    view! {
        {parts}
        {name}
    }
}

fn table(t: Text, newest: &[(Month, [i64; 3])]) -> impl IntoView + use<> {
    let heads: Vec<_> =
        Source::ALL.map(|source| view! { <th scope="col">{t.fund_band(source)}</th> }).into_iter().collect();
    let rows: Vec<_> = newest
        .iter()
        .map(|(month, sums)| {
            let cells: Vec<_> = sums.iter().map(|sum| view! { <td>{Fen(*sum).to_string()}</td> }).collect();
            view! {
                <tr>
                    <th scope="row">{t.month(*month)}</th>
                    {cells}
                </tr>
            }
        })
        .collect();
    view! {
        <div class="vh">
            <table>
                <caption>{t.fund_bands()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.ledger_month()}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
