//! Match me: the best open wishes for what somebody would give, at once. Who has waited longest comes first; brothers and
//! sisters go together or not at all; among those who have waited equally long, first the school that a parcel goes to
//! anyway, then the school with the fewest wishes that have somebody. Walks classes, not wishes. Who chooses again
//! keeps what he liked: the rest has only the places and the money that it leaves.

mod asked;
pub mod held;
pub mod room;
mod why;

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

pub use asked::{Asked, MOST_MONEY, USUAL};
pub use why::Why;

/// The most that is suggested at once.
pub const MOST: usize = 30;

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
    /// At most so many of these phases.
    pub rooms: HashMap<PhaseId, usize>,
    /// Shown before and liked: none of them is given up for another one, and they come first among equals.
    pub keep: Vec<(Class, Entry)>,
    /// Shown before and not wanted.
    pub without: HashSet<WishId>,
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
    let mut choosing = Choosing::new(open, question);
    choosing.keep();
    choosing.choose()
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
    /// What was liked and is still to be picked, and what it costs.
    kept: HashMap<WishId, Class>,
    cost: Fen,
    /// The first day since when somebody waits who was passed over for money alone: the whole budget would have paid.
    too_dear: Option<i64>,
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
            kept: HashMap::new(),
            cost: Fen::ZERO,
            too_dear: None,
        }
    }

    /// Sees to it that there is room for what was liked, as far as count and budget go; for brothers and sisters
    /// together.
    fn keep(&mut self) {
        let mut keep = self.question.keep.clone();
        keep.sort_unstable_by_key(|(_, entry)| *entry);
        for (class, entry) in keep {
            let is_there = self.question.admits(&class) && self.open.has(&class, &entry);
            if !is_there || self.kept.contains_key(&entry.id) {
                continue;
            }
            let set = self.set(class, entry);
            if let Some(price) = self.price(&set, self.beside(class.phase)) {
                self.cost.0 += price.0;
                self.kept.extend(set.iter().map(|(class, one)| (one.id, *class)));
            }
        }
    }

    fn count(&self) -> usize {
        self.question.count.min(MOST)
    }

    fn choose(mut self) -> Vec<Pick> {
        let count = self.count();
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
                let why = self.why(number, &equals, day);
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
                return Some(first.day());
            }
            // What does not fit now never will: count and budget only shrink, whatever of them is for what is kept.
            let (class, entries) = self.classes[number];
            let (places, left) = self.beside(class.phase);
            let is_out = places == 0 || left.is_some_and(|left| class.price > left);
            let next = if is_out { self.next_kept(&class, entries) } else { 1 };
            self.note_too_dear(class, &entries[..next], places);
            self.classes[number].1 = &entries[next..];
        }
        None
    }

    /// Of those passed over, the first that the whole budget would have paid for, but what is left of it does not.
    fn note_too_dear(&mut self, class: Class, passed: &[Entry], places: usize) {
        let whole = self.question.budget;
        if places == 0 || whole.is_none_or(|whole| class.price > whole) {
            return;
        }
        let is_wanted = |one: &&Entry| {
            !self.taken.contains(&one.id) && self.price(&self.set(class, **one), (places, whole)).is_some()
        };
        let day = passed.iter().find(is_wanted).map(Entry::day);
        self.too_dear = self.too_dear.into_iter().chain(day).min();
    }

    /// The place of the next one after the first that is to be kept.
    fn next_kept(&self, class: &Class, entries: &[Entry]) -> usize {
        if !self.kept.values().any(|kept| kept == class) {
            return entries.len();
        }
        let later = entries.iter().skip(1).position(|entry| self.kept.contains_key(&entry.id));
        later.map_or(entries.len(), |later| later + 1)
    }

    /// Places in a phase and money for others than what is kept.
    fn beside(&self, phase: PhaseId) -> (usize, Option<Fen>) {
        let picked = self.picks.iter().map(|pick| pick.class.phase);
        let used = picked.chain(self.kept.values().map(|class| class.phase));
        let room = self.question.rooms.get(&phase).map_or(MOST, |room| {
            let here = used.filter(|other| *other == phase).count();
            room.saturating_sub(here)
        });
        let places = self.count().saturating_sub(self.picks.len() + self.kept.len());
        (places.min(room), self.left.map(|left| left.minus(self.cost).unwrap_or_default()))
    }

    fn may_pick(&self, number: usize) -> bool {
        let (class, entries) = self.classes[number];
        let Some(first) = entries.first().filter(|first| !self.taken.contains(&first.id)) else { return false };
        // What is kept has its place and its money.
        self.kept.contains_key(&first.id) || self.price(&self.set(class, *first), self.beside(class.phase)).is_some()
    }

    /// What these cost, where all of them are wanted, and there are places and money for them.
    fn price(&self, set: &[(Class, Entry)], (places, left): (usize, Option<Fen>)) -> Option<Fen> {
        let is_wanted = set.iter().all(|(_, one)| !self.question.without.contains(&one.id));
        let price = set.iter().try_fold(Fen::ZERO, |sum, (class, _)| sum.plus(class.price))?;
        (is_wanted && set.len() <= places && left.is_none_or(|left| price <= left)).then_some(price)
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
        let is_new = first.is_none_or(|first| !self.kept.contains_key(&first.id));
        let picked = self.schools.get(&class.school).copied().unwrap_or(0);
        let served = self.open.served(class.school, picked);
        (is_new, picked == 0, served, first.map(|first| (first.since, first.id)))
    }

    fn why(&self, number: usize, equals: &[usize], day: i64) -> Why {
        let school = self.classes[number].0.school;
        let another = equals.iter().any(|other| self.classes[*other].0.school != school);
        match self.schools.get(&school) {
            Some(_) if another => Why::SameParcel,
            None if another => Why::LeastServed(self.open.served(school, 0)),
            _ if self.too_dear.is_some_and(|dear| dear < day) => Why::LongestPaid,
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
            if self.kept.remove(&entry.id).is_some() {
                self.cost = self.cost.minus(class.price).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests;
