//! Closed periods: a month whose books were looked at and reported can no longer change.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};
use serde::Deserialize;

use super::{Column as TransferColumn, Entity as Transfers, book, chain};
use crate::{
    Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    error::Refusals,
    id::AccountId,
    journal::{self, Act, Subject},
    month::Month,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_period")]
pub struct Model {
    /// The last day of a month: nothing is booked any more up to and on it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub through_on: Day,
    /// The last transfer when it was closed; 0 where there was none.
    pub last_id: i64,
    pub closed_at: DateTimeUtc,
    pub role: String,
    pub account_id: Option<AccountId>,
    /// Over the period before it, and the chain's head when it was closed.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `2026-10`; every month before it is closed along with it.
    pub month: String,
    /// `yes`: it cannot be undone.
    pub sure: String,
}

/// The last day that is closed.
pub async fn closed_through(db: &impl ConnectionTrait) -> Result<Option<Day>> {
    Ok(last(db).await?.map(|period| period.through_on))
}

/// The months that can be closed, newest first: over, not closed, from the first booking on.
pub async fn open_months(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Month>> {
    let from = match closed_through(db).await? {
        Some(through) => Month::with(through).next(),
        None => match Transfers::find().order_by_asc(TransferColumn::BookedOn).one(db).await? {
            Some(first) => Month::with(first.booked_on),
            None => return Ok(Vec::new()),
        },
    };
    let last = Month::of(now).previous();
    let months = std::iter::successors(Some(last), |month| Some(month.previous()));
    Ok(months.take_while(|month| *month >= from).take(24).collect())
}

/// Closes a month and every one before it. There is no way back.
pub async fn close(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<Day> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut refusals = Refusals::default();
    let month: Option<Month> = refusals.take(typed.month.trim().parse().map_err(|_| Refusal::NotAChoice(Field::Month)));
    if typed.sure != "yes" {
        refusals.add(Refusal::NotSure);
    }
    let (Some(month), true) = (month, refusals.is_empty()) else { return Err(refusals.into()) };
    // Whoever books now, books before or after; never half-way.
    book::lock(&txn).await?;
    if !open_months(&txn, now).await?.contains(&month) {
        return Err(Refusal::NotAChoice(Field::Month).into());
    }
    let through = month.next().first().pred_opt().unwrap_or(month.first());
    let actor = Actor::from(officer);
    let (last_id, head) = book::head(&txn).await?;
    let previous = last(&txn).await?.map_or_else(String::new, |period| period.hash);
    let mut row = Model {
        through_on: through,
        last_id,
        closed_at: chrono::SubsecRound::trunc_subsecs(now, 6),
        role: actor.role.to_owned(),
        account_id: actor.account,
        hash: String::new(),
    };
    row.hash = chain::period(&previous, &row, &head);
    Entity::insert(ActiveModel {
        through_on: Set(row.through_on),
        last_id: Set(row.last_id),
        closed_at: Set(row.closed_at),
        role: Set(row.role),
        account_id: Set(row.account_id),
        hash: Set(row.hash),
    })
    .exec_without_returning(&txn)
    .await?;
    journal::note(&txn, officer, Act::PeriodClosed, Subject("transfer", last_id), &month.to_string(), now).await?;
    form.keep(&txn, &through, now).await?;
    txn.commit().await?;
    Ok(through)
}

async fn last(db: &impl ConnectionTrait) -> Result<Option<Model>> {
    Ok(Entity::find().order_by_desc(Column::ThroughOn).one(db).await?)
}
