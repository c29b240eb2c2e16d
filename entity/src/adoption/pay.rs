//! A payment for an adoption was recorded, given back or undone: called by [`crate::payment`], in its transaction.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State, sign::PAY};
use crate::{
    Fen, Refusal, Result, Time,
    actor::Actor,
    id::AdoptionId,
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::letter::StillDue,
    payment::{self, ForWhat, part, reference},
    plot,
    store::Txn,
};

impl Model {
    /// What a contract that is not paid, or not paid any more, lacks after `arrived`, and until when.
    pub(crate) fn still_due(&self, reference: &reference::Model, arrived: Fen) -> Option<StillDue> {
        let until = self.pay_until.filter(|_| self.state == State::Signed)?;
        Some(StillDue { amount: reference.missing(arrived)?, until })
    }
}

/// `arrived`: all that has come for it by now. Paid once all of it is there; signed again while nothing has grown and
/// some of it was given back. What has grown was paid for, whatever a shortfall gives back.
///
/// What was undone never came: then it is signed again until the harvest goes out. Whoever has to pay again has a
/// fortnight for it.
pub(crate) async fn settle(txn: &Txn, id: AdoptionId, arrived: Fen, now: Time) -> Result<()> {
    let adoption = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    let is_whole = arrived >= adoption.amount_fen;
    let was_paid = is_whole || came(txn, id).await? >= adoption.amount_fen;
    let plot = plot::Entity::find_by_id(adoption.plot_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let (to, paid_at, act) = match adoption.state {
        State::Signed if is_whole => (State::Paid, Some(now), Act::AdoptionPaid),
        State::Paid if !was_paid || (!is_whole && plot.growing_at.is_none()) => {
            (State::Signed, None, Act::AdoptionUnpaid)
        }
        _ => return Ok(()),
    };
    let mut pay_until = adoption.pay_until;
    if to == State::Signed {
        pay_until = pay_until.max(Some(china_date(now) + PAY));
        // Closed where money went back while it was paid all the same.
        if let Some(reference) = reference::of(txn, ForWhat::Adoption(id)).await? {
            reference::reopen(txn, reference.id).await?;
        }
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(Column::PaidAt, Expr::value(paid_at))
        .col_expr(Column::PayUntil, Expr::value(pay_until))
        .filter(COLUMN.id.eq(id))
        .exec(txn)
        .await?;
    let subject = Subject("plot", adoption.plot_id.0);
    journal::note(txn, Actor::CLOCK, act, subject, adoption.code.as_str(), now).await
}

/// All that ever came for it, whatever was given back since.
async fn came(txn: &Txn, id: AdoptionId) -> Result<Fen> {
    let Some(reference) = reference::of(txn, ForWhat::Adoption(id)).await? else { return Ok(Fen::ZERO) };
    let really = [payment::State::Counted, payment::State::ToReturn, payment::State::Returned];
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.eq(reference.id))
        .filter(part::COLUMN.state.is_in(really))
        .all(txn)
        .await?;
    Ok(Fen(parts.iter().map(|part| part.amount_fen.0).sum()))
}
