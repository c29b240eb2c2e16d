//! A donor gives a wish back, with a reason; it opens again for others, or waits for the pool once claiming has ended.

use sea_orm::entity::prelude::*;
use serde::Deserialize;

use super::{
    State,
    end::{Ending, end, holder, reopen},
    of_donor,
};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    phase, text,
};

/// Longest reason, in characters.
pub const REASON: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub reason: String,
}

/// Releases the donor's confirmed claim. What is on its way or here already is not given back.
pub async fn release(store: &Store, donor: Donor, code: &Code, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = text::reason(&typed.reason, REASON)?;
    let (wish, claim) = of_donor(&txn, donor.account(), code).await?;
    let ending = Ending { to: State::Released, reason: Some(&reason), by: Some(donor.account()) };
    if claim.state != State::Confirmed || !end(&txn, &claim, &ending, now).await? {
        return Err(Refusal::ClaimState.into());
    }
    reopen(&txn, &wish, now).await?;
    journal::note(&txn, donor, Act::ClaimReleased, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    if let Some(to) = holder(&txn, &claim).await? {
        let phase = phase::Entity::find_by_id(wish.phase_id).one(&txn).await?;
        let letter = Letter::Released {
            name: to.name.clone(),
            gift: compose::gift(&txn, &wish, to.lang).await?,
            to_pool: !phase.is_some_and(|phase| phase.takes_claims(now)),
            phase: compose::phase_line(&txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
