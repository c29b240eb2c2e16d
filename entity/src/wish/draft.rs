//! The school writes a wish: one child's one item. Drafts and returned wishes can be changed, drafts deleted.

mod read;

use std::fmt::Debug;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*};
use serde::Deserialize;

use super::{
    ActiveModel, COLUMN, Entity, Model, Status, freetext,
    returned::{self, Said},
};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::School,
    child::{
        consent, look,
        record::{self, Record},
        register::{forget_unused, register},
    },
    journal::{self, Act, Subject},
    page_report, school, seen,
    store::Txn,
};

/// Longest item and specification, in characters.
pub const ITEM: usize = 30;
pub const SPECIFICATION: usize = 100;
/// Longest name of a person, in characters.
pub const PERSON: usize = 30;
/// Longest household and situation, in characters.
pub const HOUSEHOLD: usize = 80;
pub const SITUATION: usize = 300;
/// Ages of pupils of grades 1–9, widely taken.
pub const AGES: std::ops::RangeInclusive<i32> = 5..=18;

/// The form. No `Debug`: half of it is private.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub phase: String,
    pub category: String,
    pub item: String,
    pub specification: String,
    pub grade: String,
    pub gender: String,
    pub price: String,
    pub child_name: String,
    pub birth_date: String,
    pub guardian: String,
    pub household: String,
    pub situation: String,
    /// Ticked: `on`.
    pub consent_goods: String,
    pub consent_photo: String,
    pub consent_card: String,
    pub form_no: String,
    pub given_on: String,
    /// What stood there when the form was rendered ([`crate::seen`]); blank where nothing did.
    pub seen: String,
}

impl Typed {
    /// What stands there already, for the form that changes it. The look at the record is journalled by the caller.
    pub fn of(wish: &Model, record: Option<&Record>, consent: Option<&consent::Model>) -> Self {
        let on = |ticked: bool| if ticked { "on".to_owned() } else { String::new() };
        let consent = consent.filter(|consent| consent.stands());
        let yuan = (wish.price_fen.0 / 100, wish.price_fen.0 % 100);
        Self {
            phase: wish.phase_id.to_string(),
            category: wish.category.key().to_owned(),
            item: wish.item.clone(),
            specification: wish.specification.clone(),
            grade: wish.grade.to_string(),
            gender: wish.gender.map_or_else(String::new, |gender| gender.key().to_owned()),
            price: if yuan.1 == 0 { yuan.0.to_string() } else { format!("{}.{:02}", yuan.0, yuan.1) },
            child_name: record.map_or_else(String::new, |record| record.name.clone()),
            birth_date: record.map_or_else(String::new, |record| record.birth_date.to_string()),
            guardian: record.map_or_else(String::new, |record| record.guardian.clone()),
            household: record.map_or_else(String::new, |record| record.household.clone()),
            situation: record.map_or_else(String::new, |record| record.situation.clone()),
            consent_goods: on(consent.is_some()),
            consent_photo: on(consent.is_some_and(|consent| consent.photo)),
            consent_card: on(consent.is_some_and(|consent| consent.card)),
            form_no: consent.map_or_else(String::new, |consent| consent.form_no.clone()),
            given_on: consent.map_or_else(String::new, |consent| consent.given_on.to_string()),
            seen: seen::word(&shown(wish, record)),
        }
    }
}

/// What the form of a wish shows, to be compared.
fn shown(wish: &Model, record: Option<&Record>) -> impl Debug {
    let private =
        record.map(|record| (&record.name, record.birth_date, &record.guardian, &record.household, &record.situation));
    (wish, private)
}

/// [`Typed::seen`] as it is now, for a form that is shown again. The record is opened for the machine only.
pub async fn seen_now(store: &Store, _school: School, wish: &Model) -> Result<String> {
    let record = record::read(store, store.read(), wish.child_id).await?;
    Ok(seen::word(&shown(wish, record.as_ref())))
}

/// Saves a new draft. Guardian, consent and specification may still be blank; see [`super::submit`].
pub async fn draft(store: &Store, school: School, typed: &Typed, form: &FormKey, now: Time) -> Result<Code> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let own = school::Entity::find_by_id(school.school()).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if own.closed_at.is_some() {
        return Err(Refusal::NotYours.into());
    }
    let read = read::read(&txn, typed, None, now).await?;
    guard(store, &txn, school, &read).await?;
    let child = register(store, &txn, school, &read.record, now).await?;
    let consent = consent::record(&txn, school, child, None, read.consent.as_ref(), now).await?;
    let code = Code::mint(&store.dice);
    let row = ActiveModel {
        code: Set(code.clone()),
        school_id: Set(own.id),
        township_id: Set(own.township_id),
        child_id: Set(child),
        consent_id: Set(consent),
        status: Set(Status::Draft),
        waiting_since: Set(now),
        created_by: Set(school.account()),
        created_at: Set(now),
        ..read.wish
    };
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, school, Act::WishDrafted, Subject("wish", id.0), code.as_str(), now).await?;
    form.keep(&txn, &code, now).await?;
    txn.commit().await?;
    Ok(code)
}

/// Changes a draft or a returned wish of the school.
pub async fn change(
    store: &Store,
    school: School,
    code: &Code,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let before = super::within_reach(&txn, Some(school.school()), code).await?;
    if !matches!(before.status, Status::Draft | Status::Returned) {
        return Err(Refusal::WishMoved.into());
    }
    let read = read::read(&txn, typed, Some(&before), now).await?;
    let record = record::read(store, &txn, before.child_id).await?;
    seen::unchanged(&typed.seen, &shown(&before, record.as_ref()))?;
    guard(store, &txn, school, &read).await?;
    let said = consent::paper(&txn, before.consent_id).await?;
    let child = register(store, &txn, school, &read.record, now).await?;
    let consent = consent::record(&txn, school, child, before.consent_id, read.consent.as_ref(), now).await?;
    let row = ActiveModel { id: Set(before.id), child_id: Set(child), consent_id: Set(consent), ..read.wish };
    let after = row.update(&txn).await?;
    if before.status == Status::Returned {
        let had = Said { wish: &before, record: record.as_ref(), consent: said.as_ref() };
        let has = Said { wish: &after, record: Some(&read.record), consent: read.consent.as_ref() };
        returned::keep(&txn, &had, &has).await?;
    }
    if child != before.child_id {
        forget_unused(&txn, &[before.child_id]).await?;
    }
    journal::note(&txn, school, Act::WishChanged, Subject("wish", before.id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Deletes a draft, and the child's record where nothing else needs it.
pub async fn delete(store: &Store, school: School, code: &Code, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let wish = super::within_reach(&txn, Some(school.school()), code).await?;
    // Opening it was a look, and anybody may have reported its address.
    look::unlink(&txn, &[wish.id]).await?;
    page_report::unlink(&txn, &[wish.id]).await?;
    let deleted =
        Entity::delete_many().filter(COLUMN.id.eq(wish.id)).filter(COLUMN.status.eq(Status::Draft)).exec(&txn).await?;
    if deleted.rows_affected == 0 {
        return Err(Refusal::WishMoved.into());
    }
    forget_unused(&txn, &[wish.child_id]).await?;
    journal::note(&txn, school, Act::WishDeleted, Subject("wish", wish.id.0), code.as_str(), now).await?;
    Ok(txn.commit().await?)
}

/// What will be public is checked as soon as it is written, against everybody of the school and this child.
async fn guard(store: &Store, txn: &Txn, school: School, read: &read::Read) -> Result<()> {
    let mut guarded = freetext::Guarded::of_school(store, txn, school.school()).await?;
    guarded.add(&read.record);
    let refusals = freetext::check_wish(&read.item, &read.specification, &guarded);
    if refusals.is_empty() { Ok(()) } else { Err(crate::error::Refused(refusals).into()) }
}
