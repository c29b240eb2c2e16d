//! Time-outs: reservations nobody signed, and contracts that were not paid, or not all of it: what came goes back. Run
//! by the clock, safe with two clocks at once.

use sea_orm::{QueryOrder, QuerySelect, Select, entity::prelude::*};

use super::{COLUMN, Column, Entity, Model, State, give_back, reference_of, tell};
use crate::{
    Fen, Result, Store, Time,
    actor::Actor,
    id::AdoptionId,
    journal::{self, Act, Subject},
    lang::china_date,
    payment::lapsed,
    store::{Txn, literal},
};

/// Adoptions looked up by one statement.
const BATCH: u64 = 50;

/// Reservations whose 72 hours are over, and signed ones whose last day of paying is.
pub async fn lapse(store: &Store, now: Time) -> Result<u64> {
    let reserved =
        Entity::find().filter(literal::is(Column::State, State::Reserved)).filter(COLUMN.reserved_until.lte(now));
    let unpaid =
        Entity::find().filter(literal::is(Column::State, State::Signed)).filter(COLUMN.pay_until.lt(china_date(now)));
    Ok(all(store, &reserved, State::Reserved, now).await? + all(store, &unpaid, State::Signed, now).await?)
}

async fn all(store: &Store, due: &Select<Entity>, from: State, now: Time) -> Result<u64> {
    let (mut lapsed, mut after) = (0, AdoptionId(0));
    loop {
        let query = due.clone().filter(COLUMN.id.gt(after)).order_by_asc(COLUMN.id).limit(BATCH);
        let some = query.all(store.read()).await?;
        let Some(last) = some.last() else { return Ok(lapsed) };
        after = last.id;
        // Each alone: whoever records a payment holds its code and waits for the plot, which is held here.
        for adoption in &some {
            let txn = store.write().await?;
            lapsed += u64::from(one(store, &txn, adoption, from, now).await?);
            txn.commit().await?;
        }
    }
}

/// Ends one if it is still due; what was paid in part waits to be returned from then on.
async fn one(store: &Store, txn: &Txn, adoption: &Model, from: State, now: Time) -> Result<bool> {
    let reference = reference_of(txn, adoption.id).await?;
    if !give_back(txn, adoption, &[from], State::Lapsed, now).await? {
        return Ok(false);
    }
    let back = match reference {
        Some(reference) => lapsed::goes_back(txn, &reference, now).await?,
        None => Fen::ZERO,
    };
    let subject = Subject("plot", adoption.plot_id.0);
    journal::note(txn, Actor::CLOCK, Act::AdoptionLapsed, subject, adoption.code.as_str(), now).await?;
    tell::lapsed(store, txn, adoption, (from == State::Reserved, back), now).await?;
    Ok(true)
}
