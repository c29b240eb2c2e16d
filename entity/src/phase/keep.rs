//! How long the records of a phase's children are kept after its end; each phase may say, the usual is two years.

use chrono::Months;
use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, State};
use crate::{
    Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    journal::{self, Act, Subject},
    lang::china_date,
    text,
};

/// Where a phase says nothing else.
pub const USUAL: i32 = 24;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub keep_months: String,
}

impl Model {
    /// The day it ended: when the office finished it, or else the day of its hand-out. None while it is in preparation.
    pub fn ended_on(&self) -> Option<Day> {
        if self.state == State::Draft {
            return None;
        }
        self.finished_at.map(china_date).or(self.hand_out_on)
    }

    /// The last day on which the records of its children are kept for it.
    pub fn kept_until(&self) -> Option<Day> {
        let months = Months::new(u32::try_from(self.keep_months).unwrap_or(0));
        self.ended_on()?.checked_add_months(months)
    }
}

/// In any state, a finished one too: what is not erased yet is kept as long as is said now.
pub async fn keep(
    store: &Store,
    officer: Officer,
    number: i32,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let months = text::number(Field::KeepMonths, &typed.keep_months, 1..=120)?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let phase = super::numbered(&txn, number).await?;
    let kept = Entity::update_many()
        .col_expr(Column::KeepMonths, Expr::value(months))
        .filter(COLUMN.id.eq(phase.id))
        .exec(&txn)
        .await?;
    if kept.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, officer, Act::KeepingSet, Subject("phase", phase.id.0), &format!("months {months}"), now)
        .await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
