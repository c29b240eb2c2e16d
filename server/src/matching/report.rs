//! What the command says of its answer.

use std::{collections::HashMap, fmt, fs};

use entity::matching::assign::{Answer, Missed, Policy};
use serde_json::json;

use super::{Match, read::Asked, threads};

/// The report, field by field as it is written.
pub(super) struct Report {
    wishes: usize,
    offers: usize,
    matched: usize,
    waiting_total: u64,
    bound: usize,
    optimal: bool,
    min_school_fraction: f64,
    p10_school_fraction: f64,
    parcels: usize,
    spent_fen: i64,
    pub read_seconds: f64,
    pub solve_seconds: f64,
    pub write_seconds: f64,
    policy: Policy,
    floor_missed: Vec<Missed>,
}

impl Report {
    pub fn of(asked: &Asked, answer: &Answer, ask: &Match) -> Self {
        let fractions = fractions(asked, answer);
        let wish = |n: u32| &asked.wishes[n as usize];
        let mut parcels: Vec<(u64, u32)> =
            answer.matches.iter().map(|pair| (wish(pair.wish).school, pair.offer)).collect();
        parcels.sort_unstable();
        parcels.dedup();
        Self {
            wishes: asked.wishes.len(),
            offers: asked.offers.len(),
            matched: answer.matches.len(),
            waiting_total: answer.waiting_total,
            bound: answer.bound,
            optimal: answer.optimal,
            min_school_fraction: fractions.first().copied().unwrap_or(1.0),
            p10_school_fraction: lowest_tenth(&fractions),
            parcels: parcels.len(),
            spent_fen: answer.matches.iter().map(|pair| wish(pair.wish).price.0).sum(),
            read_seconds: 0.0,
            solve_seconds: 0.0,
            write_seconds: 0.0,
            policy: ask.policy(),
            floor_missed: answer.floor_missed.clone(),
        }
    }

    pub fn json(&self) -> serde_json::Result<Vec<u8>> {
        let missed = |missed: &Missed| {
            json!({
                "school": missed.school,
                "served": missed.served,
                "floor": missed.floor,
                "wishes": missed.wishes,
                "admitted": missed.admitted,
            })
        };
        let mut text = serde_json::to_vec_pretty(&json!({
            "matched": self.matched,
            "waiting_total": self.waiting_total,
            "bound": self.bound,
            "gap": gap(self.matched, self.bound),
            "optimal": self.optimal,
            "min_school_fraction": self.min_school_fraction,
            "p10_school_fraction": self.p10_school_fraction,
            "parcels": self.parcels,
            "spent_fen": self.spent_fen,
            "read_seconds": self.read_seconds,
            "solve_seconds": self.solve_seconds,
            "write_seconds": self.write_seconds,
            "peak_mb": peak_mb(),
            "threads": threads(),
            "policy": match self.policy { Policy::Waiting => "waiting", Policy::Even { .. } => "even" },
            "floor_missed": self.floor_missed.iter().map(missed).collect::<Vec<_>>(),
        }))?;
        text.push(b'\n');
        Ok(text)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} wishes matched, {} waiting days; ", self.matched, self.wishes, self.waiting_total)?;
        match (self.wishes, self.offers) {
            (0, _) => write!(f, "there are no wishes in the file")?,
            (_, 0) => write!(f, "there are no offers in the file")?,
            _ if self.optimal => write!(f, "nothing better exists")?,
            _ => write!(f, "at most {} can be (gap {:.2} %)", self.bound, 100.0 * gap(self.matched, self.bound))?,
        }
        let (read, solve, write) = (self.read_seconds, self.solve_seconds, self.write_seconds);
        write!(f, "; read {read:.2} s, solved {solve:.2} s, written {write:.2} s, {} MB at most", peak_mb())
    }
}

/// How much better the best answer could be at most, as a part of it.
pub(super) fn gap(matched: usize, bound: usize) -> f64 {
    if bound == 0 { 0.0 } else { ratio(bound.saturating_sub(matched), bound) }
}

/// The served part of each school's wishes, rising.
fn fractions(asked: &Asked, answer: &Answer) -> Vec<f64> {
    let mut schools: HashMap<u64, (usize, usize)> = HashMap::new();
    for wish in &asked.wishes {
        schools.entry(wish.school).or_default().1 += 1;
    }
    for pair in &answer.matches {
        schools.entry(asked.wishes[pair.wish as usize].school).or_default().0 += 1;
    }
    let mut fractions: Vec<f64> = schools.values().map(|&(served, wishes)| ratio(served, wishes)).collect();
    fractions.sort_unstable_by(f64::total_cmp);
    fractions
}

/// What the lowest tenth of the schools does not reach; one where there is no school.
fn lowest_tenth(rising: &[f64]) -> f64 {
    let Some(last) = rising.len().checked_sub(1) else { return 1.0 };
    let (below, tenths) = (last / 10, last % 10);
    let above = rising[(below + 1).min(last)];
    (above - rising[below]).mul_add(ratio(tenths, 10), rising[below])
}

#[expect(clippy::cast_precision_loss, reason = "a fraction for people to read")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The most memory that this process ever held, where the system tells; 0 where it does not.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).map_or(0, |kb| kb.div_ceil(1024))
}
