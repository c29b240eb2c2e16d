//! The table between its rehearsal and its taking: sealed under the import's own key, with what was found in it.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};
use zeroize::Zeroizing;

use super::{
    Model,
    columns::{self, field_from_key},
    finding::{Finding, Kind},
    header::Table,
    sheet::Sheet,
};
use crate::{
    Error, Refusal, Result, Store, Time,
    actor::Importer,
    child::look,
    id::{ImportId, SchoolId},
    journal::{self, Act, Subject},
    store::{Txn, keys},
};

mod key {
    use sea_orm::entity::prelude::*;

    use crate::id::ImportId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: ImportId,
        pub wrapped: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod sealed {
    use sea_orm::entity::prelude::*;

    use crate::id::ImportId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_sheet")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: ImportId,
        pub cells: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod found {
    use sea_orm::entity::prelude::*;

    use crate::id::ImportId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_finding")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub import_id: ImportId,
        pub row_no: i64,
        pub field: String,
        pub heading: String,
        pub kind: String,
        pub about: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod heading {
    use sea_orm::entity::prelude::*;

    use crate::id::SchoolId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_heading")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub school_id: SchoolId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub heading: String,
        pub field: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Rows of one statement.
const AT_ONCE: usize = 1_000;

/// Seals the table under a new key.
pub(super) async fn seal(store: &Store, txn: &Txn, import: ImportId, sheet: &Sheet) -> Result<()> {
    let secret = Zeroizing::new(store.dice.bytes());
    let plain = Zeroizing::new(serde_json::to_vec(sheet).map_err(|e| DbErr::Json(e.to_string()))?);
    let wrapped = store.keys.wrap(&store.dice, "import_key", import.0, &secret);
    let cells = keys::seal(&secret, &store.dice, &place(import), &plain);
    let row = key::ActiveModel { import_id: Set(import), wrapped: Set(wrapped) };
    key::Entity::insert(row).exec_without_returning(txn).await?;
    let row = sealed::ActiveModel { import_id: Set(import), cells: Set(cells) };
    sealed::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Opens the table; gone when the import was taken, undone or forgotten.
pub(super) async fn unseal(store: &Store, db: &impl ConnectionTrait, import: &Model) -> Result<Table> {
    let unreadable = |what: &str| Error::Db(DbErr::Custom(format!("an import's table cannot be read: {what}")));
    let key = key::Entity::find_by_id(import.id).one(db).await?.ok_or(Refusal::ImportTableGone)?;
    let row = sealed::Entity::find_by_id(import.id).one(db).await?.ok_or(Refusal::ImportTableGone)?;
    let secret = store.keys.unwrap("import_key", import.id.0, &key.wrapped).map_err(|e| unreadable(&e.to_string()))?;
    let plain = keys::open(&secret, &place(import.id), &row.cells).map_err(|e| unreadable(&e.to_string()))?;
    // What is wrong with the text must not quote it.
    let sheet = serde_json::from_slice(&plain).map_err(|_| unreadable("no table"))?;
    let header = u32::try_from(import.header_row).unwrap_or_default();
    Ok(Table { sheet, header, mapping: import.mapping() })
}

/// Destroys the key, and with it the table.
pub(super) async fn destroy(txn: &Txn, import: ImportId) -> Result<()> {
    key::Entity::delete_by_id(import).exec(txn).await?;
    sealed::Entity::delete_by_id(import).exec(txn).await?;
    Ok(())
}

/// The school opens the table again, to mend it; the journal knows, and the names are counted.
pub async fn opened(store: &Store, by: Importer, id: ImportId, now: Time) -> Result<(Table, Vec<Finding>)> {
    let txn = store.write().await?;
    let import = super::within_reach(&txn, by.school(), id).await?;
    let table = unseal(store, &txn, &import).await?;
    journal::note(&txn, by, Act::ImportOpened, Subject("import", id.0), "", now).await?;
    look::in_table(&txn, by, table.rows().count(), now).await?;
    let findings = findings(&txn, id).await?;
    txn.commit().await?;
    Ok((table, findings))
}

/// The headings of a table that can still be mapped; they name no one.
pub async fn headings(store: &Store, by: Importer, import: &Model) -> Result<Vec<String>> {
    if import.school_id != by.school() {
        return Err(Refusal::NotFound.into());
    }
    Ok(unseal(store, store.read(), import).await?.headings().to_vec())
}

/// Replaces what was found.
pub(super) async fn keep_findings(txn: &Txn, import: ImportId, findings: &[Finding]) -> Result<()> {
    found::Entity::delete_many().filter(found::COLUMN.import_id.eq(import)).exec(txn).await?;
    for some in findings.chunks(AT_ONCE) {
        let rows = some.iter().map(|finding| found::ActiveModel {
            import_id: Set(import),
            row_no: Set(finding.row.into()),
            field: Set(finding.field.key().to_owned()),
            heading: Set(finding.column.clone()),
            kind: Set(finding.kind.key().to_owned()),
            about: Set(finding.about),
            ..Default::default()
        });
        found::Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// What was found, in the order of the lines.
pub async fn findings(db: &impl ConnectionTrait, import: ImportId) -> Result<Vec<Finding>> {
    let found = found::Entity::find().filter(found::COLUMN.import_id.eq(import)).order_by_asc(found::COLUMN.id);
    let findings = found.all(db).await?.into_iter().filter_map(|row| {
        let (field, kind) = (field_from_key(&row.field)?, Kind::from_key(&row.kind)?);
        let number = u32::try_from(row.row_no).ok()?;
        Some(Finding { row: number, field, column: row.heading, kind, about: row.about })
    });
    Ok(findings.collect())
}

/// What the school calls its columns, as it said itself.
pub async fn remembered(db: &impl ConnectionTrait, school: SchoolId) -> Result<Vec<(String, Option<crate::Field>)>> {
    let known = heading::Entity::find().filter(heading::COLUMN.school_id.eq(school)).all(db).await?;
    Ok(known.into_iter().map(|row| (row.heading, field_from_key(&row.field))).collect())
}

/// Remembers what the school said its headings mean.
pub(super) async fn remember(
    txn: &Txn,
    school: SchoolId,
    headings: &[String],
    mapping: &columns::Mapping,
) -> Result<()> {
    for (column, its) in headings.iter().enumerate() {
        let plain = columns::plain(its);
        if plain.is_empty() {
            continue;
        }
        let row = heading::ActiveModel {
            school_id: Set(school),
            heading: Set(plain),
            field: Set(mapping.field(column).map_or("", crate::Field::key).to_owned()),
        };
        let both = [heading::Column::SchoolId, heading::Column::Heading];
        let replace = sea_orm::sea_query::OnConflict::columns(both).update_column(heading::Column::Field).to_owned();
        heading::Entity::insert(row).on_conflict(replace).exec_without_returning(txn).await?;
    }
    Ok(())
}

fn place(import: ImportId) -> String {
    keys::place("import_sheet", "cells", import.0)
}
