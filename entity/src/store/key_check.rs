//! Whether a master key is the database's own. The database keeps a keyed check value, never the key: another key opens
//! none of its records, and what was sealed under it beside them would be lost as soon as the right one is back.

use sea_orm::{ActiveValue::Set, Statement, entity::prelude::*, sea_query::OnConflict};

use super::{Keys, Store};
use crate::Result;

/// The one row.
const ONLY: i32 = 1;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key_check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// [`Keys::check_value`]
    pub value: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// All that is sealed under the master key itself: table, column, and the column that the place names as its row.
pub const SEALED: [(&str, &str, &str); 14] = [
    ("child_key", "wrapped", "child_id"),
    ("household_key", "wrapped", "household_id"),
    ("elder_record", "wrapped", "elder_id"),
    ("supporter_record", "wrapped", "supporter_id"),
    ("photo", "wrapped", "id"),
    ("import_key", "wrapped", "import_id"),
    ("payment_sheet", "wrapped", "statement_id"),
    ("look", "remark", "id"),
    ("page_report", "words", "id"),
    ("page_report", "reply_to", "id"),
    ("payment_arrival", "words", "once"),
    ("payment_line", "words", "digest"),
    ("adoption", "party", "code"),
    ("adoption", "delivery", "code"),
];

/// What a database says of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    Own,
    Other,
    /// It knows none yet, and nothing in it is sealed.
    Free,
}

/// Whether a check value is kept, by which the key is known whatever else there is.
pub async fn is_kept(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(Entity::find_by_id(ONLY).one(db).await?.is_some())
}

/// Compares, and writes nothing. A database from before check values were kept knows the key by what opens under it.
pub async fn fit(keys: &Keys, db: &impl ConnectionTrait) -> Result<Fit> {
    if let Some(check) = Entity::find_by_id(ONLY).one(db).await? {
        return Ok(if check.value == keys.check_value() { Fit::Own } else { Fit::Other });
    }
    let samples = samples(db).await?;
    Ok(match &samples[..] {
        [] => Fit::Free,
        samples if samples.iter().any(|(place, sealed)| keys.opens(place, sealed)) => Fit::Own,
        _ => Fit::Other,
    })
}

/// Whether the store's key is the database's, which takes it where it knows none. Of two processes that start at once
/// with two keys, one is told no.
pub async fn settle(store: &Store) -> Result<bool> {
    let txn = store.write().await?;
    if fit(&store.keys, &txn).await? == Fit::Other {
        return Ok(false);
    }
    let row = ActiveModel { id: Set(ONLY), value: Set(store.keys.check_value()) };
    let once = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(once).exec_without_returning(&txn).await?;
    // On PostgreSQL the insert has waited for another's, whose key it may be.
    let is_own = fit(&store.keys, &txn).await? == Fit::Own;
    txn.commit().await?;
    Ok(is_own)
}

/// One value of each kind that is there, with its place.
pub async fn samples(db: &impl ConnectionTrait) -> Result<Vec<(String, Vec<u8>)>> {
    let mut samples = Vec::new();
    for (table, column, row) in SEALED {
        let first = format!(
            "SELECT '{table}/{column}/' || {row} AS place, {column} AS sealed FROM {table}
            WHERE {column} IS NOT NULL ORDER BY {row} LIMIT 1"
        );
        let first = Statement::from_string(db.get_database_backend(), first);
        if let Some(found) = db.query_one_raw(first).await? {
            samples.push((found.try_get("", "place")?, found.try_get("", "sealed")?));
        }
    }
    Ok(samples)
}
