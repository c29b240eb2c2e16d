//! A shortfall under the rule that gives money back: what is owed to each adopter waits to be returned, like anything
//! else that is to go back, and the settlement leaves it where it lies.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{State, Why, locked, part, reference, refund::moved, sort::split};
use crate::{
    Fen, Refusal, Result, Time,
    actor::Actor,
    id::{ArrivalId, TransferId},
    journal::{self, Act, Subject},
    ledger::Programme,
    store::Txn,
};

/// Of what counts for a reference, so much is to go back, or all of it where less counts; the newest first; nothing
/// more is expected for it. The reference is locked.
pub(crate) async fn owe(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    amount: Fen,
    now: Time,
) -> Result<()> {
    let (actor, mut left): (Actor, Fen) = (actor.into(), amount);
    if left > Fen::ZERO {
        reference::close(txn, reference.id, now).await?;
    }
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

/// So much is to go back in all, and some of it waits for that already, or went. The reference is locked.
pub(crate) async fn owe_the_rest(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    all: Fen,
    now: Time,
) -> Result<()> {
    let set_aside = parts(txn, reference, &[State::ToReturn, State::Returned]).await?;
    let set_aside = set_aside.iter().filter(|part| part.why == Some(Why::Shortfall));
    let rest = Fen(all.0 - set_aside.map(|part| part.amount_fen.0).sum::<i64>());
    owe(txn, actor, reference, rest, now).await
}

/// It is not paid after all: what waits to be returned for a shortfall counts again. The reference is locked.
pub(crate) async fn owe_nothing(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    now: Time,
) -> Result<()> {
    let mut waiting = parts(txn, reference, &[State::ToReturn]).await?;
    waiting.retain(|part| part.why == Some(Why::Shortfall));
    count_again(txn, actor.into(), reference, &waiting, now).await
}

/// What was owed turns out to be another sum: all of what waits to be returned counts again, and so much is to go back
/// instead. Only while the first sum still waits: none of it was returned, or kept after all. The reference is locked.
pub(crate) async fn owe_instead(
    txn: &Txn,
    actor: impl Into<Actor>,
    reference: &reference::Model,
    (was, is): (Fen, Fen),
    now: Time,
) -> Result<()> {
    let actor: Actor = actor.into();
    let mut its = parts(txn, reference, &[State::Counted, State::ToReturn]).await?;
    let here: i64 = its.iter().map(|part| part.amount_fen.0).sum();
    its.retain(|part| part.state == State::ToReturn);
    let waits: i64 = its.iter().map(|part| part.amount_fen.0).sum();
    if waits != was.0.min(here) {
        return Err(Refusal::PaymentMoved.into());
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
