//! A donor asks the school whether something else may do; one question at a time.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, Answer, COLUMN, Entity, Model};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    claim::{self, State},
    id::ClaimId,
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    text,
    wish::freetext,
};

/// Longest question, in characters.
pub const QUESTION: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub question: String,
}

/// Asks while the gift is not sent yet; the letter goes to everybody of the school.
pub async fn ask(store: &Store, donor: Donor, code: &Code, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (wish, claim) = claim::of_donor(&txn, donor.account(), code).await?;
    if claim.state != State::Confirmed {
        return Err(Refusal::ClaimState.into());
    }
    let question = text::line(Field::Question, &typed.question, QUESTION)?;
    freetext::by_donor(Field::Question, &question)?;
    let row = ActiveModel {
        claim_id: Set(claim.id),
        question: Set(question.clone()),
        asked_at: Set(now),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&txn).await?;
    journal::note(&txn, donor, Act::SubstitutionAsked, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    for to in compose::teachers(&txn, wish.school_id).await? {
        let letter = Letter::SubstitutionAsked {
            name: to.name.clone(),
            code: wish.code.clone(),
            item: wish.item.clone(),
            question: question.clone(),
            phase: compose::phase_line(&txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The last question about a claim that the school said yes to.
pub(crate) async fn agreed(db: &impl ConnectionTrait, claim: ClaimId) -> Result<Option<String>> {
    let asked = Entity::find()
        .filter(COLUMN.claim_id.eq(claim))
        .filter(COLUMN.answer.eq(Answer::Yes))
        .order_by_desc(COLUMN.id)
        .one(db)
        .await?;
    Ok(asked.map(|asked| asked.question))
}

/// What was asked about a claim, oldest first.
pub(crate) async fn of(db: &impl ConnectionTrait, claim: ClaimId) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(COLUMN.claim_id.eq(claim)).order_by_asc(COLUMN.id).all(db).await?)
}
