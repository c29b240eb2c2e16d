//! The office changes a phase until it is finished; once it has opened nothing required can be blanked.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

use super::{Entity, Model, State, draft};
use crate::{
    Refusal, Result, Store, Time,
    actor::Officer,
    claim,
    id::PhaseId,
    journal::{self, Act, Subject},
    seen,
    store::Txn,
    wish,
};

/// A new last claiming day counts for every wish of the phase at once.
pub async fn change(store: &Store, officer: Officer, id: PhaseId, typed: &draft::Typed, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if before.state == State::Finished {
        return Err(Refusal::PhaseState.into());
    }
    let mut row = draft::read(&txn, typed).await?;
    if before.state != State::Draft {
        let blank = super::open::blank_days(&row);
        if !blank.is_empty() {
            return Err(Refusal::PhaseIncomplete(blank).into());
        }
    }
    row.id = Set(id);
    let after = row.update(&txn).await?;
    if after != before {
        seen::unchanged(&typed.seen, &before)?;
    }
    if before.state != State::Draft {
        super::open::complete(&txn, &after).await?;
        wish::Entity::update_many()
            .col_expr(wish::Column::ClosesOn, Expr::value(after.claim_until))
            .filter(wish::COLUMN.phase_id.eq(id))
            .filter(wish::COLUMN.closes_on.is_not_null())
            .exec(&txn)
            .await?;
        come_in_time(&txn, &after).await?;
    }
    journal::note(&txn, officer, Act::PhaseChanged, Subject("phase", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// No gift is due after the last day on which gifts can arrive: where that has come nearer, so has theirs.
async fn come_in_time(txn: &Txn, phase: &Model) -> Result<()> {
    let Some(last) = phase.return_by else { return Ok(()) };
    let its = wish::Entity::find().select_only().column(wish::Column::Id).filter(wish::COLUMN.phase_id.eq(phase.id));
    claim::Entity::update_many()
        .col_expr(claim::Column::GiveBy, Expr::value(last))
        .filter(claim::COLUMN.state.eq(claim::State::Confirmed))
        .filter(claim::COLUMN.give_by.gt(last))
        .filter(claim::Column::WishId.in_subquery(its.into_query()))
        .exec(txn)
        .await?;
    Ok(())
}
