//! Erasing a child: its key is destroyed, and with it name, birth date, guardian, household and situation.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, consent, keep, look, record};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    card::take_down::{self, Which},
    id::{ChildId, PhaseId},
    import,
    journal::{self, Act, Subject},
    lang::china_date,
    paper::job,
    phase,
    store::Txn,
    wish::{
        self, Status,
        withdraw::{Why, step},
    },
};

/// Children erased in one run of the clock.
const MOST: u64 = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A ticked box has any value.
    pub sure: String,
}

/// An officer erases the child behind a wish, on the guardian's request. Wishes under way are withdrawn first.
pub async fn erase(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    if typed.sure.is_empty() {
        return Err(Refusal::NotSure.into());
    }
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let child = wish::within_reach(&txn, None, code).await?.child_id;
    let under_way = wish::Entity::find()
        .filter(wish::COLUMN.child_id.eq(child))
        .filter(wish::COLUMN.status.is_not_in([Status::HandedOut, Status::Withdrawn]))
        .order_by_asc(wish::COLUMN.id)
        .lock_exclusive()
        .all(&txn)
        .await?;
    consent::end(&txn, officer.account(), consent::Column::ChildId.eq(child), now).await?;
    for wish in &under_way {
        step(store, &txn, wish, Why::Consent, officer.into(), now).await?;
    }
    destroy(store, &txn, child, officer.into(), now).await?;
    forget_copies(&txn, child, officer.into(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What else of the school may name the child just now: tables that wait to be taken, files with rosters. What the clock
/// erases is in neither: its last phase is long over, and a table that is here now is for the next one.
async fn forget_copies(txn: &Txn, child: ChildId, actor: Actor, now: Time) -> Result<()> {
    let child = Entity::find_by_id(child).one(txn).await?.ok_or(Refusal::NotFound)?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.child_id.eq(child.id)).all(txn).await?;
    let phases: Vec<PhaseId> = wishes.iter().map(|wish| wish.phase_id).collect();
    import::expire::of_school(txn, child.school_id, actor, now).await?;
    job::recall(txn, child.school_id, &phases, now).await
}

/// Erases the children whose last phase is over for as long as it says ([`phase::keep`]); run by the clock. Says how
/// many.
pub async fn expired(store: &Store, now: Time) -> Result<u64> {
    let today = china_date(now);
    let is_over = |phase: &phase::Model| phase.kept_until().is_some_and(|until| until < today);
    let over: Vec<PhaseId> = phase::all(store.read()).await?.iter().filter(|p| is_over(p)).map(|p| p.id).collect();
    if over.is_empty() || keep::only_of(&over).one(store.read()).await?.is_none() {
        return Ok(0);
    }
    let txn = store.write().await?;
    let done = keep::only_of(&over).order_by_asc(COLUMN.id).limit(MOST).all(&txn).await?;
    for child in &done {
        destroy(store, &txn, child.id, Actor::CLOCK, now).await?;
    }
    txn.commit().await?;
    Ok(u64::try_from(done.len()).unwrap_or(u64::MAX))
}

/// The cards and the hashes go too, so that nobody who knows the child can find it here.
async fn destroy(store: &Store, txn: &Txn, child: ChildId, actor: Actor, now: Time) -> Result<()> {
    record::erase(txn, child).await?;
    take_down::of_child(store, txn, child, Which::All, actor, now).await?;
    look::forget(txn, child).await?;
    // What an officer once wrote to the school may name the child.
    wish::Entity::update_many()
        .col_expr(wish::Column::ReturnedFor, Expr::value(None::<String>))
        .filter(wish::COLUMN.child_id.eq(child))
        .exec(txn)
        .await?;
    Entity::update_many()
        .col_expr(Column::ErasedAt, Expr::value(now))
        .col_expr(Column::IdentityHash, Expr::value(format!("erased/{}", store.dice.id())))
        .col_expr(Column::HouseholdHash, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(child))
        .exec(txn)
        .await?;
    journal::note(txn, actor, Act::ChildErased, Subject("child", child.0), "", now).await
}
