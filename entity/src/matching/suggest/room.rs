//! How many wishes a donor may still take: what the limit of each phase, or of the donor's organisation, leaves beside
//! the gifts on the way. Only so that no more is shown than can be claimed: the claim counts again.

use std::collections::HashMap;

use sea_orm::{JoinType, QuerySelect, entity::prelude::*};

use super::MOST;
use crate::{
    Result, Time,
    actor::Donor,
    claim,
    county::County,
    id::{AccountId, PhaseId},
    organisation, wish,
};

/// What is left of the limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Of all phases together, at most [`MOST`].
    pub most: usize,
    /// Of each phase that takes claims; empty where phases are not counted apart.
    pub of_phase: HashMap<PhaseId, usize>,
}

impl Room {
    /// Whatever the phase.
    pub fn of(most: usize) -> Self {
        Self { most: most.min(MOST), of_phase: HashMap::new() }
    }

    /// Of this donor; or of an organisation that a claim of theirs can count for, where that has more.
    pub async fn read(db: &impl ConnectionTrait, donor: Donor, county: &County, now: Time) -> Result<Self> {
        let pending = pending(db, donor.account()).await?;
        let mut of_phase = HashMap::new();
        for phase in county.claimable(now) {
            let on_the_way = pending.iter().filter(|other| **other == phase).count();
            of_phase.insert(phase, left(county.phase(phase)?.donor_limit, on_the_way));
        }
        let own: usize = of_phase.values().sum();
        match together(db, donor.account()).await? {
            Some(together) if together >= own => Ok(Self::of(together)),
            _ => Ok(Self { of_phase, ..Self::of(own) }),
        }
    }
}

fn left(limit: i32, on_the_way: usize) -> usize {
    usize::try_from(limit).unwrap_or(0).saturating_sub(on_the_way)
}

/// The phases of the gifts that the donor has on the way as oneself.
async fn pending(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<PhaseId>> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let pending = claim::Entity::find()
        .select_only()
        .column(wish::Column::PhaseId)
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(claim::COLUMN.account_id.eq(account))
        .filter(claim::COLUMN.organisation_id.is_null())
        .filter(claim::COLUMN.state.is_in(claim::State::PENDING));
    Ok(pending.into_tuple().all(db).await?)
}

/// What the donor's organisation may still take, if there is one.
async fn together(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<usize>> {
    let own = organisation::of_member(db, account).await?.filter(organisation::Model::is_active);
    let Some(own) = own else { return Ok(None) };
    let on_the_way = organisation::pending(db, own.id).await?;
    Ok(Some(left(own.wish_limit, usize::try_from(on_the_way).unwrap_or(usize::MAX))))
}
