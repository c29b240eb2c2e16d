//! A shortfall under the rule that gives money back: what is owed to each adopter waits to be returned, like anything
//! else that is to go back, and the settlement leaves it where it lies.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{State, Why, locked, paid, part, reference, refund::moved, sort::split};
use crate::{
    Fen, Refusal, Result, Time,
    actor::Actor,
    id::{ArrivalId, ReferenceId, TransferId},
    journal::{self, Act, Subject},
    ledger::Programme,
    store::Txn,
};

/// Of what counts for a reference, so much is to go back, or all of it where less counts; the newest first. Where all
/// of it is paid, nothing more is expected. The reference is locked.
pub(crate) async fn owe(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    amount: Fen,
    now: Time,
) -> Result<()> {
    if amount > Fen::ZERO {
        close_paid(txn, reference, now).await?;
    }
    set_aside(txn, actor.into(), reference, amount, now).await
}

/// What is paid in part is still expected: its code stays open.
async fn close_paid(txn: &Txn, reference: &reference::Model, now: Time) -> Result<()> {
    if reference.missing(paid(txn, reference.id).await?) == Some(Fen::ZERO) {
        reference::close(txn, reference.id, now).await?;
    }
    Ok(())
}

async fn set_aside(txn: &Txn, actor: Actor, reference: &reference::Model, amount: Fen, now: Time) -> Result<()> {
    let mut left = amount;
    for part in parts(txn, reference, &[State::Counted]).await?.into_iter().rev() {
        if left <= Fen::ZERO {
            break;
        }
        let (part, arrival) = locked(txn, part.id).await?;
        let back = left.min(part.amount_fen);
        let part = split(txn, part, back, now).await?;
        moved(txn, part.id, State::ToReturn, Some(Why::Shortfall), now).await?;
        journal::note(txn, actor, Act::RefundAsked, Subject("payment", arrival.id.0), "", now).await?;
        left = Fen(left.0 - back.0);
    }
    Ok(())
}

/// So much is to go back in all, or what there is where less came, and some of it waits for that already, or went;
/// `free`: no more than this is owed anew. The reference is locked.
pub(crate) async fn owe_the_rest(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    (all, free): (Fen, Option<Fen>),
    now: Time,
) -> Result<()> {
    if all > Fen::ZERO {
        close_paid(txn, reference, now).await?;
    }
    let before = parts(txn, reference, &[State::ToReturn, State::Returned]).await?;
    let before = before.iter().filter(|part| is_for_a_shortfall(part));
    let rest = Fen(all.0 - before.map(|part| part.amount_fen.0).sum::<i64>());
    let rest = free.map_or(rest, |free| rest.min(free));
    set_aside(txn, actor.into(), reference, rest, now).await
}

/// Of what is to go back, or went. What was said before reasons were kept counts as such, so that nothing goes twice.
fn is_for_a_shortfall(part: &part::Model) -> bool {
    part.why.is_none_or(|why| why == Why::Shortfall)
}

/// What waits to be returned for a shortfall counts again. The reference is locked.
pub(crate) async fn owe_nothing(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    now: Time,
) -> Result<()> {
    let mut waiting = parts(txn, reference, &[State::ToReturn]).await?;
    waiting.retain(is_for_a_shortfall);
    count_again(txn, actor.into(), reference, &waiting, now).await
}

/// Whether an officer said of what a shortfall gives back that it stays: the journal has the reason. What came for
/// others too does not say whose stays.
pub(crate) async fn stays(txn: &Txn, reference: &reference::Model) -> Result<bool> {
    let mut came = parts(txn, reference, &[State::Counted, State::ToReturn, State::Returned]).await?;
    let others = part::Entity::find()
        .filter(part::COLUMN.arrival_id.is_in(came.iter().map(|part| part.arrival_id)))
        .filter(part::COLUMN.reference_id.ne(reference.id))
        .all(txn)
        .await?;
    came.retain(|part| others.iter().all(|other| other.arrival_id != part.arrival_id));
    let said = journal::Entity::find()
        .filter(journal::COLUMN.act.eq(Act::RefundDropped.key()))
        .filter(journal::COLUMN.subject.eq("payment"))
        .filter(journal::COLUMN.subject_id.is_in(came.iter().map(|part| part.arrival_id.0)))
        .filter(journal::COLUMN.detail.ne(""));
    Ok(said.one(txn).await?.is_some())
}

/// What was owed for a shortfall turns out to be another sum: all of what waits for that counts again, and so much is
/// to go back instead. Only while the first sum still waits: none of it was returned, or kept after all. What goes back
/// for another reason goes back all the same. The reference is locked.
pub(crate) async fn owe_instead(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    (was, is): (Fen, Fen),
    now: Time,
) -> Result<()> {
    let actor: Actor = actor.into();
    let mut its = parts(txn, reference, &[State::Counted, State::ToReturn]).await?;
    its.retain(|part| part.state == State::Counted || is_for_a_shortfall(part));
    let here: i64 = its.iter().map(|part| part.amount_fen.0).sum();
    its.retain(|part| part.state == State::ToReturn);
    let waits: i64 = its.iter().map(|part| part.amount_fen.0).sum();
    if waits != was.0.min(here) {
        return Err(Refusal::RefundSettled.into());
    }
    count_again(txn, actor, reference, &its, now).await?;
    owe(txn, actor, reference, is, now).await
}

/// By number.
async fn parts(txn: &Txn, reference: &reference::Model, states: &[State]) -> Result<Vec<part::Model>> {
    let its = part::Entity::find()
        .filter(part::COLUMN.reference_id.eq(reference.id))
        .filter(part::COLUMN.state.is_in(states.iter().copied()));
    Ok(its.order_by_asc(part::COLUMN.id).all(txn).await?)
}

async fn count_again(
    txn: &Txn,
    actor: Actor,
    reference: &reference::Model,
    waiting: &[part::Model],
    now: Time,
) -> Result<()> {
    for part in waiting {
        let (part, arrival) = locked(txn, part.id).await?;
        moved(txn, part.id, State::Counted, None, now).await?;
        journal::note(txn, actor, Act::RefundDropped, Subject("payment", arrival.id.0), "", now).await?;
    }
    merge(txn, reference).await
}

/// What of one arrival was cut apart and counts alike is one part again, so that nobody reads of it as several.
async fn merge(txn: &Txn, reference: &reference::Model) -> Result<()> {
    let mut wholes: HashMap<(ArrivalId, Option<TransferId>), part::Model> = HashMap::new();
    for part in parts(txn, reference, &[State::Counted]).await? {
        let Some(whole) = wholes.get_mut(&(part.arrival_id, part.sorted_transfer)) else {
            wholes.insert((part.arrival_id, part.sorted_transfer), part);
            continue;
        };
        whole.amount_fen = Fen(whole.amount_fen.0 + part.amount_fen.0);
        let row = part::ActiveModel { id: Set(whole.id), amount_fen: Set(whole.amount_fen), ..Default::default() };
        row.update(txn).await?;
        part::Entity::delete_by_id(part.id).exec(txn).await?;
    }
    Ok(())
}

/// What of each waits to be returned for a shortfall; none of it: it is not there.
pub(super) async fn waiting(
    txn: &Txn,
    references: impl IntoIterator<Item = ReferenceId>,
) -> Result<HashMap<ReferenceId, Fen>> {
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.is_in(references))
        .filter(part::COLUMN.state.eq(State::ToReturn))
        .all(txn)
        .await?;
    let mut waits: HashMap<ReferenceId, Fen> = HashMap::new();
    for part in parts.iter().filter(|part| part.why == Some(Why::Shortfall)) {
        if let Some(id) = part.reference_id {
            waits.entry(id).or_default().0 += part.amount_fen.0;
        }
    }
    Ok(waits)
}

/// What of a programme's money waits to be returned.
pub(crate) async fn owed(db: &impl ConnectionTrait, programme: Programme) -> Result<Fen> {
    let to_reference =
        part::Entity::belongs_to(reference::Entity).from(part::Column::ReferenceId).to(reference::Column::Id);
    let sum: Option<Option<i64>> = part::Entity::find()
        .select_only()
        .column_as(Expr::cust("CAST(SUM(amount_fen) AS bigint)"), "total")
        .join(sea_orm::JoinType::InnerJoin, to_reference.into())
        .filter(reference::COLUMN.programme.eq(programme.kind()))
        .filter(reference::COLUMN.programme_id.eq(programme.number()))
        .filter(part::COLUMN.state.eq(State::ToReturn))
        .into_tuple()
        .one(db)
        .await?;
    Ok(Fen(sum.flatten().unwrap_or(0)))
}
