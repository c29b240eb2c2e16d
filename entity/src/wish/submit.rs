//! The school hands a wish in for review: from here on nothing may be blank, and nothing personal may be public.

use sea_orm::{QueryOrder, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::{COLUMN, Category, Column, Entity, Model, Status, draft::Typed, freetext};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::School,
    child::{consent, record},
    error::{Refusals, Refused},
    id::PhaseId,
    journal::{self, Act, Subject},
    phase,
    store::Txn,
};

/// What came of handing in everything at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    pub submitted: Vec<Code>,
    /// Something is still missing or must not be public; [`lacking`] says what.
    pub left: Vec<Code>,
}

pub async fn submit(store: &Store, school: School, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = super::within_reach(&txn, Some(school.school()), code).await?;
    let guarded = freetext::Guarded::of_school(store, &txn, school.school()).await?;
    lacks(store, &txn, &wish, &guarded).await?.settle()?;
    step(&txn, school, &wish, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Hands in every draft of a phase that lacks nothing. What came back is mended one by one, by its reason.
pub async fn submit_all(store: &Store, school: School, phase: PhaseId, form: &FormKey, now: Time) -> Result<Submitted> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let guarded = freetext::Guarded::of_school(store, &txn, school.school()).await?;
    let wishes = Entity::find()
        .filter(COLUMN.school_id.eq(school.school()))
        .filter(COLUMN.phase_id.eq(phase))
        .filter(COLUMN.status.eq(Status::Draft))
        .order_by_asc(COLUMN.id)
        .all(&txn)
        .await?;
    let mut answer = Submitted::default();
    for wish in wishes {
        if lacks(store, &txn, &wish, &guarded).await?.is_empty() {
            step(&txn, school, &wish, now).await?;
            answer.submitted.push(wish.code);
        } else {
            answer.left.push(wish.code);
        }
    }
    form.keep(&txn, &answer, now).await?;
    txn.commit().await?;
    Ok(answer)
}

/// What keeps a draft or returned wish of the school from being handed in; empty when nothing does.
pub async fn lacking(store: &Store, school: School, wish: &Model) -> Result<Vec<Refusal>> {
    if wish.school_id != school.school() {
        return Err(Refusal::NotFound.into());
    }
    let guarded = freetext::Guarded::of_school(store, store.read(), school.school()).await?;
    let Err(Refused(refusals)) = lacks(store, store.read(), wish, &guarded).await?.settle() else {
        return Ok(Vec::new());
    };
    Ok(refusals)
}

/// What a form that is to be handed in leaves blank although a draft may, to be told with all that is wrong with it.
pub fn blank(typed: &Typed) -> Vec<Refusal> {
    let is_blank = |text: &str| text.trim().is_empty();
    let needs_gender = Category::from_key(&typed.category).is_some_and(Category::needs_gender);
    [
        (is_blank(&typed.specification), Refusal::Missing(Field::Specification)),
        (needs_gender && is_blank(&typed.gender), Refusal::Missing(Field::Gender)),
        (is_blank(&typed.guardian), Refusal::Missing(Field::Guardian)),
        (typed.consent_goods.is_empty(), Refusal::ConsentMissing),
    ]
    .into_iter()
    .filter_map(|(is_missing, refusal)| is_missing.then_some(refusal))
    .collect()
}

async fn step(txn: &Txn, school: School, wish: &Model, now: Time) -> Result<()> {
    let submitted = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Submitted))
        .col_expr(Column::SubmittedAt, Expr::value(now))
        .col_expr(Column::Reason, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(wish.id))
        .filter(COLUMN.status.is_in([Status::Draft, Status::Returned]))
        .exec(txn)
        .await?;
    if submitted.rows_affected == 0 {
        return Err(Refusal::WishMoved.into());
    }
    journal::note(txn, school, Act::WishSubmitted, Subject("wish", wish.id.0), wish.code.as_str(), now).await
}

/// The guards of domain.md's table, all at once.
async fn lacks(
    store: &Store,
    db: &impl ConnectionTrait,
    wish: &Model,
    guarded: &freetext::Guarded,
) -> Result<Refusals> {
    let mut refusals = Refusals::default();
    let phase = phase::Entity::find_by_id(wish.phase_id).one(db).await?.ok_or(Refusal::NotFound)?;
    if !matches!(wish.status, Status::Draft | Status::Returned) {
        refusals.add(Refusal::WishMoved);
    }
    if !phase.takes_wishes() {
        refusals.add(Refusal::PhaseState);
    }
    if wish.price_fen > phase.price_cap_fen {
        refusals.add(Refusal::OverCap(phase.price_cap_fen));
    }
    if wish.specification.is_empty() {
        refusals.add(Refusal::Missing(Field::Specification));
    }
    if wish.category.needs_gender() && wish.gender.is_none() {
        refusals.add(Refusal::Missing(Field::Gender));
    }
    let record = record::read(store, db, wish.child_id).await?;
    if record.is_none_or(|record| record.guardian.is_empty()) {
        refusals.add(Refusal::Missing(Field::Guardian));
    }
    if let Some(refusal) = consent_lacks(db, wish).await? {
        refusals.add(refusal);
    }
    for refusal in freetext::check_wish(&wish.item, &wish.specification, guarded) {
        refusals.add(refusal);
    }
    Ok(refusals)
}

/// Nothing is published without a guardian's standing consent to the goods.
pub(super) async fn consent_lacks(db: &impl ConnectionTrait, wish: &Model) -> Result<Option<Refusal>> {
    let Some(id) = wish.consent_id else { return Ok(Some(Refusal::ConsentMissing)) };
    Ok(match consent::Entity::find_by_id(id).one(db).await? {
        Some(consent) if consent.stands() => None,
        Some(consent) if consent.withdrawn_at.is_some() => Some(Refusal::ConsentWithdrawn),
        _ => Some(Refusal::ConsentMissing),
    })
}
