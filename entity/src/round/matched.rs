//! The matching of a round within what donors and organisations may have on the way. The matching itself knows offers,
//! not whose they are. So at first each offer is as large as all that its donor may take on; whoever then gets too much,
//! of several offers or in one phase, keeps the most needed of it, offer by offer and phase by phase, and it is matched
//! again, so that others serve the rest.

mod beyond;
mod stopped;

use std::collections::{BTreeSet, HashMap};

use super::{
    capacity::{
        Standing,
        rooms::{Holder, Rooms},
    },
    plan::{filters, kind},
    withheld::Withheld,
};
use crate::{
    Fen,
    id::PhaseId,
    matching::{
        assign::{Answer, Left, Offer, Policy, Reason, Settings, Wish, solve},
        open::{Class, Entry},
    },
    wish::Category,
};

/// No school below half of the overall served share, as far as that costs no child.
pub(super) const FLOOR: u32 = 500;
/// Decides among choices that are equal in every goal, the same way each time.
const SEED: u64 = 1;
/// What is beyond a limit after so many is left to the next round.
const PASSES: usize = 3;
/// What part of the time that is left a pass may take, but for the last one.
const SHARE: f64 = 0.6;

/// All that is matched.
pub(super) struct Table {
    pub open: Vec<(Class, Entry)>,
    /// The same as the matching sees them.
    pub wishes: Vec<Wish>,
    pub standing: Vec<Standing>,
    /// Those that the round is over.
    pub phases: Vec<PhaseId>,
    pub rooms: Rooms,
    /// What is not proposed to those who gave it back.
    pub withheld: Withheld,
}

/// What came of it; wishes and offers by their positions in the table.
pub(super) struct Matched {
    pub answer: Answer,
    /// The time was up before the search for better was over.
    pub cut_short: bool,
    /// Somebody was found more than they may take on, and it was matched again without that.
    pub narrowed: bool,
    /// Offers that take part with wishes.
    pub giving: BTreeSet<u32>,
    /// Those that would, of donors who have as much on the way, or proposed from other offers, as may be.
    pub limited: Vec<u32>,
}

/// An offer, or what one gives in one phase.
struct Part {
    /// Position of the offer.
    of: u32,
    /// Position of the phase; none: any.
    phase: Option<usize>,
    count: u32,
    budget: Option<Fen>,
}

impl Table {
    /// `gone`: what part of the time is gone.
    pub fn matched(&self, gone: &(dyn Fn() -> f64 + Sync)) -> Matched {
        let settings = Settings { policy: Policy::Even { floor: FLOOR }, seed: SEED, gone, progress: &|_| {} };
        let mut parts = self.whole();
        let (mut answer, _) = settings.within(SHARE, |settings| self.pass(&parts, settings));
        let best = (answer.optimal, answer.matches.len(), missing(&answer), answer.waiting_total);
        // Later passes are narrower, so that the first one's bound holds for all of them.
        let bound = answer.bound.min(self.most());
        let mut beyond = self.beyond(&answer);
        let narrowed = !beyond.is_empty();
        let lacking = narrowed.then(|| lacking(&answer));
        for pass in 1..PASSES {
            if beyond.is_empty() {
                break;
            }
            parts.retain(|part| !beyond.contains_key(&self.holder(part.of)));
            parts.extend(self.kept(&beyond));
            parts.sort_by_key(|part| (part.of, part.phase));
            let share = if pass + 1 == PASSES { 1.0 } else { SHARE };
            (answer, _) = settings.within(share, |settings| self.pass(&parts, settings));
            beyond = self.beyond(&answer);
        }
        let cut_short = !answer.optimal && answer.cut_short;
        self.leave_out(&mut answer, beyond);
        if let Some(lacking) = lacking {
            tell_as_first(&lacking, &mut answer.left);
        }
        answer.bound = bound;
        answer.optimal = best == (true, answer.matches.len(), missing(&answer), answer.waiting_total);
        let giving: BTreeSet<u32> = parts.iter().map(|part| part.of).collect();
        let limited = if self.phases.is_empty() { Vec::new() } else { self.limited(&giving) };
        Matched { answer, cut_short, narrowed, giving, limited }
    }

    /// Each offer as large as its donor alone may take on.
    fn whole(&self) -> Vec<Part> {
        let part = |(of, one): (u32, &Standing)| {
            let count = one.count.min(self.rooms.of(Holder::of(&one.offer)).altogether());
            (count > 0).then_some(Part { of, phase: None, count, budget: one.budget })
        };
        (0..).zip(&self.standing).filter_map(part).collect()
    }

    fn pass(&self, parts: &[Part], settings: &Settings) -> Answer {
        let offers: Vec<Offer> = parts.iter().map(|part| self.offered(part)).collect();
        let mut answer = solve(&self.wishes, &offers, settings);
        for pair in &mut answer.matches {
            let part = &parts[pair.offer as usize];
            pair.offer = part.of;
            let (giver, days) = (self.of(part.of).offer.account_id, self.wishes[pair.wish as usize].waiting_days);
            // In another phase, or of what the donor gave back, one may have waited longer.
            let is_all = part.phase.is_none() && !self.withheld.waits_longer(giver, days);
            if pair.reason == Reason::WaitedLongest && !is_all {
                pair.reason = Reason::named(&self.offered(part));
            }
            // The categories of one phase were ours to name.
            if pair.reason == Reason::NamesCategory && self.of(pair.offer).offer.categories().is_empty() {
                pair.reason = Reason::Open;
            }
        }
        for (offer, _) in &mut answer.idle {
            *offer = parts[*offer as usize].of;
        }
        answer.idle.dedup_by_key(|(offer, _)| *offer);
        answer
    }

    fn offered(&self, part: &Part) -> Offer {
        let offer = &self.of(part.of).offer;
        Offer { max_count: part.count, budget: part.budget, categories: self.kinds(part), ..filters(offer) }
    }

    /// The categories of the part's phases, without what its donor gave back; empty: any of any.
    fn kinds(&self, part: &Part) -> Vec<u64> {
        let offer = &self.of(part.of).offer;
        let named = offer.categories();
        let phases: Vec<usize> =
            (0..self.phases.len()).filter(|at| part.phase.is_none_or(|phase| phase == *at)).collect();
        if named.is_empty() && phases.len() == self.phases.len() && !self.withheld.is_from(offer.account_id) {
            return Vec::new();
        }
        let named = if named.is_empty() { Category::ALL.to_vec() } else { named };
        let of_phase = |phase: usize| named.iter().map(move |category| kind(phase, *category));
        let mut kinds: Vec<u64> = phases.into_iter().flat_map(of_phase).collect();
        kinds.extend(self.withheld.besides(offer.account_id, &kinds));
        kinds
    }

    /// No matching serves more wishes than all donors together may take on.
    fn most(&self) -> usize {
        let mut of_holder: HashMap<Holder, u64> = HashMap::new();
        for one in &self.standing {
            *of_holder.entry(Holder::of(&one.offer)).or_default() += u64::from(one.count);
        }
        let within = |(holder, count): (Holder, u64)| count.min(u64::from(self.rooms.of(holder).altogether()));
        usize::try_from(of_holder.into_iter().map(within).sum::<u64>()).unwrap_or(usize::MAX)
    }

    fn limited(&self, giving: &BTreeSet<u32>) -> Vec<u32> {
        let would = (0..).zip(&self.standing).filter(|(_, one)| one.count > 0);
        would.map(|(of, _)| of).filter(|of| !giving.contains(of)).collect()
    }

    fn of(&self, position: u32) -> &Standing {
        &self.standing[position as usize]
    }

    fn holder(&self, position: u32) -> Holder {
        Holder::of(&self.of(position).offer)
    }

    fn phase_of(&self, wish: u32) -> usize {
        let phase = self.open[wish as usize].0.phase;
        self.phases.iter().position(|id| *id == phase).unwrap_or(0)
    }
}

/// How many wishes are missing to the floors of all schools.
fn missing(answer: &Answer) -> u32 {
    answer.floor_missed.iter().map(|missed| missed.floor - missed.served).sum()
}

/// The wishes that no offer fits.
fn lacking(answer: &Answer) -> HashMap<u32, Left> {
    answer.left.iter().copied().filter(|(_, why)| why.has_no_offer()).collect()
}

/// A later pass does not see offers whose donors have no room left. Which wishes no offer fits, the first one knows;
/// the others are left because what their donors may take on is given.
fn tell_as_first(lacking: &HashMap<u32, Left>, left: &mut [(u32, Left)]) {
    for one in left.iter_mut().filter(|one| one.1.has_no_offer()) {
        one.1 = lacking.get(&one.0).copied().unwrap_or(Left::CountsSpent);
    }
}
