//! The sealed record: name, birth date, guardian, household, situation, each under the child's own key.
//!
//! Additional data ties each value to its table, column and row. Erasing a child deletes the key.

use std::{collections::HashMap, fmt};

use sea_orm::{ActiveValue::Set, entity::prelude::*};
use zeroize::Zeroizing;

use crate::{
    Day, Error, Result, Store,
    id::ChildId,
    store::{Txn, keys},
};

mod key {
    use sea_orm::entity::prelude::*;

    use crate::id::ChildId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "child_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub child_id: ChildId,
        pub wrapped: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod sealed {
    use sea_orm::entity::prelude::*;

    use crate::id::ChildId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "child_record")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub child_id: ChildId,
        pub name: Vec<u8>,
        pub birth_date: Vec<u8>,
        pub guardian: Vec<u8>,
        pub household: Vec<u8>,
        pub situation: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A child's private record in clear. Has no `Debug` that could reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Record {
    pub name: String,
    pub birth_date: Day,
    pub guardian: String,
    /// How the office tells households apart (address or household number); may be empty.
    pub household: String,
    /// What the school wants the office to know; may be empty. Never published.
    pub situation: String,
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(private)")
    }
}

fn place(column: &str, child: ChildId) -> String {
    keys::place("child_record", column, child.0)
}

/// Seals a record under a new key of the child's own, replacing an earlier one.
pub(crate) async fn write(store: &Store, txn: &Txn, child: ChildId, record: &Record) -> Result<()> {
    erase(txn, child).await?;
    write_new(store, txn, &[(child, record)]).await
}

/// Seals the records of children who have none yet, each under a key of its own.
pub(crate) async fn write_new(store: &Store, txn: &Txn, records: &[(ChildId, &Record)]) -> Result<()> {
    let (mut wrapped, mut sealed) = (Vec::with_capacity(records.len()), Vec::with_capacity(records.len()));
    for (child, record) in records {
        let secret = Zeroizing::new(store.dice.bytes());
        let seal =
            |column: &str, plain: &str| keys::seal(&secret, &store.dice, &place(column, *child), plain.as_bytes());
        sealed.push(sealed::ActiveModel {
            child_id: Set(*child),
            name: Set(seal("name", &record.name)),
            birth_date: Set(seal("birth_date", &record.birth_date.to_string())),
            guardian: Set(seal("guardian", &record.guardian)),
            household: Set(seal("household", &record.household)),
            situation: Set(seal("situation", &record.situation)),
        });
        wrapped.push(key::ActiveModel {
            child_id: Set(*child),
            wrapped: Set(store.keys.wrap(&store.dice, "child_key", child.0, &secret)),
        });
    }
    key::Entity::insert_many(wrapped).exec_without_returning(txn).await?;
    sealed::Entity::insert_many(sealed).exec_without_returning(txn).await?;
    Ok(())
}

/// Deletes key and record: afterwards nobody can read the child's data, not even from a backup of this table.
pub(crate) async fn erase(txn: &Txn, child: ChildId) -> Result<()> {
    erase_all(txn, &[child]).await
}

/// The same for several children; few enough for one statement.
pub(super) async fn erase_all(txn: &Txn, children: &[ChildId]) -> Result<()> {
    let of = children.iter().copied();
    key::Entity::delete_many().filter(key::COLUMN.child_id.is_in(of.clone())).exec(txn).await?;
    sealed::Entity::delete_many().filter(sealed::COLUMN.child_id.is_in(of)).exec(txn).await?;
    Ok(())
}

/// Opens one record. The caller has journalled the look.
pub(crate) async fn read(store: &Store, db: &impl ConnectionTrait, child: ChildId) -> Result<Option<Record>> {
    Ok(read_many(store, db, &[child]).await?.remove(&child))
}

/// Opens the records of several children in two statements; erased ones are missing.
pub(crate) async fn read_many(
    store: &Store,
    db: &impl ConnectionTrait,
    children: &[ChildId],
) -> Result<HashMap<ChildId, Record>> {
    let of = |column: &'static str| {
        move |bytes: &[u8], secret: &keys::Secret, child| -> Result<String> {
            let plain = keys::open(secret, &place(column, child), bytes).map_err(|e| unreadable(&e))?;
            String::from_utf8(plain.to_vec()).map_err(|e| unreadable(&e))
        }
    };
    let wrapped = key::Entity::find().filter(key::COLUMN.child_id.is_in(children.iter().copied())).all(db).await?;
    let mut rows: HashMap<ChildId, sealed::Model> = sealed::Entity::find()
        .filter(sealed::COLUMN.child_id.is_in(children.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.child_id, row))
        .collect();
    let mut records = HashMap::with_capacity(wrapped.len());
    for key::Model { child_id, wrapped } in wrapped {
        let Some(row) = rows.remove(&child_id) else { continue };
        let secret = store.keys.unwrap("child_key", child_id.0, &wrapped).map_err(|e| unreadable(&e))?;
        let record = Record {
            name: of("name")(&row.name, &secret, child_id)?,
            birth_date: of("birth_date")(&row.birth_date, &secret, child_id)?.parse().map_err(|e| unreadable(&e))?,
            guardian: of("guardian")(&row.guardian, &secret, child_id)?,
            household: of("household")(&row.household, &secret, child_id)?,
            situation: of("situation")(&row.situation, &secret, child_id)?,
        };
        records.insert(child_id, record);
    }
    Ok(records)
}

fn unreadable(error: &dyn fmt::Display) -> Error {
    Error::Db(DbErr::Custom(format!("a child's record cannot be read: {error}")))
}
