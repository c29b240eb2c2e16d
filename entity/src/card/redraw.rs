//! A card that waits is drawn anew for the office or its school: the edge draws it in all its sizes; here it takes the
//! old one's place, whose key is destroyed.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, State, review};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Receiver,
    id::{PhotoId, WishId},
    journal::{self, Act, Subject},
    photo::{self, Purpose, bring},
    store::Txn,
    wish,
};

/// The picture that is to be drawn anew, and how; none: this form was answered before. `seen`: the one that was looked
/// at, for the school may have brought another one meanwhile.
pub(super) async fn ask<T>(
    store: &Store,
    who: Receiver,
    (code, seen): (&Code, &str),
    how: Result<T>,
    form: &FormKey,
) -> Result<Option<(photo::Model, T)>> {
    let txn = store.write().await?;
    if form.answered::<()>(&txn).await?.is_some() {
        return Ok(None);
    }
    let how = how?;
    let (_, photo) = review::looked_at(&txn, who.school(), code, seen).await?;
    let photo = bring::find(&txn, photo).await?.ok_or(Refusal::NotFound)?;
    Ok(Some((photo, how)))
}

/// `drawn`: brought by the same hand just before, in place of the one that was looked at.
pub(super) async fn replace(
    store: &Store,
    (who, act): (Receiver, Act),
    (code, seen): (&Code, &str),
    drawn: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    wish::within_reach(&txn, who.school(), code).await?;
    // A button pressed twice: the first press may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, seen) = review::looked_at(&txn, who.school(), code, seen).await?;
    bring::keep(&txn, drawn, Purpose::Card, wish.id.0, who.account()).await?;
    exchange(&txn, wish.id, seen, drawn).await?;
    bring::erase(&txn, seen, now).await?;
    journal::note(&txn, who, act, Subject("wish", wish.id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn exchange(txn: &Txn, wish: WishId, seen: PhotoId, drawn: PhotoId) -> Result<()> {
    let exchanged = Entity::update_many()
        .col_expr(Column::PhotoId, Expr::value(drawn))
        .filter(COLUMN.wish_id.eq(wish))
        .filter(COLUMN.photo_id.eq(seen))
        .filter(COLUMN.state.eq(State::Submitted))
        .exec(txn)
        .await?;
    if exchanged.rows_affected == 1 { Ok(()) } else { Err(Refusal::CardState.into()) }
}
