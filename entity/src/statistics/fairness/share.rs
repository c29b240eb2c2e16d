//! The figures of some wishes together: sums alone, so that any two can be added and no day is guessed.

use std::ops::AddAssign;

use chrono::Datelike;

use crate::Day;

/// How many wishes, how many of them promised and served, and how many days all of them took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub wishes: u64,
    /// By a donor who said yes, or by the pool; served ones too.
    pub promised: u64,
    /// For a donor who has still to say yes; none of them is promised.
    pub held: u64,
    pub served: u64,
    /// Days that the served waited, together.
    days: u64,
    /// The days since which the others wait, as numbers of days, together: what they waited depends on today.
    since: i64,
    /// The earliest of these days.
    first: Option<Day>,
}

impl Share {
    /// One wish, written down on `since`, and given on `given`.
    pub(super) fn of(is_promised: bool, since: Day, given: Option<Day>) -> Self {
        let one = Self { wishes: 1, promised: u64::from(is_promised), ..Self::default() };
        match given {
            Some(given) => {
                let days = u64::try_from((given - since).num_days()).unwrap_or(0);
                Self { served: 1, days, ..one }
            }
            None => Self { since: i64::from(since.num_days_from_ce()), first: Some(since), ..one },
        }
    }

    /// The same wish, where it is held for somebody.
    pub(super) fn held_if(self, is_held: bool) -> Self {
        Self { held: u64::from(is_held), ..self }
    }

    /// Not served yet, promised or not.
    pub const fn waiting(&self) -> u64 {
        self.wishes - self.served
    }

    /// Promised and not served yet.
    pub const fn on_the_way(&self) -> u64 {
        self.promised.saturating_sub(self.served)
    }

    /// Neither promised nor held.
    pub const fn open(&self) -> u64 {
        self.wishes.saturating_sub(self.promised + self.held)
    }

    /// Of a thousand wishes, so many are served; rounded down, so that all means all. None of no wishes.
    pub const fn served_of_thousand(&self) -> Option<u64> {
        (self.served * 1_000).checked_div(self.wishes)
    }

    /// The same of promised ones.
    pub const fn promised_of_thousand(&self) -> Option<u64> {
        (self.promised * 1_000).checked_div(self.wishes)
    }

    /// The same of promised and held ones together.
    pub const fn kept_of_thousand(&self) -> Option<u64> {
        ((self.promised + self.held) * 1_000).checked_div(self.wishes)
    }

    /// Days that a served child waited on average, to the nearest whole one.
    pub fn waited(&self) -> Option<u64> {
        average(self.days, self.served)
    }

    /// Days that a child who is not served has waited on average by today.
    pub fn waits(&self, today: Day) -> Option<u64> {
        let count = i64::try_from(self.waiting()).ok()?;
        let days = i64::from(today.num_days_from_ce()) * count - self.since;
        average(u64::try_from(days).unwrap_or(0), self.waiting())
    }

    /// Days that the child who waits longest has waited by today.
    pub fn longest(&self, today: Day) -> Option<u64> {
        self.first.map(|first| u64::try_from((today - first).num_days()).unwrap_or(0))
    }
}

fn average(days: u64, of: u64) -> Option<u64> {
    (days + of / 2).checked_div(of)
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.wishes += other.wishes;
        self.promised += other.promised;
        self.held += other.held;
        self.served += other.served;
        self.days += other.days;
        self.since += other.since;
        self.first = [self.first, other.first].into_iter().flatten().min();
    }
}

impl std::iter::Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Share;
    use crate::Day;

    fn day(month: u32, day: u32) -> Day {
        Day::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn shares_are_rounded_down_and_days_to_the_nearest() {
        let served = Share::of(true, day(11, 1), Some(day(11, 11)));
        let longer = Share::of(true, day(11, 1), Some(day(11, 14)));
        let open = Share::of(false, day(11, 3), None);
        let sum: Share = [served, longer, open].into_iter().sum();
        assert_eq!((sum.wishes, sum.promised, sum.served, sum.waiting()), (3, 2, 2, 1));
        assert_eq!((sum.served_of_thousand(), sum.promised_of_thousand()), (Some(666), Some(666)));
        assert_eq!(sum.waited(), Some(12), "11.5 days");
        let held = Share::of(false, day(11, 3), None).held_if(true);
        let more: Share = [sum, held].into_iter().sum();
        assert_eq!((more.served, more.on_the_way(), more.held, more.open(), more.waiting()), (2, 0, 1, 1, 2));
        assert_eq!((more.promised_of_thousand(), more.kept_of_thousand()), (Some(500), Some(750)));
        assert_eq!((sum.waits(day(11, 23)), sum.longest(day(11, 23))), (Some(20), Some(20)));
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        let none = Share::default();
        assert_eq!((none.served_of_thousand(), none.waited(), none.waits(day(11, 23))), (None, None, None));
        let taken = Share::of(true, day(11, 23), None);
        assert_eq!((taken.promised, taken.served, taken.waits(day(11, 23))), (1, 0, Some(0)));
        assert_eq!(taken.waits(day(11, 20)), Some(0), "a clock that goes back makes no day");
    }
}
