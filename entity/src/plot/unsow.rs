//! A plot that was put down as sown by mistake is open again, for a reason: an officer says so, what came over of the
//! season before goes back, and the adopters are told. Until something is harvested; the contracts stay, and the diary
//! says that it was a mistake.

use std::collections::HashMap;

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::{COLUMN, Column, Entity, State, diary, locked};
use crate::{
    Code, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption::{self, pay, tell},
    id::PlotId,
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::{
        Letter,
        letter::{AdoptionLine, StillDue},
    },
    payment::{self, reference},
    store::Txn,
};

/// Why. The journal and the letters hold the word, so it is one of a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A slip at the desk.
    Slip,
    /// Another plot was meant.
    OtherPlot,
    /// The field was thought to be sown.
    NotYet,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::Slip, Self::OtherPlot, Self::NotYet];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Slip => "slip",
            Self::OtherPlot => "other_plot",
            Self::NotYet => "not_yet",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`Reason`] by its key.
    pub reason: String,
}

impl Typed {
    fn reason(&self) -> Result<Reason, Refusal> {
        if self.reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        Reason::from_key(&self.reason).ok_or(Refusal::NotAChoice(Field::Reason))
    }
}

/// Open again: shares can be taken until the last day of adopting, and who had paid has paid, unless some of it was
/// given back meanwhile.
pub async fn unsow(
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
    let paid = adoption::paid_for(&txn, id).await?;
    let plot = locked(&txn, Keeper::Office(officer), id).await?;
    let reason = typed.reason()?;
    let undone = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Open))
        .col_expr(Column::GrowingAt, Expr::value(None::<Time>))
        .filter(COLUMN.id.eq(id))
        .filter(COLUMN.state.eq(State::Growing))
        .exec(&txn)
        .await?;
    if undone.rows_affected == 0 {
        return Err(Refusal::PlotState.into());
    }
    journal::note(&txn, officer, Act::SowingUndone, Subject("plot", id.0), reason.key(), now).await?;
    diary::not_sown(&txn, officer, &plot, now).await?;
    let about = tell::About::read(&txn, id).await?;
    let sow_on = plot.sow_on.filter(|day| *day >= china_date(now));
    let due = settled(&txn, &paid, now).await?;
    let letter = |name, adoption: AdoptionLine, _| {
        let due = due.get(&adoption.code).copied();
        Letter::PlotNotSown { name, reason, sow_on, due, adoption }
    };
    let adopters: Vec<adoption::Model> = paid.into_iter().map(|(adoption, _)| adoption).collect();
    tell::each(store, &txn, &about, &adopters, letter, now).await?;
    adoption::credit::take_back(&txn, officer, &plot, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What those who had paid owe anew, by the numbers of their contracts.
async fn settled(
    txn: &Txn,
    paid: &[(adoption::Model, reference::Model)],
    now: Time,
) -> Result<HashMap<Code, StillDue>> {
    let mut due = HashMap::new();
    for (adoption, reference) in paid {
        let paid = payment::paid(txn, reference.id).await?;
        pay::settle(txn, adoption.id, (paid, Fen::ZERO), now).await?;
        let row = adoption::Entity::find_by_id(adoption.id).one(txn).await?.ok_or(Refusal::NotFound)?;
        due.extend(row.still_due(reference, paid).map(|owed| (row.code, owed)));
    }
    Ok(due)
}
