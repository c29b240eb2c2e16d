//! The longest waiting, once no further wish can be served: a wish takes the place of one that waits less, wherever the
//! budget pays for it, until no single exchange is left that would help.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    super::{Settings, Step, number::small, outcome::NOBODY, pace::Pace},
    purse::Purses,
};

/// How many wishes are looked at between two questions for the time.
const WISHES: u32 = 256;

/// Which schools may give a place away.
pub(super) struct Floors {
    pub served: Vec<u32>,
    pub least: Vec<u32>,
}

struct Swap<'p, 'g, 's> {
    purses: &'p mut Purses<'g>,
    pace: Pace<'s>,
    floors: Floors,
    /// The least that any wish of an offer waits, and the most it could pay by letting one wish go.
    summary: Vec<(u32, i64)>,
}

/// Exchanges until nothing helps or the time is up; says how many each school has served then.
pub(super) fn swap(purses: &mut Purses, floors: Floors, settings: &Settings) -> Floors {
    let summary = vec![(0, 0); purses.ground.groups.len()];
    let mut swap = Swap { purses, pace: Pace::new(settings, WISHES), floors, summary };
    for group in 0..small(swap.summary.len()) {
        swap.sum_up(group);
    }
    // Each lift lowers what the schools lack to their floors, and no round raises it: so this comes to an end.
    loop {
        for school in 0..swap.floors.least.len() {
            swap.lift(school);
        }
        if !swap.round() {
            return swap.floors;
        }
    }
}

impl Swap<'_, '_, '_> {
    /// Every wish without an offer, the longest waiting first; whom it replaces asks after it.
    fn round(&mut self) -> bool {
        let ground = self.purses.ground;
        let key = |wish: u32| (ground.waiting[wish as usize], Reverse(ground.price[wish as usize]), Reverse(wish));
        let mut asking: BinaryHeap<_> =
            (0..ground.wishes()).filter(|&wish| self.purses.holder[wish as usize] == NOBODY).map(key).collect();
        let mut changed = false;
        while let Some((_, _, Reverse(wish))) = asking.pop() {
            if self.pace.is_up(Step::Arranging { served: self.purses.served }) {
                return false;
            }
            let school = ground.school[wish as usize] as usize;
            if let Some(group) = self.purses.seat(wish, &[]) {
                self.purses.give(wish, group);
                self.floors.served[school] += 1;
                self.sum_up(group);
                changed = true;
            } else if let Some(other) = self.whom(wish, ground.waiting[wish as usize], true) {
                self.replace(other, wish);
                asking.push(key(other));
                changed = true;
            }
        }
        changed
    }

    /// Wishes of a school under its floor take the places of others, whoever waits longer.
    fn lift(&mut self, school: usize) {
        let ground = self.purses.ground;
        if self.floors.served[school] >= self.floors.least[school] {
            return;
        }
        let first = ground.school.partition_point(|&other| (other as usize) < school);
        let all = small(first)..small(first) + ground.wishes_of[school];
        let mut asking: Vec<u32> = all.filter(|&wish| self.purses.holder[wish as usize] == NOBODY).collect();
        asking.sort_by_key(|&wish| (Reverse(ground.waiting[wish as usize]), wish));
        for wish in asking {
            let step = Step::Arranging { served: self.purses.served };
            if self.floors.served[school] >= self.floors.least[school] || self.pace.is_up(step) {
                break;
            }
            if let Some(other) = self.whom(wish, u32::MAX, false) {
                self.replace(other, wish);
            }
        }
    }

    fn replace(&mut self, other: u32, wish: u32) {
        let group = self.purses.holder[other as usize];
        let school = |wish: u32| self.purses.ground.school[wish as usize] as usize;
        self.floors.served[school(wish)] += 1;
        self.floors.served[school(other)] -= 1;
        self.purses.take_back(other);
        self.purses.give(wish, group);
        self.sum_up(group);
    }

    /// Whose place the wish may take: of those that wait less than `waits`, the one that waits least; `own` says
    /// whether it may be one of its own school, or one that its floor needs as much as ours does.
    fn whom(&self, wish: u32, waits: u32, own: bool) -> Option<u32> {
        let ground = self.purses.ground;
        let price = ground.price[wish as usize];
        let mut best: Option<(u32, u32)> = None;
        for group in ground.admitting(wish) {
            let (least, most) = self.summary[group as usize];
            if least >= best.map_or(waits, |best| best.0) || most < price {
                continue;
            }
            for &(cost, other) in &self.purses.held[group as usize] {
                let theirs = ground.waiting[other as usize];
                if theirs < best.map_or(waits, |best| best.0)
                    && cost + self.purses.left[group as usize] >= price
                    && self.spares(other, wish, own)
                {
                    best = Some((theirs, other));
                }
            }
        }
        best.map(|(_, other)| other)
    }

    /// Whether all schools together lack no more to their floors than before: the other's stays at its own, or one that
    /// is under its floor has the place; but a lift is for less to be lacking, so `own` says whether that will do.
    fn spares(&self, other: u32, wish: u32, own: bool) -> bool {
        let school = |wish: u32| self.purses.ground.school[wish as usize] as usize;
        let Floors { served, least } = &self.floors;
        let (theirs, ours) = (school(other), school(wish));
        if theirs == ours {
            return own;
        }
        served[theirs] > least[theirs] || (own && served[ours] < least[ours])
    }

    fn sum_up(&mut self, group: u32) {
        let held = &self.purses.held[group as usize];
        let least = held.iter().map(|&(_, wish)| self.purses.ground.waiting[wish as usize]).min().unwrap_or(u32::MAX);
        let dearest = held.last().map_or(-1, |other| other.0);
        self.summary[group as usize] = (least, dearest + self.purses.left[group as usize]);
    }
}
