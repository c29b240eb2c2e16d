//! The digest to those on the waiting list: wishes are open (again). At most one a day, and it can be declined.
//!
//! Run by the clock, safe with two clocks at once; nobody is written to at night.

use chrono::TimeDelta;
use sea_orm::{
    QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{COLUMN, Column, Entity, Model, join::claimable};
use crate::{
    Result, Store, Time, account,
    claim::{self, State, remind::is_daytime},
    clock::Skipped,
    id::{PhaseId, WaitingId},
    lang::china_time,
    outbox::{self, Letter, Recipient, compose},
    store::Txn,
    wish::{self, Status},
};

/// People written to in one transaction.
const BATCH: u64 = 50;
/// Gifts shown in one letter.
const MOST: u64 = 12;

/// Writes to everybody for whom something has opened since they were last told; says to how many.
pub async fn digest(store: &Store, now: Time) -> Result<u64> {
    let (mut told, mut after, mut skipped) = (0, WaitingId(0), Skipped::default());
    let phases = claimable(store.read(), now).await?;
    if phases.is_empty() || !is_daytime(now) {
        return Ok(told);
    }
    loop {
        let due = Entity::find()
            .filter(COLUMN.left_at.is_null())
            .filter(COLUMN.told_at.is_null().or(COLUMN.told_at.lt(midnight(now))))
            .filter(COLUMN.id.gt(after))
            .order_by_asc(COLUMN.id)
            .limit(BATCH)
            .all(store.read())
            .await?;
        let Some(last) = due.last() else { return skipped.or(told) };
        after = last.id;
        if let Ok(done) = tell_together(store, &due, &phases, now).await {
            told += done;
            continue;
        }
        // One to whom no letter can be written keeps no others waiting.
        for one in due.chunks(1) {
            match tell_together(store, one, &phases, now).await {
                Ok(done) => told += done,
                Err(error) => skipped.keep(error)?,
            }
        }
    }
}

/// All of these or none.
async fn tell_together(store: &Store, due: &[Model], phases: &[PhaseId], now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let mut told = 0;
    for place in due {
        told += u64::from(tell(store, &txn, place, phases, now).await?);
    }
    txn.commit().await?;
    Ok(told)
}

/// One person. The guard: of two clocks, one moves `told_at` and writes the letter.
async fn tell(store: &Store, txn: &Txn, place: &Model, phases: &[PhaseId], now: Time) -> Result<bool> {
    let open = wish::Entity::find()
        .filter(wish::COLUMN.status.eq(Status::Open))
        .filter(wish::COLUMN.hidden_at.is_null())
        .filter(wish::COLUMN.phase_id.is_in(phases.iter().copied()));
    let since = place.told_at.unwrap_or(place.since);
    // What opened because one let it go oneself is no news.
    let own = claim::Entity::find()
        .select_only()
        .column(claim::Column::WishId)
        .filter(claim::COLUMN.account_id.eq(place.account_id))
        .filter(claim::COLUMN.state.is_in([State::Released, State::Lapsed]))
        .filter(claim::COLUMN.ended_at.gt(since))
        .into_query();
    let new = open.clone().filter(wish::COLUMN.opened_at.gt(since)).filter(wish::Column::Id.not_in_subquery(own));
    let wishes =
        new.order_by_asc(wish::COLUMN.waiting_since).order_by_asc(wish::COLUMN.id).limit(MOST).all(txn).await?;
    let account = account::Entity::find_by_id(place.account_id)
        .filter(account::COLUMN.disabled_at.is_null())
        .filter(account::COLUMN.digest_declined_at.is_null())
        .one(txn)
        .await?;
    let (Some(first), Some(account)) = (wishes.first(), account) else { return Ok(false) };
    let counted = Entity::update_many()
        .col_expr(Column::ToldAt, Expr::value(now))
        .filter(COLUMN.id.eq(place.id))
        .filter(COLUMN.left_at.is_null())
        .filter(COLUMN.told_at.is_null().or(COLUMN.told_at.lt(midnight(now))))
        .exec(txn)
        .await?;
    if counted.rows_affected == 0 {
        return Ok(false);
    }
    let letter = Letter::WaitingDigest {
        name: account.name.clone(),
        gifts: compose::gifts(txn, &wishes, account.lang).await?,
        open: open.count(txn).await?,
        phase: compose::phase_line(txn, first.phase_id, account.lang).await?,
    };
    outbox::post(store, txn, &Recipient::from(&account), &letter, now).await?;
    Ok(true)
}

/// When today began in China.
fn midnight(now: Time) -> Time {
    let time = china_time(now).time();
    now - (time - chrono::NaiveTime::MIN).max(TimeDelta::zero())
}
