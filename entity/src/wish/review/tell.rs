//! One letter to a school for each sitting of the office: all that was approved, once the officer has moved on.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sea_orm::{QueryOrder, entity::prelude::*, sea_query::Expr};

use crate::{
    Result, Store, Time,
    id::{PhaseId, SchoolId, WishId},
    outbox::{self, Letter, compose},
    phase,
    wish::{COLUMN, Column, Entity, Model, Status},
};

/// A sitting is over when nothing of the school was approved for this long …
const QUIET: TimeDelta = TimeDelta::minutes(30);
/// … or when the first approval is this old: nobody waits for a whole day's reviewing.
const LONGEST: TimeDelta = TimeDelta::hours(4);

/// Writes to each school whose sitting is over; run by the clock. Says how many schools were told. Of a wish that
/// was taken back meanwhile there is nothing to tell.
pub async fn tell_schools(store: &Store, now: Time) -> Result<u64> {
    let untold = Entity::find()
        .filter(COLUMN.approved_at.is_not_null())
        .filter(COLUMN.approval_told_at.is_null())
        .filter(COLUMN.status.is_not_in([Status::Returned, Status::Withdrawn]))
        .order_by_asc(COLUMN.id)
        .all(store.read())
        .await?;
    let mut sittings: BTreeMap<(SchoolId, PhaseId), Vec<Model>> = BTreeMap::new();
    for wish in untold {
        sittings.entry((wish.school_id, wish.phase_id)).or_default().push(wish);
    }
    let mut told = 0;
    for ((school, phase), wishes) in sittings {
        if is_over(&wishes, now) && tell(store, school, phase, wishes, now).await? {
            told += 1;
        }
    }
    Ok(told)
}

fn is_over(wishes: &[Model], now: Time) -> bool {
    let approved = || wishes.iter().filter_map(|wish| wish.approved_at);
    approved().max().is_some_and(|last| last + QUIET <= now)
        || approved().min().is_some_and(|first| first + LONGEST <= now)
}

/// The guard: of two clocks, one marks the wishes and writes the letter.
async fn tell(store: &Store, school: SchoolId, phase: PhaseId, wishes: Vec<Model>, now: Time) -> Result<bool> {
    let ids: Vec<WishId> = wishes.iter().map(|wish| wish.id).collect();
    let txn = store.write().await?;
    let marked = Entity::update_many()
        .col_expr(Column::ApprovalToldAt, Expr::value(now))
        .filter(COLUMN.id.is_in(ids.iter().copied()))
        .filter(COLUMN.approved_at.is_not_null())
        .filter(COLUMN.approval_told_at.is_null())
        .exec(&txn)
        .await?;
    // One was sent back or told of meanwhile: the next turn sees the rest as it is then.
    if marked.rows_affected != u64::try_from(ids.len()).unwrap_or(0) {
        return Ok(false);
    }
    let is_public = phase::find(&txn, phase).await?.state != phase::State::Draft;
    let approved: Vec<_> = wishes.into_iter().map(|wish| (wish.code, wish.item)).collect();
    for to in compose::teachers(&txn, school).await? {
        let letter = Letter::BatchApproved {
            name: to.name.clone(),
            wishes: approved.clone(),
            is_public,
            phase: compose::phase_line(&txn, phase, to.lang).await?,
        };
        outbox::post(store, &txn, &to, &letter, now).await?;
    }
    txn.commit().await?;
    Ok(true)
}
