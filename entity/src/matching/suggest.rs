//! Match me: the best open wishes for what somebody would give, at once. Who has waited longest comes first; brothers and
//! sisters go together or not at all; among those who have waited equally long, first the school that a parcel goes to
//! anyway, then the school with the fewest wishes fulfilled. Walks classes, not wishes.

mod asked;

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use super::open::{Class, Entry, OpenWishes};
use crate::{
    Fen,
    grade::GradeBand,
    id::{PhaseId, SchoolId, TownshipId, WishId},
    wish::Category,
};

pub use asked::{Asked, USUAL};

/// The most that is suggested at once.
pub const MOST: usize = 30;

const DAY: i64 = 24 * 3_600 * 1_000_000;
/// China's day begins eight hours before that of UTC.
const CHINA: i64 = 8 * 3_600 * 1_000_000;

/// What somebody would give. Empty lists stand for any.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// At most [`MOST`].
    pub count: usize,
    /// For all together.
    pub budget: Option<Fen>,
    /// For one.
    pub max_price: Option<Fen>,
    pub categories: Vec<Category>,
    pub townships: Vec<TownshipId>,
    pub schools: Vec<SchoolId>,
    pub bands: Vec<GradeBand>,
    /// Those that take claims now.
    pub phases: Vec<PhaseId>,
    /// Shown before and liked: they come first among equals.
    pub keep: HashSet<WishId>,
    /// Shown before and not wanted.
    pub without: HashSet<WishId>,
}

/// Why a wish is among the suggested, in the order of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Of all that fit, nobody else has waited longer.
    Longest,
    /// Goes with the one before it.
    Together,
    /// Of those who have waited equally long: it goes in a parcel that is sent anyway.
    SameParcel,
    /// Of those who have waited equally long: of this school the fewest are fulfilled, of a thousand.
    LeastServed(u32),
}

/// One suggested wish.
#[derive(Clone, Copy, Debug)]
pub struct Pick {
    pub class: Class,
    pub entry: Entry,
    pub why: Why,
}

impl Question {
    fn admits(&self, class: &Class) -> bool {
        let band = GradeBand::of(class.grade.into());
        self.phases.contains(&class.phase)
            && self.max_price.is_none_or(|most| class.price <= most)
            && (self.categories.is_empty() || class.category().is_some_and(|one| self.categories.contains(&one)))
            && (self.townships.is_empty() || self.townships.contains(&class.township))
            && (self.schools.is_empty() || self.schools.contains(&class.school))
            && (self.bands.is_empty() || self.bands.contains(&band))
    }
}

/// The best set, in the order in which it was chosen.
pub fn suggest(open: &OpenWishes, question: &Question) -> Vec<Pick> {
    Choosing::new(open, question).choose()
}

struct Choosing<'a> {
    open: &'a OpenWishes,
    question: &'a Question,
    /// Each class that fits, and how far it was walked.
    classes: Vec<(Class, &'a [Entry])>,
    picks: Vec<Pick>,
    taken: HashSet<WishId>,
    schools: HashMap<SchoolId, u32>,
    /// What is left of the budget.
    left: Option<Fen>,
}

impl<'a> Choosing<'a> {
    fn new(open: &'a OpenWishes, question: &'a Question) -> Self {
        let fits = open.classes.iter().filter(|(class, _)| question.admits(class));
        Self {
            open,
            question,
            classes: fits.map(|(class, entries)| (*class, entries.as_slice())).collect(),
            picks: Vec::with_capacity(question.count.min(MOST)),
            taken: HashSet::new(),
            schools: HashMap::new(),
            left: question.budget,
        }
    }

    fn choose(mut self) -> Vec<Pick> {
        let count = self.question.count.min(MOST);
        let mut days = BinaryHeap::with_capacity(self.classes.len());
        for number in 0..self.classes.len() {
            days.extend(self.walk(number).map(|day| Reverse((day, number))));
        }
        while self.picks.len() < count {
            let Some(Reverse((day, first))) = days.pop() else { break };
            let mut equals = vec![first];
            while let Some(Reverse((_, number))) = days.peek().filter(|next| next.0.0 == day).copied() {
                days.pop();
                equals.push(number);
            }
            for later in self.of_one_day(day, equals, count) {
                days.push(Reverse(later));
            }
        }
        self.picks
    }

    /// Picks among those who have waited since the same day; gives back the classes that go on later.
    fn of_one_day(&mut self, day: i64, mut equals: Vec<usize>, count: usize) -> Vec<(i64, usize)> {
        let mut later = Vec::new();
        while self.picks.len() < count && !equals.is_empty() {
            let Some(place) = (0..equals.len()).min_by_key(|place| self.rank(equals[*place])) else { break };
            let number = equals[place];
            if self.may_pick(number) {
                let why = self.why(number, &equals);
                self.pick(number, why);
            }
            match self.walk(number) {
                Some(next) if next == day => {}
                Some(next) => {
                    equals.swap_remove(place);
                    later.push((next, number));
                }
                None => {
                    equals.swap_remove(place);
                }
            }
        }
        later
    }

    /// Passes over what cannot be picked any more; the day since when the next one has waited.
    fn walk(&mut self, number: usize) -> Option<i64> {
        while let Some(first) = self.classes[number].1.first() {
            if self.may_pick(number) {
                return Some((first.since + CHINA).div_euclid(DAY));
            }
            // What does not fit now never will: count and budget only shrink.
            let is_too_dear = self.left.is_some_and(|left| self.classes[number].0.price > left);
            self.classes[number].1 = if is_too_dear { &[] } else { &self.classes[number].1[1..] };
        }
        None
    }

    fn may_pick(&self, number: usize) -> bool {
        let (class, entries) = self.classes[number];
        let Some(first) = entries.first() else { return false };
        if self.taken.contains(&first.id) {
            return false;
        }
        let room = self.question.count.min(MOST) - self.picks.len().min(self.question.count.min(MOST));
        let mut cost = Some(Fen::ZERO);
        let mut members = 0;
        for (class, entry) in self.set(class, *first) {
            if self.question.without.contains(&entry.id) {
                return false;
            }
            cost = cost.and_then(|cost| cost.plus(class.price));
            members += 1;
        }
        members <= room && self.left.is_none_or(|left| cost.is_some_and(|cost| cost <= left))
    }

    /// The wish, and those that go with it and fit as well.
    fn set(&self, class: Class, entry: Entry) -> Vec<(Class, Entry)> {
        let mut set = vec![(class, entry)];
        if let Some(all) = self.open.sets.get(&entry.set).filter(|_| entry.set != 0) {
            let others = all.iter().filter(|(class, one)| one.id != entry.id && self.question.admits(class));
            set.extend(others);
        }
        set
    }

    /// The least comes first.
    fn rank(&self, number: usize) -> (bool, bool, u32, Option<(i64, WishId)>) {
        let (class, entries) = self.classes[number];
        let first = entries.first();
        let is_new = first.is_none_or(|first| !self.question.keep.contains(&first.id));
        let picked = self.schools.get(&class.school).copied().unwrap_or(0);
        let served = self.open.served(class.school, picked);
        (is_new, picked == 0, served, first.map(|first| (first.since, first.id)))
    }

    fn why(&self, number: usize, equals: &[usize]) -> Why {
        let school = self.classes[number].0.school;
        let another = equals.iter().any(|other| self.classes[*other].0.school != school);
        match self.schools.get(&school) {
            Some(_) if another => Why::SameParcel,
            None if another => Why::LeastServed(self.open.served(school, 0)),
            _ => Why::Longest,
        }
    }

    fn pick(&mut self, number: usize, why: Why) {
        let (class, entries) = self.classes[number];
        let Some(first) = entries.first() else { return };
        for (place, (class, entry)) in self.set(class, *first).into_iter().enumerate() {
            let why = if place == 0 { why } else { Why::Together };
            self.picks.push(Pick { class, entry, why });
            self.taken.insert(entry.id);
            *self.schools.entry(class.school).or_default() += 1;
            self.left = self.left.and_then(|left| left.minus(class.price));
        }
    }
}

#[cfg(test)]
mod tests;
