//! The school answers a donor's question with yes or no, and perhaps a remark.

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{Answer, COLUMN, Column, Entity};
use crate::{
    Code, Error, Field, FormKey, Refusal, Result, Store, Time, account,
    actor::School,
    claim,
    error::Refusals,
    id::{SchoolId, SubstitutionId},
    journal::{self, Act, Subject},
    outbox::{self, Letter, Recipient, compose},
    text,
    wish::{self, freetext},
};

/// Longest remark, in characters.
pub const REMARK: usize = 200;

/// `answer`: `yes` or `no`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub answer: String,
    pub remark: String,
}

impl Typed {
    fn read(&self) -> Result<(Answer, String)> {
        let mut refusals = Refusals::default();
        let answer = refusals.take(match self.answer.as_str() {
            "yes" => Ok(Answer::Yes),
            "no" => Ok(Answer::No),
            "" => Err(Refusal::Missing(Field::Answer)),
            _ => Err(Refusal::NotAChoice(Field::Answer)),
        });
        let remark = refusals.take(text::line_or_empty(Field::Remark, &self.remark, REMARK));
        refusals.settle()?;
        answer.zip(remark).ok_or(Error::Busy)
    }
}

/// Answers a question about one of the school's own wishes; the donor is told.
pub async fn answer(
    store: &Store,
    school: School,
    question: SubstitutionId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let asked = Entity::find_by_id(question).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let (wish, claim) = claim::locked(&txn, asked.claim_id).await?;
    if wish.school_id != school.school() {
        return Err(Refusal::NotFound.into());
    }
    let (said, remark) = typed.read()?;
    freetext::by_school(store, &txn, wish.school_id, Field::Remark, &remark).await?;
    let answered = Entity::update_many()
        .col_expr(Column::Answer, Expr::value(said))
        .col_expr(Column::Remark, Expr::value(Some(remark.clone()).filter(|remark| !remark.is_empty())))
        .col_expr(Column::AnsweredAt, Expr::value(now))
        .col_expr(Column::AnsweredBy, Expr::value(school.account()))
        .filter(COLUMN.id.eq(question))
        .filter(COLUMN.answer.is_null())
        .exec(&txn)
        .await?;
    if answered.rows_affected == 0 || !claim.state.is_live() {
        return Err(Refusal::ClaimState.into());
    }
    journal::note(&txn, school, Act::SubstitutionAnswered, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    if let Some(to) = claim.account_id {
        let to = account::Entity::find_by_id(to).one(&txn).await?.ok_or(Refusal::NotFound)?;
        let letter = Letter::SubstitutionAnswered {
            name: to.name.clone(),
            gift: compose::gift(&txn, &wish, to.lang).await?,
            question: asked.question,
            yes: said == Answer::Yes,
            remark,
            phase: compose::phase_line(&txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, &txn, &Recipient::from(&to), &letter, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// A question that waits for the school.
#[derive(Clone, Debug)]
pub struct Open {
    pub id: SubstitutionId,
    pub code: Code,
    pub item: String,
    pub specification: String,
    pub question: String,
    pub asked_at: Time,
}

/// The school's open questions about gifts that may still come, oldest first.
pub async fn open(db: &impl ConnectionTrait, school: SchoolId) -> Result<Vec<Open>> {
    let own = wish::Entity::find()
        .select_only()
        .column(wish::Column::Id)
        .filter(wish::COLUMN.school_id.eq(school))
        .into_query();
    let live = claim::Entity::find()
        .select_only()
        .column(claim::Column::Id)
        .filter(claim::COLUMN.state.is_in(claim::State::PENDING))
        .filter(claim::Column::WishId.in_subquery(own))
        .into_query();
    let questions = Entity::find()
        .filter(COLUMN.answer.is_null())
        .filter(Column::ClaimId.in_subquery(live))
        .order_by_asc(COLUMN.asked_at)
        .all(db)
        .await?;
    let mut open = Vec::with_capacity(questions.len());
    for question in questions {
        let Some(claim) = claim::Entity::find_by_id(question.claim_id).one(db).await? else { continue };
        let Some(wish) = wish::Entity::find_by_id(claim.wish_id).one(db).await? else { continue };
        open.push(Open {
            id: question.id,
            code: wish.code,
            item: wish.item,
            specification: wish.specification,
            question: question.question,
            asked_at: question.asked_at,
        });
    }
    Ok(open)
}
