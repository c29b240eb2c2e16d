//! A run is reviewed by one officer and approved by another, as it stands; whoever finds it wrong sends it back.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State, draft, line, lock};
use crate::{
    Error, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{AccountId, PayoutId},
    journal::{self, Act, Subject},
};

/// One officer has looked through the lines.
pub async fn review(store: &Store, officer: Officer, id: PayoutId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (fund, run) = lock(&txn, id).await?;
    if run.state != State::Draft {
        return Err(Refusal::PayoutState.into());
    }
    if draft::is_stale(&txn, &fund, &run).await? {
        return Err(Refusal::PayoutStale.into());
    }
    let reviewed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Reviewed))
        .col_expr(Column::ReviewedBy, Expr::value(officer.account()))
        .col_expr(Column::ReviewedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Draft))
        .exec(&txn)
        .await?;
    changed(reviewed.rows_affected)?;
    journal::note(&txn, officer, Act::PayoutReviewed, Subject("payout", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Another officer approves it: from now on its period is closed, and it waits to be paid.
pub async fn approve(store: &Store, officer: Officer, id: PayoutId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (fund, run) = lock(&txn, id).await?;
    if run.state != State::Reviewed {
        return Err(Refusal::PayoutState.into());
    }
    if run.reviewed_by == Some(officer.account()) {
        return Err(Refusal::SameOfficer.into());
    }
    if draft::is_stale(&txn, &fund, &run).await? {
        return Err(Refusal::PayoutStale.into());
    }
    let approved = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Approved))
        .col_expr(Column::ApprovedBy, Expr::value(officer.account()))
        .col_expr(Column::ApprovedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Reviewed))
        .filter(COLUMN.reviewed_by.ne(officer.account()))
        .exec(&txn)
        .await?;
    changed(approved.rows_affected)?;
    journal::note(&txn, officer, Act::PayoutApproved, Subject("payout", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Back to the draft, to be drawn anew: what was reviewed or approved is not paid as it is.
pub async fn send_back(store: &Store, officer: Officer, id: PayoutId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (_, run) = lock(&txn, id).await?;
    if run.state == State::Approved {
        line::Entity::update_many()
            .col_expr(line::Column::HeldAt, Expr::value(None::<Time>))
            .filter(line::COLUMN.payout_id.eq(id))
            .filter(line::COLUMN.held_at.is_not_null())
            .exec(&txn)
            .await?;
    }
    let sent = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Draft))
        .col_expr(Column::ReviewedBy, Expr::value(None::<AccountId>))
        .col_expr(Column::ReviewedAt, Expr::value(None::<Time>))
        .col_expr(Column::ApprovedBy, Expr::value(None::<AccountId>))
        .col_expr(Column::ApprovedAt, Expr::value(None::<Time>))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.is_in([State::Reviewed, State::Approved]))
        .exec(&txn)
        .await?;
    changed(sent.rows_affected)?;
    journal::note(&txn, officer, Act::PayoutSentBack, Subject("payout", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Somebody else was quicker.
pub(super) fn changed(rows: u64) -> Result<(), Error> {
    if rows == 0 { Err(Refusal::PayoutState.into()) } else { Ok(()) }
}
