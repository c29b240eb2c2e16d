//! The office registers an elder who has agreed to take part: old enough by the rule, and not in the fund already;
//! since today, or since an earlier day of the fund. The alias is public: it holds no number, no village and nobody's
//! name.

use chrono::Datelike;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{
    ActiveModel, COLUMN, Entity, State,
    record::{self, Record},
    stay,
};
use crate::{
    Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    fund::{self, payout, rule},
    id::{AccountId, ElderId, FundId},
    journal::{self, Act, Subject},
    lang::china_date,
    month::Month,
    store::{Keys, Txn},
    text,
    wish::freetext::{self, Guarded},
};

/// Longest alias, name, household or form number, in characters.
pub const LINE: usize = 40;

/// As typed. No `Debug`: it holds a name.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub alias: String,
    pub elder_name: String,
    pub birth_date: String,
    /// May be empty.
    pub household: String,
    pub form_no: String,
    pub given_on: String,
    /// From when on support is due and matched.
    pub joined_on: String,
    /// `yes`: the alias may stand on the fund's page.
    pub public: String,
}

/// What was typed, read.
pub(crate) struct Read {
    pub alias: String,
    pub record: Record,
    pub form_no: String,
    pub consented_on: Day,
    pub is_public: bool,
}

pub async fn register(
    store: &Store,
    officer: Officer,
    fund: FundId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<ElderId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = fund::lock_open(&txn, fund).await?;
    let (read, joins_on) = typed.read(store, &txn, &fund, now).await?;
    let id = enter(store, &txn, fund.id, read, (Some(officer.account()), joins_on), now).await?;
    journal::note(&txn, officer, Act::ElderRegistered, Subject("elder", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Writes an elder down who joins on that day.
pub(crate) async fn enter(
    store: &Store,
    txn: &Txn,
    fund: FundId,
    read: Read,
    (by, joins_on): (Option<AccountId>, Day),
    now: Time,
) -> Result<ElderId> {
    let row = ActiveModel {
        fund_id: Set(fund),
        alias: Set(read.alias),
        identity_hash: Set(identity_hash(&store.keys, &read.record)),
        state: Set(State::Active),
        joined_on: Set(joins_on),
        form_no: Set(read.form_no),
        consented_on: Set(read.consented_on),
        public_from: Set(read.is_public.then_some(now)),
        created_by: Set(by),
        created_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(txn).await?.id;
    record::write(store, txn, id, &read.record).await?;
    let stay = stay::ActiveModel {
        elder_id: Set(id),
        state: Set(State::Active),
        from_on: Set(joins_on),
        recorded_by: Set(by),
        recorded_at: Set(now),
        ..Default::default()
    };
    stay::Entity::insert(stay).exec_without_returning(txn).await?;
    Ok(id)
}

impl Typed {
    async fn read(&self, store: &Store, txn: &Txn, of: &fund::Model, now: Time) -> Result<(Read, Day)> {
        let (mut refusals, fund) = (Refusals::default(), of.id);
        let alias = refusals.take(text::line(Field::Alias, &self.alias, LINE));
        let name = refusals.take(text::line(Field::ElderName, &self.elder_name, LINE));
        let birth_date = refusals.take(text::day(Field::BirthDate, &self.birth_date));
        let household = refusals.take(text::line_or_empty(Field::Household, &self.household, LINE));
        let form_no = refusals.take(text::line(Field::FormNo, &self.form_no, LINE));
        let consented_on = refusals.take(past(Field::GivenOn, &self.given_on, now));
        let joins_on = refusals.take(joins_on(txn, of, &self.joined_on, now).await?);
        if let Some(birth_date) = birth_date {
            refusals.take(old_enough(txn, fund, birth_date, joins_on.unwrap_or_else(|| china_date(now))).await?);
        }
        if let (Some(alias), Some(name)) = (&alias, &name) {
            refusals.take(free_alias(txn, fund, alias, name).await?);
        }
        if let Some(alias) = &alias {
            let guarded = Guarded::of_fund(store, txn, fund).await?;
            for refusal in freetext::check(Field::Alias, alias, &guarded) {
                refusals.add(refusal);
            }
        }
        let (Some(alias), Some(name), Some(birth_date), Some(household), Some(form_no), Some(consented_on)) =
            (alias, name, birth_date, household, form_no, consented_on)
        else {
            return Err(refusals.into());
        };
        let (Some(joins_on), true) = (joins_on, refusals.is_empty()) else { return Err(refusals.into()) };
        let record = Record { name, birth_date, household };
        let hash = identity_hash(&store.keys, &record);
        let known = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.identity_hash.eq(hash));
        if known.one(txn).await?.is_some() {
            return Err(Refusal::Taken(Field::ElderName).into());
        }
        Ok((Read { alias, record, form_no, consented_on, is_public: self.public == "yes" }, joins_on))
    }
}

/// Not before the fund began, and in no period that no run will be about any more.
async fn joins_on(txn: &Txn, fund: &fund::Model, typed: &str, now: Time) -> Result<Result<Day, Refusal>> {
    let day = match past(Field::JoinedOn, typed, now) {
        Ok(day) => day,
        Err(no) => return Ok(Err(no)),
    };
    if let Some(first) = fund::first_day(txn, fund).await?.filter(|first| day < *first) {
        return Ok(Err(Refusal::DayBefore(Field::JoinedOn, first)));
    }
    let gone = payout::gone_through(txn, fund.id).await?.filter(|through| day <= *through);
    Ok(gone.map_or(Ok(day), |through| Err(Refusal::DayTooEarly(Field::JoinedOn, through))))
}

pub(crate) fn past(field: Field, typed: &str, now: Time) -> Result<Day, Refusal> {
    let day = text::day(field, typed)?;
    if day > china_date(now) { Err(Refusal::DayInFuture(field)) } else { Ok(day) }
}

/// By the rule that holds in the month of joining; where none does yet, by the first one.
async fn old_enough(txn: &Txn, fund: FundId, birth_date: Day, joins_on: Day) -> Result<Result<(), Refusal>> {
    let rules = rule::of(txn, fund).await?;
    let rule = rule::in_force(&rules, Month::with(joins_on)).or(rules.first());
    let minimum = rule.map_or(rule::AGES[0], |rule| rule.minimum_age);
    let had_birthday = (joins_on.month(), joins_on.day()) >= (birth_date.month(), birth_date.day());
    let age = joins_on.year() - birth_date.year() - i32::from(!had_birthday);
    Ok(if (minimum..=120).contains(&age) { Ok(()) } else { Err(Refusal::NotOldEnough(minimum)) })
}

/// Nobody else's in the fund, and not the name itself.
async fn free_alias(txn: &Txn, fund: FundId, alias: &str, name: &str) -> Result<Result<(), Refusal>> {
    if plain(alias).contains(&plain(name)) {
        return Ok(Err(Refusal::AliasNames));
    }
    let same = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.alias.eq(alias));
    Ok(if same.one(txn).await?.is_some() { Err(Refusal::Taken(Field::Alias)) } else { Ok(()) })
}

pub(crate) fn identity_hash(keys: &Keys, record: &Record) -> String {
    keys.identity_hash(&["elder", &plain(&record.name), &record.birth_date.to_string()])
}

/// The same name however it was typed: full width or half, with spaces or without.
fn plain(typed: &str) -> String {
    text::half_width(typed).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
