//! The school turns a piece: without a sticker nothing says which way is up. The edge draws the picture anew; here it
//! takes the old one's place, whose key is destroyed.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{ActiveModel, Model, pair::own};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::School,
    card::turn::Typed,
    id::{CardPieceId, PhotoId},
    journal::{self, Act, Subject},
    photo::{self, Purpose, bring, turn::Way},
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
    let way = typed.turn.way()?;
    let photo = bring::find(&txn, looked_at(&piece, typed)?).await?.ok_or(Refusal::NotFound)?;
    Ok(Some((photo, way)))
}

/// `drawn`: brought by the same teacher just before, in place of the one that was looked at.
pub async fn replace(
    store: &Store,
    school: School,
    piece: CardPieceId,
    typed: &Typed,
    drawn: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let piece = own(&txn, school, piece).await?;
    // A button pressed twice: the first press may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let seen = looked_at(&piece, typed)?;
    bring::keep(&txn, drawn, Purpose::Piece, piece.id.0, school.account()).await?;
    ActiveModel { id: Set(piece.id), photo_id: Set(drawn), ..Default::default() }.update(&txn).await?;
    bring::erase(&txn, seen, now).await?;
    let of_school = Subject("school", piece.school_id.0);
    journal::note(&txn, school, Act::CardTurned, of_school, "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The picture that the teacher had before them; turned in another window meanwhile, the piece has another one.
fn looked_at(piece: &Model, typed: &Typed) -> Result<PhotoId> {
    match typed.photo.parse::<PhotoId>() {
        Ok(seen) if seen == piece.photo_id => Ok(seen),
        _ => Err(Refusal::CardState.into()),
    }
}
