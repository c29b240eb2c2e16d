//! What periods a programme has to be accounted for: every three months while it runs, and the whole of it within three
//! months of its end (Charity Law of China, on public fundraising).

use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

use crate::{Day, Time, lang::china_date, phase};

/// Months of a quarter, and months the office has for the full report.
const QUARTER: u32 = 3;
/// A programme that runs for more months than these owes the reports in between.
const LONG: u32 = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The first three months, the second, …
    Quarter(u32),
    /// From the first day to the end.
    Final,
}

impl Kind {
    /// `q1`, `final`: its place in addresses and in the table.
    pub fn key(self) -> String {
        match self {
            Self::Quarter(number) => format!("q{number}"),
            Self::Final => "final".to_owned(),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        if key == "final" {
            return Some(Self::Final);
        }
        let number = key.strip_prefix('q')?.parse().ok()?;
        Some(Self::Quarter(number)).filter(|kind| number > 0 && kind.key() == key)
    }
}

/// Both days belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub kind: Kind,
    pub from: Day,
    pub to: Day,
    /// The last day on which it can be published in time; none: it need not be.
    pub due_on: Option<Day>,
    /// Nothing of it is still to come.
    pub is_over: bool,
}

/// From when to when a programme runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Day,
    /// Its last day as it was planned; the last one there is, where it has no end.
    pub planned: Option<Day>,
    /// The day on which it ended.
    pub end: Option<Day>,
}

/// The periods that have begun, oldest first; the final one once the phase is finished. None before it opens.
pub fn of(phase: &phase::Model, now: Time) -> Vec<Period> {
    let (Some(from), true) = (phase.opens_on, phase.opened_at.is_some()) else { return Vec::new() };
    within(Span { from, planned: phase.hand_out_on, end: phase.finished_at.map(china_date) }, now)
}

/// The same of whatever runs from then to then.
pub fn within(span: Span, now: Time) -> Vec<Period> {
    let Span { from, planned, end } = span;
    let today = china_date(now);
    let last = end.unwrap_or(today).max(from);
    // What it is planned to be counts while it runs: the first report is due before six months are over.
    let planned = planned.filter(|_| end.is_none()).map_or(last, |day| day.max(last));
    let is_long = months_after(from, LONG).is_some_and(|limit| planned > limit);
    let mut periods = Vec::new();
    for number in 1.. {
        let Some((begin, to)) = quarter(from, number).filter(|(begin, _)| *begin <= last) else { break };
        if end.is_some_and(|end| end < to) {
            break; // the final report tells of these days
        }
        let due_on = if is_long { to.checked_add_days(Days::new(1)) } else { None };
        periods.push(Period { kind: Kind::Quarter(number), from: begin, to, due_on, is_over: to < today });
    }
    if end.is_some() {
        let due_on = months_after(last, QUARTER);
        periods.push(Period { kind: Kind::Final, from, to: last, due_on, is_over: true });
    }
    periods
}

fn quarter(from: Day, number: u32) -> Option<(Day, Day)> {
    let begin = months_after(from, QUARTER.checked_mul(number - 1)?)?;
    let next = months_after(from, QUARTER.checked_mul(number)?)?;
    Some((begin, next.pred_opt()?))
}

fn months_after(day: Day, months: u32) -> Option<Day> {
    day.checked_add_months(Months::new(months))
}
