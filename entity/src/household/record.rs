//! The sealed record: head, phone, address, situation, each under the household's own key.
//!
//! As with a child's ([`crate::child::record`]): additional data ties each value to its place, erasing deletes the key.

use std::{collections::HashMap, fmt};

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use zeroize::Zeroizing;

use crate::{
    Error, Result, Store,
    id::HouseholdId,
    store::{Txn, keys},
};

mod key {
    use sea_orm::entity::prelude::*;

    use crate::id::HouseholdId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "household_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub household_id: HouseholdId,
        pub wrapped: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod sealed {
    use sea_orm::entity::prelude::*;

    use crate::id::HouseholdId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "household_record")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub household_id: HouseholdId,
        pub head: Vec<u8>,
        pub phone: Vec<u8>,
        pub address: Vec<u8>,
        pub situation: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A household's private record in clear. Has no `Debug` that could reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    /// The head of the household, who signs.
    pub head: String,
    /// May be empty.
    pub phone: String,
    pub address: String,
    /// What the village wants the office to know; may be empty. Never published.
    pub situation: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(private)")
    }
}

fn place(column: &str, household: HouseholdId) -> String {
    keys::place("household_record", column, household.0)
}

/// Seals a record under a new key of the household's own, replacing an earlier one.
pub(crate) async fn write(store: &Store, txn: &Txn, household: HouseholdId, record: &Record) -> Result<()> {
    erase(txn, household).await?;
    write_new(store, txn, &[(household, record)]).await
}

/// Seals the records of households that have none yet.
pub(crate) async fn write_new(store: &Store, txn: &Txn, records: &[(HouseholdId, &Record)]) -> Result<()> {
    let (mut wrapped, mut sealed) = (Vec::with_capacity(records.len()), Vec::with_capacity(records.len()));
    for (household, record) in records {
        let secret = Zeroizing::new(store.dice.bytes());
        let seal =
            |column: &str, plain: &str| keys::seal(&secret, &store.dice, &place(column, *household), plain.as_bytes());
        sealed.push(sealed::ActiveModel {
            household_id: Set(*household),
            head: Set(seal("head", &record.head)),
            phone: Set(seal("phone", &record.phone)),
            address: Set(seal("address", &record.address)),
            situation: Set(seal("situation", &record.situation)),
        });
        wrapped.push(key::ActiveModel {
            household_id: Set(*household),
            wrapped: Set(store.keys.wrap(&store.dice, "household_key", household.0, &secret)),
        });
    }
    key::Entity::insert_many(wrapped).exec_without_returning(txn).await?;
    sealed::Entity::insert_many(sealed).exec_without_returning(txn).await?;
    Ok(())
}

/// Deletes key and record: afterwards nobody can read it, not even from a backup of this table.
pub(crate) async fn erase(txn: &Txn, household: HouseholdId) -> Result<()> {
    key::Entity::delete_by_id(household).exec(txn).await?;
    sealed::Entity::delete_by_id(household).exec(txn).await?;
    Ok(())
}

/// Opens one record; an erased one is missing. The caller has journalled the look.
pub(crate) async fn read(store: &Store, db: &impl ConnectionTrait, household: HouseholdId) -> Result<Option<Record>> {
    Ok(read_many(store, db, &[household]).await?.remove(&household))
}

/// Opens several records in two statements.
pub(crate) async fn read_many(
    store: &Store,
    db: &impl ConnectionTrait,
    households: &[HouseholdId],
) -> Result<HashMap<HouseholdId, Record>> {
    let some = || households.iter().copied();
    let wrapped = key::Entity::find().filter(key::COLUMN.household_id.is_in(some())).all(db).await?;
    let rows = sealed::Entity::find().filter(sealed::COLUMN.household_id.is_in(some())).all(db).await?;
    let mut rows: HashMap<HouseholdId, sealed::Model> = rows.into_iter().map(|row| (row.household_id, row)).collect();
    let mut records = HashMap::with_capacity(wrapped.len());
    for key::Model { household_id, wrapped } in wrapped {
        let Some(row) = rows.remove(&household_id) else { continue };
        let secret = store.keys.unwrap("household_key", household_id.0, &wrapped).map_err(|e| unreadable(&e))?;
        let open = |column: &str, bytes: &[u8]| -> Result<String> {
            let plain = keys::open(&secret, &place(column, household_id), bytes).map_err(|e| unreadable(&e))?;
            String::from_utf8(plain.to_vec()).map_err(|e| unreadable(&e))
        };
        let record = Record {
            head: open("head", &row.head)?,
            phone: open("phone", &row.phone)?,
            address: open("address", &row.address)?,
            situation: open("situation", &row.situation)?,
        };
        records.insert(household_id, record);
    }
    Ok(records)
}

fn unreadable(error: &dyn fmt::Display) -> Error {
    Error::Db(DbErr::Custom(format!("a household's record cannot be read: {error}")))
}
