//! How far a phase is, drawn as one bar with its legend. Donors' gifts and the pool's stand apart; what nobody has said
//! yes to is not claimed yet.
//!
//! The legend counts as the tables do: what is at the school is claimed as well, and what is handed out is both.

use entity::{claim, phase, statistics::Counts, wish::Status};
use leptos::prelude::*;

use crate::text::Text;

/// The bar, and the numbers under it.
pub fn bar(t: Text, counts: &Counts, slim: bool) -> impl IntoView + use<> {
    let total = counts.posted();
    let parts: Vec<Part> = parts(t, counts)
        .into_iter()
        .filter(|part| part.count > 0 || (total == 0 && part.key == Status::Open.key()))
        .collect();
    let spoken: Vec<String> = std::iter::once(t.posted_all(&t.number(total)))
        .chain(parts.iter().map(|part| t.count_of(&t.number(part.count), part.name)))
        .collect();
    let mut before = 0;
    let rects: Vec<_> = parts
        .iter()
        .filter(|part| part.drawn > 0)
        .map(|part| {
            let (x, width) = (percent(before, total), percent(part.drawn, total));
            before += part.drawn;
            view! { <rect class=format!("k-{}", part.key) x=x width=width height="16" /> }
        })
        .collect();
    let line = |class: String, count: u64, name: &'static str| {
        view! {
            <li class=class>
                <b>{t.number(count)}</b>
                " "
                {name}
            </li>
        }
    };
    let whole = (total > 0).then(|| line("whole".to_owned(), total, t.wish_posted()));
    let legend: Vec<_> = parts.iter().map(|part| line(format!("k-{}", part.key), part.count, part.name)).collect();
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
        <ul class="legend">{whole} {legend}</ul>
    }
}

/// One part of the bar.
struct Part {
    key: &'static str,
    name: &'static str,
    /// So much of the bar is its own …
    drawn: u64,
    /// … and so many have come this far, those that went on as well.
    count: u64,
}

fn parts(t: Text, counts: &Counts) -> [Part; 6] {
    let of =
        |status: Status, drawn: u64, count: u64| Part { key: status.key(), name: t.wish_status(status), drawn, count };
    let other = |key: &'static str, name: &'static str, count: u64| Part { key, name, drawn: count, count };
    [
        of(Status::HandedOut, counts.handed_out, counts.handed_out),
        of(Status::Received, counts.received, counts.arrived()),
        of(Status::Taken, counts.taken, counts.claimed()),
        other(Status::Approved.key(), t.pool_count(), counts.pool()),
        other(claim::State::Held.key(), t.wish_held(), counts.held),
        of(Status::Open, counts.open, counts.open),
    ]
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
