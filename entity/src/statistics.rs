//! Counts for the public and the office: sums over rows, never columns. What the pool gave is counted apart.
//!
//! A wish is **claimed** once its donor has said yes. What a round proposes and nobody has answered, and what a visitor
//! has still to confirm, is **held**: it is not open to others, and not claimed either.

pub mod fairness;

use std::collections::HashMap;

use sea_orm::{JoinType, QuerySelect, entity::prelude::*, sea_query::ExprTrait};

use crate::{
    Result, claim,
    id::{PhaseId, SchoolId},
    store::literal,
    wish::{self, Status},
};

/// Wishes by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub open: u64,
    /// Kept for somebody who has not said yes.
    pub held: u64,
    /// Promised by a donor, and not here yet.
    pub taken: u64,
    /// At the school, and not handed out yet.
    pub received: u64,
    pub handed_out: u64,
    /// Of these, promised by the pool …
    pub pool_taken: u64,
    pub pool_received: u64,
    /// … and handed out from it.
    pub pool_handed_out: u64,
    /// Withdrawn by guardian, school or office, also before they were public.
    pub withdrawn: u64,
}

impl Counts {
    /// Everything anybody could ever see, and that was not withdrawn.
    pub const fn posted(&self) -> u64 {
        self.open + self.held + self.claimed() + self.pool()
    }

    /// By donors who said yes, whatever became of it since.
    pub const fn claimed(&self) -> u64 {
        self.taken + self.arrived()
    }

    /// Donors' gifts that reached a school.
    pub const fn arrived(&self) -> u64 {
        self.received + self.handed_out
    }

    /// What the pool fills or has filled.
    pub const fn pool(&self) -> u64 {
        self.pool_taken + self.pool_received + self.pool_handed_out
    }

    /// Children who have their gift, whoever gave it.
    pub const fn children(&self) -> u64 {
        self.handed_out + self.pool_handed_out
    }

    fn add(&mut self, status: Status, count: u64) {
        match status {
            Status::Open => self.open += count,
            Status::Taken => self.taken += count,
            Status::Received => self.received += count,
            Status::HandedOut => self.handed_out += count,
            Status::Withdrawn => self.withdrawn += count,
            Status::Draft | Status::Submitted | Status::Returned | Status::Approved => {}
        }
    }

    /// Nobody has said yes to what is held. No more than there is: what was held meanwhile was counted as open.
    fn of_held(&mut self, count: u64) {
        let held = Ord::min(count, self.taken);
        self.taken -= held;
        self.held += held;
    }

    /// Moves what a donor did not give to the pool's side.
    const fn of_pool(&mut self, status: Status, count: u64) {
        let (donors, pool) = match status {
            Status::Taken => (&mut self.taken, &mut self.pool_taken),
            Status::Received => (&mut self.received, &mut self.pool_received),
            Status::HandedOut => (&mut self.handed_out, &mut self.pool_handed_out),
            _ => return,
        };
        *donors = donors.saturating_sub(count);
        *pool += count;
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            open: sum.open + one.open,
            held: sum.held + one.held,
            taken: sum.taken + one.taken,
            received: sum.received + one.received,
            handed_out: sum.handed_out + one.handed_out,
            pool_taken: sum.pool_taken + one.pool_taken,
            pool_received: sum.pool_received + one.pool_received,
            pool_handed_out: sum.pool_handed_out + one.pool_handed_out,
            withdrawn: sum.withdrawn + one.withdrawn,
        })
    }
}

/// Every phase; their sum is what the home page says.
pub async fn per_phase(db: &impl ConnectionTrait) -> Result<HashMap<PhaseId, Counts>> {
    counts(db, wish::Column::PhaseId, None).await
}

/// Every school in one phase.
pub async fn per_school(db: &impl ConnectionTrait, phase: PhaseId) -> Result<HashMap<SchoolId, Counts>> {
    counts(db, wish::Column::SchoolId, Some(wish::COLUMN.phase_id.eq(phase))).await
}

/// A school's own wishes of one phase in every state, drafts too.
pub async fn own(db: &impl ConnectionTrait, school: SchoolId, phase: PhaseId) -> Result<HashMap<Status, u64>> {
    by_status(db, wish::COLUMN.school_id.eq(school).and(wish::COLUMN.phase_id.eq(phase))).await
}

/// All wishes of a phase in every state, drafts too: for the office.
pub async fn by_state(db: &impl ConnectionTrait, phase: PhaseId) -> Result<HashMap<Status, u64>> {
    by_status(db, wish::COLUMN.phase_id.eq(phase)).await
}

/// Of the wishes of a phase that are taken, those that are kept for somebody who has not said yes; a school's own, or
/// all.
pub async fn held(db: &impl ConnectionTrait, school: Option<SchoolId>, phase: PhaseId) -> Result<u64> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let mut held = claim::Entity::find()
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(literal::is(claim::Column::State, claim::State::Held))
        .filter(wish::COLUMN.phase_id.eq(phase));
    if let Some(school) = school {
        held = held.filter(wish::COLUMN.school_id.eq(school));
    }
    Ok(held.count(db).await?)
}

async fn by_status(db: &impl ConnectionTrait, which: Expr) -> Result<HashMap<Status, u64>> {
    let rows: Vec<(Status, i64)> = wish::Entity::find()
        .select_only()
        .column(wish::Column::Status)
        .column_as(wish::Column::Id.count(), "wishes")
        .filter(which)
        .group_by(wish::Column::Status)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(status, count)| (status, unsigned(count))).collect())
}

/// Three statements: all wishes by state along an index, and of the claims the few of the pool and those that are held.
async fn counts<Id>(db: &impl ConnectionTrait, by: wish::Column, which: Option<Expr>) -> Result<HashMap<Id, Counts>>
where
    Id: Eq + std::hash::Hash + sea_orm::TryGetable,
{
    let grouped = || {
        let mut query = wish::Entity::find()
            .select_only()
            .column(by)
            .column(wish::Column::Status)
            .column_as(wish::Column::Id.count(), "wishes")
            .group_by(by)
            .group_by(wish::Column::Status);
        if let Some(which) = &which {
            query = query.filter(which.clone());
        }
        query
    };
    let all: Vec<(Id, Status, i64)> = grouped().into_tuple().all(db).await?;
    let by_claim = || {
        let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
        grouped().join_rev(JoinType::InnerJoin, to_wish.into())
    };
    let pool: Vec<(Id, Status, i64)> = by_claim()
        .filter(literal::is(claim::Column::Source, claim::Source::Pool))
        .filter(claim::COLUMN.state.is_in(claim::State::LIVE))
        .into_tuple()
        .all(db)
        .await?;
    let held: Vec<(Id, Status, i64)> =
        by_claim().filter(literal::is(claim::Column::State, claim::State::Held)).into_tuple().all(db).await?;
    let mut counts: HashMap<Id, Counts> = HashMap::new();
    for (id, status, count) in all {
        counts.entry(id).or_default().add(status, unsigned(count));
    }
    for (id, status, count) in pool {
        counts.entry(id).or_default().of_pool(status, unsigned(count));
    }
    for (id, _, count) in held {
        counts.entry(id).or_default().of_held(unsigned(count));
    }
    Ok(counts)
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
