//! What was booked wrongly is taken back by a transfer of its opposite, today; the wrong one stays as it is.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;

use super::{Book, COLUMN, Entity, Reason, Transfer, list};
use crate::{
    Day, Fen, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    id::TransferId,
    journal::{self, Act, Subject},
    lang::china_date,
    store::Txn,
};

/// An officer takes back what was booked by hand.
pub async fn reverse(store: &Store, officer: Officer, id: TransferId, form: &FormKey, now: Time) -> Result<TransferId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut book = Book::open(&txn).await?;
    let wrong = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if wrong.reason != Reason::ByHand {
        return Err(Refusal::NotReversible.into());
    }
    let reversal = enter(&txn, &mut book, officer, id, now).await?;
    journal::note(&txn, officer, Act::TransferReversed, Subject("transfer", id.0), "", now).await?;
    form.keep(&txn, &reversal, now).await?;
    txn.commit().await?;
    Ok(reversal)
}

/// Takes back a transfer, whoever booked it: for the verb that did. Once, and never a reversal itself.
pub(crate) async fn enter(
    txn: &Txn,
    book: &mut Book<'_>,
    actor: impl Into<Actor>,
    id: TransferId,
    now: Time,
) -> Result<TransferId> {
    let wrong = Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let is_reversed = Entity::find().filter(COLUMN.reverses.eq(id)).one(txn).await?.is_some();
    if is_reversed || wrong.reason == Reason::Reversal {
        return Err(Refusal::NotReversible.into());
    }
    let mut lines: HashMap<_, _> = list::lines_of(txn, id, id).await?;
    let lines = lines.remove(&id).unwrap_or_default();
    let today: Day = china_date(now);
    let transfer = Transfer {
        reason: Reason::Reversal,
        on: today,
        lines: lines.into_iter().map(|(account, amount)| (account, Fen(-amount.0))).collect(),
        document: wrong.document,
        once: None,
        reverses: Some(id),
    };
    book.enter(actor, &transfer, now).await
}
