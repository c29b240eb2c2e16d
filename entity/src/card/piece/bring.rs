//! A photo of many cards comes in, already cut up: each piece with a sticker becomes the card of its gift, as if it had
//! been brought alone. One transaction for the whole photo; a gift whose card may not be brought keeps nothing.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{ActiveModel, Why};
use crate::{
    Code, Error, FormKey, Refusal, Refused, Result, Store, Time,
    actor::School,
    card::upload,
    id::{PhotoId, WishId},
    journal::{self, Act, Subject},
    photo::{Purpose, bring},
    store::Txn,
    wish,
};

/// A card as it was cut out of the photo.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Brought by the same teacher just before, as a [`Purpose::Piece`].
    pub photo: PhotoId,
    /// What the stickers on it say.
    pub says: Vec<String>,
}

/// What became of a photo's cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// Their cards wait for the office now.
    pub matched: Vec<Code>,
    /// So many wait for the school to match them.
    pub left: usize,
    /// These gifts are not handed out yet: their cards were not kept.
    #[serde(default)]
    pub early: Vec<Code>,
    /// The cards of these gifts may not be brought for another reason, and were not kept.
    pub refused: Vec<Code>,
}

/// Takes the pieces of one photo in.
pub async fn bring(store: &Store, school: School, pieces: &[Piece], form: &FormKey, now: Time) -> Result<Brought> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut brought = Brought::default();
    let mut wishes = locked(&txn, school, pieces).await?;
    // A button pressed twice: the first press may have been done while the second waited for the locks.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    for piece in pieces {
        match answers(&mut wishes, piece) {
            Ok(wish) => match card(&txn, school, &wish, piece.photo, now).await {
                Ok(()) => brought.matched.push(wish.code),
                // Not kept: the sweep destroys what no act keeps.
                Err(Error::Refused(refused)) if is_early(&wish, &refused) => brought.early.push(wish.code),
                Err(Error::Refused(_)) => brought.refused.push(wish.code),
                Err(error) => return Err(error),
            },
            Err(why) => {
                wait(&txn, school, piece.photo, why, now).await?;
                brought.left += 1;
            }
        }
    }
    let counts = format!("{}/{}", brought.matched.len(), pieces.len());
    journal::note(&txn, school, Act::CardsBrought, Subject("school", school.school().0), &counts, now).await?;
    form.keep(&txn, &brought, now).await?;
    txn.commit().await?;
    Ok(brought)
}

/// Whether its card may still come. A wish that was withdrawn is not handed out either, and never will be.
fn is_early(wish: &wish::Model, refused: &Refused) -> bool {
    wish.status != wish::Status::Withdrawn && refused.0 == [Refusal::NotHandedOut]
}

/// The school's wishes that the stickers name, by their codes, locked in the order of their numbers.
async fn locked(txn: &Txn, school: School, pieces: &[Piece]) -> Result<BTreeMap<Code, Option<wish::Model>>> {
    let codes = pieces.iter().filter_map(|piece| read(piece).ok());
    let named = wish::Entity::find()
        .filter(wish::Column::Code.is_in(codes))
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .all(txn)
        .await?;
    let mut order: Vec<(WishId, Code)> = named.into_iter().map(|wish| (wish.id, wish.code)).collect();
    order.sort_unstable();
    let mut wishes = BTreeMap::new();
    for (_, code) in order {
        let wish = wish::within_reach(txn, Some(school.school()), &code).await?;
        wishes.insert(code, Some(wish));
    }
    Ok(wishes)
}

/// The wish that its sticker names. Each is given once: of two pieces with the same sticker, the second waits.
fn answers(wishes: &mut BTreeMap<Code, Option<wish::Model>>, piece: &Piece) -> std::result::Result<wish::Model, Why> {
    match wishes.get_mut(&read(piece)?).map(Option::take) {
        Some(Some(wish)) => Ok(wish),
        Some(None) => Err(Why::Again),
        None => Err(Why::Unknown),
    }
}

/// The one code that its stickers bear.
fn read(piece: &Piece) -> std::result::Result<Code, Why> {
    match &piece.says[..] {
        [] => Err(Why::Unread),
        [one] => one.parse().map_err(|_| Why::Unknown),
        _ => Err(Why::Several),
    }
}

/// The piece becomes the card of this wish, which is locked.
pub(super) async fn card(txn: &Txn, school: School, wish: &wish::Model, photo: PhotoId, now: Time) -> Result<()> {
    let ground = upload::ground(txn, wish).await?;
    bring::becomes(txn, photo, Purpose::Card, school.account()).await?;
    upload::lay(txn, school, wish, &ground, photo, now).await
}

async fn wait(txn: &Txn, school: School, photo: PhotoId, why: Why, now: Time) -> Result<()> {
    let row = ActiveModel {
        school_id: Set(school.school()),
        photo_id: Set(photo),
        why: Set(why),
        brought_by: Set(school.account()),
        brought_at: Set(now),
        ..Default::default()
    };
    let piece = row.insert(txn).await?;
    bring::keep(txn, photo, Purpose::Piece, piece.id.0, school.account()).await
}
