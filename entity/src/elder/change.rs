//! What becomes of an elder in the fund: a pause, hardship, death, leaving, coming back; and whether the alias is public.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, State, find, register::past, stay};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    fund::{self, payout},
    id::ElderId,
    journal::{self, Act, Subject},
    supporter,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`State`] by its key.
    pub state: String,
    /// Since when: never after today, nor before the elder joined.
    pub since_on: String,
}

/// Puts an elder into another state. Who died or left is held back from a run that is approved, and may do so when the
/// fund is closed; nobody comes back whose record was erased.
pub async fn change(
    store: &Store,
    officer: Officer,
    id: ElderId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = fund::lock(&txn, find(&txn, id).await?.fund_id).await?;
    let elder = find(&txn, id).await?;
    if elder.erased_at.is_some() {
        return Err(Refusal::ElderState.into());
    }
    let mut refusals = Refusals::default();
    let state = State::from_key(&typed.state).filter(|next| elder.state.next().contains(next));
    let state = refusals.take(state.ok_or(Refusal::NotAChoice(Field::ElderState)));
    let since = refusals.take(past(Field::SinceOn, &typed.since_on, now).and_then(|since| {
        let joined = elder.joined_on;
        if since < joined { Err(Refusal::DayBefore(Field::SinceOn, joined)) } else { Ok(since) }
    }));
    let (Some(state), Some(since)) = (state, since) else { return Err(refusals.into()) };
    if fund.state != fund::State::Open && state.is_in() {
        return Err(Refusal::FundState.into());
    }
    if let Some(through) = payout::gone_through(&txn, fund.id).await?
        && since <= through
        && state.is_in()
    {
        return Err(Refusal::DayTooEarly(Field::SinceOn, through).into());
    }
    Entity::update_many().col_expr(Column::State, Expr::value(state)).filter(COLUMN.id.eq(id)).exec(&txn).await?;
    let row = stay::ActiveModel {
        elder_id: Set(id),
        state: Set(state),
        from_on: Set(since),
        recorded_by: Set(Some(officer.account())),
        recorded_at: Set(now),
        ..Default::default()
    };
    stay::Entity::insert(row).exec_without_returning(&txn).await?;
    supporter::ask::follow(store, &txn, &fund, id, now).await?;
    fund::tell::changed(store, &txn, &fund, &elder, (state, since), now).await?;
    if !state.is_in() {
        payout::hold::leave_out(&txn, officer, fund.id, id, now).await?;
    }
    journal::note(&txn, officer, Act::ElderStateChanged, Subject("elder", id.0), state.key(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The elder agrees to stand on the fund's page by alias, or takes that back: it is gone from there at once.
pub async fn publish(
    store: &Store,
    officer: Officer,
    id: ElderId,
    is_public: bool,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    if find(&txn, id).await?.erased_at.is_some() {
        return Err(Refusal::ElderState.into());
    }
    Entity::update_many()
        .col_expr(Column::PublicFrom, Expr::value(is_public.then_some(now)))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    let act = if is_public { Act::ElderShown } else { Act::ElderHidden };
    journal::note(&txn, officer, act, Subject("elder", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
