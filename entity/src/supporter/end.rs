//! A supporter is none any more: from the month after, nothing is due, and nothing more is expected at the bank. What was
//! paid stays.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, ask, elders_of, find};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    fund,
    id::{ElderId, SupporterId},
    journal::{self, Act, Subject},
    month::Month,
};

/// Ends it with this month; gives the elder whose page it stands on.
pub async fn end(store: &Store, officer: Officer, id: SupporterId, form: &FormKey, now: Time) -> Result<ElderId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let supporter = find(&txn, id).await?;
    fund::lock_open(&txn, supporter.fund_id).await?;
    let last = Month::of(now).next().first().pred_opt().unwrap_or_else(|| Month::of(now).first());
    let ended = Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(last))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.ended_on.is_null())
        .exec(&txn)
        .await?;
    if ended.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    ask::close(&txn, id, now).await?;
    let elder = elders_of(&txn, id).await?.first().map(|elder| elder.id).ok_or(Refusal::NotFound)?;
    journal::note(&txn, officer, Act::SupporterEnded, Subject("elder", elder.0), &id.to_string(), now).await?;
    form.keep(&txn, &elder, now).await?;
    txn.commit().await?;
    Ok(elder)
}
