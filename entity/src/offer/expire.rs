//! Offers whose last day is over end by the clock, and their donors hear of it. Safe with two clocks at once.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, desk};
use crate::{
    Result, Store, Time, account,
    actor::Actor,
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::{self, Letter, Recipient},
    store::Txn,
};

/// Offers ended in one transaction.
const BATCH: u64 = 50;

pub async fn expire(store: &Store, now: Time) -> Result<u64> {
    let mut ended = 0;
    loop {
        let over = Entity::find()
            .filter(COLUMN.ended_at.is_null())
            .filter(COLUMN.valid_until.lt(china_date(now)))
            .order_by_asc(COLUMN.id)
            .limit(BATCH)
            .all(store.read())
            .await?;
        if over.is_empty() {
            return Ok(ended);
        }
        let txn = store.write().await?;
        for offer in &over {
            ended += u64::from(end(store, &txn, offer, now).await?);
        }
        txn.commit().await?;
    }
}

/// Says whether it was this clock that ended it.
async fn end(store: &Store, txn: &Txn, offer: &Model, now: Time) -> Result<bool> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(COLUMN.id.eq(offer.id))
        .filter(COLUMN.ended_at.is_null())
        .filter(COLUMN.valid_until.lt(china_date(now)))
        .exec(txn)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    journal::note(txn, Actor::CLOCK, Act::OfferExpired, Subject("offer", offer.id.0), "", now).await?;
    let account = account::Entity::find_by_id(offer.account_id).filter(account::COLUMN.disabled_at.is_null());
    if let Some(account) = account.one(txn).await? {
        let line = desk::line(txn, offer, account.lang).await?;
        let letter = Letter::OfferOver { name: account.name.clone(), offer: line };
        outbox::post(store, txn, &Recipient::from(&account), &letter, now).await?;
    }
    Ok(true)
}
