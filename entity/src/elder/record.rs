//! The sealed record of an elder: name, birth date, household. Erasing an elder deletes it with its key.

use std::{collections::HashMap, fmt};

use sea_orm::{ActiveValue::Set, JoinType, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Day, Result, Store,
    id::{ElderId, FundId},
    store::{Txn, private},
};

const TABLE: &str = "elder_record";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "elder_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub elder_id: ElderId,
    pub wrapped: Vec<u8>,
    pub sealed: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

/// An elder's private record in clear. Has no `Debug` that could reach a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub name: String,
    pub birth_date: Day,
    /// Address or household number; may be empty.
    pub household: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(private)")
    }
}

pub(crate) async fn write(store: &Store, txn: &Txn, elder: ElderId, record: &Record) -> Result<()> {
    write_all(store, txn, &[(elder, record.clone())]).await
}

pub(crate) async fn write_all(store: &Store, txn: &Txn, records: &[(ElderId, Record)]) -> Result<()> {
    let mut rows = Vec::with_capacity(records.len());
    for (elder, record) in records {
        let private::Sealed { wrapped, sealed } = private::seal(store, TABLE, elder.0, record)?;
        rows.push(ActiveModel { elder_id: Set(*elder), wrapped: Set(wrapped), sealed: Set(sealed) });
    }
    Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// Afterwards nobody can read it.
pub(crate) async fn erase(txn: &Txn, elder: ElderId) -> Result<()> {
    Entity::delete_by_id(elder).exec(txn).await?;
    Ok(())
}

/// Opens one record. The caller has journalled the look.
pub(crate) async fn read(store: &Store, db: &impl ConnectionTrait, elder: ElderId) -> Result<Option<Record>> {
    let row = Entity::find_by_id(elder).one(db).await?;
    row.map(|row| open(store, row)).transpose()
}

/// The names of these elders of a fund; who was erased is missing. The caller has journalled the look.
pub(crate) async fn names(
    store: &Store,
    db: &impl ConnectionTrait,
    fund: FundId,
    elders: &[ElderId],
) -> Result<HashMap<ElderId, String>> {
    let wanted: std::collections::HashSet<ElderId> = elders.iter().copied().collect();
    let rows = of_fund(db, fund).await?.into_iter().filter(|row| wanted.contains(&row.elder_id));
    rows.map(|row| Ok((row.elder_id, open(store, row)?.name))).collect()
}

/// The names of all elders of a fund who were not erased. Nobody reads them: something is compared with them.
pub(crate) async fn all_names(store: &Store, db: &impl ConnectionTrait, fund: FundId) -> Result<Vec<String>> {
    of_fund(db, fund).await?.into_iter().map(|row| Ok(open(store, row)?.name)).collect()
}

async fn of_fund(db: &impl ConnectionTrait, fund: FundId) -> Result<Vec<Model>> {
    let to_elder = Entity::belongs_to(super::Entity).from(Column::ElderId).to(super::Column::Id);
    let its = Entity::find().join(JoinType::InnerJoin, to_elder.into()).filter(super::COLUMN.fund_id.eq(fund));
    Ok(its.all(db).await?)
}

fn open(store: &Store, row: Model) -> Result<Record> {
    let Model { elder_id, wrapped, sealed } = row;
    private::open(store, TABLE, elder_id.0, &private::Sealed { wrapped, sealed })
}
