//! What donors and organisations may still take on: a donor so much in each phase, an organisation so much altogether.

use std::collections::HashMap;

use sea_orm::{JoinType, QuerySelect, entity::prelude::*};

use super::super::what_if::IMAGINED;
use crate::{
    Result, claim,
    id::{AccountId, OrganisationId, PhaseId},
    offer, organisation, phase, wish,
};

/// Whose limit holds for an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Holder {
    Donor(AccountId),
    Organisation(OrganisationId),
    /// The offer is only imagined.
    Nobody,
}

impl Holder {
    pub fn of(offer: &offer::Model) -> Self {
        match offer.organisation_id {
            Some(id) => Self::Organisation(id),
            None if offer.account_id == IMAGINED => Self::Nobody,
            None => Self::Donor(offer.account_id),
        }
    }
}

/// What one of them may still take on.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    altogether: i64,
    /// In each of the round's phases, by position.
    phases: Vec<i64>,
}

impl Room {
    pub fn altogether(&self) -> u32 {
        small(self.altogether)
    }

    pub fn within(&self, phase: usize) -> u32 {
        small(self.phases.get(phase).map_or(0, |left| self.altogether.min(*left)))
    }

    pub fn take(&mut self, phase: usize, count: u32) {
        self.altogether -= i64::from(count);
        if let Some(left) = self.phases.get_mut(phase) {
            *left -= i64::from(count);
        }
    }
}

fn small(room: i64) -> u32 {
    u32::try_from(room.max(0)).unwrap_or(u32::MAX)
}

pub(crate) struct Rooms {
    /// What donors have on the way.
    pending: HashMap<(AccountId, PhaseId), i64>,
    /// What organisations may still take on.
    organisations: HashMap<OrganisationId, i64>,
    /// What a donor may have on the way in each of the round's phases.
    limits: Vec<(PhaseId, i64)>,
}

impl Rooms {
    /// `active`: the organisations that can be claimed for.
    pub async fn read(
        db: &impl ConnectionTrait,
        phases: &[phase::Model],
        active: &[organisation::Model],
    ) -> Result<Self> {
        let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
        let own: Vec<(AccountId, PhaseId)> = claim::Entity::find()
            .select_only()
            .column(claim::Column::AccountId)
            .column(wish::Column::PhaseId)
            .join(JoinType::InnerJoin, to_wish.into())
            .filter(claim::COLUMN.state.is_in(claim::State::PENDING))
            .filter(claim::COLUMN.account_id.is_not_null())
            .filter(claim::COLUMN.organisation_id.is_null())
            .filter(wish::COLUMN.phase_id.is_in(phases.iter().map(|phase| phase.id)))
            .into_tuple()
            .all(db)
            .await?;
        let mut pending = HashMap::new();
        for one in own {
            *pending.entry(one).or_insert(0) += 1;
        }
        let mut organisations: HashMap<_, _> = active.iter().map(|one| (one.id, i64::from(one.wish_limit))).collect();
        let theirs: Vec<OrganisationId> = claim::Entity::find()
            .select_only()
            .column(claim::Column::OrganisationId)
            .filter(claim::COLUMN.state.is_in(claim::State::PENDING))
            .filter(claim::COLUMN.organisation_id.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        for id in theirs {
            organisations.entry(id).and_modify(|room| *room -= 1);
        }
        let limits = phases.iter().map(|phase| (phase.id, i64::from(phase.donor_limit))).collect();
        Ok(Self { pending, organisations, limits })
    }

    pub fn of(&self, holder: Holder) -> Room {
        let even = |room: i64| Room { altogether: room, phases: vec![room; self.limits.len()] };
        match holder {
            Holder::Donor(id) => {
                let left = |(phase, limit): &(PhaseId, i64)| {
                    let pending = self.pending.get(&(id, *phase)).copied().unwrap_or(0);
                    (limit - pending).max(0)
                };
                let phases: Vec<i64> = self.limits.iter().map(left).collect();
                Room { altogether: phases.iter().sum(), phases }
            }
            Holder::Organisation(id) => even(self.organisations.get(&id).copied().unwrap_or(0)),
            Holder::Nobody => even(u32::MAX.into()),
        }
    }
}
