//! What nobody may read without its own key: a record sealed whole, the key beside it wrapped by the master key.
//! Whoever deletes the row has deleted both.

use std::fmt;

use sea_orm::DbErr;
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{
    Store,
    keys::{self, place},
};
use crate::{Error, Result};

/// A record as its row holds it.
pub(crate) struct Sealed {
    pub wrapped: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// Seals a record under a new key, tied to its table and row.
pub(crate) fn seal(store: &Store, table: &str, row: i64, record: &impl Serialize) -> Result<Sealed> {
    let secret = Zeroizing::new(store.dice.bytes());
    let plain = Zeroizing::new(serde_json::to_vec(record).map_err(|error| unreadable(table, &error))?);
    Ok(Sealed {
        wrapped: store.keys.wrap(&store.dice, table, row, &secret),
        sealed: keys::seal(&secret, &store.dice, &place(table, "sealed", row), &plain),
    })
}

/// Opens a record. The caller has journalled the look.
pub(crate) fn open<T: DeserializeOwned>(store: &Store, table: &str, row: i64, sealed: &Sealed) -> Result<T> {
    let secret = store.keys.unwrap(table, row, &sealed.wrapped).map_err(|error| unreadable(table, &error))?;
    let plain = keys::open(&secret, &place(table, "sealed", row), &sealed.sealed);
    let plain = plain.map_err(|error| unreadable(table, &error))?;
    serde_json::from_slice(&plain).map_err(|error| unreadable(table, &error))
}

fn unreadable(table: &str, error: &dyn fmt::Display) -> Error {
    Error::Db(DbErr::Custom(format!("a record of {table} cannot be read: {error}")))
}
