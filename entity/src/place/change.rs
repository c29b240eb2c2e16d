//! The office adds and changes townships and villages. Village names guard the free texts, so they are kept whole.

use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr,
};
use serde::Deserialize;

use super::{township, village};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time, account,
    actor::Officer,
    error::Refusals,
    fund, household,
    id::{TownshipId, VillageId},
    journal::{self, Act, Subject},
    lang, school, text,
};

/// Longest name of a place, in characters.
pub const NAME: usize = 40;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedTownship {
    pub name_zh: String,
    /// Blank: the Chinese name serves both languages.
    pub name_en: String,
}

impl From<&township::Model> for TypedTownship {
    fn from(township: &township::Model) -> Self {
        let name_en = lang::english_shown(&township.name_en, &township.name_zh);
        Self { name_zh: township.name_zh.clone(), name_en }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedVillage {
    pub township: String,
    pub village: String,
}

pub async fn add_township(
    store: &Store,
    officer: Officer,
    typed: &TypedTownship,
    form: &FormKey,
    now: Time,
) -> Result<TownshipId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (name_zh, name_en) = read_township(typed)?;
    let row = township::ActiveModel { name_zh: Set(name_zh), name_en: Set(name_en), ..Default::default() };
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::TownshipAdded, Subject("township", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

pub async fn change_township(
    store: &Store,
    officer: Officer,
    id: TownshipId,
    typed: &TypedTownship,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    let (name_zh, name_en) = read_township(typed)?;
    let changed = township::Entity::update_many()
        .col_expr(township::Column::NameZh, Expr::value(name_zh))
        .col_expr(township::Column::NameEn, Expr::value(name_en))
        .filter(township::COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, officer, Act::TownshipChanged, Subject("township", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// Removes a township that has neither schools nor villages.
pub async fn remove_township(store: &Store, officer: Officer, id: TownshipId, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let schools = school::Entity::find().filter(school::COLUMN.township_id.eq(id)).count(&txn).await?;
    let villages = village::Entity::find().filter(village::COLUMN.township_id.eq(id)).count(&txn).await?;
    if schools + villages > 0 {
        return Err(Refusal::InUse.into());
    }
    if township::Entity::delete_by_id(id).exec(&txn).await?.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, officer, Act::TownshipRemoved, Subject("township", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// Adds a village, or many at once: one name a line, as it is pasted out of a list. Names already there are passed over.
pub async fn add_villages(
    store: &Store,
    officer: Officer,
    typed: &TypedVillage,
    form: &FormKey,
    now: Time,
) -> Result<usize> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (township, names) = read_villages(&txn, typed).await?;
    let known: Vec<String> = villages_of(&txn, township).await?.into_iter().map(|village| village.name).collect();
    let new: Vec<String> = names.into_iter().filter(|name| !known.contains(name)).collect();
    for name in &new {
        let row = village::ActiveModel { township_id: Set(township), name: Set(name.clone()), ..Default::default() };
        let id = row.insert(&txn).await?.id;
        journal::note(&txn, officer, Act::VillageAdded, Subject("village", id.0), "", now).await?;
    }
    form.keep(&txn, &new.len(), now).await?;
    txn.commit().await?;
    Ok(new.len())
}

/// The villages that somebody acts for, that have a fund, or that a household is put down in: they stay.
pub async fn lived_in(db: &impl ConnectionTrait, _officer: Officer) -> Result<HashSet<VillageId>> {
    let households = household::Entity::find().select_only().column(household::Column::VillageId).distinct();
    let funds = fund::Entity::find().select_only().column(fund::Column::VillageId).distinct();
    let mut found: HashSet<VillageId> = account::invite::acted_for(db).await?.into_iter().collect();
    found.extend(households.into_tuple::<VillageId>().all(db).await?);
    found.extend(funds.into_tuple::<VillageId>().all(db).await?);
    Ok(found)
}

/// Removes a village that is not [`lived_in`].
pub async fn remove_village(store: &Store, officer: Officer, id: VillageId, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if lived_in(&txn, officer).await?.contains(&id) {
        return Err(Refusal::InUse.into());
    }
    if village::Entity::delete_by_id(id).exec(&txn).await?.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    journal::note(&txn, officer, Act::VillageRemoved, Subject("village", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// All townships, by number.
pub async fn townships(db: &impl ConnectionTrait) -> Result<Vec<township::Model>> {
    Ok(township::Entity::find().order_by_asc(township::COLUMN.id).all(db).await?)
}

/// All villages, by township and name. For the office only: see [`super`].
pub async fn villages(db: &impl ConnectionTrait, _officer: Officer) -> Result<Vec<village::Model>> {
    let all = village::Entity::find().order_by_asc(village::COLUMN.township_id).order_by_asc(village::COLUMN.name);
    Ok(all.all(db).await?)
}

async fn villages_of(db: &impl ConnectionTrait, township: TownshipId) -> Result<Vec<village::Model>> {
    Ok(village::Entity::find().filter(village::COLUMN.township_id.eq(township)).all(db).await?)
}

fn read_township(typed: &TypedTownship) -> Result<(String, String)> {
    let mut refusals = Refusals::default();
    let name_zh = refusals.take(text::line(Field::NameZh, &typed.name_zh, NAME));
    let name_en = refusals.take(text::line_or_empty(Field::NameEn, &typed.name_en, NAME));
    let (Some(name_zh), Some(name_en)) = (name_zh, name_en) else { return Err(refusals.into()) };
    let name_en = lang::english_kept(name_en, &name_zh);
    Ok((name_zh, name_en))
}

async fn read_villages(db: &impl ConnectionTrait, typed: &TypedVillage) -> Result<(TownshipId, Vec<String>)> {
    let mut refusals = Refusals::default();
    let township = refusals.take(chosen_township(db, &typed.township).await?);
    let mut names: Vec<String> = typed
        .village
        .lines()
        .filter(|name| !name.trim().is_empty())
        .filter_map(|name| refusals.take(text::line(Field::Village, name, NAME)))
        .collect();
    names.sort();
    names.dedup();
    if names.is_empty() && refusals.is_empty() {
        refusals.add(Refusal::Missing(Field::Village));
    }
    // A name of one character would refuse half of all texts.
    if names.iter().any(|name| name.chars().count() < 2) {
        refusals.add(Refusal::TooShort(Field::Village, 2));
    }
    match township {
        Some(township) if refusals.is_empty() => Ok((township, names)),
        _ => Err(refusals.into()),
    }
}

/// The township a form chose.
pub(crate) async fn chosen_township(
    db: &impl ConnectionTrait,
    typed: &str,
) -> Result<std::result::Result<TownshipId, Refusal>> {
    if typed.is_empty() {
        return Ok(Err(Refusal::Missing(Field::Township)));
    }
    let Ok(id) = typed.parse::<TownshipId>() else { return Ok(Err(Refusal::NotAChoice(Field::Township))) };
    let found = township::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|township| township.id).ok_or(Refusal::NotAChoice(Field::Township)))
}
