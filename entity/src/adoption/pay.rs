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
    payment::{self, ForWhat, owe, part, reference},
    plot::{self, ShortfallRule},
    store::Txn,
};

impl Model {
    /// What a contract that is not paid, or not paid any more, lacks after `arrived`, and until when.
    pub(crate) fn still_due(&self, reference: &reference::Model, arrived: Fen) -> Option<StillDue> {
        let until = self.pay_until.filter(|_| self.state == State::Signed)?;
        Some(StillDue { amount: reference.missing(arrived)?, until })
    }
}

/// `paid`: what of it is paid by now, as [`payment::paid_for`] counts. Paid once that is all of it; signed again while
/// nothing has grown and some of it was given back. What has grown was paid for, whatever was given back since.
///
/// What was undone never came: then it is signed again until the harvest goes out, and from then on expected again.
/// Whoever has to pay again has a fortnight for it; once it is paid again, what a shortfall gives back is owed again.
/// The reference is locked.
pub(crate) async fn settle(txn: &Txn, id: AdoptionId, paid: Fen, now: Time) -> Result<()> {
    let (adoption, plot) = held(txn, id).await?;
    let reference = reference::of(txn, ForWhat::Adoption(id)).await?.ok_or(Refusal::NotFound)?;
    let is_whole = paid >= adoption.amount_fen;
    let was_paid = is_whole || came(txn, &reference).await? >= adoption.amount_fen;
    match adoption.state {
        State::Signed if is_whole => {
            moved(txn, &adoption, State::Paid, now).await?;
            owe_again(txn, &plot, &adoption, &reference, now).await
        }
        State::Paid if !was_paid || (!is_whole && plot.growing_at.is_none()) => {
            moved(txn, &adoption, State::Signed, now).await?;
            expect_again(txn, &reference, now).await
        }
        State::Delivered | State::Donated | State::Closed if !was_paid => expect_again(txn, &reference, now).await,
        State::Delivered | State::Donated | State::Closed if is_whole => {
            owe_again(txn, &plot, &adoption, &reference, now).await
        }
        _ => Ok(()),
    }
}

/// Sets aside what a shortfall gives back to those who have paid, where nobody did yet. Their references are locked.
pub(crate) async fn set_aside(
    txn: &Txn,
    plot: &plot::Model,
    paid: &[(Model, reference::Model)],
    now: Time,
) -> Result<()> {
    for (adoption, reference) in paid {
        if payment::paid(txn, reference.id).await? >= adoption.amount_fen {
            owe_again(txn, plot, adoption, reference, now).await?;
        }
    }
    Ok(())
}

/// The plot is locked before the adoption, as everywhere; it is not harvested meanwhile.
async fn held(txn: &Txn, id: AdoptionId) -> Result<(Model, plot::Model)> {
    let seen = Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let plot = plot::Entity::find_by_id(seen.plot_id).lock_shared().one(txn).await?.ok_or(Refusal::NotFound)?;
    let adoption = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    Ok((adoption, plot))
}

/// Paid, or signed again.
async fn moved(txn: &Txn, adoption: &Model, to: State, now: Time) -> Result<()> {
    let (paid_at, pay_until, act) = match to {
        State::Paid => (Some(now), adoption.pay_until, Act::AdoptionPaid),
        _ => (None, adoption.pay_until.max(Some(china_date(now) + PAY)), Act::AdoptionUnpaid),
    };
    Entity::update_many()
        .col_expr(Column::State, Expr::value(to))
        .col_expr(Column::PaidAt, Expr::value(paid_at))
        .col_expr(Column::PayUntil, Expr::value(pay_until))
        .filter(COLUMN.id.eq(adoption.id))
        .exec(txn)
        .await?;
    let subject = Subject("plot", adoption.plot_id.0);
    journal::note(txn, Actor::CLOCK, act, subject, adoption.code.as_str(), now).await
}

/// Its code may be closed: money went back while it was paid all the same. Nothing is owed to who has not paid.
async fn expect_again(txn: &Txn, reference: &reference::Model, now: Time) -> Result<()> {
    reference::reopen(txn, reference.id).await?;
    owe::owe_nothing(txn, Actor::CLOCK, reference, now).await
}

/// What a shortfall gives back of what is paid. Where the code is closed it was set aside, or an officer said that it
/// stays.
async fn owe_again(
    txn: &Txn,
    plot: &plot::Model,
    adoption: &Model,
    reference: &reference::Model,
    now: Time,
) -> Result<()> {
    if plot.shortfall_rule != ShortfallRule::Refund || reference.closed_at.is_some() {
        return Ok(());
    }
    let all = Fen(plot.credit_fen.unwrap_or_default().0 * i64::from(adoption.shares));
    owe::owe_the_rest(txn, Actor::CLOCK, reference, all, now).await
}

/// All that ever came for it, whatever was given back since.
async fn came(txn: &Txn, reference: &reference::Model) -> Result<Fen> {
    let really = [payment::State::Counted, payment::State::ToReturn, payment::State::Returned];
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.eq(reference.id))
        .filter(part::COLUMN.state.is_in(really))
        .all(txn)
        .await?;
    Ok(Fen(parts.iter().map(|part| part.amount_fen.0).sum()))
}
