//! The school brings the picture of a card: never before the hand-out, only where the guardian agreed to a card. One
//! that waits or was returned is replaced; what the donor has stays.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, Entity, Model, State, answered, find};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::School,
    id::{ClaimId, PhotoId, WishId},
    journal::{self, Act, Subject},
    photo::{Purpose, bring},
    store::Txn,
    wish,
};

/// `photo`: brought by the same teacher just before.
pub async fn upload(
    store: &Store,
    school: School,
    code: &Code,
    photo: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = wish::within_reach(&txn, Some(school.school()), code).await?;
    // A button pressed twice: the first press may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let ground = ground(&txn, &wish).await?;
    lay(&txn, school, &wish, &ground, photo, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The promise that a card answers, and the card as it was.
pub(super) struct Ground {
    claim: ClaimId,
    before: Option<Model>,
}

/// Whether a card may be brought now. The caller has locked the wish.
pub(super) async fn ground(txn: &Txn, wish: &wish::Model) -> Result<Ground> {
    let (claim, _) = answered(txn, wish).await?;
    let before = find(txn, wish.id).await?;
    if before.as_ref().is_some_and(|card| !card.state.is_open()) {
        return Err(Refusal::CardState.into());
    }
    Ok(Ground { claim: claim.id, before })
}

/// The picture becomes the card.
pub(super) async fn lay(
    txn: &Txn,
    school: School,
    wish: &wish::Model,
    ground: &Ground,
    photo: PhotoId,
    now: Time,
) -> Result<()> {
    bring::keep(txn, photo, Purpose::Card, wish.id.0, school.account()).await?;
    step(txn, school, ground.before.as_ref(), (wish.id, ground.claim), photo, now).await?;
    journal::note(txn, school, Act::CardUploaded, Subject("wish", wish.id.0), wish.code.as_str(), now).await
}

/// The card's row; a picture that it replaces is erased.
async fn step(
    txn: &Txn,
    school: School,
    before: Option<&Model>,
    (wish, claim): (WishId, ClaimId),
    photo: PhotoId,
    now: Time,
) -> Result<()> {
    let row = ActiveModel {
        wish_id: Set(wish),
        claim_id: Set(claim),
        photo_id: Set(Some(photo)),
        state: Set(State::Submitted),
        shows: Set(None),
        reason: Set(None),
        made_by: Set(school.account()),
        made_at: Set(now),
        judged_by: Set(None),
        judged_at: Set(None),
    };
    let Some(before) = before else {
        Entity::insert(row).exec_without_returning(txn).await?;
        return Ok(());
    };
    row.update(txn).await?;
    if let Some(old) = before.photo_id {
        bring::erase(txn, old, now).await?;
    }
    Ok(())
}
