//! The office closes a plot: a draft that comes to nothing, one that nobody adopted, or one that is settled. A settled
//! one is closed for its donors too.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State, locked};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption,
    id::PlotId,
    journal::{self, Act, Subject},
};

pub async fn close(store: &Store, officer: Officer, id: PlotId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, Keeper::Office(officer), id).await?;
    match plot.state {
        State::Draft | State::Settled => {}
        State::Open if plot.taken == 0 => {}
        State::Open => return Err(Refusal::PlotAdopted(plot.taken).into()),
        _ => return Err(Refusal::PlotState.into()),
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Closed))
        .col_expr(Column::ClosedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    adoption::over(&txn, id, now).await?;
    journal::note(&txn, officer, Act::PlotClosed, Subject("plot", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
