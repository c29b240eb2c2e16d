//! The office adds, changes and closes schools, and reads their list.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Column, Entity, Model};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    id::{SchoolId, TownshipId},
    journal::{self, Act, Subject},
    lang, phase, place, seen, text,
    wish::{self, Status},
};

/// Longest name, in characters.
pub const NAME: usize = 60;
/// Longest delivery address, in characters.
pub const ADDRESS: usize = 120;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub township: String,
    pub code: String,
    pub name: String,
    pub alias_zh: String,
    /// Blank: the Chinese alias serves both languages.
    pub alias_en: String,
    pub delivery_address: String,
    pub delivery_contact: String,
    pub delivery_phone: String,
    /// What stood there when the form was rendered ([`crate::seen`]); blank where nothing did.
    pub seen: String,
}

impl From<&Model> for Typed {
    fn from(school: &Model) -> Self {
        Self {
            township: school.township_id.to_string(),
            code: school.code.clone(),
            name: school.name.clone(),
            alias_zh: school.alias_zh.clone(),
            alias_en: lang::english_shown(&school.alias_en, &school.alias_zh),
            delivery_address: school.delivery_address.clone(),
            delivery_contact: school.delivery_contact.clone(),
            delivery_phone: school.delivery_phone.clone(),
            seen: seen::word(school),
        }
    }
}

pub async fn add(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<SchoolId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut row = read(&txn, typed).await?;
    row.created_at = Set(now);
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::SchoolAdded, Subject("school", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Changes a school. Its wishes go with it to another township, because a list by township must stay true.
pub async fn change(store: &Store, officer: Officer, id: SchoolId, typed: &Typed, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let before = Entity::find_by_id(id).lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    let mut row = read(&txn, typed).await?;
    row.id = Set(id);
    let after = row.update(&txn).await?;
    if after != before {
        seen::unchanged(&typed.seen, &before)?;
    }
    if after.township_id != before.township_id {
        move_wishes(&txn, id, after.township_id).await?;
    }
    journal::note(&txn, officer, Act::SchoolChanged, Subject("school", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// Closes a school: it writes no more wishes. What is on its way still arrives there.
pub async fn close(store: &Store, officer: Officer, id: SchoolId, now: Time) -> Result<()> {
    set_closed(store, officer, id, Some(now), now).await
}

pub async fn reopen(store: &Store, officer: Officer, id: SchoolId, now: Time) -> Result<()> {
    set_closed(store, officer, id, None, now).await
}

async fn set_closed(store: &Store, officer: Officer, id: SchoolId, closed: Option<Time>, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let set = Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(closed))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    if set.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    let act = if closed.is_some() { Act::SchoolClosed } else { Act::SchoolReopened };
    journal::note(&txn, officer, act, Subject("school", id.0), "", now).await?;
    Ok(txn.commit().await?)
}

/// All schools, by township and code.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_asc(COLUMN.township_id).order_by_asc(COLUMN.code).all(db).await?)
}

pub async fn find(db: &impl ConnectionTrait, id: SchoolId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

async fn read(db: &impl ConnectionTrait, typed: &Typed) -> Result<ActiveModel> {
    let mut refusals = Refusals::default();
    let mut line = |field, typed: &str, most| refusals.take(text::line(field, typed, most));
    let code = line(Field::SchoolCode, &typed.code, 20);
    let name = line(Field::Name, &typed.name, NAME);
    let alias_zh = line(Field::AliasZh, &typed.alias_zh, NAME);
    let address = line(Field::Address, &typed.delivery_address, ADDRESS);
    let contact = line(Field::Contact, &typed.delivery_contact, 40);
    let phone = line(Field::Phone, &typed.delivery_phone, 40);
    let alias_en = refusals.take(text::line_or_empty(Field::AliasEn, &typed.alias_en, NAME));
    let township = refusals.take(place::change::chosen_township(db, &typed.township).await?);
    let (Some(code), Some(name), Some(alias_zh), Some(alias_en)) = (code, name, alias_zh, alias_en) else {
        return Err(refusals.into());
    };
    let (Some(address), Some(contact), Some(phone), Some(township)) = (address, contact, phone, township) else {
        return Err(refusals.into());
    };
    Ok(ActiveModel {
        township_id: Set(township),
        code: Set(code),
        name: Set(name),
        alias_en: Set(lang::english_kept(alias_en, &alias_zh)),
        alias_zh: Set(alias_zh),
        delivery_address: Set(address),
        delivery_contact: Set(contact),
        delivery_phone: Set(phone),
        ..Default::default()
    })
}

/// Finished phases keep the township their wishes were counted in.
async fn move_wishes(db: &impl ConnectionTrait, school: SchoolId, to: TownshipId) -> Result<()> {
    let finished = phase::Entity::find().filter(phase::COLUMN.state.eq(phase::State::Finished)).all(db).await?;
    wish::Entity::update_many()
        .col_expr(wish::Column::TownshipId, Expr::value(to))
        .filter(wish::COLUMN.school_id.eq(school))
        .filter(wish::COLUMN.phase_id.is_not_in(finished.iter().map(|phase| phase.id)))
        .filter(wish::COLUMN.status.is_not_in([Status::HandedOut]))
        .exec(db)
        .await?;
    Ok(())
}
