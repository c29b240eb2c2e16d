//! On which days anybody was in a fund: no run is about a time in which nobody was.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Column, Entity, State, stay};
use crate::{
    Day, Result,
    id::{ElderId, FundId},
};

/// The fund's elders through time.
pub(crate) struct Present {
    /// Who was in which state from when on, in the order in which it was written down.
    written: Vec<(ElderId, State, Day)>,
}

impl Present {
    pub(crate) async fn of(db: &impl ConnectionTrait, fund: FundId) -> Result<Self> {
        let to_elder = stay::Entity::belongs_to(Entity).from(stay::Column::ElderId).to(Column::Id);
        let mut written: Vec<(ElderId, State, Day)> = stay::Entity::find()
            .select_only()
            .columns([stay::Column::ElderId, stay::Column::State, stay::Column::FromOn])
            .join(JoinType::InnerJoin, to_elder.into())
            .filter(COLUMN.fund_id.eq(fund))
            .order_by_asc(stay::COLUMN.id)
            .into_tuple()
            .all(db)
            .await?;
        let known: BTreeSet<ElderId> = written.iter().map(|(elder, ..)| *elder).collect();
        // Who was written down in bulk has no history.
        let all: Vec<(ElderId, State, Day)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::State, Column::JoinedOn])
            .filter(COLUMN.fund_id.eq(fund))
            .into_tuple()
            .all(db)
            .await?;
        written.extend(all.into_iter().filter(|(elder, ..)| !known.contains(elder)));
        Ok(Self { written })
    }

    /// Whether somebody was in the fund on one of these days.
    pub(crate) fn anybody(&self, from: Day, to: Day) -> bool {
        let within = self.written.iter().map(|(.., since)| *since).filter(|since| (from..=to).contains(since));
        let days: BTreeSet<Day> = within.chain([from]).collect();
        days.into_iter().any(|day| self.is_anybody_there(day))
    }

    /// Whether somebody comes, or comes back, after this day.
    pub(crate) fn anybody_later(&self, day: Day) -> bool {
        self.written.iter().any(|(_, state, since)| state.is_in() && *since > day)
    }

    /// What was written down last about somebody holds, whatever day it began on.
    fn is_anybody_there(&self, day: Day) -> bool {
        let begun = self.written.iter().filter(|(.., since)| *since <= day);
        let last: HashMap<ElderId, State> = begun.map(|(elder, state, _)| (*elder, *state)).collect();
        last.into_values().any(State::is_in)
    }
}

#[cfg(test)]
mod tests {
    use super::{Present, State};
    use crate::{Day, id::ElderId};

    #[test]
    fn somebody_was_there_from_the_joining_to_the_end() {
        let day = |day: &str| -> Day { day.parse().unwrap() };
        let present = Present {
            written: vec![
                (ElderId(1), State::Active, day("2026-09-10")),
                (ElderId(1), State::Paused, day("2026-09-20")),
                (ElderId(1), State::Exited, day("2026-10-05")),
                (ElderId(2), State::Active, day("2026-12-01")),
            ],
        };
        let month = |first: &str, last: &str| present.anybody(day(first), day(last));
        assert!(!month("2026-08-01", "2026-08-31"), "nobody had joined");
        assert!(month("2026-09-01", "2026-09-30"));
        assert!(month("2026-10-01", "2026-10-31"), "some days of it");
        assert!(!month("2026-11-01", "2026-11-30"), "the only one had left");
        assert!(month("2026-12-01", "2026-12-31"));
        assert!(present.anybody_later(day("2026-11-30")) && !present.anybody_later(day("2026-12-01")));
        // It was written down last that the first one had never paused, nor left.
        let stayed = (ElderId(1), State::Active, day("2026-09-10"));
        let written = present.written.iter().copied().chain([stayed]).collect();
        assert!(Present { written }.anybody(day("2026-11-01"), day("2026-11-30")));
    }
}
