//! A phase closes (no more claims), by the office or by the clock after its last claiming day; the office may reopen
//! it, and finishes it (nothing more to come).

use sea_orm::{PaginatorTrait, QueryOrder, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    id::PhaseId,
    journal::{self, Act, Subject},
    lang::china_date,
    statistics,
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
    journal::note(&txn, officer, Act::PhaseClosed, Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Closes every phase whose last claiming day is over in China; run by the clock. Says how many closed.
pub async fn over(store: &Store, now: Time) -> Result<u64> {
    let over = Entity::find()
        .filter(COLUMN.state.eq(State::Open))
        .filter(COLUMN.claim_until.lt(china_date(now)))
        .order_by_asc(COLUMN.id)
        .all(store.read())
        .await?;
    let mut closed = 0;
    for phase in over {
        closed += u64::from(close_over(store, phase.id, now).await?);
    }
    Ok(closed)
}

/// The guard: not if it was closed meanwhile, or given a later last day.
async fn close_over(store: &Store, id: PhaseId, now: Time) -> Result<bool> {
    let txn = store.write().await?;
    let is_over = COLUMN.claim_until.lt(china_date(now));
    let closed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Closed))
        .col_expr(Column::ClosedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Open))
        .filter(is_over)
        .exec(&txn)
        .await?;
    if closed.rows_affected == 0 {
        return Ok(false);
    }
    journal::note(&txn, Actor::CLOCK, Act::PhaseClosed, Subject("phase", id.0), "", now).await?;
    txn.commit().await?;
    Ok(true)
}

/// Takes claims again, until a last claiming day that is still to come: set a later one first.
pub async fn reopen(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    step(&txn, id, (State::Closed, State::Open), Column::OpenedAt, now).await?;
    let phase = super::find(&txn, id).await?;
    if !phase.takes_claims(now) {
        return Err(Refusal::DayInPast(Field::ClaimUntil).into());
    }
    journal::note(&txn, officer, Act::PhaseReopened, Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Ends the phase; refused while a gift is promised, on its way or waiting at a school, or a hold waits for its yes.
pub async fn finish(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    step(&txn, id, (State::Closed, State::Finished), Column::FinishedAt, now).await?;
    if let Some((gifts, holds)) = under_way(&txn, id).await? {
        return Err(Refusal::GiftsUnderWay { gifts, holds }.into());
    }
    journal::note(&txn, officer, Act::PhaseFinished, Subject("phase", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// How many wishes of the phase are taken or have their gifts here, and apart from them how many holds, which are no
/// gifts yet; none where there is neither.
pub(super) async fn under_way(txn: &Txn, id: PhaseId) -> Result<Option<(u64, u64)>> {
    let under_way = wish::Entity::find()
        .filter(wish::COLUMN.phase_id.eq(id))
        .filter(wish::COLUMN.status.is_in([Status::Taken, Status::Received]))
        .count(txn)
        .await?;
    if under_way == 0 {
        return Ok(None);
    }
    let holds = statistics::held(txn, None, id).await?;
    Ok(Some((under_way.saturating_sub(holds), holds)))
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
