//! A shortfall under the rule that gives money back: what is owed to each adopter waits to be returned, like anything
//! else that is to go back, and the settlement leaves it where it lies.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{State, Why, locked, part, reference, refund::moved, sort::split};
use crate::{
    Fen, Refusal, Result, Time,
    actor::Keeper,
    journal::{self, Act, Subject},
    ledger::Programme,
    store::Txn,
};

/// Of what counts for a reference, so much is to go back, or all of it where less counts; the newest first; nothing
/// more is expected for it. The reference is locked.
pub(crate) async fn owe(txn: &Txn, keeper: Keeper, reference: &reference::Model, amount: Fen, now: Time) -> Result<()> {
    let counted = part::Entity::find()
        .filter(part::COLUMN.reference_id.eq(reference.id))
        .filter(part::COLUMN.state.eq(State::Counted))
        .order_by_desc(part::COLUMN.id)
        .all(txn)
        .await?;
    let mut left = amount;
    if left > Fen::ZERO {
        reference::close(txn, reference.id, now).await?;
    }
    for part in counted {
        if left <= Fen::ZERO {
            break;
        }
        let (part, arrival) = locked(txn, part.id).await?;
        let back = left.min(part.amount_fen);
        let part = split(txn, part, back, now).await?;
        moved(txn, part.id, State::ToReturn, Some(Why::Shortfall), now).await?;
        journal::note(txn, keeper, Act::RefundAsked, Subject("payment", arrival.id.0), "", now).await?;
        left = Fen(left.0 - back.0);
    }
    Ok(())
}

/// What was owed turns out to be another sum: all of what waits to be returned counts again, and so much is to go back
/// instead. Only while the first sum still waits: none of it was returned, or kept after all. The reference is locked.
pub(crate) async fn owe_instead(
    txn: &Txn,
    keeper: Keeper,
    reference: &reference::Model,
    (was, is): (Fen, Fen),
    now: Time,
) -> Result<()> {
    let its = part::Entity::find()
        .filter(part::COLUMN.reference_id.eq(reference.id))
        .filter(part::COLUMN.state.is_in([State::Counted, State::ToReturn]))
        .order_by_asc(part::COLUMN.id)
        .all(txn)
        .await?;
    let waiting = || its.iter().filter(|part| part.state == State::ToReturn);
    let here: i64 = its.iter().map(|part| part.amount_fen.0).sum();
    let waits: i64 = waiting().map(|part| part.amount_fen.0).sum();
    if waits != was.0.min(here) {
        return Err(Refusal::PaymentMoved.into());
    }
    for part in waiting() {
        let (part, arrival) = locked(txn, part.id).await?;
        moved(txn, part.id, State::Counted, None, now).await?;
        journal::note(txn, keeper, Act::RefundDropped, Subject("payment", arrival.id.0), "", now).await?;
    }
    owe(txn, keeper, reference, is, now).await
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
