//! The office opens the names of an elder and of the supporters, for a reason it chose; the look is journalled and
//! counted before anything is opened.

use serde::Deserialize;

use super::{
    find,
    record::{self, Record},
};
use crate::{
    Field, Refusal, Result, Store, Time,
    actor::Officer,
    child::look::{self, Reason},
    id::{ElderId, SupporterId},
    journal::{self, Act, Subject},
    supporter,
};

/// What an officer chooses from.
pub const CHOICES: [Reason; 2] = [Reason::Delivery, Reason::Review];

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// One of [`CHOICES`] by its key.
    pub reason: String,
}

/// What was found. No `Debug` that could reach a log.
#[derive(Clone)]
pub struct Looked {
    /// None: it was erased.
    pub elder: Option<Record>,
    pub supporters: Vec<(SupporterId, supporter::record::Record)>,
}

pub async fn by_office(store: &Store, officer: Officer, id: ElderId, typed: &Typed, now: Time) -> Result<Looked> {
    let reason = match typed.reason.as_str() {
        "" => return Err(Refusal::ReasonMissing.into()),
        key => Reason::from_key(key).filter(|reason| CHOICES.contains(reason)),
    };
    let reason = reason.ok_or(Refusal::NotAChoice(Field::Reason))?;
    let txn = store.write().await?;
    find(&txn, id).await?;
    let supporters = supporter::of_elder(&txn, id).await?;
    journal::note(&txn, officer, Act::ElderLooked, Subject("elder", id.0), reason.key(), now).await?;
    look::of_office(&txn, officer.account(), reason, 1 + supporters.len(), now).await?;
    let elder = record::read(store, &txn, id).await?;
    let mut known = Vec::with_capacity(supporters.len());
    for supporter in supporters {
        if let Some(record) = supporter::record::read(store, &txn, supporter.id).await? {
            known.push((supporter.id, record));
        }
    }
    txn.commit().await?;
    Ok(Looked { elder, supporters: known })
}
