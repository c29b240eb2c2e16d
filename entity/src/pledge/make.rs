//! A donor promises something to a fund that is open, and gets the code under which it is paid.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Entity, Every, tell};
use crate::{
    Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Donor},
    error::Refusals,
    fund,
    id::{AccountId, FundId, PledgeId},
    journal::{self, Act, Subject},
    ledger::Source,
    money,
    month::Month,
    payment::{Asked, ForWhat, reference},
    store::Txn,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub amount: String,
    /// An [`Every`] by its key.
    pub every: String,
}

/// Whether the fund takes pledges now: it is open, and its organiser has a bank account.
pub async fn is_open(db: &impl ConnectionTrait, fund: &fund::Model) -> Result<bool> {
    let organiser = fund::organiser_of(db, fund).await?;
    Ok(fund.state == fund::State::Open && organiser.is_some_and(|organiser| organiser.takes_money()))
}

/// One monthly pledge stands at a time for each donor and fund; once can be as often as somebody likes.
pub async fn make(
    store: &Store,
    donor: Donor,
    fund: FundId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<PledgeId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = fund::lock(&txn, fund).await?;
    if fund.state == fund::State::Draft {
        return Err(Refusal::NotFound.into());
    }
    let mut refusals = Refusals::default();
    let amount = refusals.take(money::read(Field::Amount, &typed.amount));
    let every = refusals.take(Every::from_key(&typed.every).ok_or(Refusal::NotAChoice(Field::Every)));
    let (Some(amount), Some(every)) = (amount, every) else { return Err(refusals.into()) };
    if !is_open(&txn, &fund).await? {
        return Err(Refusal::FundState.into());
    }
    if every == Every::Monthly && stands(&txn, donor, fund.id).await? {
        return Err(Refusal::PledgedAlready.into());
    }
    let pledge =
        promise(store, &txn, &fund, &Promise { account: donor.account(), every, amount, by: donor.into() }, now)
            .await?;
    form.keep(&txn, &pledge, now).await?;
    txn.commit().await?;
    Ok(pledge)
}

/// Who promises what.
pub(crate) struct Promise {
    pub account: AccountId,
    pub every: Every,
    pub amount: Fen,
    pub by: Actor,
}

/// A step of a donor's own act and of the answer to a round; the caller holds the fund, which is open.
pub(crate) async fn promise(
    store: &Store,
    txn: &Txn,
    fund: &fund::Model,
    promise: &Promise,
    now: Time,
) -> Result<PledgeId> {
    let Promise { account, every, amount, by } = *promise;
    let row = ActiveModel {
        fund_id: Set(fund.id),
        account_id: Set(account),
        every: Set(every),
        amount_fen: Set(amount),
        since_on: Set(Month::of(now).first()),
        made_at: Set(now),
        ended_on: Set(None),
        ended_at: Set(None),
        ..Default::default()
    };
    let pledge = row.insert(txn).await?;
    let asked = Asked {
        what: ForWhat::Pledge(pledge.id),
        organiser: fund.organiser()?,
        programme: fund.programme(),
        source: Source::Society,
        // Monthly there is no end to it.
        amount: (every == Every::Once).then_some(amount),
        account: Some(account),
    };
    let reference = reference::make(store, txn, &asked, now).await?;
    journal::note(txn, by, Act::PledgeMade, Subject("pledge", pledge.id.0), every.key(), now).await?;
    tell::made(store, txn, &pledge, reference, now).await?;
    Ok(pledge.id)
}

async fn stands(txn: &Txn, donor: Donor, fund: FundId) -> Result<bool> {
    let monthly = Entity::find()
        .filter(COLUMN.fund_id.eq(fund))
        .filter(COLUMN.account_id.eq(donor.account()))
        .filter(COLUMN.every.eq(Every::Monthly))
        .filter(COLUMN.ended_at.is_null());
    Ok(monthly.one(txn).await?.is_some())
}
