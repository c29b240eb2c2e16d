//! The office closes a plot: a draft that comes to nothing, one that nobody adopted, or one that is settled. A settled
//! one is closed for its donors too. None is closed while money of its own lies there or is still to go back, or while
//! a contract may still be paid.

use sea_orm::{PaginatorTrait, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State, locked, rest, settle};
use crate::{
    Fen, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption,
    error::Refusals,
    id::PlotId,
    journal::{self, Act, Subject},
    ledger::{Programme, Source, totals},
    store::Txn,
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
    nothing_is_left(&txn, &plot).await?;
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

/// What is credited to the next season stays there all the same. The clock ends what is not paid in time.
async fn nothing_is_left(txn: &Txn, plot: &Model) -> Result<()> {
    let Some(organiser) = plot.organiser_id else { return Ok(()) };
    let mut refusals = Refusals::default();
    let unpaid = adoption::Entity::find()
        .filter(adoption::COLUMN.plot_id.eq(plot.id))
        .filter(adoption::COLUMN.state.is_in(adoption::State::UNPAID))
        .count(txn)
        .await?;
    if unpaid > 0 {
        refusals.add(Refusal::PlotUnpaid(unpaid));
    }
    let owed = settle::owed(txn, plot.id).await?;
    if owed > Fen::ZERO {
        refusals.add(Refusal::PlotRefundsWait(owed));
    }
    let of_government = totals::held(txn, organiser, Programme::Plot(plot.id), Source::Government).await?;
    for (source, left) in [(Source::Society, rest::waiting(txn, plot).await?), (Source::Government, of_government)] {
        if left > Fen::ZERO {
            refusals.add(Refusal::PlotMoneyLeft(source, left));
        }
    }
    Ok(refusals.settle()?)
}
