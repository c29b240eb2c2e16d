//! The office opens a fund once nothing the law or its own rule needs is blank, and closes it when no run is under way
//! and nobody's money lies there.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State, lock, organiser_of, payout, rule, standing};
use crate::{
    Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    id::FundId,
    journal::{self, Act, Subject},
    ledger::{Source, totals},
    pledge,
    store::Txn,
    supporter,
};

/// What the fund, its organiser and its rule still lack, all at once.
pub async fn missing(db: &impl ConnectionTrait, fund: &Model) -> Result<Vec<Field>> {
    let mut missing = match organiser_of(db, fund).await? {
        Some(organiser) => organiser.blank(),
        None => vec![Field::Organiser],
    };
    if rule::of(db, fund.id).await?.is_empty() {
        missing.push(Field::Rule);
    }
    Ok(missing)
}

pub async fn open(store: &Store, officer: Officer, id: FundId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = lock(&txn, id).await?;
    let missing = missing(&txn, &fund).await?;
    if !missing.is_empty() {
        return Err(Refusal::FundIncomplete(missing).into());
    }
    let opened = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Open))
        .col_expr(Column::OpenedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Draft))
        .exec(&txn)
        .await?;
    if opened.rows_affected == 0 {
        return Err(Refusal::FundState.into());
    }
    journal::note(&txn, officer, Act::FundOpened, Subject("fund", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Nothing comes in or goes out any more: families' money went to their elders or back to them before, and what the
/// government or society gave went where it was to go.
pub async fn close(store: &Store, officer: Officer, id: FundId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = lock(&txn, id).await?;
    if payout::unfinished(&txn, id).await?.is_some() {
        return Err(Refusal::PayoutUnfinished.into());
    }
    let closed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Closed))
        .col_expr(Column::ClosedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Open))
        .exec(&txn)
        .await?;
    if closed.rows_affected == 0 {
        return Err(Refusal::FundState.into());
    }
    pledge::rest::end_all(store, &txn, &fund, now).await?;
    supporter::ask::close_all(&txn, id, now).await?;
    // Only now, when nothing more is expected: no payment comes in between.
    nothing_is_left(&txn, &fund).await?;
    journal::note(&txn, officer, Act::FundClosed, Subject("fund", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Each source has its own: what lies there of one does not make good what lacks of another, nor one family's another's.
async fn nothing_is_left(txn: &Txn, fund: &Model) -> Result<()> {
    let organiser = fund.organiser()?;
    let mut refusals = Refusals::default();
    for source in Source::ALL {
        let of_families = if source == Source::Family { standing::left(txn, fund.id).await? } else { Fen::ZERO };
        let held = totals::held(txn, organiser, fund.programme(), source).await?;
        let left = if of_families == Fen::ZERO { held } else { of_families };
        if left != Fen::ZERO {
            refusals.add(Refusal::FundMoneyLeft(source, left));
        }
    }
    Ok(refusals.settle()?)
}

/// Funds that have opened and name this organiser: of those nothing the law wants may be blanked.
pub(crate) async fn answers_for_one(db: &impl ConnectionTrait, organiser: crate::id::OrganiserId) -> Result<bool> {
    let opened = Entity::find().filter(COLUMN.organiser_id.eq(organiser)).filter(COLUMN.state.ne(State::Draft));
    Ok(opened.one(db).await?.is_some())
}
