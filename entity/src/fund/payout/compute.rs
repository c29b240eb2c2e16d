//! What each elder is due in a period: pure arithmetic in integers of fen, the same however its input is ordered.
//!
//! The family's money goes to its elder whole. The match is a percentage of what the family paid in within the period,
//! rounded down to the fen and capped for each elder and month; where the pool is short every match is scaled by one
//! factor, the fen that are left going to the largest remainders, and among equal ones to the elder who joined first.

use super::super::rule::MatchSource;
use crate::{Fen, id::ElderId};

/// What the rule says, as far as a run needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Of what the family paid in, 0 to 100.
    pub percent: u32,
    /// For one elder and month.
    pub cap: Fen,
    /// Months of the period.
    pub months: u32,
    /// So many supporters must have paid before there is a match; all of them where there are fewer.
    pub supporters: u32,
    pub from: MatchSource,
}

/// An elder of the fund, as the period left things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub elder: ElderId,
    /// The family's money of the period; below nothing where a correction took more back than came in.
    pub received: Fen,
    /// The family's money that came in up to the period's end and was not paid out yet.
    pub owed: Fen,
    /// Supporters of this elder who paid in the period …
    pub paid_by: u32,
    /// … and who there are.
    pub supporters: u32,
    /// The family is excused: nobody is counted.
    pub is_waived: bool,
    /// The match of earlier runs for which the elder was not there to sign.
    pub carried: Match,
}

/// What comes from the two sources that match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Match {
    pub government: Fen,
    pub society: Fen,
}

impl Match {
    pub const fn sum(self) -> Fen {
        Fen(self.government.0 + self.society.0)
    }
}

/// One elder's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub elder: ElderId,
    pub family: Fen,
    /// The family's money that the match counts.
    pub base: Fen,
    /// The match by percent and cap, before it was seen whether the pool has it.
    pub wanted: Fen,
    pub given: Match,
    pub carried: Match,
}

impl Line {
    /// Everything but the family's money: this period's match, and what was held back before.
    pub const fn matched(&self) -> Fen {
        Fen(self.given.sum().0 + self.carried.sum().0)
    }

    pub const fn sum(&self) -> Fen {
        Fen(self.family.0 + self.matched().0)
    }
}

/// A whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Those who get anything, in the order in which they joined.
    pub lines: Vec<Line>,
    pub wanted: Fen,
    pub given: Match,
}

impl Run {
    /// Whether the pool was short.
    pub fn is_scaled(&self) -> bool {
        self.given.sum() < self.wanted
    }
}

/// Computes a run. `pool`: what lies there from either source, without what is carried over.
pub fn compute(terms: &Terms, pool: Match, claims: &[Claim]) -> Run {
    let mut claims = claims.to_vec();
    claims.sort_by_key(|claim| claim.elder);
    let wanted: Vec<i64> = claims.iter().map(|claim| terms.wanted(claim).0).collect();
    let (government, society) = terms.from.of(pool);
    let whole: i64 = wanted.iter().sum();
    let paid = whole.min(government.saturating_add(society));
    let given = apportion(&wanted, paid);
    // Government money goes first, spread as evenly as the whole.
    let from_government = apportion(&given, paid.min(government));
    let lines = claims.iter().zip(wanted).zip(given.iter().zip(&from_government));
    let lines = lines.map(|((claim, wanted), (given, government))| Line {
        elder: claim.elder,
        family: claim.owed.max(Fen::ZERO),
        base: claim.base(),
        wanted: Fen(wanted),
        given: Match { government: Fen(*government), society: Fen(given - government) },
        carried: claim.carried,
    });
    Run {
        lines: lines.filter(|line| line.sum() > Fen::ZERO).collect(),
        wanted: Fen(whole),
        given: Match { government: Fen(from_government.iter().sum()), society: Fen(paid - paid.min(government)) },
    }
}

impl Terms {
    fn wanted(&self, claim: &Claim) -> Fen {
        let needed = self.supporters.min(claim.supporters);
        if !claim.is_waived && claim.paid_by < needed {
            return Fen::ZERO;
        }
        self.matched(i128::from(claim.base().0))
    }

    /// The match where each supporter of this elder pays so much a month.
    pub fn whole(&self, support: Fen, claim: &Claim) -> Fen {
        if claim.is_waived {
            return Fen::ZERO;
        }
        self.matched(i128::from(support.0) * i128::from(claim.supporters) * i128::from(self.months))
    }

    fn matched(&self, base: i128) -> Fen {
        let share = base * i128::from(self.percent) / 100;
        let cap = i128::from(self.cap.0) * i128::from(self.months);
        Fen(i64::try_from(share.min(cap)).unwrap_or(i64::MAX))
    }
}

impl Claim {
    /// What was taken back earlier is made good before anything is matched again.
    fn base(&self) -> Fen {
        self.received.min(self.owed).max(Fen::ZERO)
    }
}

/// Splits `total` by these weights, whose sum it does not exceed: each gets its part rounded down or up, nobody more
/// than its weight, and all parts together are the total to the fen.
pub fn apportion(weights: &[i64], total: i64) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(weight) * i128::from(total);
    let mut parts: Vec<i64> =
        weights.iter().map(|weight| i64::try_from(exact(*weight) / sum).unwrap_or(i64::MAX)).collect();
    let left = total - parts.iter().sum::<i64>();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|place| (std::cmp::Reverse(exact(weights[*place]) % sum), *place));
    for place in by_remainder.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests;
