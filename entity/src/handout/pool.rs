//! The pool 兜底库: the office fills what nobody took, after claiming has ended. Counted apart from donors' gifts.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*, sea_query::Expr};

use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    claim,
    id::PhaseId,
    journal::{self, Subject},
    lang::{self, Lang},
    phase,
    wish::{self, Status, search},
};

/// Open wishes of a phase, longest waiting first.
pub async fn unfilled(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<wish::Model>> {
    Ok(wish::Entity::find()
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(wish::COLUMN.status.eq(Status::Open))
        .order_by_asc(wish::COLUMN.waiting_since)
        .order_by_asc(wish::COLUMN.id)
        .all(db)
        .await?)
}

/// Whether the pool may fill the phase's open wishes: donors come first, as long as they can claim.
pub fn is_open_to_pool(phase: &phase::Model, now: Time) -> bool {
    match phase.state {
        phase::State::Closed => true,
        phase::State::Open => phase.claim_until.is_some_and(|last| last < lang::china_date(now)),
        phase::State::Draft | phase::State::Finished => false,
    }
}

/// Promises a gift from the pool for one open wish; receipt and hand-out follow as with any gift.
pub async fn fill(store: &Store, officer: Officer, code: &str, form: &FormKey, now: Time) -> Result<Code> {
    let code: Code = code.parse().map_err(|_| Refusal::NotAGiftCode)?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = wish::Entity::find().filter(wish::COLUMN.code.eq(code.clone())).one(&txn).await?;
    let wish = wish.filter(|wish| wish.status.is_public()).ok_or(Refusal::NotFound)?;
    let phase = phase::Entity::find_by_id(wish.phase_id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if !is_open_to_pool(&phase, now) {
        return Err(Refusal::PhaseState.into());
    }
    let taken = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Taken))
        .filter(wish::COLUMN.id.eq(wish.id))
        .filter(wish::COLUMN.status.eq(Status::Open))
        .exec(&txn)
        .await?;
    if taken.rows_affected == 0 {
        // Pressed twice: the first press may have been done while this one waited for the row.
        return form.answered(&txn).await?.ok_or_else(|| Refusal::WishTaken(code).into());
    }
    search::forget(&txn, wish.id).await?;
    // No give-by day: the clock reminds donors, and the pool is the office itself.
    let row = claim::ActiveModel {
        wish_id: Set(wish.id),
        source: Set(claim::Source::Pool),
        lang: Set(Lang::default()),
        batch: Set(store.dice.id()),
        state: Set(claim::State::Confirmed),
        made_at: Set(now),
        confirmed_at: Set(Some(now)),
        reminders: Set(0),
        ..Default::default()
    };
    claim::Entity::insert(row).exec_without_returning(&txn).await?;
    journal::note(&txn, officer, "pool_filled", Subject("wish", wish.id.0), code.as_str(), now).await?;
    form.keep(&txn, &code, now).await?;
    txn.commit().await?;
    Ok(code)
}
