//! What is due from a supporter: for each month what the rule of that month says or was pledged, as long as one of the
//! elders is in the fund and nobody is excused. Once all of them died or left, what had not come is due no more.
//! Read by the supporter and the office, and by nobody else.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{contribution, rule};
use crate::{
    Fen, Result, Time,
    elder::{self, stay},
    id::{ElderId, SupporterId},
    month::Month,
    supporter,
};

/// One month's support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub month: Month,
    pub due: Fen,
    /// What of it came in; the oldest month is filled first.
    pub paid: Fen,
}

impl Due {
    pub const fn open(&self) -> Fen {
        Fen(self.due.0 - self.paid.0)
    }
}

/// Where a supporter stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Every month so far in which something was due, oldest first; this month is the last.
    pub months: Vec<Due>,
    /// Everything that came in.
    pub paid: Fen,
    /// What was due, did not come, and is asked for no longer.
    pub dropped: Fen,
    /// No month follows in which anything will be due.
    pub is_over: bool,
}

impl Standing {
    /// Nobody whom it is for is in the fund any more: nothing can be paid in for them, so that nothing is due.
    fn over(mut self) -> Self {
        self.is_over = true;
        self.dropped = self.open();
        for month in &mut self.months {
            month.due = month.paid;
        }
        self.months.retain(|month| month.due > Fen::ZERO);
        self
    }

    /// What is still due up to and with this month.
    pub fn open(&self) -> Fen {
        Fen(self.months.iter().map(|month| month.open().0).sum())
    }

    /// What came in beyond what is due: it counts for the months to come. Where none follows, nothing does: it goes to
    /// the elder with the next payout, or back to the family.
    pub fn ahead(&self) -> Fen {
        if self.is_over {
            return Fen::ZERO;
        }
        let filled: i64 = self.months.iter().map(|month| month.paid.0).sum();
        Fen((self.paid.0 - filled).max(0))
    }
}

/// Where each of these supporters of one fund stands.
pub(crate) async fn standings(
    db: &impl ConnectionTrait,
    supporters: &[supporter::Model],
    now: Time,
) -> Result<HashMap<SupporterId, Standing>> {
    let mut standings = HashMap::with_capacity(supporters.len());
    let paid = paid(db, supporters).await?;
    for supporter in supporters {
        let rules = rule::of(db, supporter.fund_id).await?;
        let elders = supporter::elders_of(db, supporter.id).await?;
        let stays = stays(db, &elders).await?;
        let paid = paid.get(&supporter.id).copied().unwrap_or_default();
        let mut standing = fill(&months(supporter, &rules, &stays, now), paid);
        standing.is_over = supporter.ended_on.is_some_and(|last| Month::with(last) <= Month::of(now));
        let is_for_somebody = elders.iter().any(|elder| elder.state.is_in());
        standings.insert(supporter.id, if is_for_somebody { standing } else { standing.over() });
    }
    Ok(standings)
}

/// Where the supporters of an elder stand, for the office.
pub async fn of(
    db: &impl ConnectionTrait,
    _officer: crate::actor::Officer,
    supporters: &[supporter::Model],
    now: Time,
) -> Result<HashMap<SupporterId, Standing>> {
    standings(db, supporters, now).await
}

async fn paid(db: &impl ConnectionTrait, supporters: &[supporter::Model]) -> Result<HashMap<SupporterId, Fen>> {
    let rows: Vec<(SupporterId, i64)> = contribution::Entity::find()
        .select_only()
        .column(contribution::Column::SupporterId)
        .column_as(Expr::cust("CAST(SUM(amount_fen) AS bigint)"), "total")
        .filter(contribution::COLUMN.supporter_id.is_in(supporters.iter().map(|one| one.id)))
        .group_by(contribution::Column::SupporterId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(supporter, total)| (supporter, Fen(total))).collect())
}

async fn stays(db: &impl ConnectionTrait, elders: &[elder::Model]) -> Result<HashMap<ElderId, Vec<stay::Model>>> {
    let rows = stay::Entity::find()
        .filter(stay::COLUMN.elder_id.is_in(elders.iter().map(|elder| elder.id)))
        .order_by_asc(stay::COLUMN.from_on)
        .order_by_asc(stay::COLUMN.id)
        .all(db)
        .await?;
    let mut stays: HashMap<ElderId, Vec<stay::Model>> = HashMap::new();
    for row in rows {
        stays.entry(row.elder_id).or_default().push(row);
    }
    Ok(stays)
}

/// What each month asks, up to this one.
fn months(
    supporter: &supporter::Model,
    rules: &[rule::Model],
    stays: &HashMap<ElderId, Vec<stay::Model>>,
    now: Time,
) -> Vec<(Month, Fen)> {
    let this = Month::of(now);
    let all = std::iter::successors(Some(Month::with(supporter.since_on)), |month| Some(month.next()));
    all.take_while(|month| *month <= this)
        .filter(|month| supporter.ended_on.is_none_or(|last| month.first() <= last))
        .filter(|month| stays.values().any(|stays| owes(stays, *month)))
        .filter_map(|month| {
            let rule = rule::in_force(rules, month)?;
            Some((month, supporter.pledged_fen.unwrap_or(rule.support_fen)))
        })
        .collect()
}

/// By the state that the elder was in when the month began, or joined in.
fn owes(stays: &[stay::Model], month: Month) -> bool {
    let begun = stays.iter().rev().find(|stay| stay.from_on <= month.first());
    let joined = stays.first().filter(|stay| Month::with(stay.from_on) == month);
    begun.or(joined).is_some_and(|stay| stay.state == elder::State::Active)
}

/// Fills the months with what was paid, the oldest first.
pub(crate) fn fill(months: &[(Month, Fen)], paid: Fen) -> Standing {
    let mut left = paid.0.max(0);
    let fill = |(month, due): &(Month, Fen)| {
        let part = left.min(due.0);
        left -= part;
        Due { month: *month, due: *due, paid: Fen(part) }
    };
    Standing { months: months.iter().map(fill).collect(), paid, dropped: Fen::ZERO, is_over: false }
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::{Fen, month::Month};

    #[test]
    fn the_oldest_month_is_filled_first_and_the_rest_counts_ahead() {
        let months: Vec<(Month, Fen)> =
            ["2026-09", "2026-10", "2026-11"].map(|month| (month.parse().unwrap(), Fen::yuan(100))).to_vec();
        let behind = fill(&months, Fen::yuan(150));
        let paid: Vec<Fen> = behind.months.iter().map(|month| month.paid).collect();
        assert_eq!(paid, [Fen::yuan(100), Fen::yuan(50), Fen::ZERO]);
        assert_eq!((behind.open(), behind.ahead()), (Fen::yuan(150), Fen::ZERO));
        let ahead = fill(&months, Fen::yuan(320));
        assert_eq!((ahead.open(), ahead.ahead()), (Fen::ZERO, Fen::yuan(20)));
    }
}
