//! The office opens a plot: nothing opens while the organiser of record or its legal basis is blank, and it says what;
//! nor for a household that was erased, nor under another organiser than the one who owes a credit to its adopters.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Split, State, locked, renew};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption::credit,
    household,
    id::PlotId,
    journal::{self, Act, Subject},
    lang::china_date,
    organiser,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `yes`: it is published although [`leaves_little`].
    pub meant: String,
}

/// Whether the household gets nothing of the price, or less than the organiser: as a slip of the pen would have it.
pub const fn leaves_little(split: Split) -> bool {
    split.farmer.0 == 0 || split.farmer.0 < split.charity.0
}

/// A draft becomes public, and its shares can be taken.
pub async fn open(store: &Store, officer: Officer, id: PlotId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, Keeper::Office(officer), id).await?;
    if plot.state != State::Draft {
        return Err(Refusal::PlotState.into());
    }
    if household::find(&txn, Keeper::Office(officer), plot.household_id).await?.erased_at.is_some() {
        return Err(Refusal::PlotState.into());
    }
    let missing = missing(&txn, &plot).await?;
    if !missing.is_empty() {
        return Err(Refusal::PlotIncomplete(missing).into());
    }
    if !credit::is_there(&txn, &plot).await? {
        return Err(Refusal::NotAChoice(Field::Organiser).into());
    }
    if plot.adopt_until.is_some_and(|until| until < china_date(now)) {
        return Err(Refusal::DayInPast(Field::AdoptUntil).into());
    }
    let split = plot.split();
    if leaves_little(split) && typed.meant != "yes" {
        return Err(Refusal::LittleForHousehold(split.farmer, split.charity).into());
    }
    let first = renew::window(&plot, now);
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Open))
        .col_expr(Column::RenewUntil, Expr::value(first))
        .col_expr(Column::OpenedAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    journal::note(&txn, officer, Act::PlotOpened, Subject("plot", id.0), "", now).await?;
    if let Some(until) = first {
        renew::tell_adopters(store, &txn, &plot, until, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What the plot and its organiser still lack, all at once.
pub async fn missing(db: &impl ConnectionTrait, plot: &Model) -> Result<Vec<Field>> {
    let mut missing = Vec::new();
    let organiser = match plot.organiser_id {
        Some(id) => organiser::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    match organiser {
        Some(organiser) => {
            missing.extend(organiser.blank());
            missing.extend((!organiser.takes_money()).then_some(Field::BankAccount));
        }
        None => missing.push(Field::Organiser),
    }
    let days =
        [(Field::AdoptUntil, plot.adopt_until), (Field::SowOn, plot.sow_on), (Field::HarvestOn, plot.harvest_on)];
    missing.extend(days.into_iter().filter_map(|(field, day)| day.is_none().then_some(field)));
    Ok(missing)
}
