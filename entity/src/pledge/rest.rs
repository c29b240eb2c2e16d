//! Its donor lets a monthly pledge rest, takes it up again, or ends any pledge; and all of a fund's end with the fund.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, Every, Model, Paid, State, live, own, paid, resting, tell};
use crate::{
    Fen, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    fund,
    id::PledgeId,
    journal::{self, Act, Subject},
    month::Month,
    payment::reference,
    store::Txn,
};

/// From the first month that has not come on nothing is promised for now, and no letter asks for it. What still arrives
/// counts.
pub async fn pause(store: &Store, donor: Donor, id: PledgeId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (_, pledge) = own(&txn, donor, id).await?;
    let paid = one(&txn, pledge, now).await?;
    if paid.pledge.every != Every::Monthly || paid.state != State::Stands {
        return Err(Refusal::PledgeState.into());
    }
    let from = first_open(&paid, now).first();
    let row =
        resting::ActiveModel { pledge_id: Set(id), from_on: Set(from), until_on: Set(None), ..Default::default() };
    resting::Entity::insert(row).exec_without_returning(&txn).await?;
    done(&txn, donor, id, Act::PledgePaused, form, now).await?;
    Ok(txn.commit().await?)
}

/// From this month on it is promised again.
pub async fn resume(store: &Store, donor: Donor, id: PledgeId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (_, pledge) = own(&txn, donor, id).await?;
    if one(&txn, pledge, now).await?.state != State::Paused {
        return Err(Refusal::PledgeState.into());
    }
    let rests = resting::Entity::find().filter(resting::COLUMN.pledge_id.eq(id));
    let rest = rests.filter(resting::COLUMN.until_on.is_null()).one(&txn).await?.ok_or(Refusal::PledgeState)?;
    // Not before it began: what had come for this month stays.
    let until = Month::of(now).first().max(rest.from_on);
    let row = resting::ActiveModel { id: Set(rest.id), until_on: Set(Some(until)), ..Default::default() };
    row.update(&txn).await?;
    done(&txn, donor, id, Act::PledgeResumed, form, now).await?;
    Ok(txn.commit().await?)
}

/// For good. What has come stays; what still comes under its code is unclear.
pub async fn stop(store: &Store, donor: Donor, id: PledgeId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (reference, pledge) = own(&txn, donor, id).await?;
    let paid = one(&txn, pledge, now).await?;
    if !paid.state.is_live() {
        return Err(Refusal::PledgeState.into());
    }
    end(&txn, &paid, &reference, now).await?;
    done(&txn, donor, id, Act::PledgeStopped, form, now).await?;
    Ok(txn.commit().await?)
}

/// The fund is closed: its pledges are over, and their donors hear of it. The fund's row is held.
pub(crate) async fn end_all(store: &Store, txn: &Txn, fund: &fund::Model, now: Time) -> Result<()> {
    for paid in live(txn, fund.id, now).await? {
        end(txn, &paid, &paid.reference, now).await?;
        tell::ended(store, txn, &paid.pledge, paid.reference, now).await?;
    }
    Ok(())
}

/// The code first, then the pledge: as whoever else changes both.
async fn end(txn: &Txn, paid: &Paid, reference: &reference::Model, now: Time) -> Result<()> {
    reference::close(txn, reference.id, now).await?;
    let row = ActiveModel {
        id: Set(paid.pledge.id),
        ended_on: Set(Some(first_open(paid, now).first())),
        ended_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(txn).await?;
    Ok(())
}

async fn one(txn: &Txn, pledge: Model, now: Time) -> Result<Paid> {
    Ok(paid(txn, vec![pledge], now).await?.pop().ok_or(Refusal::NotFound)?)
}

/// This month; the next one where all has come that was promised for this.
fn first_open(paid: &Paid, now: Time) -> Month {
    let this = Month::of(now);
    let is_filled = paid.standing.months.last().is_some_and(|last| last.month == this && last.open() <= Fen::ZERO);
    if is_filled { this.next() } else { this }
}

async fn done(txn: &Txn, donor: Donor, id: PledgeId, act: Act, form: &FormKey, now: Time) -> Result<()> {
    journal::note(txn, donor, act, Subject("pledge", id.0), "", now).await?;
    form.keep(txn, &(), now).await
}
