//! Which of the standing offers rounds pass over, and why.
//!
//! Nobody is pressed: an offer rests while its donor has a proposal to answer, and for a week after anything that was
//! proposed from it was declined or lapsed; what that was is for as long not proposed to the donor from any other offer
//! ([`super::given_back`]). Nor does anybody give in another's name: one that was made for an
//! organisation rests while its donor is not the contact any more, or the organisation is closed.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{applied, with_claim};
use crate::{
    Result, Time, claim,
    id::{AccountId, OfferId, OrganisationId},
    offer, organisation,
    round::{
        ground::shown,
        proposal::{self, line},
    },
};

/// How long an offer rests after a no.
pub(super) const REST: TimeDelta = TimeDelta::days(7);

/// Why an offer that stands is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Passed {
    /// It was made for an organisation that is closed, or whose contact its donor is not any more.
    Nameless,
    /// Its donor was asked at the first of these times and can answer until the second; none: is about to be asked.
    Asked(Option<(Time, Time)>),
    /// Something that was proposed from it was last declined, given back or not answered at this time.
    Refused { at: Time, until: Time },
}

/// What tells which of them are.
pub(crate) struct Passes {
    /// Who has been asked, or is about to be, and has not answered.
    asked: HashMap<AccountId, Option<(Time, Time)>>,
    /// When something of an offer was last refused.
    refused: HashMap<OfferId, Time>,
    contacts: HashMap<OrganisationId, AccountId>,
}

impl Passes {
    /// Of one donor's offers, or of all. `active`: the organisations that can be claimed for.
    pub async fn read(
        db: &impl ConnectionTrait,
        donor: Option<AccountId>,
        active: &[organisation::Model],
        now: Time,
    ) -> Result<Self> {
        Ok(Self {
            asked: asked(db, donor).await?,
            refused: refused(db, donor, now - REST).await?,
            contacts: active.iter().map(|one| (one.id, one.contact_id)).collect(),
        })
    }

    /// None: rounds look at it. Of two reasons with an end, the one that ends later.
    pub fn why(&self, offer: &offer::Model) -> Option<Passed> {
        let has_name = offer.organisation_id.is_none_or(|id| self.contacts.get(&id) == Some(&offer.account_id));
        if !has_name {
            return Some(Passed::Nameless);
        }
        let asked = self.asked.get(&offer.account_id).map(|asked| Passed::Asked(*asked));
        let refused = self.refused.get(&offer.id).map(|at| Passed::Refused { at: *at, until: *at + REST });
        match (asked, refused) {
            (Some(Passed::Asked(Some((_, answer)))), Some(Passed::Refused { until, .. })) if until > answer => refused,
            _ => asked.or(refused),
        }
    }
}

async fn asked(
    db: &impl ConnectionTrait,
    donor: Option<AccountId>,
) -> Result<HashMap<AccountId, Option<(Time, Time)>>> {
    let mut open = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::AccountId)
        .column(proposal::Column::MadeAt)
        .column(proposal::Column::HeldUntil)
        .filter(proposal::COLUMN.answered_at.is_null())
        .filter(proposal::Column::RoundId.in_subquery(applied()));
    if let Some(donor) = donor {
        open = open.filter(proposal::COLUMN.account_id.eq(donor));
    }
    let mut asked = HashMap::new();
    for (account, made, until) in open.into_tuple::<(AccountId, Option<Time>, Option<Time>)>().all(db).await? {
        let times: &mut Option<(Time, Time)> = asked.entry(account).or_default();
        *times = made.zip(until).or(*times);
    }
    Ok(asked)
}

/// What was declined or lapsed after this time, and when it last was.
async fn refused(db: &impl ConnectionTrait, donor: Option<AccountId>, since: Time) -> Result<HashMap<OfferId, Time>> {
    let mut ended = with_claim()
        .select_only()
        .column(line::Column::OfferId)
        .column(claim::Column::EndedAt)
        .filter(claim::COLUMN.state.is_in([claim::State::Released, claim::State::Lapsed]))
        .filter(claim::COLUMN.ended_at.gt(since));
    if let Some(donor) = donor {
        let own = offer::Entity::find().select_only().column(offer::Column::Id);
        let own = own.filter(offer::COLUMN.account_id.eq(donor)).into_query();
        ended = ended.filter(line::Column::OfferId.in_subquery(own));
    }
    let mut refused = HashMap::new();
    let wishes: Vec<(OfferId, Time)> = ended.into_tuple().all(db).await?;
    for (offer, at) in wishes.into_iter().chain(shown::refused(db, since).await?) {
        refused.entry(offer).and_modify(|last: &mut Time| *last = at.max(*last)).or_insert(at);
    }
    Ok(refused)
}
