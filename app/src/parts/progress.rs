//! How far a phase is, drawn as one bar with its legend. Donors' gifts and the pool's stand apart.

use entity::{phase, statistics::Counts, wish::Status};
use leptos::prelude::*;

use crate::text::Text;

/// The bar, and the numbers under it.
pub fn bar(t: Text, counts: &Counts, slim: bool) -> impl IntoView + use<> {
    let total = counts.posted();
    let parts: Vec<(&'static str, &'static str, u64)> = [
        (Status::HandedOut.key(), t.wish_status(Status::HandedOut), counts.handed_out),
        (Status::Received.key(), t.wish_status(Status::Received), counts.received),
        (Status::Taken.key(), t.wish_status(Status::Taken), counts.taken),
        (Status::Approved.key(), t.pool_count(), counts.pool()),
        (Status::Open.key(), t.wish_status(Status::Open), counts.open),
    ]
    .into_iter()
    .filter(|(key, _, count)| *count > 0 || (total == 0 && *key == Status::Open.key()))
    .collect();
    let spoken: Vec<String> = std::iter::once(t.posted_all(&t.number(total)))
        .chain(parts.iter().map(|(_, name, count)| t.count_of(&t.number(*count), name)))
        .collect();
    let mut before = 0;
    let rects: Vec<_> = parts
        .iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(key, _, count)| {
            let (x, width) = (percent(before, total), percent(*count, total));
            before += count;
            view! { <rect class=format!("k-{key}") x=x width=width height="16" /> }
        })
        .collect();
    let legend: Vec<_> = parts
        .iter()
        .map(|(key, name, count)| {
            view! {
                <li class=format!("k-{key}")>
                    <b>{t.number(*count)}</b>
                    " "
                    {*name}
                </li>
            }
        })
        .collect();
    view! {
        <svg
            class=if slim { "bar slim" } else { "bar" }
            role="img"
            aria-label=t.list(&spoken)
            width="100%"
            height="16"
        >
            {rects}
        </svg>
        <ul class="legend">{legend}</ul>
    }
}

/// A phase with its days and its bar; the title leads to its public page.
pub fn phase_box(t: Text, phase: &phase::Model, counts: &Counts) -> impl IntoView + use<> {
    let days = match (phase.state, phase.claim_until, phase.hand_out_on) {
        (phase::State::Open, Some(claim), Some(hand_out)) => {
            vec![t.phase_claims(&t.date(claim)), t.phase_hand_out(&t.short_date(hand_out))]
        }
        (_, _, Some(hand_out)) => vec![t.phase_done(&t.date(hand_out))],
        _ => Vec::new(),
    };
    let days: Vec<_> = days.into_iter().map(|day| view! { <span class="soft nowrap">{day}</span> }).collect();
    let (id, labelled_by) = (format!("phase-{}", phase.number), format!("phase-{}", phase.number));
    view! {
        <section class="phase" aria-labelledby=labelled_by>
            <div class="phase-head">
                <h2 id=id>
                    <a href=format!("/phases/{}", phase.number)>{phase.title(t.0).to_owned()}</a>
                </h2>
                {days}
            </div>
            {bar(t, counts, false)}
        </section>
    }
}

/// `41.12%`, in whole hundredths.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
