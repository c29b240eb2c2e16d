//! Looking at a household's record: a village at its own, the office for a reason; each look stands in the journal, and
//! is counted for the monthly report, before the record is opened.

use serde::Deserialize;

use super::{
    find,
    record::{self, Record},
};
use crate::{
    Field, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    child::look,
    id::HouseholdId,
    journal::{self, Act, Subject},
};

/// What for. The journal holds the word, so it is one of a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A contract or a receipt is signed.
    Contract,
    /// Two households may be one.
    Duplicate,
    /// The household asked to see or mend its data.
    Household,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::Contract, Self::Duplicate, Self::Household];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Contract => "contract",
            Self::Duplicate => "duplicate",
            Self::Household => "household",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }

    /// As the monthly report counts it.
    const fn counted(self) -> look::Reason {
        match self {
            Self::Contract => look::Reason::Contract,
            Self::Duplicate => look::Reason::Duplicate,
            Self::Household => look::Reason::Household,
        }
    }
}

/// Why an officer needs the name, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`Reason`] by its key.
    pub reason: String,
}

/// The office opens a household's record. `None`: it was erased.
pub async fn by_office(
    store: &Store,
    officer: Officer,
    id: HouseholdId,
    typed: &Typed,
    now: Time,
) -> Result<Option<Record>> {
    find(store.read(), Keeper::Office(officer), id).await?;
    if typed.reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let reason = Reason::from_key(&typed.reason).ok_or(Refusal::NotAChoice(Field::Reason))?;
    open(store, Keeper::Office(officer), id, reason, now).await
}

/// A village opens one of its own, or whoever keeps it prints its contract. `None`: it was erased.
pub async fn own(store: &Store, keeper: Keeper, id: HouseholdId, now: Time) -> Result<Option<Record>> {
    open(store, keeper, id, Reason::Contract, now).await
}

async fn open(store: &Store, keeper: Keeper, id: HouseholdId, reason: Reason, now: Time) -> Result<Option<Record>> {
    let txn = store.write().await?;
    find(&txn, keeper, id).await?;
    journal::note(&txn, keeper, Act::HouseholdLooked, Subject("household", id.0), reason.key(), now).await?;
    look::of_office(&txn, keeper.account(), reason.counted(), 1, now).await?;
    let record = record::read(store, &txn, id).await?;
    txn.commit().await?;
    Ok(record)
}
