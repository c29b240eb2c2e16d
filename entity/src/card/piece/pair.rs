//! The school says whose card a piece is, or that it is none.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{COLUMN, Entity, Model, bring, destroy};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::School,
    id::CardPieceId,
    journal::{self, Act, Subject},
    store::Txn,
    wish,
};

/// Whose it is, as chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub card_of: String,
}

/// The piece becomes the card of one of the school's gifts.
pub async fn pair(
    store: &Store,
    school: School,
    piece: CardPieceId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let piece = own(&txn, school, piece).await?;
    if typed.card_of.trim().is_empty() {
        return Err(Refusal::Missing(Field::CardOf).into());
    }
    let code: Code = typed.card_of.parse().map_err(|_| Refusal::NotAChoice(Field::CardOf))?;
    let wish = wish::within_reach(&txn, Some(school.school()), &code).await?;
    bring::card(&txn, school, &wish, piece.photo_id, now).await?;
    Entity::delete_by_id(piece.id).exec(&txn).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// It is no card, or one that shall not be sent: destroyed at once.
pub async fn drop(store: &Store, school: School, piece: CardPieceId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let piece = own(&txn, school, piece).await?;
    destroy(&txn, &piece, now).await?;
    journal::note(&txn, school, Act::CardPieceDropped, Subject("school", piece.school_id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// None of those that wait is a card that shall be sent: all destroyed at once, `through` the last that was seen.
pub async fn drop_all(store: &Store, school: School, through: CardPieceId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    own(&txn, school, through).await?;
    let seen = Entity::find().filter(COLUMN.school_id.eq(school.school())).filter(COLUMN.id.lte(through));
    for piece in seen.order_by_asc(COLUMN.id).lock_exclusive().all(&txn).await? {
        destroy(&txn, &piece, now).await?;
        journal::note(&txn, school, Act::CardPieceDropped, Subject("school", piece.school_id.0), "", now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The piece, locked; another school's is not found.
pub(super) async fn own(txn: &Txn, school: School, id: CardPieceId) -> Result<Model> {
    let own = Entity::find_by_id(id).filter(COLUMN.school_id.eq(school.school())).lock_exclusive();
    Ok(own.one(txn).await?.ok_or(Refusal::NotFound)?)
}
