//! A line that cannot be read: an officer has seen to it, by hand or at the bank, and sets it aside.

use sea_orm::entity::prelude::*;

use super::{State, finding};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::StatementId,
    journal::{self, Act, Subject},
};

/// It waits no longer, until the columns of its statement are named anew.
pub async fn set_aside(
    store: &Store,
    officer: Officer,
    id: StatementId,
    row: i64,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let statement = super::locked(&txn, id).await?;
    let its = finding::Entity::delete_many().filter(finding::COLUMN.statement_id.eq(id));
    let gone = its.filter(finding::COLUMN.row_no.eq(row)).exec(&txn).await?;
    if statement.state != State::Ready || gone.rows_affected == 0 {
        return Err(Refusal::PaymentMoved.into());
    }
    journal::note(&txn, officer, Act::LineSetAside, Subject("statement", id.0), &row.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
