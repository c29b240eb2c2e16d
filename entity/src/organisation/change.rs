//! A donor asks for an organisation; the office adds, approves, changes and closes.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Column, Entity, Model, join};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    account::{self, Role},
    actor::{Donor, Officer},
    error::Refusals,
    id::{AccountId, OrganisationId},
    journal::{self, Act, Subject},
    lang,
    outbox::{self, Letter, Recipient},
    store::Txn,
    text,
};

/// Longest name and longest description, in characters.
pub const NAME: usize = 60;
pub const ABOUT: usize = 400;
/// Gifts on the way at once, where the office says nothing else.
const USUAL_LIMIT: i32 = 50;

/// What the organisation says of itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name_zh: String,
    /// Blank: the Chinese name serves both languages.
    pub name_en: String,
    pub about_zh: String,
    /// Blank: the Chinese text serves both languages.
    pub about_en: String,
}

/// What the office says besides.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedByOffice {
    #[serde(flatten)]
    pub own: Typed,
    pub slug: String,
    pub wish_limit: String,
    /// The e-mail address of a donor's account.
    pub email: String,
}

impl From<&Model> for Typed {
    fn from(organisation: &Model) -> Self {
        Self {
            name_zh: organisation.name_zh.clone(),
            name_en: lang::english_shown(&organisation.name_en, &organisation.name_zh),
            about_zh: organisation.about_zh.clone(),
            about_en: lang::english_shown(&organisation.about_en, &organisation.about_zh),
        }
    }
}

/// A donor asks; the office looks at it before anybody else sees it. One at a time.
pub async fn ask(store: &Store, donor: Donor, typed: &Typed, form: &FormKey, now: Time) -> Result<OrganisationId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut refusals = Refusals::default();
    let row = read(&mut refusals, typed).ok_or(refusals)?;
    let is_contact = Entity::find().filter(COLUMN.contact_id.eq(donor.account())).filter(COLUMN.closed_at.is_null());
    if is_contact.one(&txn).await?.is_some() {
        return Err(Refusal::OneOrganisation.into());
    }
    let id = store.dice.id();
    let row = ActiveModel { slug: Set(format!("o-{}", &id[..8])), contact_id: Set(donor.account()), ..row };
    let id = insert(store, &txn, row, USUAL_LIMIT, now).await?;
    journal::note(&txn, donor, Act::OrganisationAsked, Subject("organisation", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// The office adds one that needs no further approval.
pub async fn add(
    store: &Store,
    officer: Officer,
    typed: &TypedByOffice,
    form: &FormKey,
    now: Time,
) -> Result<OrganisationId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (row, contact, limit) = read_by_office(&txn, typed).await?;
    let row = ActiveModel { approved_at: Set(Some(now)), ..row };
    let id = insert(store, &txn, row, limit, now).await?;
    journal::note(&txn, officer, Act::OrganisationAdded, Subject("organisation", id.0), "", now).await?;
    approved(store, &txn, id, &contact, now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

async fn insert(store: &Store, txn: &Txn, row: ActiveModel, limit: i32, now: Time) -> Result<OrganisationId> {
    let row = ActiveModel { wish_limit: Set(limit), link: Set(store.dice.id()), created_at: Set(now), ..row };
    Ok(row.insert(txn).await?.id)
}

/// Its contact is its first member, and hears of it.
async fn approved(store: &Store, txn: &Txn, id: OrganisationId, contact: &account::Model, now: Time) -> Result<()> {
    let organisation = super::find(txn, id).await?;
    join::enrol(txn, &organisation, contact.id, now).await?;
    let letter = Letter::OrganisationApproved {
        name: contact.name.clone(),
        organisation: organisation.name(contact.lang).to_owned(),
        slug: organisation.slug,
        limit: organisation.wish_limit,
    };
    outbox::post(store, txn, &Recipient::from(contact), &letter, now).await
}

/// The office changes it; one that waits is approved by this.
pub async fn change(
    store: &Store,
    officer: Officer,
    id: OrganisationId,
    typed: &TypedByOffice,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let before = super::find(&txn, id).await?;
    let (row, contact, limit) = read_by_office(&txn, typed).await?;
    let approved_at = before.approved_at.or(Some(now));
    let row = ActiveModel { id: Set(id), wish_limit: Set(limit), approved_at: Set(approved_at), ..row };
    row.update(&txn).await?;
    let act = if before.approved_at.is_none() { Act::OrganisationApproved } else { Act::OrganisationChanged };
    journal::note(&txn, officer, act, Subject("organisation", id.0), "", now).await?;
    if before.approved_at.is_none() || before.contact_id != contact.id {
        approved(store, &txn, id, &contact, now).await?;
    }
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// No more claims for it; what is on its way arrives. Or again.
pub async fn close(
    store: &Store,
    officer: Officer,
    id: OrganisationId,
    is_closed: bool,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let done = Entity::update_many()
        .col_expr(Column::ClosedAt, Expr::value(is_closed.then_some(now)))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    if done.rows_affected == 0 {
        return Err(Refusal::NotFound.into());
    }
    let act = if is_closed { Act::OrganisationClosed } else { Act::OrganisationReopened };
    journal::note(&txn, officer, act, Subject("organisation", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

fn read(refusals: &mut Refusals, typed: &Typed) -> Option<ActiveModel> {
    let name_zh = refusals.take(text::line(Field::NameZh, &typed.name_zh, NAME));
    let name_en = refusals.take(text::line_or_empty(Field::NameEn, &typed.name_en, NAME));
    let about_zh = refusals.take(text::lines(Field::AboutZh, &typed.about_zh, ABOUT));
    let about_en = refusals.take(text::lines(Field::AboutEn, &typed.about_en, ABOUT));
    if about_zh.as_ref().is_some_and(String::is_empty) {
        refusals.add(Refusal::Missing(Field::AboutZh));
    }
    let (name_zh, name_en, about_zh, about_en) = (name_zh?, name_en?, about_zh?, about_en?);
    refusals.is_empty().then(|| ActiveModel {
        name_en: Set(lang::english_kept(name_en, &name_zh)),
        about_en: Set(lang::english_kept(about_en, &about_zh)),
        name_zh: Set(name_zh),
        about_zh: Set(about_zh),
        ..Default::default()
    })
}

async fn read_by_office(
    db: &impl ConnectionTrait,
    typed: &TypedByOffice,
) -> Result<(ActiveModel, account::Model, i32)> {
    let mut refusals = Refusals::default();
    let row = read(&mut refusals, &typed.own);
    let slug = refusals.take(read_slug(&typed.slug));
    let limit = refusals.take(text::number(Field::WishLimit, &typed.wish_limit, 1..=10_000));
    let contact = match refusals.take(text::email(&typed.email)) {
        Some(email) => refusals.take(donor(db, &email).await?.ok_or(Refusal::NoSuchDonor)),
        None => None,
    };
    let (Some(row), Some(slug), Some(limit), Some(contact)) = (row, slug, limit, contact) else {
        return Err(refusals.into());
    };
    Ok((ActiveModel { slug: Set(slug), contact_id: Set(contact.id), ..row }, contact, limit))
}

/// 2 to 40 small letters, digits and dashes, a letter first.
fn read_slug(typed: &str) -> std::result::Result<String, Refusal> {
    let slug = text::line(Field::Slug, &text::half_width(typed), 40)?.to_lowercase();
    let is_plain = super::is_plain(&slug);
    match is_plain && slug.starts_with(|sign: char| sign.is_ascii_lowercase()) && !slug.ends_with('-') {
        true if slug.len() < 2 => Err(Refusal::TooShort(Field::Slug, 2)),
        true => Ok(slug),
        false => Err(Refusal::NotASlug),
    }
}

async fn donor(db: &impl ConnectionTrait, email: &str) -> Result<Option<account::Model>> {
    let found = account::Entity::find()
        .filter(account::COLUMN.email.eq(email))
        .filter(account::COLUMN.role.eq(Role::Donor))
        .filter(account::COLUMN.verified_at.is_not_null())
        .filter(account::COLUMN.disabled_at.is_null());
    Ok(found.one(db).await?)
}

/// Its contact makes the old link worthless; who has joined stays.
pub async fn renew_link(store: &Store, donor: Donor, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let organisation = of_contact(&txn, donor.account()).await?.ok_or(Refusal::NotFound)?;
    Entity::update_many()
        .col_expr(Column::Link, Expr::value(store.dice.id()))
        .filter(COLUMN.id.eq(organisation.id))
        .exec(&txn)
        .await?;
    journal::note(&txn, donor, Act::OrganisationLinkRenewed, Subject("organisation", organisation.id.0), "", now)
        .await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The organisation whose contact this account is, to look at: the one that goes on, or else the one closed last.
pub async fn seen_by_contact(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<Model>> {
    let all = Entity::find().filter(COLUMN.contact_id.eq(account)).all(db).await?;
    // One that was closed before anybody saw it leaves nothing to look at.
    let seen = all.into_iter().filter(|one| one.closed_at.is_none() || one.approved_at.is_some());
    Ok(seen.max_by_key(|one| (one.closed_at.is_none(), one.closed_at)))
}

/// The organisation whose contact this account is, also while it waits for the office.
pub async fn of_contact(db: &impl ConnectionTrait, account: AccountId) -> Result<Option<Model>> {
    let own = Entity::find().filter(COLUMN.contact_id.eq(account)).filter(COLUMN.closed_at.is_null());
    Ok(own.one(db).await?)
}
