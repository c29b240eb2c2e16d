//! Looking at a child's record. A school sees its own pupils, the office on request with a reason; each look
//! stands in the journal before the record is opened.

use std::collections::HashMap;

use sea_orm::{QuerySelect, entity::prelude::*};

use super::record::{self, Record};
use crate::{
    Code, Field, Refusal, Result, Store, Time,
    actor::{Officer, School},
    id::{ChildId, WishId},
    journal::{self, Subject},
    wish,
};

/// Why an officer needs the real name; the journal holds the word, so it is one of a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Something in the wish or the consent does not fit.
    Review,
    /// Two wishes may be one child's.
    Duplicate,
    /// A gift cannot be handed out without it.
    Delivery,
    /// The guardian asked to see or mend the data.
    Guardian,
}

impl Reason {
    pub const ALL: [Self; 4] = [Self::Review, Self::Duplicate, Self::Delivery, Self::Guardian];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Duplicate => "duplicate",
            Self::Delivery => "delivery",
            Self::Guardian => "guardian",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// The school opens one pupil's record, to write or mend the wish. `None`: it was erased.
pub async fn by_school(store: &Store, school: School, code: &Code, now: Time) -> Result<Option<Record>> {
    let txn = store.write().await?;
    let wish = wish::within_reach(&txn, Some(school.school()), code).await?;
    journal::note(&txn, school, "child_looked", Subject("child", wish.child_id.0), code.as_str(), now).await?;
    let record = record::read(store, &txn, wish.child_id).await?;
    txn.commit().await?;
    Ok(record)
}

/// The office opens one child's record, for a reason it chose.
pub async fn by_office(
    store: &Store,
    officer: Officer,
    code: &Code,
    reason: &str,
    now: Time,
) -> Result<Option<Record>> {
    let reason = match reason {
        "" => return Err(Refusal::ReasonMissing.into()),
        key => Reason::from_key(key).ok_or(Refusal::NotAChoice(Field::Reason))?,
    };
    let txn = store.write().await?;
    let wish = wish::within_reach(&txn, None, code).await?;
    let detail = format!("{code} {}", reason.key());
    journal::note(&txn, officer, "child_looked", Subject("child", wish.child_id.0), &detail, now).await?;
    let record = record::read(store, &txn, wish.child_id).await?;
    txn.commit().await?;
    Ok(record)
}

/// The names behind the school's own wishes, for its list; one entry says how many were shown.
pub async fn names(store: &Store, school: School, wishes: &[WishId], now: Time) -> Result<HashMap<WishId, String>> {
    if wishes.is_empty() {
        return Ok(HashMap::new());
    }
    let txn = store.write().await?;
    let own: Vec<(WishId, ChildId)> = wish::Entity::find()
        .select_only()
        .columns([wish::Column::Id, wish::Column::ChildId])
        .filter(wish::COLUMN.id.is_in(wishes.iter().copied()))
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .into_tuple()
        .all(&txn)
        .await?;
    let count = own.len().to_string();
    journal::note(&txn, school, "pupils_looked", Subject("school", school.school().0), &count, now).await?;
    let children: Vec<ChildId> = own.iter().map(|(_, child)| *child).collect();
    let records = record::read_many(store, &txn, &children).await?;
    txn.commit().await?;
    Ok(own.into_iter().filter_map(|(wish, child)| Some((wish, records.get(&child)?.name.clone()))).collect())
}
