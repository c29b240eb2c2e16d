//! A supporter is none any more: from the month after, nothing is due. What was due until then is still expected, at
//! the bank, too. What was paid stays.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, ask, elders_of, find};
use crate::{
    Day, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    fund,
    id::{ElderId, SupporterId},
    journal::{self, Act, Subject},
    month::Month,
};

/// The last day of a support that is ended now: this month's.
pub fn last_day(now: Time) -> Day {
    let this = Month::of(now);
    this.next().first().pred_opt().unwrap_or_else(|| this.first())
}

/// Ends it with this month; gives the elder whose page it stands on.
pub async fn end(store: &Store, officer: Officer, id: SupporterId, form: &FormKey, now: Time) -> Result<ElderId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let supporter = find(&txn, id).await?;
    fund::lock_open(&txn, supporter.fund_id).await?;
    let ended = Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(last_day(now)))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.ended_on.is_null())
        .exec(&txn)
        .await?;
    if ended.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    ask::keep_up(&txn, id, now).await?;
    let elder = elders_of(&txn, id).await?.first().map(|elder| elder.id).ok_or(Refusal::NotFound)?;
    journal::note(&txn, officer, Act::SupporterEnded, Subject("elder", elder.0), &id.to_string(), now).await?;
    form.keep(&txn, &elder, now).await?;
    txn.commit().await?;
    Ok(elder)
}
