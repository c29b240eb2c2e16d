//! The sealed record of a supporter: name and phone.

use std::fmt;

use sea_orm::{ActiveValue::Set, JoinType, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Result, Store,
    id::{FundId, SupporterId},
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

/// The names of all supporters of a fund that were not erased. Nobody reads them: something is compared with them.
pub(crate) async fn all_names(store: &Store, db: &impl ConnectionTrait, fund: FundId) -> Result<Vec<String>> {
    let to_supporter = Entity::belongs_to(super::Entity).from(Column::SupporterId).to(super::Column::Id);
    let its = Entity::find().join(JoinType::InnerJoin, to_supporter.into()).filter(super::COLUMN.fund_id.eq(fund));
    its.all(db).await?.into_iter().map(|row| Ok(open(store, row)?.name)).collect()
}

/// Opens one record; none: it was erased. The caller has journalled the look.
pub(crate) async fn read(store: &Store, db: &impl ConnectionTrait, supporter: SupporterId) -> Result<Option<Record>> {
    let row = Entity::find_by_id(supporter).one(db).await?;
    row.map(|row| open(store, row)).transpose()
}

fn open(store: &Store, row: Model) -> Result<Record> {
    let Model { supporter_id, wrapped, sealed } = row;
    private::open(store, TABLE, supporter_id.0, &private::Sealed { wrapped, sealed })
}
