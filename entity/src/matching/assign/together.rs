//! Brothers and sisters at one donor, as far as that costs nobody anything: a wish moves to the offer that has its
//! sibling's where there is room, or changes places with one that goes alone there. How many are served, how long they
//! have waited and what each school gets stay as they are.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Offer, Settings, Step, Wish, ground::Ground, hands::Hands, outcome::NOBODY, pace::Pace};

/// How many sets are looked at between two questions for the time.
const SETS: u32 = 64;

/// Changes the offers of siblings' wishes; says whether it did. `takers`: the offer of each position of the ground.
pub(super) fn together(
    ground: &Ground,
    wishes: &[Wish],
    offers: &[Offer],
    takers: &mut [u32],
    settings: &Settings,
) -> bool {
    let sets = sets(ground, wishes);
    if sets.is_empty() {
        return false;
    }
    let served = takers.iter().filter(|&&offer| offer != NOBODY).count();
    let mut hands = Hands::new(ground, wishes, offers, takers);
    let (mut changed, mut pace) = (false, Pace::new(settings, SETS));
    while hands.round(&sets, || pace.is_up(Step::Arranging { served })) {
        changed = true;
    }
    changed
}

/// The positions of those that go together, where there is more than one.
fn sets(ground: &Ground, wishes: &[Wish]) -> Vec<Vec<u32>> {
    let mut sets: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for position in 0..ground.wishes() {
        let set = wishes[ground.order[position as usize] as usize].set;
        if set != 0 {
            sets.entry(set).or_default().push(position);
        }
    }
    sets.into_values().filter(|set| set.len() > 1).collect()
}

impl Hands<'_> {
    /// Every set once, until the time is up; says whether any was brought closer together. Each change brings more
    /// siblings to one offer, so that there is a last one.
    fn round(&mut self, sets: &[Vec<u32>], mut is_up: impl FnMut() -> bool) -> bool {
        let mut changed = false;
        for set in sets {
            if is_up() {
                break;
            }
            for target in self.having(set) {
                for &wish in set {
                    changed |= self.is_better_at(set, wish, target) && self.bring(wish, target);
                }
            }
        }
        changed
    }

    /// The offers that have any of the set, those that have most of it first.
    fn having(&self, set: &[u32]) -> Vec<u32> {
        let mut having: Vec<u32> = set.iter().map(|&wish| self.takers[wish as usize]).collect();
        having.retain(|&offer| offer != NOBODY);
        having.sort_unstable_by_key(|&offer| (Reverse(self.of_set(set, offer)), offer));
        having.dedup();
        having
    }

    fn of_set(&self, set: &[u32], offer: u32) -> usize {
        set.iter().filter(|&&wish| self.takers[wish as usize] == offer).count()
    }

    /// Whether the wish would have more of its siblings beside it.
    fn is_better_at(&self, set: &[u32], wish: u32, target: u32) -> bool {
        match self.takers[wish as usize] {
            here if here == target => false,
            NOBODY => true,
            here => self.of_set(set, target) >= self.of_set(set, here),
        }
    }

    /// Into a free place, or into that of another wish which goes where this one was.
    fn bring(&mut self, wish: u32, target: u32) -> bool {
        if !self.offers[target as usize].admits(self.asked(wish)) {
            return false;
        }
        let here = self.takers[wish as usize];
        if here != NOBODY && self.has_room(target, self.price(wish)) {
            self.put(wish, target);
            return true;
        }
        let may = |&other: &u32| self.may_change(wish, other, target);
        let is_elsewhere = |other: u32| self.ground.school[other as usize] != self.ground.school[wish as usize];
        let others = self.held[target as usize].iter().copied().filter(may);
        let Some(other) = others.min_by_key(|&other| (is_elsewhere(other), other)) else { return false };
        self.put(other, NOBODY);
        self.put(wish, target);
        if here != NOBODY {
            self.put(other, here);
        }
        true
    }

    /// Whether the other one, which the target has, can go where the wish is, and nobody is the worse for it. Changing
    /// places with a sibling would bring nobody closer, and never end.
    fn may_change(&self, wish: u32, other: u32, target: u32) -> bool {
        let here = self.takers[wish as usize];
        let more = self.price(wish) - self.price(other);
        self.asked(other).set != self.asked(wish).set
            && self.goes_alone(other, target)
            && self.pays(target, more)
            && match here {
                // It is left instead: only one of the same school that has waited as long.
                NOBODY => {
                    let alike = |of: &[u32]| of[other as usize] == of[wish as usize];
                    alike(&self.ground.school) && alike(&self.ground.waiting)
                }
                here => self.offers[here as usize].admits(self.asked(other)) && self.pays(here, -more),
            }
    }
}
