//! Another household of the same village takes a plot over, where the first cannot farm it any more. The adopters are
//! told, every contract is signed again on paper, and the scans of what the first one signed are erased.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, State, locked};
use crate::{
    Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption::{self, tell},
    household,
    id::{HouseholdId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::Letter,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The number of the household that goes on.
    pub next_household: String,
}

pub async fn hand_over(
    store: &Store,
    officer: Officer,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let keeper = Keeper::Office(officer);
    let plot = locked(&txn, keeper, id).await?;
    let not_one = || Refusal::NotAChoice(Field::NextHousehold);
    let next = typed.next_household.parse::<HouseholdId>().map_err(|_| not_one())?;
    let next = household::Entity::find_by_id(next).one(&txn).await?.ok_or_else(not_one)?;
    if next.village_id != plot.village_id || next.id == plot.household_id || next.erased_at.is_some() {
        return Err(not_one().into());
    }
    if !matches!(plot.state, State::Open | State::Growing) {
        return Err(Refusal::PlotState.into());
    }
    let change = Entity::update_many().col_expr(Column::HouseholdId, Expr::value(next.id));
    change.filter(COLUMN.id.eq(id)).exec(&txn).await?;
    adoption::Entity::update_many()
        .col_expr(adoption::Column::HouseholdSignedOn, Expr::value(None::<Day>))
        .col_expr(adoption::Column::PaperNo, Expr::value(None::<String>))
        .col_expr(adoption::Column::WitnessedBy, Expr::value(None::<i64>))
        .filter(adoption::COLUMN.plot_id.eq(id))
        .exec(&txn)
        .await?;
    adoption::paper::erase_of_plot(&txn, id, now).await?;
    journal::note(&txn, officer, Act::PlotHandedOver, Subject("plot", id.0), &next.id.to_string(), now).await?;
    let about = tell::About::read(&txn, id).await?;
    let on = china_date(now);
    let letter = |name, adoption, _| Letter::PlotHandedOver { name, on, adoption };
    let states = [adoption::State::Signed, adoption::State::Paid];
    tell::all(store, &txn, &about, &states, letter, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
