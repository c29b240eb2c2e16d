//! An elder was not there to sign: the line is held back before the run is recorded as paid, and comes again in the next.
//! Who died or left is held back at once.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{State, judge::changed, line, lock, unfinished};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    elder::find,
    id::{ElderId, FundId, PayoutId},
    journal::{self, Act, Subject},
    store::Txn,
};

/// `is_held`: hold it back, or pay it after all; who died or left is not paid after all.
pub async fn hold(
    store: &Store,
    officer: Officer,
    (id, elder): (PayoutId, ElderId),
    is_held: bool,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (_, run) = lock(&txn, id).await?;
    let its = || line::Entity::find_by_id((id, elder));
    its().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if run.state != State::Approved {
        return Err(Refusal::PayoutState.into());
    }
    if !is_held && !find(&txn, elder).await?.state.is_in() {
        return Err(Refusal::ElderState.into());
    }
    let is_as_before = if is_held { line::COLUMN.held_at.is_null() } else { line::COLUMN.held_at.is_not_null() };
    let held = line::Entity::update_many()
        .col_expr(line::Column::HeldAt, Expr::value(is_held.then_some(now)))
        .filter(line::COLUMN.payout_id.eq(id))
        .filter(line::COLUMN.elder_id.eq(elder))
        .filter(is_as_before)
        .exec(&txn)
        .await?;
    changed(held.rows_affected)?;
    let act = if is_held { Act::PayoutLineHeld } else { Act::PayoutLineReleased };
    journal::note(&txn, officer, act, Subject("payout", id.0), &elder.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Whoever died or left stands on no list to sign: the line in a run that is approved is held back. A run that is not
/// approved yet is stale. The fund's row is held.
pub(crate) async fn leave_out(txn: &Txn, officer: Officer, fund: FundId, elder: ElderId, now: Time) -> Result<()> {
    let Some(run) = unfinished(txn, fund).await?.filter(|run| run.state == State::Approved) else { return Ok(()) };
    let held = line::Entity::update_many()
        .col_expr(line::Column::HeldAt, Expr::value(now))
        .filter(line::COLUMN.payout_id.eq(run.id))
        .filter(line::COLUMN.elder_id.eq(elder))
        .filter(line::COLUMN.held_at.is_null())
        .exec(txn)
        .await?;
    if held.rows_affected == 1 {
        let subject = Subject("payout", run.id.0);
        journal::note(txn, officer, Act::PayoutLineHeld, subject, &elder.to_string(), now).await?;
    }
    Ok(())
}
