//! A payment for an adoption was recorded, given back or undone: called by [`crate::payment`], in its transaction.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State};
use crate::{
    Fen, Refusal, Result, Time,
    actor::Actor,
    id::AdoptionId,
    journal::{self, Act, Subject},
    plot,
    store::Txn,
};

/// `arrived`: all that has come for it by now. Paid once all of it is there; signed again while nothing has grown and
/// some of it was given back. What has grown was paid for, whatever a shortfall gives back.
pub(crate) async fn settle(txn: &Txn, id: AdoptionId, arrived: Fen, now: Time) -> Result<()> {
    let adoption = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    let is_whole = arrived >= adoption.amount_fen;
    let plot = plot::Entity::find_by_id(adoption.plot_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let (to, paid_at, act) = match adoption.state {
        State::Signed if is_whole => (State::Paid, Some(now), Act::AdoptionPaid),
        State::Paid if !is_whole && plot.growing_at.is_none() => (State::Signed, None, Act::AdoptionUnpaid),
        _ => return Ok(()),
    };
    Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(Column::PaidAt, Expr::value(paid_at))
        .filter(COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    let subject = Subject("plot", adoption.plot_id.0);
    journal::note(txn, Actor::CLOCK, act, subject, adoption.code.as_str(), now).await
}
