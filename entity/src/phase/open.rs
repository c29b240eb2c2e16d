//! The office opens a phase: every approved wish opens with it, in one transaction. Those on the waiting list
//! are told by the clock's digest, which goes by what has opened since they were last told.

use sea_orm::{ActiveValue, QueryOrder, entity::prelude::*, sea_query::Expr};

use super::{ActiveModel, COLUMN, Column, Entity, Model, State};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::PhaseId,
    journal::{self, Act, Subject},
    lang::china_date,
    organiser,
    store::Txn,
    wish::{self, Status},
};

/// Opens the phase; answers how many wishes opened.
pub async fn open(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let phase = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    complete(&txn, &phase).await?;
    if phase.claim_until.is_some_and(|last| last < china_date(now)) {
        return Err(Refusal::DayInPast(Field::ClaimUntil).into());
    }
    // Approvals lock the phase's row as well, so that none is left behind.
    let opened = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Open))
        .col_expr(Column::OpenedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Draft))
        .exec(&txn)
        .await?;
    if opened.rows_affected == 0 {
        return Err(Refusal::PhaseState.into());
    }
    let wishes = open_wishes(&txn, officer, &phase, now).await?;
    let count = u64::try_from(wishes.len()).unwrap_or(u64::MAX);
    journal::note(&txn, officer, Act::PhaseOpened, Subject("phase", id.0), &count.to_string(), now).await?;
    form.keep(&txn, &count, now).await?;
    txn.commit().await?;
    Ok(count)
}

/// Every approved wish of the phase becomes open, and can be found.
async fn open_wishes(txn: &Txn, officer: Officer, phase: &Model, now: Time) -> Result<Vec<wish::Model>> {
    let approved = wish::Entity::find()
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.status.eq(Status::Approved))
        .order_by_asc(wish::COLUMN.id)
        .all(txn)
        .await?;
    if approved.is_empty() {
        return Err(Refusal::PhaseEmpty.into());
    }
    wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Open))
        .col_expr(wish::Column::OpenedAt, Expr::value(now))
        .col_expr(wish::Column::ClosesOn, Expr::value(phase.claim_until))
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.status.eq(Status::Approved))
        .exec(txn)
        .await?;
    wish::search::index_all(txn, &approved).await?;
    for wish in &approved {
        journal::note(txn, officer, Act::WishOpened, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    }
    Ok(approved)
}

/// What the phase and its organiser still lack, all at once.
pub async fn missing(db: &impl ConnectionTrait, phase: &Model) -> Result<Vec<Field>> {
    let mut missing = Vec::new();
    let organiser = match phase.organiser_id {
        Some(id) => organiser::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    match organiser {
        Some(organiser) => missing.extend(organiser.blank()),
        None => missing.push(Field::Organiser),
    }
    let days = [
        (Field::OpensOn, phase.opens_on),
        (Field::ClaimUntil, phase.claim_until),
        (Field::ReturnBy, phase.return_by),
        (Field::HandOutOn, phase.hand_out_on),
    ];
    missing.extend(days.into_iter().filter_map(|(field, day)| day.is_none().then_some(field)));
    Ok(missing)
}

/// Refuses with everything that is [`missing`].
pub(super) async fn complete(db: &impl ConnectionTrait, phase: &Model) -> Result<()> {
    let missing = missing(db, phase).await?;
    if missing.is_empty() { Ok(()) } else { Err(Refusal::PhaseIncomplete(missing).into()) }
}

/// What the table itself refuses to lack once a phase has opened.
pub(super) fn blank_days(row: &ActiveModel) -> Vec<Field> {
    const fn is_blank<T>(value: &ActiveValue<Option<T>>) -> bool
    where
        Option<T>: Into<Value>,
    {
        matches!(value, ActiveValue::Set(None) | ActiveValue::NotSet)
    }
    [
        (Field::Organiser, is_blank(&row.organiser_id)),
        (Field::OpensOn, is_blank(&row.opens_on)),
        (Field::ClaimUntil, is_blank(&row.claim_until)),
        (Field::ReturnBy, is_blank(&row.return_by)),
        (Field::HandOutOn, is_blank(&row.hand_out_on)),
    ]
    .into_iter()
    .filter_map(|(field, blank)| blank.then_some(field))
    .collect()
}
