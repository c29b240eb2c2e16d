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
    number::small,
    outcome::{self, NOBODY},
    together,
};
use purse::Purses;
use swap::Floors;

/// How often siblings are brought together and what that leaves of budgets is used again.
const TURNS: usize = 8;

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
    let floors = exchange(&mut purses, wishes, offers, settings);
    (settings.progress)(purses.served);
    let bound = bound.max(purses.served);
    let mut answer = outcome::tell(&ground, offers, &takers(&purses), bound);
    answer.optimal = answer.matches.len() + ground.lacking.len() == wishes.len();
    answer.floor_missed = even::missed(&ground, &floors.served, &floors.least);
    answer
}

/// Exchanges, and brings siblings together, until neither changes anything. What exchanges leave over may serve further
/// wishes, which lifts the floors.
fn exchange(purses: &mut Purses, wishes: &[Wish], offers: &[Offer], settings: &Settings) -> Floors {
    let mut floors = Floors { served: purses.served_of(), least: least(purses, settings.policy) };
    let mut turns = 0;
    loop {
        floors = swap::swap(purses, floors, settings);
        let least = least(purses, settings.policy);
        if least != floors.least {
            floors.least = least;
        } else if turns < TURNS && siblings(purses, wishes, offers, settings) {
            turns += 1;
        } else {
            return floors;
        }
    }
}

/// How many wishes of each school make up its floor, by what is served now.
fn least(purses: &Purses, policy: Policy) -> Vec<u32> {
    match policy {
        Policy::Waiting => vec![0; purses.ground.wishes_of.len()],
        Policy::Even { floor } => even::floors(purses.ground, purses.served, floor),
    }
}

/// The offer of each wish.
fn takers(purses: &Purses) -> Vec<u32> {
    let taker = |&group: &u32| if group == NOBODY { NOBODY } else { purses.ground.groups[group as usize].offer };
    purses.holder.iter().map(taker).collect()
}

/// Brings siblings together; says whether anything changed.
fn siblings(purses: &mut Purses, wishes: &[Wish], offers: &[Offer], settings: &Settings) -> bool {
    let before = takers(purses);
    let mut after = before.clone();
    if !together::together(purses.ground, wishes, offers, &mut after, settings) {
        return false;
    }
    let changed: Vec<u32> =
        (0..small(after.len())).filter(|&wish| before[wish as usize] != after[wish as usize]).collect();
    for &wish in &changed {
        if purses.holder[wish as usize] != NOBODY {
            purses.take_back(wish);
        }
    }
    let mut group_of = vec![NOBODY; offers.len()];
    for (group, at) in purses.ground.groups.iter().zip(0..) {
        group_of[group.offer as usize] = at;
    }
    for &wish in changed.iter().filter(|&&wish| after[wish as usize] != NOBODY) {
        purses.give(wish, group_of[after[wish as usize] as usize]);
    }
    true
}
