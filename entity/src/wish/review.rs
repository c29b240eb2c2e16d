//! The office reads what schools hand in, oldest first, and approves it or sends it back with a reason.
//! Approved while the phase is open, a wish opens at once.

mod duplicates;
mod tell;

use std::collections::HashMap;

use sea_orm::{
    PaginatorTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Status, is, search, submit};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    child::consent,
    id::{SchoolId, WishId},
    journal::{self, Act, Subject},
    outbox::{self, Letter, compose},
    phase, school,
    store::Txn,
    text,
};

pub use duplicates::Duplicate;
pub use tell::tell_schools;

/// Longest reason, in characters.
pub const REASON: usize = 200;

/// A wish as an officer reviews it: nothing in it tells who the child is.
#[derive(Clone, Debug)]
pub struct Review {
    pub wish: Model,
    pub school: school::Model,
    pub phase: phase::Model,
    pub consent: Option<consent::Model>,
    /// Wishes of the same child or household, of this phase and of earlier ones.
    pub duplicates: Vec<Duplicate>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub reason: String,
}

/// How many wishes wait for review.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(Entity::find().filter(is(Status::Submitted)).count(db).await?)
}

/// The wish that has waited longest, or the next one after a wish that is passed over.
pub async fn next(db: &impl ConnectionTrait, officer: Officer, after: Option<WishId>) -> Result<Option<Review>> {
    let mut queue =
        Entity::find().filter(is(Status::Submitted)).order_by_asc(COLUMN.submitted_at).order_by_asc(COLUMN.id);
    let passed = match after {
        Some(id) => Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    if let Some(passed) = passed {
        let place = Expr::tuple([Expr::col(Column::SubmittedAt), Expr::col(Column::Id)]);
        queue = queue.filter(place.gt(Expr::tuple([Expr::value(passed.submitted_at), Expr::value(passed.id)])));
    }
    match queue.one(db).await? {
        Some(wish) => of_wish(db, officer, wish).await.map(Some),
        None => Ok(None),
    }
}

/// A wish of the queue, for the list beside it.
#[derive(Clone, Debug)]
pub struct Queued {
    pub code: Code,
    pub item: String,
    /// The school's real name.
    pub school: String,
    pub submitted_at: Option<Time>,
}

/// The head of the queue.
pub async fn queue(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Queued>> {
    let wishes = Entity::find()
        .filter(is(Status::Submitted))
        .order_by_asc(COLUMN.submitted_at)
        .order_by_asc(COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    let schools: HashMap<SchoolId, String> = school::Entity::find()
        .filter(school::COLUMN.id.is_in(wishes.iter().map(|wish| wish.school_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|school| (school.id, school.name))
        .collect();
    let queued = |wish: Model| Queued {
        school: schools.get(&wish.school_id).cloned().unwrap_or_default(),
        code: wish.code,
        item: wish.item,
        submitted_at: wish.submitted_at,
    };
    Ok(wishes.into_iter().map(queued).collect())
}

/// The same for any wish, by its code.
pub async fn of(db: &impl ConnectionTrait, officer: Officer, code: &Code) -> Result<Review> {
    let wish = Entity::find().filter(COLUMN.code.eq(code.clone())).one(db).await?.ok_or(Refusal::NotFound)?;
    of_wish(db, officer, wish).await
}

async fn of_wish(db: &impl ConnectionTrait, _officer: Officer, wish: Model) -> Result<Review> {
    let consent = match wish.consent_id {
        Some(id) => consent::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    Ok(Review {
        school: school::change::find(db, wish.school_id).await?,
        phase: phase::find(db, wish.phase_id).await?,
        duplicates: duplicates::of(db, &wish).await?,
        consent,
        wish,
    })
}

/// Approves a wish. `siblings`: the officer has seen that another child of the household wishes for the same.
pub async fn approve(
    store: &Store,
    officer: Officer,
    code: &Code,
    siblings: bool,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = super::within_reach(&txn, None, code).await?;
    if wish.status != Status::Submitted {
        return Err(Refusal::WishMoved.into());
    }
    // Shared with other approvals, but not with the opening of the phase: that would leave this wish behind.
    let phase = phase::Entity::find_by_id(wish.phase_id).lock_shared().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if !phase.takes_wishes() {
        return Err(Refusal::PhaseState.into());
    }
    if let Some(refusal) = submit::consent_lacks(&txn, &wish).await? {
        return Err(refusal.into());
    }
    duplicates::refuse(&txn, &wish, siblings).await?;
    step(&txn, &wish, now).await?;
    duplicates::join_set(store, &txn, &wish).await?;
    journal::note(&txn, officer, Act::WishApproved, Subject("wish", wish.id.0), code.as_str(), now).await?;
    if phase.state == phase::State::Open {
        open_late(&txn, officer, &wish, &phase, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn step(txn: &Txn, wish: &Model, now: Time) -> Result<()> {
    let approved = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Approved))
        .col_expr(Column::ApprovedAt, Expr::value(now))
        .filter(COLUMN.id.eq(wish.id))
        .filter(is(Status::Submitted))
        .exec(txn)
        .await?;
    if approved.rows_affected == 1 { Ok(()) } else { Err(Refusal::WishMoved.into()) }
}

/// The phase has opened without this wish.
async fn open_late(txn: &Txn, officer: Officer, wish: &Model, phase: &phase::Model, now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Open))
        .col_expr(Column::OpenedAt, Expr::value(now))
        .col_expr(Column::ClosesOn, Expr::value(phase.claim_until))
        .filter(COLUMN.id.eq(wish.id))
        .exec(txn)
        .await?;
    search::index(txn, wish).await?;
    journal::note(txn, officer, Act::WishOpened, Subject("wish", wish.id.0), wish.code.as_str(), now).await
}

/// Sends a wish back to its school with a reason, also one that is approved and not open yet. The school gets a letter.
pub async fn send_back(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = text::reason(&typed.reason, REASON)?;
    let wish = super::within_reach(&txn, None, code).await?;
    let returned = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Returned))
        .col_expr(Column::Reason, Expr::value(reason.clone()))
        .col_expr(Column::ReturnedAt, Expr::value(now))
        .col_expr(Column::ReturnedFor, Expr::value(reason.clone()))
        .col_expr(Column::Mended, Expr::value(None::<String>))
        .col_expr(Column::ApprovedAt, Expr::value(None::<Time>))
        .col_expr(Column::ApprovalToldAt, Expr::value(None::<Time>))
        // Whose sibling it is, is asked again when it comes back.
        .col_expr(Column::SetNo, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(wish.id))
        .filter(COLUMN.status.is_in([Status::Submitted, Status::Approved]))
        .exec(&txn)
        .await?;
    if returned.rows_affected == 0 {
        return Err(Refusal::WishMoved.into());
    }
    journal::note(&txn, officer, Act::WishReturned, Subject("wish", wish.id.0), code.as_str(), now).await?;
    for to in compose::teachers(&txn, wish.school_id).await? {
        let letter = Letter::WishReturned {
            name: to.name.clone(),
            code: wish.code.clone(),
            item: wish.item.clone(),
            reason: reason.clone(),
            phase: compose::phase_line(&txn, wish.phase_id, to.lang).await?,
        };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
