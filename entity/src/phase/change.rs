//! The office changes a phase until it is finished; once it has opened nothing required can be blanked.

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::Expr,
};

use super::{Entity, Model, State, draft};
use crate::{
    Day, Field, Refusal, Result, Store, Time,
    actor::Officer,
    claim,
    error::Refusals,
    id::PhaseId,
    journal::{self, Act, Subject},
    lang::china_date,
    seen,
    store::Txn,
    wish::{self, Status},
};

/// A new last claiming day counts for every wish of the phase at once.
pub async fn change(store: &Store, officer: Officer, id: PhaseId, typed: &draft::Typed, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    if before.state == State::Finished {
        return Err(Refusal::PhaseState.into());
    }
    let mut row = draft::read(&txn, typed, Some(&before)).await?;
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
    holds_its_wishes(&txn, &before, &after).await?;
    if before.state != State::Draft {
        super::open::complete(&txn, &after).await?;
        still_to_come(&before, &after, now)?;
        keeps_promises(&txn, (&before, &after), typed).await?;
        wish::Entity::update_many()
            .col_expr(wish::Column::ClosesOn, Expr::value(after.claim_until))
            .filter(wish::COLUMN.phase_id.eq(id))
            .filter(wish::COLUMN.closes_on.is_not_null())
            .exec(&txn)
            .await?;
    }
    journal::note(&txn, officer, Act::PhaseChanged, Subject("phase", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// The cap does not come down below a wish that was handed in under it.
async fn holds_its_wishes(txn: &Txn, before: &Model, after: &Model) -> Result<()> {
    if after.price_cap_fen >= before.price_cap_fen {
        return Ok(());
    }
    let dearest = wish::Entity::find()
        .filter(wish::COLUMN.phase_id.eq(after.id))
        .filter(wish::COLUMN.status.is_not_in([Status::Draft, Status::Returned, Status::Withdrawn]))
        .filter(wish::COLUMN.price_fen.gt(after.price_cap_fen))
        .order_by_desc(wish::COLUMN.price_fen)
        .one(txn)
        .await?;
    dearest.map_or(Ok(()), |wish| Err(Refusal::CapBelowWishes(wish.price_fen).into()))
}

/// A day that is set anew is still to come: the clock would end the claiming within minutes of the saving, and where it
/// has ended there are claims up to the day that stood.
fn still_to_come(before: &Model, after: &Model, now: Time) -> Result<()> {
    let today = china_date(now);
    let is_gone = |set: Option<Day>, stood: Option<Day>| set != stood && set.is_some_and(|day| day < today);
    let mut refusals = Refusals::default();
    if is_gone(after.claim_until, before.claim_until) {
        refusals.add(Refusal::DayInPast(Field::ClaimUntil));
    }
    if is_gone(after.return_by, before.return_by) {
        refusals.add(Refusal::DayInPast(Field::ReturnBy));
    }
    Ok(refusals.settle()?)
}

/// What a letter promised stands: a claim keeps the day by which its gift is due. Who brings the last day of arrival
/// nearer than such a day is told of it once, and says that it is meant.
async fn keeps_promises(txn: &Txn, (before, after): (&Model, &Model), typed: &draft::Typed) -> Result<()> {
    let Some(last) = after.return_by.filter(|last| before.return_by.is_some_and(|stood| *last < stood)) else {
        return Ok(());
    };
    if !typed.sure.is_empty() {
        return Ok(());
    }
    let its = wish::Entity::find().select_only().column(wish::Column::Id).filter(wish::COLUMN.phase_id.eq(after.id));
    let later = claim::Entity::find()
        .filter(claim::COLUMN.state.eq(claim::State::Confirmed))
        .filter(claim::COLUMN.give_by.gt(last))
        .filter(claim::Column::WishId.in_subquery(its.into_query()))
        .count(txn)
        .await?;
    if later == 0 { Ok(()) } else { Err(Refusal::PromisedLater(later).into()) }
}
