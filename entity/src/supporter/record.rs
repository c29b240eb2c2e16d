//! The sealed record of a supporter: name and phone.

use std::fmt;

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Result, Store,
    id::SupporterId,
    store::{Txn, private},
};

const TABLE: &str = "supporter_record";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "supporter_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub supporter_id: SupporterId,
    pub wrapped: Vec<u8>,
    pub sealed: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

/// In clear. Has no `Debug` that could reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub name: String,
    /// May be empty.
    pub phone: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(private)")
    }
}

pub(crate) async fn write(store: &Store, txn: &Txn, supporter: SupporterId, record: &Record) -> Result<()> {
    let private::Sealed { wrapped, sealed } = private::seal(store, TABLE, supporter.0, record)?;
    let row = ActiveModel { supporter_id: Set(supporter), wrapped: Set(wrapped), sealed: Set(sealed) };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Afterwards nobody can read it.
pub(crate) async fn erase(txn: &Txn, supporter: SupporterId) -> Result<()> {
    Entity::delete_by_id(supporter).exec(txn).await?;
    Ok(())
}

/// Opens one record; none: it was erased. The caller has journalled the look.
pub(crate) async fn read(store: &Store, db: &impl ConnectionTrait, supporter: SupporterId) -> Result<Option<Record>> {
    let Some(row) = Entity::find_by_id(supporter).one(db).await? else { return Ok(None) };
    let sealed = private::Sealed { wrapped: row.wrapped, sealed: row.sealed };
    private::open(store, TABLE, supporter.0, &sealed).map(Some)
}
