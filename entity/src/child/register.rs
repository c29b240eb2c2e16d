//! A school registers a child, or finds it again by a keyed hash of name and birth date.

use std::collections::HashSet;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{
    ActiveModel, COLUMN, Column, Entity, consent,
    record::{self, Record},
};
use crate::{
    Result, Store, Time,
    actor::School,
    id::ChildId,
    journal::{self, Act, Subject},
    store::{Keys, Txn},
    text, wish,
};

/// Finds the school's child or makes it, and seals the record as it was typed last.
pub(crate) async fn register(store: &Store, txn: &Txn, school: School, typed: &Record, now: Time) -> Result<ChildId> {
    let identity = identity_hash(&store.keys, typed);
    let household = household_hash(&store.keys, typed);
    let known = Entity::find()
        .filter(COLUMN.school_id.eq(school.school()))
        .filter(COLUMN.identity_hash.eq(identity.clone()))
        .one(txn)
        .await?;
    let Some(known) = known else {
        let row = ActiveModel {
            school_id: Set(school.school()),
            identity_hash: Set(identity),
            household_hash: Set(household),
            created_at: Set(now),
            ..Default::default()
        };
        let id = row.insert(txn).await?.id;
        record::write(store, txn, id, typed).await?;
        journal::note(txn, school, Act::ChildRegistered, Subject("child", id.0), "", now).await?;
        return Ok(id);
    };
    if known.household_hash != household {
        Entity::update_many()
            .col_expr(Column::HouseholdHash, Expr::value(household))
            .filter(COLUMN.id.eq(known.id))
            .exec(txn)
            .await?;
    }
    if record::read(store, txn, known.id).await?.as_ref() != Some(typed) {
        record::write(store, txn, known.id, typed).await?;
        journal::note(txn, school, Act::ChildChanged, Subject("child", known.id.0), "", now).await?;
    }
    Ok(known.id)
}

/// Forgets those of these children whose last draft was deleted or turned out to be another's: nothing keeps their
/// data. Few enough for one statement.
pub(crate) async fn forget_unused(txn: &Txn, ids: &[ChildId]) -> Result<()> {
    let used: Vec<ChildId> = wish::Entity::find()
        .select_only()
        .column(wish::Column::ChildId)
        .filter(wish::COLUMN.child_id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(txn)
        .await?;
    let used: HashSet<ChildId> = used.into_iter().collect();
    let unused: Vec<ChildId> = ids.iter().copied().filter(|id| !used.contains(id)).collect();
    record::erase_all(txn, &unused).await?;
    consent::Entity::delete_many().filter(consent::COLUMN.child_id.is_in(unused.iter().copied())).exec(txn).await?;
    Entity::delete_many().filter(COLUMN.id.is_in(unused)).exec(txn).await?;
    Ok(())
}

pub(crate) fn identity_hash(keys: &Keys, record: &Record) -> String {
    keys.identity_hash(&[&plain(&record.name), &record.birth_date.to_string()])
}

pub(super) fn household_hash(keys: &Keys, record: &Record) -> Option<String> {
    let household = plain(&record.household);
    (!household.is_empty()).then(|| keys.identity_hash(&["household", &household, ""]))
}

/// The same name however it was typed: full width or half, with spaces or without.
fn plain(typed: &str) -> String {
    text::half_width(typed).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
