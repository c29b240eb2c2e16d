//! How far a phase is, drawn as one bar with its legend. Donors' gifts and the pool's stand apart; what nobody has said
//! yes to is not claimed yet.
//!
//! The legend counts as the tables do: of what is claimed some has arrived, and of that some is handed out. So does the
//! bar: what arrived is drawn within what is claimed, a step lower, and what is handed out another step lower; each is
//! as long as its number says, and what is all of what it is within stands as high as that. What is claimed, from the
//! pool, on hold and open is side by side, and all of it.

use entity::{Time, claim, phase, statistics::Counts, wish::Status};
use leptos::prelude::*;

use crate::text::Text;

/// So high is each of the bar's three steps, in pixels.
const STEP: u64 = 8;
const HEIGHT: u64 = 3 * STEP;

/// The bar of a phase, and the numbers under it.
pub fn bar(t: Text, phase: &phase::Model, counts: &Counts, now: Time) -> impl IntoView + use<> {
    let total = counts.posted();
    let open = if phase.takes_claims(now) { t.wish_status(Status::Open) } else { t.wish_for_pool() };
    let parts: Vec<Part> = parts(t, counts, open)
        .into_iter()
        .filter(|part| part.count > 0 || (total == 0 && part.key == Status::Open.key()))
        .collect();
    let spoken: Vec<String> =
        std::iter::once(t.posted_all(&t.number(total))).chain(parts.iter().map(|part| part.spoken(t))).collect();
    let rects: Vec<_> = parts.iter().filter(|part| part.count > 0).map(|part| part.drawn(total)).collect();
    let whole = (total > 0).then(|| {
        view! {
            <li class="whole">
                <b>{t.number(total)}</b>
                " "
                {t.wish_posted()}
            </li>
        }
    });
    let legend: Vec<_> = parts.iter().map(|part| part.told(t)).collect();
    view! {
        <svg
            class="bar tall"
            role="img"
            aria-label=t.list(&spoken)
            width="100%"
            height=HEIGHT.to_string()
        >
            {rects}
        </svg>
        <ul class="legend nested">{whole} {legend}</ul>
    }
}

/// One part of the bar.
struct Part {
    key: &'static str,
    name: &'static str,
    count: u64,
    /// Where in the bar it begins, in wishes.
    from: u64,
    /// How many others it is within.
    depth: u64,
    /// So many steps lower it stands: one for each of them that is longer than what is within it.
    step: u64,
}

impl Part {
    fn spoken(&self, t: Text) -> String {
        let count = t.number(self.count);
        if self.depth == 0 { t.count_of(&count, self.name) } else { t.count_of_these(&count, self.name) }
    }

    fn drawn(&self, total: u64) -> impl IntoView + use<> {
        let (x, width) = (percent(self.from, total), percent(self.count, total));
        let top = self.step * STEP;
        let (y, height) = (top.to_string(), (HEIGHT - top).to_string());
        view! { <rect class=format!("k-{}", self.key) x=x y=y width=width height=height /> }
    }

    fn told(&self, t: Text) -> impl IntoView + use<> {
        let of_these = (self.depth > 0).then(|| format!("{} ", t.of_these()));
        view! {
            <li class=format!("k-{} within-{}", self.key, self.depth)>
                {of_these}
                <b>{t.number(self.count)}</b>
                " "
                {self.name}
            </li>
        }
    }
}

/// In the order in which they are drawn: what is within another comes after it. `open`: what the open ones wait for.
fn parts(t: Text, counts: &Counts, open: &'static str) -> [Part; 6] {
    let within =
        |status: Status, name, count, depth, step| Part { key: status.key(), name, count, from: 0, depth, step };
    let beside = |key, name, count, from| Part { key, name, count, from, depth: 0, step: 0 };
    let (claimed, pool, held) = (counts.claimed(), counts.pool(), counts.held);
    let (arrived, handed_out) = (counts.arrived(), counts.handed_out);
    let below_claimed = u64::from(arrived < claimed);
    let below_arrived = below_claimed + u64::from(handed_out < arrived);
    [
        within(Status::Taken, t.wish_status(Status::Taken), claimed, 0, 0),
        within(Status::Received, t.legend_arrived(), arrived, 1, below_claimed),
        within(Status::HandedOut, t.legend_handed_out(), handed_out, 2, below_arrived),
        beside(Status::Approved.key(), t.pool_count(), pool, claimed),
        beside(claim::State::Held.key(), t.wish_held(), held, claimed + pool),
        beside(Status::Open.key(), open, counts.open, claimed + pool + held),
    ]
}

/// A phase with its days and its bar; the title leads to its public page.
pub fn phase_box(t: Text, phase: &phase::Model, counts: &Counts, now: Time) -> impl IntoView + use<> {
    let days = match (phase.state, phase.claim_until, phase.hand_out_on) {
        (phase::State::Open, Some(claim), Some(hand_out)) => {
            let is_one_year = claim.format("%Y").to_string() == hand_out.format("%Y").to_string();
            let hand_out = if is_one_year { t.short_date(hand_out) } else { t.date(hand_out) };
            vec![t.phase_claims(&t.date(claim)), t.phase_hand_out(&hand_out)]
        }
        (phase::State::Finished, _, Some(hand_out)) => vec![t.phase_done(&t.date(hand_out))],
        (_, _, Some(hand_out)) => vec![t.phase_hand_out(&t.date(hand_out))],
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
            {bar(t, phase, counts, now)}
        </section>
    }
}

/// `41.12%`, in whole hundredths.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
