//! A village puts down and mends its own households, the office any. What is public is checked, the rest is sealed.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{
    ActiveModel, Column, Entity, Model, find,
    record::{self, Record},
};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    error::{Refusals, Refused},
    id::{HouseholdId, VillageId},
    journal::{self, Act, Subject},
    lang,
    place::village,
    store::{Keys, Txn},
    text,
    wish::freetext::{self, Guarded},
};

/// Longest alias, in characters.
pub const ALIAS: usize = 20;
/// Longest name, phone or address, in characters.
pub const LINE: usize = 80;
/// Longest remark for the office, in characters.
pub const SITUATION: usize = 300;

/// The form. Not `Debug`: it names somebody.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The village's number; a village's own form has none.
    pub village: String,
    pub alias_zh: String,
    /// Blank: the Chinese alias serves both languages.
    pub alias_en: String,
    pub people: String,
    pub head: String,
    pub head_phone: String,
    pub address: String,
    pub situation: String,
}

impl Typed {
    /// What stands there now; without its record, as the office sees it before it has asked.
    pub fn of(household: &Model, record: Option<&Record>) -> Self {
        let private = |of: fn(&Record) -> &String| record.map_or_else(String::new, |record| of(record).clone());
        Self {
            village: household.village_id.to_string(),
            alias_zh: household.alias_zh.clone(),
            alias_en: lang::english_shown(&household.alias_en, &household.alias_zh),
            people: household.people.to_string(),
            head: private(|record| &record.head),
            head_phone: private(|record| &record.phone),
            address: private(|record| &record.address),
            situation: private(|record| &record.situation),
        }
    }
}

struct Read {
    village: VillageId,
    alias_zh: String,
    alias_en: String,
    people: i32,
    record: Record,
}

/// Puts a household down.
pub async fn add(store: &Store, keeper: Keeper, typed: &Typed, form: &FormKey, now: Time) -> Result<HouseholdId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let read = read(&txn, keeper, typed).await?;
    let row = ActiveModel {
        village_id: Set(read.village),
        identity_hash: Set(identity_hash(&store.keys, read.village, &read.record)),
        alias_zh: Set(read.alias_zh),
        alias_en: Set(read.alias_en),
        people: Set(read.people),
        created_by: Set(keeper.account()),
        created_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    record::write(store, &txn, id, &read.record).await?;
    journal::note(&txn, keeper, Act::HouseholdAdded, Subject("household", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Mends a household; it stays in its village.
pub async fn change(
    store: &Store,
    keeper: Keeper,
    id: HouseholdId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let known = find(&txn, keeper, id).await?;
    if known.erased_at.is_some() {
        return Err(Refusal::NotFound.into());
    }
    let read = read(&txn, keeper, &Typed { village: known.village_id.to_string(), ..typed.clone() }).await?;
    Entity::update_many()
        .col_expr(Column::AliasZh, Expr::value(read.alias_zh))
        .col_expr(Column::AliasEn, Expr::value(read.alias_en))
        .col_expr(Column::People, Expr::value(read.people))
        .col_expr(Column::IdentityHash, Expr::value(identity_hash(&store.keys, read.village, &read.record)))
        .filter(super::COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    record::write(store, &txn, id, &read.record).await?;
    journal::note(&txn, keeper, Act::HouseholdChanged, Subject("household", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

async fn read(txn: &Txn, keeper: Keeper, typed: &Typed) -> Result<Read> {
    let mut no = Refusals::default();
    let village = no.take(chosen_village(txn, keeper, &typed.village).await?);
    let alias_zh = no.take(text::line(Field::AliasZh, &typed.alias_zh, ALIAS));
    let alias_en = no.take(text::line_or_empty(Field::AliasEn, &typed.alias_en, ALIAS));
    let people = no.take(text::number(Field::People, &typed.people, 1..=30));
    let head = no.take(text::line(Field::Head, &typed.head, LINE));
    let phone = no.take(text::line_or_empty(Field::HeadPhone, &typed.head_phone, LINE));
    let address = no.take(text::line(Field::HouseholdAddress, &typed.address, LINE));
    let situation = no.take(text::lines(Field::Situation, &typed.situation, SITUATION));
    let (Some(village), Some(alias_zh), Some(alias_en), Some(people)) = (village, alias_zh, alias_en, people) else {
        return Err(no.into());
    };
    let (Some(head), Some(phone), Some(address), Some(situation)) = (head, phone, address, situation) else {
        return Err(no.into());
    };
    let alias_en = lang::english_kept(alias_en, &alias_zh);
    let record = Record { head, phone, address, situation };
    let mut aliases = vec![(Field::AliasZh, &alias_zh)];
    // Blank, it is the Chinese one, which is told already.
    if alias_en != alias_zh {
        aliases.push((Field::AliasEn, &alias_en));
    }
    nameless(txn, &aliases, &record).await?;
    Ok(Read { village, alias_zh, alias_en, people, record })
}

/// An alias is public: it names neither the head nor a village.
async fn nameless(txn: &Txn, aliases: &[(Field, &String)], record: &Record) -> Result<()> {
    let guarded = Guarded::of_county(txn).await?.and_head(&record.head);
    let found: Vec<Refusal> =
        aliases.iter().flat_map(|(field, alias)| freetext::check(*field, alias, &guarded)).collect();
    if found.is_empty() { Ok(()) } else { Err(Refused(found).into()) }
}

async fn chosen_village(txn: &Txn, keeper: Keeper, typed: &str) -> Result<Result<VillageId, Refusal>> {
    if let Some(own) = keeper.village() {
        return Ok(Ok(own));
    }
    if typed.is_empty() {
        return Ok(Err(Refusal::Missing(Field::Village)));
    }
    let found = match typed.parse::<VillageId>() {
        Ok(id) => village::Entity::find_by_id(id).one(txn).await?,
        Err(_) => None,
    };
    Ok(found.map(|village| village.id).ok_or(Refusal::NotAChoice(Field::Village)))
}

/// The same household however it was typed.
pub(crate) fn identity_hash(keys: &Keys, village: VillageId, record: &Record) -> String {
    let plain = |typed: &str| -> String {
        text::half_width(typed).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    keys.identity_hash(&["plot-household", &village.to_string(), &plain(&record.head), &plain(&record.address)])
}
