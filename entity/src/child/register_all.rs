//! A school registers the children of a whole table: those it knows are found again, the others are made.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};

use super::{
    ActiveModel, COLUMN, Column, Entity, Model,
    record::{self, Record},
    register::household_hash,
};
use crate::{
    Result, Store, Time,
    actor::Importer,
    id::ChildId,
    journal::{self, Act, Subject},
    store::Txn,
};

/// Each child by its keyed hash, with which it comes. Few enough for one statement, each child once.
pub(crate) async fn register_all(
    store: &Store,
    txn: &Txn,
    by: Importer,
    typed: &[(&str, &Record)],
    now: Time,
) -> Result<HashMap<String, ChildId>> {
    let by_identity: HashMap<&str, &Record> = typed.iter().copied().collect();
    let known = Entity::find()
        .filter(COLUMN.school_id.eq(by.school()))
        .filter(COLUMN.identity_hash.is_in(by_identity.keys().copied()))
        .all(txn)
        .await?;
    let mut children: HashMap<String, ChildId> =
        known.iter().map(|child| (child.identity_hash.clone(), child.id)).collect();
    bring_up_to_date(store, txn, by, &known, &by_identity, now).await?;
    // In the order of the table, so that the children's numbers follow it.
    let new: Vec<(&str, &Record)> =
        typed.iter().copied().filter(|(identity, _)| !children.contains_key(*identity)).collect();
    if !new.is_empty() {
        children.extend(make(store, txn, by, &new, now).await?);
    }
    Ok(children)
}

async fn make(
    store: &Store,
    txn: &Txn,
    by: Importer,
    new: &[(&str, &Record)],
    now: Time,
) -> Result<Vec<(String, ChildId)>> {
    let rows = new.iter().map(|(identity, record)| ActiveModel {
        school_id: Set(by.school()),
        identity_hash: Set((*identity).to_owned()),
        household_hash: Set(household_hash(&store.keys, record)),
        created_at: Set(now),
        ..Default::default()
    });
    let made = Entity::insert_many(rows).exec_with_returning(txn).await?;
    let records: HashMap<&str, &Record> = new.iter().copied().collect();
    let records: Vec<(ChildId, &Record)> =
        made.iter().filter_map(|child| Some((child.id, *records.get(child.identity_hash.as_str())?))).collect();
    record::write_new(store, txn, &records).await?;
    let subjects = made.iter().map(|child| (Subject("child", child.id.0), ""));
    journal::note_all(txn, by, Act::ChildRegistered, subjects, now).await?;
    Ok(made.into_iter().map(|child| (child.identity_hash, child.id)).collect())
}

/// What the table says newly about a child is kept; what it leaves blank stays.
async fn bring_up_to_date(
    store: &Store,
    txn: &Txn,
    by: Importer,
    known: &[Model],
    typed: &HashMap<&str, &Record>,
    now: Time,
) -> Result<()> {
    let ids: Vec<ChildId> = known.iter().map(|child| child.id).collect();
    let records = record::read_many(store, txn, &ids).await?;
    for child in known {
        let Some(typed) = typed.get(child.identity_hash.as_str()) else { continue };
        let before = records.get(&child.id);
        let keep = |typed: &str, before: Option<&String>| match before {
            Some(before) if typed.is_empty() => before.clone(),
            _ => typed.to_owned(),
        };
        let record = Record {
            name: typed.name.clone(),
            birth_date: typed.birth_date,
            guardian: keep(&typed.guardian, before.map(|record| &record.guardian)),
            household: keep(&typed.household, before.map(|record| &record.household)),
            situation: keep(&typed.situation, before.map(|record| &record.situation)),
        };
        if before == Some(&record) {
            continue;
        }
        record::write(store, txn, child.id, &record).await?;
        Entity::update_many()
            .col_expr(Column::HouseholdHash, Expr::value(household_hash(&store.keys, &record)))
            .filter(COLUMN.id.eq(child.id))
            .exec(txn)
            .await?;
        journal::note(txn, by, Act::ChildChanged, Subject("child", child.id.0), "", now).await?;
    }
    Ok(())
}
