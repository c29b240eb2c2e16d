//! The open wishes in memory, by class (phase, category, school, grade, price), each class in the order of waiting.
//!
//! A copy to choose from, 24 bytes a wish: whoever claims asks the database. [`Since::changes`] brings in what has
//! opened and leaves out what was claimed since, by this process or another; what went otherwise is found out when it
//! is looked at ([`OpenWishes::leave_out`]), and all is read anew from time to time.

mod changes;
mod read;

use std::collections::{HashMap, HashSet};

use self::read::Row;
use crate::{
    Fen, Time,
    id::{PhaseId, SchoolId, TownshipId, WishId},
    lang::china_days,
    wish::Category,
};

pub use changes::{Changes, Since};
pub use read::places;

/// In microseconds.
const DAY: i64 = 24 * 3_600 * 1_000_000;
/// China's day begins eight hours before that of UTC.
const CHINA: i64 = 8 * 3_600 * 1_000_000;

/// What is alike in all its wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class {
    pub phase: PhaseId,
    pub school: SchoolId,
    pub township: TownshipId,
    /// Position in [`Category::ALL`].
    category: u8,
    pub grade: u8,
    pub price: Fen,
}

impl Class {
    pub fn category(&self) -> Option<Category> {
        Category::ALL.get(usize::from(self.category)).copied()
    }
}

/// One wish of a class. The order is that of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Microseconds since 1970.
    pub since: i64,
    pub id: WishId,
    /// The same number: they go together. Nought: it goes alone.
    pub set: u64,
}

impl Entry {
    /// The number of the day since when it waits, by China's calendar.
    pub(super) const fn day(&self) -> i64 {
        (self.since + CHINA).div_euclid(DAY)
    }

    /// For how many days it has waited, as they are told everywhere.
    pub(crate) fn waited(&self, now: Time) -> u32 {
        let since = Time::from_timestamp_micros(self.since).unwrap_or(now);
        u32::try_from(china_days(since, now)).unwrap_or(u32::MAX)
    }
}

/// All open wishes.
#[derive(Debug, Default)]
pub struct OpenWishes {
    pub(super) classes: HashMap<Class, Vec<Entry>>,
    pub(super) sets: HashMap<u64, Vec<(Class, Entry)>>,
    schools: HashMap<SchoolId, Served>,
    /// Wishes of the counted phases that are held, for a visitor or a proposal: nobody has said yes.
    held: HashSet<WishId>,
    /// The phases that were counted when all was read.
    counted: HashSet<PhaseId>,
    is_outgrown: bool,
    last_claim: i64,
    seen: Time,
}

/// How a school fares.
#[derive(Clone, Copy, Debug, Default)]
struct Served {
    /// Wishes of the phases that take claims, that were ever open, when all was read.
    all: u32,
    open: u32,
    /// A hold that has been confirmed for long may be among them until all is read anew.
    held: u32,
}

impl OpenWishes {
    /// Leaves out what is not to be had after all.
    pub fn leave_out(&mut self, gone: &[(Class, Entry)]) {
        for (class, entry) in gone {
            self.remove(class, entry);
        }
    }

    /// All of these phases, those that wait longest first.
    pub fn of(&self, phases: &[PhaseId]) -> Vec<(Class, Entry)> {
        let classes = self.classes.iter().filter(|(class, _)| phases.contains(&class.phase));
        let mut all: Vec<_> = classes.flat_map(|(class, list)| list.iter().map(|entry| (*class, *entry))).collect();
        all.sort_unstable_by_key(|(_, entry)| *entry);
        all
    }

    pub fn len(&self) -> usize {
        self.classes.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.classes.values().all(Vec::is_empty)
    }

    pub(super) fn has(&self, class: &Class, entry: &Entry) -> bool {
        self.classes.get(class).is_some_and(|entries| entries.binary_search(entry).is_ok())
    }

    /// Of a thousand wishes of this school, how many are promised; `more` come in addition. What is held is not.
    pub(super) fn served(&self, school: SchoolId, more: u32) -> u32 {
        let Served { all, open, held } = self.schools.get(&school).copied().unwrap_or_default();
        let all = u64::from(Ord::max(Ord::max(all, open), 1));
        let served = all.saturating_sub(u64::from(open) + u64::from(held)) + u64::from(more);
        u32::try_from(served * 1_000 / all).unwrap_or(1_000)
    }

    fn add(&mut self, row: &Row) -> bool {
        self.insert(row.class(), row.entry())
    }

    /// Says whether it was not there before.
    fn insert(&mut self, class: Class, entry: Entry) -> bool {
        let entries = self.classes.entry(class).or_default();
        let Err(place) = entries.binary_search(&entry) else { return false };
        entries.insert(place, entry);
        if entry.set != 0 {
            self.sets.entry(entry.set).or_default().push((class, entry));
        }
        self.end_hold(class.school, entry.id);
        self.schools.entry(class.school).or_default().open += 1;
        true
    }

    fn hold(&mut self, phase: PhaseId, school: SchoolId, wish: WishId) {
        if self.counted.contains(&phase) && self.held.insert(wish) {
            self.schools.entry(school).or_default().held += 1;
        }
    }

    fn end_hold(&mut self, school: SchoolId, wish: WishId) {
        if self.held.remove(&wish)
            && let Some(of) = self.schools.get_mut(&school)
        {
            of.held = of.held.saturating_sub(1);
        }
    }

    fn remove(&mut self, class: &Class, entry: &Entry) {
        let Some(entries) = self.classes.get_mut(class) else { return };
        let Ok(place) = entries.binary_search(entry) else { return };
        entries.remove(place);
        if entries.is_empty() {
            self.classes.remove(class);
        }
        if let Some(set) = self.sets.get_mut(&entry.set) {
            set.retain(|(_, one)| one.id != entry.id);
            if set.is_empty() {
                self.sets.remove(&entry.set);
            }
        }
        if let Some(school) = self.schools.get_mut(&class.school) {
            school.open = school.open.saturating_sub(1);
        }
    }
}

#[cfg(test)]
pub(super) mod made_up;
