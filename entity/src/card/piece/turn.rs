//! The school turns a piece: without a sticker nothing says which way is up. The edge draws the picture anew; here it
//! takes the old one's place, whose key is destroyed.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{ActiveModel, pair::own};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::School,
    id::{CardPieceId, PhotoId},
    journal::{self, Act, Subject},
    photo::{
        self, Purpose, bring,
        turn::{Typed, Way},
    },
};

/// The picture that is to be drawn anew, and how; none: this form was answered before.
pub async fn ask(
    store: &Store,
    school: School,
    piece: CardPieceId,
    typed: &Typed,
    form: &FormKey,
) -> Result<Option<(photo::Model, Way)>> {
    let txn = store.write().await?;
    if form.answered::<()>(&txn).await?.is_some() {
        return Ok(None);
    }
    let piece = own(&txn, school, piece).await?;
    let way = typed.way()?;
    let photo = bring::find(&txn, piece.photo_id).await?.ok_or(Refusal::NotFound)?;
    Ok(Some((photo, way)))
}

/// `drawn`: brought by the same teacher just before, in place of `seen`.
pub async fn replace(
    store: &Store,
    school: School,
    piece: CardPieceId,
    (seen, drawn): (PhotoId, PhotoId),
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let piece = own(&txn, school, piece).await?;
    // Turned in another window meanwhile.
    if piece.photo_id != seen {
        return Err(Refusal::CardState.into());
    }
    bring::keep(&txn, drawn, Purpose::Piece, piece.id.0, school.account()).await?;
    ActiveModel { id: Set(piece.id), photo_id: Set(drawn), ..Default::default() }.update(&txn).await?;
    bring::erase(&txn, seen, now).await?;
    let of_school = Subject("school", piece.school_id.0);
    journal::note(&txn, school, Act::CardTurned, of_school, "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
