//! A payment for an adoption was recorded, given back or undone: called by [`crate::payment`], in its transaction.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State, sign::PAY};
use crate::{
    Fen, Refusal, Result, Time,
    actor::Actor,
    id::{AdoptionId, PlotId, ReferenceId},
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::totals,
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
/// Whoever has to pay again has a fortnight for it. What a shortfall gives back is owed of what has come, however much
/// of the price that is; of a part, once the plot is settled, no more than is there after `moves`, which is booked next.
/// The reference is locked.
pub(crate) async fn settle(txn: &Txn, id: AdoptionId, (paid, moves): (Fen, Fen), now: Time) -> Result<()> {
    let (mut adoption, plot) = held(txn, id).await?;
    let reference = reference::of(txn, ForWhat::Adoption(id)).await?.ok_or(Refusal::NotFound)?;
    let is_whole = paid >= adoption.amount_fen;
    let was_paid = is_whole || came(txn, &reference).await? >= adoption.amount_fen;
    match adoption.state {
        State::Signed => {
            if is_whole {
                let is_sent = plot.delivered_on.is_some();
                let to = if is_sent { State::sent(plot.mode) } else { State::Paid };
                moved(txn, &mut adoption, to, now).await?;
            }
            owe_again(txn, &plot, &adoption, &reference, (!is_whole).then_some(moves), now).await
        }
        State::Paid if !was_paid || (!is_whole && plot.growing_at.is_none()) => {
            moved(txn, &mut adoption, State::Signed, now).await?;
            expect_again(txn, &plot, &adoption, &reference, moves, now).await
        }
        State::Delivered | State::Donated | State::Closed if !was_paid => {
            expect_again(txn, &plot, &adoption, &reference, moves, now).await
        }
        State::Delivered | State::Donated | State::Closed if is_whole => {
            owe_again(txn, &plot, &adoption, &reference, None, now).await
        }
        _ => Ok(()),
    }
}

/// Sets aside what a shortfall gives back to those who have paid, or a part, where nobody did yet. Their references are
/// locked, and the plot is not settled before.
pub(crate) async fn set_aside(
    txn: &Txn,
    plot: &plot::Model,
    adopted: &[(Model, reference::Model)],
    now: Time,
) -> Result<()> {
    for (adoption, reference) in adopted {
        owe_again(txn, plot, adoption, reference, None, now).await?;
    }
    Ok(())
}

/// What was to go back for another reason stays after all: of it, too, a shortfall gives back what was not set aside of
/// the rest. The reference is locked.
pub(crate) async fn kept(txn: &Txn, reference: &reference::Model, now: Time) -> Result<()> {
    let ForWhat::Adoption(id) = reference.what() else { return Ok(()) };
    let (adoption, plot) = held(txn, id).await?;
    if !State::BOUND.contains(&adoption.state) {
        return Ok(());
    }
    owe_the_rest(txn, &plot, &adoption, reference, Some(Fen::ZERO), now).await
}

/// The plot is locked before the adoption, as everywhere; it is not harvested meanwhile.
async fn held(txn: &Txn, id: AdoptionId) -> Result<(Model, plot::Model)> {
    let seen = Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let plot = plot::Entity::find_by_id(seen.plot_id).lock_shared().one(txn).await?.ok_or(Refusal::NotFound)?;
    let adoption = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    Ok((adoption, plot))
}

/// Paid, and sent where the harvest went out; or signed again.
async fn moved(txn: &Txn, adoption: &mut Model, to: State, now: Time) -> Result<()> {
    let (paid_at, pay_until, act) = match to {
        State::Signed => (None, adoption.pay_until.max(Some(china_date(now) + PAY)), Act::AdoptionUnpaid),
        _ => (Some(now), adoption.pay_until, Act::AdoptionPaid),
    };
    adoption.state = to;
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

/// Its code may be closed: money went back while it was paid all the same. What is still there gives back what it did;
/// what was undone after a settlement was paid out, perhaps together with what waited to be returned.
async fn expect_again(
    txn: &Txn,
    plot: &plot::Model,
    adoption: &Model,
    reference: &reference::Model,
    moves: Fen,
    now: Time,
) -> Result<()> {
    reference::reopen(txn, reference.id).await?;
    if moves < Fen::ZERO && plot.settled_on.is_some() {
        owe::owe_nothing(txn, Actor::CLOCK, reference, now).await?;
    }
    owe_the_rest(txn, plot, adoption, reference, Some(moves), now).await
}

/// `moves`: none where all is paid, so that all of it is owed, whatever else is still to be put right.
async fn owe_the_rest(
    txn: &Txn,
    plot: &plot::Model,
    adoption: &Model,
    reference: &reference::Model,
    moves: Option<Fen>,
    now: Time,
) -> Result<()> {
    let all = gives_back(plot, adoption);
    if all == Fen::ZERO || owe::stays(txn, reference).await? {
        return Ok(());
    }
    let free = match moves {
        Some(moves) => free(txn, plot, adoption, reference, moves).await?,
        None => None,
    };
    owe::owe_the_rest(txn, Actor::CLOCK, reference, (all, free), now).await
}

/// What of a settled plot's money stays for nobody else: a correction may show that too much was paid out. None: it is
/// not settled.
async fn free(
    txn: &Txn,
    plot: &plot::Model,
    adoption: &Model,
    reference: &reference::Model,
    moves: Fen,
) -> Result<Option<Fen>> {
    if plot.settled_on.is_none() {
        return Ok(None);
    }
    let held = totals::held(txn, reference.organiser_id, reference.programme(), reference.source).await?;
    let stays = plot::settle::staying(txn, plot).await?;
    let its_own = if adoption.state == State::Signed { counted(txn, [reference.id]).await? } else { Fen::ZERO };
    Ok(Some(Fen(held.0 + moves.0 - stays.0 + its_own.0)))
}

/// What the contract gives back for a shortfall that was put down.
fn gives_back(plot: &plot::Model, adoption: &Model) -> Fen {
    match plot.shortfall_rule {
        ShortfallRule::Refund => Fen(plot.credit_fen.unwrap_or_default().0 * i64::from(adoption.shares)),
        ShortfallRule::Credit | ShortfallRule::Substitute => Fen::ZERO,
    }
}

/// What a shortfall gives back of what is paid. Where the code is closed it was set aside, or an officer said that it
/// stays.
async fn owe_again(
    txn: &Txn,
    plot: &plot::Model,
    adoption: &Model,
    reference: &reference::Model,
    moves: Option<Fen>,
    now: Time,
) -> Result<()> {
    if reference.closed_at.is_some() {
        return Ok(());
    }
    owe_the_rest(txn, plot, adoption, reference, moves, now).await
}

/// What came for contracts of a plot that are not paid: where they lapse, it goes back.
pub(crate) async fn of_unpaid(db: &impl ConnectionTrait, plot: PlotId) -> Result<Fen> {
    let unpaid: Vec<AdoptionId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.plot_id.eq(plot))
        .filter(COLUMN.state.eq(State::Signed))
        .into_tuple()
        .all(db)
        .await?;
    let references = reference::all(db, reference::Kind::Adoption, unpaid.iter().map(|id| id.0)).await?;
    counted(db, references.iter().map(|reference| reference.id)).await
}

async fn counted(db: &impl ConnectionTrait, references: impl IntoIterator<Item = ReferenceId>) -> Result<Fen> {
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.is_in(references))
        .filter(part::COLUMN.state.eq(payment::State::Counted))
        .all(db)
        .await?;
    Ok(Fen(parts.iter().map(|part| part.amount_fen.0).sum()))
}

/// The plots that these are for, and then their adoptions, each by number; called once the references are locked, and
/// before anything that came for them is: whoever weighs a harvest holds its plot when he sets money aside.
pub(crate) async fn hold(txn: &Txn, references: impl IntoIterator<Item = &reference::Model>) -> Result<()> {
    let adoption = |reference: &reference::Model| match reference.what() {
        ForWhat::Adoption(id) => Some(id),
        ForWhat::Gift | ForWhat::Support(_) | ForWhat::Pledge(_) => None,
    };
    let ids: Vec<AdoptionId> = references.into_iter().filter_map(adoption).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let its = || Entity::find().filter(COLUMN.id.is_in(ids.iter().copied()));
    let plots: Vec<PlotId> = its().select_only().column(Column::PlotId).into_tuple().all(txn).await?;
    let plots = plot::Entity::find().filter(plot::COLUMN.id.is_in(plots)).order_by_asc(plot::COLUMN.id);
    plots.lock_shared().all(txn).await?;
    its().order_by_asc(COLUMN.id).lock_exclusive().all(txn).await?;
    Ok(())
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
