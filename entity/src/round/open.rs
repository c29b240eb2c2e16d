//! An officer opens a round over a phase, or over all that take claims, and has it drawn anew when the county has
//! moved on. Nobody is asked yet.

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, State, keep, plan, still_open, what_if::WhatIf};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{PhaseId, RoundId},
    journal::{self, Act, Subject},
    phase,
};

/// What the form's choice is called where it is all of them.
pub const ALL: &str = "all";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A phase's number, or [`ALL`].
    pub phase: String,
}

impl Typed {
    async fn read(&self, db: &impl ConnectionTrait, now: Time) -> Result<Option<PhaseId>> {
        if self.phase.is_empty() {
            return Err(Refusal::Missing(Field::Phase).into());
        }
        if self.phase == ALL {
            return Ok(None);
        }
        let mut phases = phase::all(db).await?.into_iter();
        let chosen = phases.find(|phase| phase.takes_claims(now) && phase.number.to_string() == self.phase);
        Ok(Some(chosen.ok_or(Refusal::NotAChoice(Field::Phase))?.id))
    }
}

/// Draws what would be proposed and keeps it for the officer to look at.
pub async fn open(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<RoundId> {
    let phase = typed.read(store.read(), now).await?;
    // Before the transaction, which nobody should wait for: whatever moves meanwhile is found out when it is applied.
    let plan = plan::draw(store, phase, &WhatIf::default(), now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let row = ActiveModel {
        phase_id: Set(phase),
        state: Set(State::Open),
        summary: Set(written(&plan.summary)?),
        opened_by: Set(Some(officer.account())),
        opened_at: Set(now),
        drawn_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    keep::keep(store, &txn, id, &plan).await?;
    journal::note(&txn, officer, Act::RoundOpened, Subject("round", id.0), &plan.lines().to_string(), now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// The same from the wishes and offers of now.
pub async fn redraw(store: &Store, officer: Officer, id: RoundId, form: &FormKey, now: Time) -> Result<()> {
    let round = super::Entity::find_by_id(id).one(store.read()).await?.ok_or(Refusal::NotFound)?;
    let plan = plan::draw(store, round.phase_id, &WhatIf::default(), now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    still_open(&txn, id).await?;
    keep::forget(&txn, id).await?;
    keep::keep(store, &txn, id, &plan).await?;
    let row =
        ActiveModel { id: Set(id), summary: Set(written(&plan.summary)?), drawn_at: Set(now), ..Default::default() };
    row.update(&txn).await?;
    journal::note(&txn, officer, Act::RoundRedrawn, Subject("round", id.0), &plan.lines().to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

pub(super) fn written(summary: &super::Summary) -> Result<String> {
    Ok(serde_json::to_string(summary).map_err(|error| DbErr::Json(error.to_string()))?)
}
