//! A photo of what is wrong with a gift, so that the office need not guess: from those at whose place the gift is, while
//! the problem waits.
//!
//! Rule: seen by them and the office alone, and destroyed with the choice. It shows a thing, never a child.

use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, known, locked, waiting};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Receiver,
    id::{ClaimId, PhotoId, ProblemId},
    journal::{self, Act, Subject},
    photo::{self, Purpose, State, bring},
    store::{Txn, literal},
};

/// `photo`: brought by the same person just before. One that was brought earlier is replaced.
pub async fn bring(
    store: &Store,
    receiver: Receiver,
    code: &str,
    photo: PhotoId,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let wish = known(store, receiver, code, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = locked(&txn, wish.id).await?;
    // A button pressed twice: the first press may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let problem = waiting(&txn, wish.id).await?.ok_or(Refusal::NotFound)?;
    destroy(&txn, problem.id, now).await?;
    bring::keep(&txn, photo, Purpose::Problem, problem.id.0, receiver.account()).await?;
    journal::note(&txn, receiver, Act::ProblemPictured, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The picture of a problem that waits, if somebody took one.
pub async fn of(db: &impl ConnectionTrait, problem: ProblemId) -> Result<Option<PhotoId>> {
    let kept = photo::Entity::find()
        .filter(photo::COLUMN.subject_id.eq(problem.0))
        .filter(literal::is(photo::Column::Purpose, Purpose::Problem))
        .filter(literal::is(photo::Column::State, State::Kept));
    Ok(kept.one(db).await?.map(|photo| photo.id))
}

/// The office has chosen: what it looked at is needed no more.
pub(crate) async fn destroy(txn: &Txn, problem: ProblemId, now: Time) -> Result<()> {
    match of(txn, problem).await? {
        Some(photo) => bring::erase(txn, photo, now).await,
        None => Ok(()),
    }
}

/// The same where a claim ends with its problem.
pub(super) async fn destroy_with(txn: &Txn, claim: ClaimId, now: Time) -> Result<()> {
    for problem in Entity::find().filter(COLUMN.claim_id.eq(claim)).filter(COLUMN.choice.is_null()).all(txn).await? {
        destroy(txn, problem.id, now).await?;
    }
    Ok(())
}
