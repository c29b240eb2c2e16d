//! Invitations by letter: the office invites schools and villages, an administrator also officers and administrators.
//!
//! The account is made when the invitation is accepted; the letter proves the address.

mod seat;

use sea_orm::{ActiveValue::Set, IntoActiveModel, QueryOrder, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{ActiveModel, Model, Role, by_email, change::lang_of, password, sign_up::NAME};
pub(crate) use seat::acted_for;
use seat::{Seat, chosen_school, chosen_village, seat_of};

use crate::{
    Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    error::Refusals,
    journal::{self, Act, Subject},
    link::{self, Kind},
    outbox::{self, Letter, Recipient},
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
    /// `school`, `village`, `office` or `admin`
    pub role: String,
    /// The school's number, where the role is `school`.
    pub school: String,
    /// The village's number, where the role is `village`.
    pub village: String,
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
    seat: Seat,
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
    let name = no.take(text::name(Field::Name, &typed.name, NAME));
    let lang = no.take(lang_of(&typed.lang));
    let role = no.take(role_of(&typed.role));
    let school = no.take(chosen_school(txn, &typed.school, role == Some(Role::School)).await?);
    let village = no.take(chosen_village(txn, &typed.village, role == Some(Role::Village)).await?);
    let (Some(email), Some(name), Some(lang), Some(role), Some(school), Some(village)) =
        (email, name, lang, role, school, village)
    else {
        return Err(no.into());
    };
    let seat = match role {
        Role::School => school.map_or(Seat::None, Seat::School),
        Role::Village => village.map_or(Seat::None, Seat::Village),
        _ => Seat::None,
    };
    Ok(Wanted { email, name, role, seat, lang })
}

fn role_of(typed: &str) -> Result<Role, Refusal> {
    [Role::School, Role::Village, Role::Office, Role::Admin]
        .into_iter()
        .find(|role| role.key() == typed)
        .ok_or(Refusal::NotAChoice(Field::Role))
}

/// Schools and villages are invited by any officer; who gets into the office is the administrators' choice.
fn may_invite(officer: Officer, role: Role) -> Result<(), Refusal> {
    if matches!(role, Role::School | Role::Village) || officer.is_admin() { Ok(()) } else { Err(Refusal::NotYours) }
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
    let mut row = link::draft(store, Kind::Invitation, &wanted.email, now);
    row.role = Set(Some(wanted.role));
    let (school, village) = match wanted.seat {
        Seat::School(school) => (Some(school), None),
        Seat::Village(village) => (None, Some(village)),
        Seat::None => (None, None),
    };
    row.school_id = Set(school.as_ref().map(|school| school.id));
    row.village_id = Set(village.as_ref().map(|village| village.id));
    row.name = Set(Some(wanted.name.clone()));
    row.lang = Set(Some(wanted.lang));
    let link = row.insert(txn).await?;
    let to = Recipient { email: wanted.email, name: wanted.name.clone(), lang: wanted.lang, account: None };
    let letter = Letter::Invitation {
        name: wanted.name,
        school: school.map(|school| school.name),
        village: village.map(|village| village.name),
        link: link.id.clone(),
        expires_at: link.expires_at,
    };
    outbox::post(store, txn, &to, &letter, now).await?;
    note(txn, officer, Act::Invited, wanted.role, &link, now).await
}

async fn note(txn: &Txn, officer: Officer, act: Act, role: Role, link: &link::Model, now: Time) -> Result<()> {
    // There is no account yet; a school's or village's invitation is told of it, others of the officer who sent them.
    let subject = match (link.school_id, link.village_id) {
        (Some(school), _) => Subject("school", school.0),
        (None, Some(village)) => Subject("village", village.0),
        (None, None) => Subject("account", officer.account().0),
    };
    journal::note(txn, officer, act, subject, role.key(), now).await
}

/// Invitations that nobody has accepted, newest first, expired ones too: an officer sees those to schools and
/// villages, an administrator all.
pub async fn open(db: &impl ConnectionTrait, officer: Officer) -> Result<Vec<link::Model>> {
    let mut query = link::Entity::find()
        .filter(link::COLUMN.kind.eq(Kind::Invitation))
        .filter(link::COLUMN.used_at.is_null())
        .order_by_desc(link::COLUMN.created_at)
        .order_by_asc(link::COLUMN.id);
    if !officer.is_admin() {
        query = query.filter(link::COLUMN.role.is_in([Role::School, Role::Village]));
    }
    Ok(query.all(db).await?)
}

/// Sends an open invitation again in its own language, under a new link, for another fortnight; gives the address it
/// went to.
pub async fn resend(store: &Store, officer: Officer, id: &str, form: &FormKey, now: Time) -> Result<String> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (link, role) = take_back(&txn, officer, id, now).await?;
    let seat = seat_of(&txn, &link).await?;
    let (email, lang) = (link.email.clone(), link.lang.unwrap_or_default());
    let wanted = Wanted { email: link.email, name: link.name.unwrap_or_default(), role, seat, lang };
    send(store, &txn, officer, wanted, now).await?;
    form.keep(&txn, &email, now).await?;
    txn.commit().await?;
    Ok(email)
}

/// Makes an open invitation worthless.
pub async fn withdraw(store: &Store, officer: Officer, id: &str, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let (link, role) = take_back(&txn, officer, id, now).await?;
    note(&txn, officer, Act::InvitationWithdrawn, role, &link, now).await?;
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
    let name = no.take(text::name(Field::Name, &typed.name, NAME));
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
        village_id: Set(invitation.village_id),
        lang: Set(lang),
        password_hash: Set(Some(hash)),
        verified_at: Set(Some(now)),
        ..Default::default()
    };
    let account = make(&txn, &invitation.email, row, now).await?;
    journal::note(&txn, Actor::of(&account), Act::AccountMade, Subject("account", account.id.0), "invitation", now)
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
