//! The office closes a phase (no more claims) and finishes it (nothing more to come).

use sea_orm::{PaginatorTrait, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::PhaseId,
    journal::{self, Subject},
    store::Txn,
    wish::{self, Status},
};

/// Ends the claiming. Open wishes stay open for the pool alone, gifts on their way still arrive, drafts stay drafts.
pub async fn close(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    step(&txn, id, (State::Open, State::Closed), Column::ClosedAt, now).await?;
    journal::note(&txn, officer, "phase_closed", Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Ends the phase; refused while a gift is promised, on its way or waiting at a school.
pub async fn finish(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    step(&txn, id, (State::Closed, State::Finished), Column::FinishedAt, now).await?;
    let under_way = wish::Entity::find()
        .filter(wish::COLUMN.phase_id.eq(id))
        .filter(wish::COLUMN.status.is_in([Status::Taken, Status::Received]))
        .count(&txn)
        .await?;
    if under_way > 0 {
        return Err(Refusal::GiftsUnderWay(under_way).into());
    }
    journal::note(&txn, officer, "phase_finished", Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn step(txn: &Txn, id: PhaseId, (from, to): (State, State), at: Column, now: Time) -> Result<()> {
    let stepped = Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(at, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(from))
        .exec(txn)
        .await?;
    if stepped.rows_affected == 1 {
        return Ok(());
    }
    let there = Entity::find_by_id(id).one(txn).await?.is_some();
    Err(if there { Refusal::PhaseState } else { Refusal::NotFound }.into())
}
