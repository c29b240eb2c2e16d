//! The school says whose card a piece is, or that it is none.

use std::collections::BTreeSet;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{COLUMN, Entity, Model, bring, destroy};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::School,
    id::CardPieceId,
    journal::{self, Act, Subject},
    store::Txn,
    wish,
};

/// No more pieces are thrown away at once.
pub const AT_ONCE: usize = 1_000;

/// Whose it is, as chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub card_of: String,
}

/// What became of the pieces that were seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    pub dropped: usize,
    /// Matched or thrown away before, on another phone perhaps.
    pub gone: usize,
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

/// None of those that were seen is a card that shall be sent: all that still wait are destroyed at once. What came
/// since stays.
pub async fn drop_all(
    store: &Store,
    school: School,
    seen: &BTreeSet<CardPieceId>,
    form: &FormKey,
    now: Time,
) -> Result<Dropped> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let left = left(&txn, school, seen).await?;
    // A button pressed twice: the first press may have been done while the second waited for the locks.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    if left.is_empty() {
        return Err(Refusal::PiecesGone.into());
    }
    for piece in &left {
        destroy(&txn, piece, now).await?;
        journal::note(&txn, school, Act::CardPieceDropped, Subject("school", piece.school_id.0), "", now).await?;
    }
    let dropped = Dropped { dropped: left.len(), gone: seen.len() - left.len() };
    form.keep(&txn, &dropped, now).await?;
    txn.commit().await?;
    Ok(dropped)
}

/// Those of the pieces that still wait, locked; if one of them is another school's, none is found. A number is never
/// given out twice, so that what is gone is no other piece now.
async fn left(txn: &Txn, school: School, seen: &BTreeSet<CardPieceId>) -> Result<Vec<Model>> {
    if seen.is_empty() || seen.len() > AT_ONCE {
        return Err(Refusal::NotFound.into());
    }
    let left = Entity::find().filter(COLUMN.id.is_in(seen.iter().copied())).order_by_asc(COLUMN.id).lock_exclusive();
    let left = left.all(txn).await?;
    if left.iter().any(|piece| piece.school_id != school.school()) {
        return Err(Refusal::NotFound.into());
    }
    Ok(left)
}

/// The piece, locked; another school's is not found.
pub(super) async fn own(txn: &Txn, school: School, id: CardPieceId) -> Result<Model> {
    let own = Entity::find_by_id(id).filter(COLUMN.school_id.eq(school.school())).lock_exclusive();
    Ok(own.one(txn).await?.ok_or(Refusal::NotFound)?)
}
