//! Where budgets bind: a knapsack for every offer, which nobody can solve exactly at this size. Learns what each offer
//! is worth, proves a bound from it, fills by it, mends by chains of moves, and lets the longest waiting go first in the
//! end.

mod bound;
mod chain;
mod few;
mod fill;
mod mend;
mod purse;
mod swap;
mod worth;

use super::{
    Answer, Offer, Policy, Settings, Wish, even,
    ground::Ground,
    outcome::{self, NOBODY},
};
use purse::Purses;
use swap::Floors;

/// As many wishes as are found, then the longest waiting by single exchanges; with a proven bound.
pub(super) fn solve(wishes: &[Wish], offers: &[Offer], settings: &Settings) -> Answer {
    let ground = Ground::lay(wishes, offers, false);
    let worth = worth::learn(&ground, settings);
    let (bound, cost) = bound::prove(&ground, &worth);
    let mut purses = Purses::new(&ground);
    (settings.progress)(0);
    fill::fill(&mut purses, &worth, &cost);
    (settings.progress)(purses.served);
    mend::mend(&mut purses, bound, settings);
    let least = match settings.policy {
        Policy::Waiting => vec![0; ground.wishes_of.len()],
        Policy::Even { floor } => even::floors(&ground, purses.served, floor),
    };
    let floors = Floors { served: purses.served_of(), least };
    let floors = swap::swap(&mut purses, floors);
    (settings.progress)(purses.served);
    let taker = |&group: &u32| if group == NOBODY { NOBODY } else { ground.groups[group as usize].offer };
    let takers: Vec<u32> = purses.holder.iter().map(taker).collect();
    let bound = bound.max(purses.served);
    let mut answer = outcome::tell(&ground, offers, &takers, bound);
    answer.optimal = answer.matches.len() + ground.lacking.len() == wishes.len();
    answer.floor_missed = even::missed(&ground, &floors.served, &floors.least);
    answer
}
