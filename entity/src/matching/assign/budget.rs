//! Where budgets bind: a knapsack for every offer, which nobody can solve exactly at this size. Learns what each offer
//! is worth, proves a bound from it, fills by it, mends by chains of moves and by beginning afresh here and there, and
//! lets the longest waiting go first in the end.

mod afresh;
mod bound;
mod chain;
mod few;
mod fill;
mod knapsack;
mod mend;
mod purse;
mod swap;
mod tighten;
mod worth;

use super::{
    Answer, Offer, Policy, Settings, Step, Wish, arrange, even,
    ground::Ground,
    number::small,
    outcome::{self, NOBODY},
    parcel,
};
use purse::Purses;
use swap::Floors;

/// How often wishes change their offers for few parcels, then for siblings too, and what that leaves of budgets is used
/// again.
const TURNS: usize = 8;

/// What part of the time that is left each phase may take at most; the exchanges in the end have all the rest.
const LEARNING: f64 = 0.45;
const MENDING: f64 = 0.6;
const TIGHTENING: f64 = 0.3;
const AFRESH: f64 = 0.5;

/// As many wishes as are found, then the longest waiting by single exchanges; with a proven bound.
pub(super) fn solve(wishes: &[Wish], offers: &[Offer], settings: &Settings) -> Answer {
    let ground = Ground::lay(wishes, offers, false);
    let (worth, mut cut_short) = settings.within(LEARNING, |settings| worth::learn(&ground, settings));
    (settings.progress)(Step::Assigning { served: 0 });
    let mut proof = bound::prove(&ground, &worth);
    let mut purses = Purses::new(&ground);
    fill::fill(&mut purses, &worth, &proof.cost, settings);
    cut_short |= settings.within(MENDING, |settings| mend::mend(&mut purses, &proof, settings)).1;
    cut_short |= settings.within(TIGHTENING, |settings| tighten::tighten(&mut proof, &purses, settings)).1;
    cut_short |= settings.within(AFRESH, |settings| afresh::afresh(&mut purses, &proof, settings)).1;
    let floors = exchange(&mut purses, wishes, offers, settings);
    (settings.progress)(Step::Arranging { served: purses.served });
    let bound = proof.bound.max(purses.served);
    let mut answer = outcome::tell(&ground, offers, &takers(&purses), bound);
    answer.optimal = answer.matches.len() + ground.lacking.len() == wishes.len();
    answer.cut_short = cut_short || settings.time_is_up();
    answer.floor_missed = even::missed(&ground, &floors.served, &floors.least);
    answer
}

/// Exchanges, makes parcels fewer and in the end brings siblings together, until nothing changes anything. What that
/// leaves over may serve further wishes, which lifts the floors.
fn exchange(purses: &mut Purses, wishes: &[Wish], offers: &[Offer], settings: &Settings) -> Floors {
    let mut floors = Floors { served: purses.served_of(), least: least(purses, settings.policy) };
    let (mut turns, mut with_siblings) = (0, false);
    loop {
        floors = swap::swap(purses, floors, settings);
        let least = least(purses, settings.policy);
        if least != floors.least {
            floors.least = least;
        } else if turns < TURNS && rearrange(purses, wishes, offers, with_siblings, settings) {
            turns += 1;
        } else if !with_siblings {
            (turns, with_siblings) = (0, true);
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

/// Makes parcels fewer, or brings siblings together too; says whether anything changed.
fn rearrange(purses: &mut Purses, wishes: &[Wish], offers: &[Offer], with_siblings: bool, settings: &Settings) -> bool {
    let before = takers(purses);
    let mut after = before.clone();
    let changed = if with_siblings {
        arrange::arrange(purses.ground, wishes, offers, &mut after, settings)
    } else {
        parcel::exchange(purses.ground, wishes, offers, &mut after, true, settings)
    };
    if !changed {
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
