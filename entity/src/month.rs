//! A month of the county's calendar, for what is counted by the month.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveTime, TimeDelta};

use crate::{Day, Time, lang::china_date};

/// Held as its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(Day);

impl Month {
    /// The month it is in China.
    pub fn of(now: Time) -> Self {
        Self::with(china_date(now))
    }

    /// The month this day is in.
    pub fn with(day: Day) -> Self {
        Self(day.with_day(1).unwrap_or(day))
    }

    pub const fn first(self) -> Day {
        self.0
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The moment it begins in China.
    pub fn begins(self) -> Time {
        self.0.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(8)
    }

    /// The moment the next one begins.
    pub fn ends(self) -> Time {
        self.next().begins()
    }
}

/// `2026-11`
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y-%m").fmt(f)
    }
}

/// No month: `2026-13`, `26-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month such as 2026-11")]
pub struct NotAMonth;

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(typed: &str) -> Result<Self, NotAMonth> {
        let (year, month) = typed.split_once('-').ok_or(NotAMonth)?;
        let is_plain =
            year.len() == 4 && month.len() == 2 && (year.to_owned() + month).bytes().all(|b| b.is_ascii_digit());
        let day = match (year.parse(), month.parse()) {
            (Ok(year @ 1900..=2200), Ok(month)) if is_plain => Day::from_ymd_opt(year, month, 1),
            _ => None,
        };
        day.map(Self).ok_or(NotAMonth)
    }
}

#[cfg(test)]
mod tests {
    use super::{Month, NotAMonth};

    #[test]
    fn a_month_begins_at_midnight_in_china() {
        let month: Month = "2026-12".parse().unwrap();
        assert_eq!(month.begins().to_rfc3339(), "2026-11-30T16:00:00+00:00");
        assert_eq!(month.ends().to_rfc3339(), "2026-12-31T16:00:00+00:00");
        assert_eq!((Month::of(month.begins()), month.previous().to_string()), (month, "2026-11".to_owned()));
        for typed in ["", "2026", "2026-13", "2026-1", "20260-1", "+026-01", "2026-00"] {
            assert_eq!(typed.parse::<Month>(), Err(NotAMonth), "{typed}");
        }
    }
}
