//! Invitations by letter: the office invites schools, an administrator also officers and administrators.
//!
//! The account is made when the invitation is accepted; the letter proves the address.

use sea_orm::{ActiveValue::Set, IntoActiveModel, QueryOrder, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{ActiveModel, Model, Role, by_email, change::lang_of, password, sign_up::NAME};
use crate::{
    Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    error::Refusals,
    id::SchoolId,
    journal::{self, Subject},
    link::{self, Kind},
    outbox::{self, Letter, Recipient},
    school,
    session::{self, Opened},
    store::Txn,
    text,
};

/// The office's form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub email: String,
    pub name: String,
    /// `school`, `office` or `admin`
    pub role: String,
    /// The school's number, where the role is `school`.
    pub school: String,
    /// The language of the letter.
    pub lang: String,
}

/// The form of whoever accepts. Not `Debug`: it holds a password.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TypedAcceptance {
    pub name: String,
    pub password: String,
}

/// What of the office's form may be kept.
struct Wanted {
    email: String,
    name: String,
    role: Role,
    school: Option<school::Model>,
    lang: Lang,
}

/// Sends an invitation; an older one to the same address stops working.
pub async fn invite(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wanted = read(&txn, typed).await?;
    may_invite(officer, wanted.role)?;
    if by_email(&txn, &wanted.email).await?.is_some_and(|account| account.verified_at.is_some()) {
        return Err(Refusal::Taken(Field::Email).into());
    }
    withdraw_older(&txn, &wanted.email, now).await?;
    send(store, &txn, officer, wanted, now).await?;
    form.keep(&txn, &(), now).await?;
    txn.commit().await?;
    Ok(())
}

async fn read(txn: &Txn, typed: &Typed) -> Result<Wanted> {
    let mut no = Refusals::default();
    let email = no.take(text::email(&typed.email));
    let name = no.take(text::line(Field::Name, &typed.name, NAME));
    let lang = no.take(lang_of(&typed.lang));
    let role = no.take(role_of(&typed.role));
    let school = match role {
        Some(Role::School) => {
            let found = match typed.school.parse::<SchoolId>() {
                Ok(id) => school::Entity::find_by_id(id).one(txn).await?,
                Err(_) => None,
            };
            let open = found.filter(|school| school.closed_at.is_none());
            no.take(open.map(Some).ok_or(Refusal::NotAChoice(Field::School)))
        }
        _ => Some(None),
    };
    let (Some(email), Some(name), Some(lang), Some(role), Some(school)) = (email, name, lang, role, school) else {
        return Err(no.into());
    };
    Ok(Wanted { email, name, role, school, lang })
}

fn role_of(typed: &str) -> Result<Role, Refusal> {
    [Role::School, Role::Office, Role::Admin]
        .into_iter()
        .find(|role| role.key() == typed)
        .ok_or(Refusal::NotAChoice(Field::Role))
}

/// Schools are invited by any officer; who gets into the office is the administrators' choice.
fn may_invite(officer: Officer, role: Role) -> Result<(), Refusal> {
    if role == Role::School || officer.is_admin() { Ok(()) } else { Err(Refusal::NotYours) }
}

async fn withdraw_older(txn: &Txn, email: &str, now: Time) -> Result<()> {
    link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(now))
        .filter(link::COLUMN.email.eq(email))
        .filter(link::COLUMN.kind.eq(Kind::Invitation))
        .filter(link::COLUMN.used_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

async fn send(store: &Store, txn: &Txn, officer: Officer, wanted: Wanted, now: Time) -> Result<()> {
    let school_id = wanted.school.as_ref().map(|school| school.id);
    let mut row = link::draft(store, Kind::Invitation, &wanted.email, now);
    row.role = Set(Some(wanted.role));
    row.school_id = Set(school_id);
    row.name = Set(Some(wanted.name.clone()));
    let link = row.insert(txn).await?;
    let to = Recipient { email: wanted.email, name: wanted.name.clone(), lang: wanted.lang, account: None };
    let letter = Letter::Invitation {
        name: wanted.name,
        school: wanted.school.map(|school| school.name),
        link: link.id,
        expires_at: link.expires_at,
    };
    outbox::post(store, txn, &to, &letter, now).await?;
    note(txn, officer, "invited", wanted.role, school_id, now).await
}

async fn note(txn: &Txn, officer: Officer, act: &str, role: Role, school: Option<SchoolId>, now: Time) -> Result<()> {
    // There is no account yet; a school's invitation is told of the school, others of the officer who sent them.
    let subject = school.map_or(Subject("account", officer.account().0), |school| Subject("school", school.0));
    journal::note(txn, officer, act, subject, role.key(), now).await
}

/// Invitations that nobody has accepted, newest first, expired ones too: an officer sees those to schools, an
/// administrator all.
pub async fn open(db: &impl ConnectionTrait, officer: Officer) -> Result<Vec<link::Model>> {
    let mut query = link::Entity::find()
        .filter(link::COLUMN.kind.eq(Kind::Invitation))
        .filter(link::COLUMN.used_at.is_null())
        .order_by_desc(link::COLUMN.created_at)
        .order_by_asc(link::COLUMN.id);
    if !officer.is_admin() {
        query = query.filter(link::COLUMN.role.eq(Role::School));
    }
    Ok(query.all(db).await?)
}

/// Sends an open invitation again under a new link, for another fortnight; gives the address it went to.
pub async fn resend(
    store: &Store,
    officer: Officer,
    id: &str,
    lang: Lang,
    form: &FormKey,
    now: Time,
) -> Result<String> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (link, role) = take_back(&txn, officer, id, now).await?;
    let school = match link.school_id {
        Some(id) => school::Entity::find_by_id(id).one(&txn).await?,
        None => None,
    };
    let email = link.email.clone();
    let wanted = Wanted { email: link.email, name: link.name.unwrap_or_default(), role, school, lang };
    send(store, &txn, officer, wanted, now).await?;
    form.keep(&txn, &email, now).await?;
    txn.commit().await?;
    Ok(email)
}

/// Makes an open invitation worthless.
pub async fn withdraw(store: &Store, officer: Officer, id: &str, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let (link, role) = take_back(&txn, officer, id, now).await?;
    note(&txn, officer, "invitation_withdrawn", role, link.school_id, now).await?;
    txn.commit().await?;
    Ok(())
}

async fn take_back(txn: &Txn, officer: Officer, id: &str, now: Time) -> Result<(link::Model, Role)> {
    // PostgreSQL's texts hold no NUL, and no number of ours does.
    if id.contains('\0') {
        return Err(Refusal::NotFound.into());
    }
    let link = link::Entity::find_by_id(id.to_owned()).one(txn).await?.ok_or(Refusal::NotFound)?;
    let role = link.role.filter(|_| link.kind == Kind::Invitation).ok_or(Refusal::NotFound)?;
    // One that an officer may not send reads like one that is not there.
    may_invite(officer, role).map_err(|_| Refusal::NotFound)?;
    let taken = link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(now))
        .filter(link::COLUMN.id.eq(id))
        .filter(link::COLUMN.used_at.is_null())
        .exec(txn)
        .await?;
    if taken.rows_affected == 1 { Ok((link, role)) } else { Err(Refusal::LinkSpent.into()) }
}

/// What the invited person sees before accepting.
pub async fn look(store: &Store, token: &str, now: Time) -> Result<link::Model> {
    link::look(store, Kind::Invitation, token, now).await
}

/// Accepts: the account is made with the role it was invited to, and a session opened.
pub async fn accept(store: &Store, token: &str, typed: &TypedAcceptance, lang: Lang, now: Time) -> Result<Opened> {
    let invitation = look(store, token, now).await?;
    let mut no = Refusals::default();
    let name = no.take(text::line(Field::Name, &typed.name, NAME));
    let sound = no.take(password::sound(&typed.password, &invitation.email));
    let (Some(name), Some(sound)) = (name, sound) else { return Err(no.into()) };
    let hash = password::hash(store, sound).await?;
    let txn = store.write().await?;
    let invitation = link::spend(store, &txn, Kind::Invitation, token, now).await?;
    let row = ActiveModel {
        email: Set(invitation.email.clone()),
        name: Set(name),
        role: Set(invitation.role.ok_or(Refusal::LinkSpent)?),
        school_id: Set(invitation.school_id),
        lang: Set(lang),
        password_hash: Set(Some(hash)),
        verified_at: Set(Some(now)),
        ..Default::default()
    };
    let account = make(&txn, &invitation.email, row, now).await?;
    journal::note(&txn, Actor::of(&account), "account_made", Subject("account", account.id.0), "invitation", now)
        .await?;
    let opened = session::open(store, &txn, account, now).await?;
    txn.commit().await?;
    Ok(opened)
}

/// A new row; or, where somebody typed the address at sign-up and never proved it, that row made over, so that
/// typing another's address cannot keep its owner out.
async fn make(txn: &Txn, email: &str, mut row: ActiveModel, now: Time) -> Result<Model> {
    let Some(unproved) = by_email(txn, email).await?.filter(|account| account.verified_at.is_none()) else {
        row.created_at = Set(now);
        return Ok(row.insert(txn).await?);
    };
    link::spend_all(txn, unproved.id, &[Kind::Verify, Kind::SignIn, Kind::Reset], now).await?;
    session::end_all(txn, unproved.id).await?;
    row.id = unproved.into_active_model().id;
    Ok(row.update(txn).await?)
}
