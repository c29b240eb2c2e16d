//! The school says that there will be no card: the child has moved, or would rather not. Nobody is asked why, the
//! donor is told nothing, and a picture brought later still counts.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, Entity, State, answered, find};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::School,
    journal::{self, Act, Subject},
    photo::bring,
    wish,
};

pub async fn decline(store: &Store, school: School, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = wish::within_reach(&txn, Some(school.school()), code).await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (claim, _) = answered(&txn, &wish).await?;
    let before = find(&txn, wish.id).await?;
    if before.as_ref().is_some_and(|card| !card.state.is_open() || card.state == State::Declined) {
        return Err(Refusal::CardState.into());
    }
    let row = ActiveModel {
        wish_id: Set(wish.id),
        claim_id: Set(claim.id),
        photo_id: Set(None),
        state: Set(State::Declined),
        shows: Set(None),
        reason: Set(None),
        made_by: Set(school.account()),
        made_at: Set(now),
        judged_by: Set(None),
        judged_at: Set(None),
    };
    match before {
        None => drop(Entity::insert(row).exec_without_returning(&txn).await?),
        Some(before) => {
            row.update(&txn).await?;
            if let Some(photo) = before.photo_id {
                bring::erase(&txn, photo, now).await?;
            }
        }
    }
    journal::note(&txn, school, Act::CardDeclined, Subject("wish", wish.id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
