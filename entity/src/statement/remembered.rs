//! What a bank calls its columns, as officers said it once: for the office to look at, and to forget where it is wrong.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Model, columns, heading};
use crate::{
    Field, FormKey, Result, Store, Time,
    actor::Officer,
    id::StatementId,
    journal::{self, Act, Subject},
    organiser,
};

/// The headings of the bank that a statement is of, and what each means; `None`: it is not read.
pub async fn of(
    db: &impl ConnectionTrait,
    _officer: Officer,
    statement: &Model,
) -> Result<Vec<(String, Option<Field>)>> {
    let bank = columns::bank(&organiser::change::find(db, statement.organiser_id).await?);
    let known = heading::Entity::find().filter(heading::COLUMN.bank.eq(bank));
    let known = known.order_by_asc(heading::Column::Heading).all(db).await?;
    Ok(known.into_iter().map(|row| (row.heading, columns::field(&row.field))).collect())
}

/// The bank's next file is read by its words alone, and asked about where they do not say enough. What was read before
/// stays as it is.
pub async fn forget(store: &Store, officer: Officer, id: StatementId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let statement = super::locked(&txn, id).await?;
    let bank = columns::bank(&organiser::change::find(&txn, statement.organiser_id).await?);
    heading::Entity::delete_many().filter(heading::COLUMN.bank.eq(bank)).exec(&txn).await?;
    journal::note(&txn, officer, Act::ColumnsForgotten, Subject("statement", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
