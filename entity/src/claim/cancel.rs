//! The office ends a claim, with a reason the donor reads; or the wish was withdrawn, and its claim ends with it.

use sea_orm::entity::prelude::*;
use serde::Deserialize;

use super::{
    COLUMN, Entity, Model, State,
    end::{Ending, end, holder, reopen},
    locked,
};
use crate::{
    Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    id::ClaimId,
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    phase,
    store::Txn,
    text,
    wish::{self, freetext},
};

/// Longest reason, in characters.
pub const REASON: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub reason: String,
}

/// What becomes of the wish.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Opens,
    ToPool,
    Withdrawn,
}

/// Ends a claim whose gift is not here yet; the wish opens again, or waits for the pool once claiming has ended.
pub async fn cancel(
    store: &Store,
    officer: Officer,
    claim: ClaimId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = text::reason(&typed.reason, REASON)?;
    let (wish, claim) = locked(&txn, claim).await?;
    freetext::by_school(store, &txn, wish.school_id, Field::Reason, &reason).await?;
    let takes_claims = phase::find(&txn, wish.phase_id).await?.takes_claims(now);
    let why = (reason.as_str(), if takes_claims { Then::Opens } else { Then::ToPool });
    if !State::PENDING.contains(&claim.state) || !ended(store, &txn, (&wish, &claim), why, officer, now).await? {
        return Err(Refusal::ClaimState.into());
    }
    reopen(&txn, &wish, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Ends whatever claim is live for a wish that is withdrawn in this transaction. The caller has locked the
/// wish; `reason` is what its donor reads, in the donor's language.
pub(crate) async fn with_wish(
    store: &Store,
    txn: &Txn,
    wish: &wish::Model,
    reason: impl Fn(Lang) -> &'static str,
    actor: impl Into<Actor>,
    now: Time,
) -> Result<()> {
    let live = Entity::find().filter(COLUMN.wish_id.eq(wish.id)).filter(COLUMN.state.is_in(State::LIVE));
    let Some(claim) = live.one(txn).await? else { return Ok(()) };
    let lang = holder(txn, &claim).await?.map_or(claim.lang, |to| to.lang);
    ended(store, txn, (wish, &claim), (reason(lang), Then::Withdrawn), actor, now).await.map(|_| ())
}

async fn ended(
    store: &Store,
    txn: &Txn,
    (wish, claim): (&wish::Model, &Model),
    (reason, then): (&str, Then),
    actor: impl Into<Actor>,
    now: Time,
) -> Result<bool> {
    let actor = actor.into();
    let ending = Ending { to: State::Cancelled, reason: Some(reason), by: actor.account };
    if !end(txn, claim, &ending, now).await? {
        return Ok(false);
    }
    journal::note(txn, actor, Act::ClaimCancelled, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    if let Some(to) = holder(txn, claim).await? {
        let letter = Letter::Cancelled {
            name: to.name.clone(),
            gift: compose::gift(txn, wish, to.lang).await?,
            reason: reason.to_owned(),
            opens: then == Then::Opens,
            to_pool: then == Then::ToPool,
            phase: compose::phase_line(txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, txn, &to, &letter, now).await?;
    }
    Ok(true)
}
