//! A line that cannot be read: an officer has seen to it, by hand or at the bank, and sets it aside.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{COLUMN, Entity, Model, State, finding};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::StatementId,
    journal::{self, Act, Subject},
};

/// Why. The journal holds the word, so it is one of a few: what stands in the line names people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is recorded by hand.
    ByHand,
    /// A sum at the bottom, a heading, a blank: no money came.
    NoPayment,
    /// It is none of ours.
    NotOurs,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::ByHand, Self::NoPayment, Self::NotOurs];

    pub const fn key(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::NoPayment => "no_payment",
            Self::NotOurs => "not_ours",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }

    /// Of an entry of the journal, which holds the line's number before it.
    pub fn noted(detail: &str) -> Option<Self> {
        Self::from_key(detail.split_once('/')?.1)
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

/// A statement, and how many of its lines wait here.
#[derive(Clone, Debug)]
pub struct Unread {
    pub statement: Model,
    pub lines: u64,
}

/// By number. Not of one that is being read: nobody can deal with its lines yet.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Unread>> {
    let counted: Vec<(StatementId, i64)> = finding::Entity::find()
        .select_only()
        .column(finding::Column::StatementId)
        .column_as(finding::Column::Id.count(), "count")
        .group_by(finding::Column::StatementId)
        .into_tuple()
        .all(db)
        .await?;
    let counted: HashMap<StatementId, i64> = counted.into_iter().collect();
    let statements = Entity::find()
        .filter(COLUMN.id.is_in(counted.keys().copied()))
        .filter(COLUMN.state.ne(State::Reading))
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    let lines = |id: StatementId| u64::try_from(counted.get(&id).copied().unwrap_or_default()).unwrap_or_default();
    Ok(statements.into_iter().map(|statement| Unread { lines: lines(statement.id), statement }).collect())
}

/// It waits no longer, until the columns of its statement are named anew.
pub async fn set_aside(
    store: &Store,
    officer: Officer,
    (id, row): (StatementId, i64),
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let reason = typed.reason()?;
    let statement = super::locked(&txn, id).await?;
    let its = finding::Entity::delete_many().filter(finding::COLUMN.statement_id.eq(id));
    let gone = its.filter(finding::COLUMN.row_no.eq(row)).exec(&txn).await?;
    if statement.state != State::Ready || gone.rows_affected == 0 {
        return Err(Refusal::PaymentMoved.into());
    }
    let why = format!("{row}/{}", reason.key());
    journal::note(&txn, officer, Act::LineSetAside, Subject("statement", id.0), &why, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
