//! Its donor lets an offer rest, takes it up again, or ends it. What was proposed before can still be answered.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, own_live};
use crate::{
    FormKey, Result, Store, Time,
    actor::Donor,
    id::OfferId,
    journal::{self, Act, Subject},
};

/// Nothing more is proposed from it for now.
pub async fn pause(store: &Store, donor: Donor, id: OfferId, form: &FormKey, now: Time) -> Result<()> {
    set(store, donor, id, (Column::PausedAt, Some(now), Act::OfferPaused), form, now).await
}

/// It stands again.
pub async fn resume(store: &Store, donor: Donor, id: OfferId, form: &FormKey, now: Time) -> Result<()> {
    set(store, donor, id, (Column::PausedAt, None, Act::OfferResumed), form, now).await
}

/// For good.
pub async fn end(store: &Store, donor: Donor, id: OfferId, form: &FormKey, now: Time) -> Result<()> {
    set(store, donor, id, (Column::EndedAt, Some(now), Act::OfferEnded), form, now).await
}

async fn set(
    store: &Store,
    donor: Donor,
    id: OfferId,
    (column, value, act): (Column, Option<Time>, Act),
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    own_live(&txn, donor, id).await?;
    Entity::update_many().col_expr(column, Expr::value(value)).filter(COLUMN.id.eq(id)).exec(&txn).await?;
    journal::note(&txn, donor, act, Subject("offer", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
