//! What has opened and what was claimed since all was read, by this process or another.

use std::collections::HashSet;

use chrono::TimeDelta;
use sea_orm::{JoinType, QuerySelect, entity::prelude::*};

use super::{
    OpenWishes,
    read::{Row, last_claim, open_now},
};
use crate::{
    Result, Time, claim,
    id::{ClaimId, WishId},
    wish::{self, Status},
};

/// Looked at again each time: another process may have committed late, or have another clock.
const OVERLAP: TimeDelta = TimeDelta::minutes(2);
const OVERLAP_CLAIMS: i64 = 500;

/// Where somebody last looked.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    last_claim: i64,
    seen: Time,
}

impl Since {
    /// A few statements along an index each.
    pub async fn changes(&self, db: &impl ConnectionTrait, now: Time) -> Result<Changes> {
        let newest = last_claim(db).await?;
        let from = ClaimId(Ord::min(self.last_claim, newest).saturating_sub(OVERLAP_CLAIMS));
        let to_claim = wish::Entity::belongs_to(claim::Entity).from(wish::Column::Id).to(claim::Column::WishId);
        let claimed = wish::Entity::find()
            .join(JoinType::InnerJoin, to_claim.into())
            .filter(claim::COLUMN.id.gt(from))
            .filter(wish::COLUMN.status.ne(Status::Open))
            .into_partial_model::<Row>()
            .all(db)
            .await?;
        // Not by the index of all that is held: those of the newest claims.
        let held = claim::Entity::find().select_only().column(claim::Column::WishId);
        let held = held.filter(claim::COLUMN.id.gt(from)).filter(claim::COLUMN.state.eq(claim::State::Held));
        let held: Vec<WishId> = held.into_tuple().all(db).await?;
        let held = held.into_iter().collect();
        let opened = open_now().filter(wish::COLUMN.opened_at.gte(self.seen - OVERLAP));
        let opened = opened.into_partial_model::<Row>().all(db).await?;
        Ok(Changes { opened, claimed, held, last_claim: newest, seen: now })
    }
}

/// What happened since somebody last looked.
#[derive(Debug)]
pub struct Changes {
    opened: Vec<Row>,
    claimed: Vec<Row>,
    /// Those of the claimed that nobody has said yes to yet.
    held: HashSet<WishId>,
    last_claim: i64,
    seen: Time,
}

impl OpenWishes {
    /// From where to look for [`Since::changes`], so that nobody waits for the database with the wishes in hand.
    pub const fn since(&self) -> Since {
        Since { last_claim: self.last_claim, seen: self.seen }
    }

    /// Takes the changes in.
    pub fn apply(&mut self, changes: &Changes) {
        for row in &changes.claimed {
            let (class, entry) = (row.class(), row.entry());
            self.remove(&class, &entry);
            if changes.held.contains(&entry.id) {
                self.hold(class.phase, class.school, entry.id);
            } else {
                self.end_hold(class.school, entry.id);
            }
        }
        for row in &changes.opened {
            let is_new = self.add(row);
            self.is_outgrown |= is_new && !self.counted.contains(&row.phase_id);
        }
        self.last_claim = Ord::max(self.last_claim, changes.last_claim);
        self.seen = Ord::max(self.seen, changes.seen);
    }

    /// Whether a phase has opened since all was read: what part of its schools' wishes is fulfilled is not known
    /// before all is read anew.
    pub const fn is_outgrown(&self) -> bool {
        self.is_outgrown
    }
}
