//! People: invitations to schools and into the office, and the list of accounts.
//!
//! An officer invites schools and sees their accounts; an administrator invites anybody, sees all, and disables.

use std::collections::HashMap;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Time,
    account::{
        self, Role, disable, invite,
        people::{self, Filter, PAGE},
    },
    actor::Officer,
    id::{AccountId, SchoolId},
    link, school,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    pages::accounts::languages,
    parts::{
        desk::desk,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
        icon::UiIcon,
    },
    request::{Go, Sent, encode},
    text::Text,
};

pub async fn show(visit: Visit, Query(filter): Query<Filter>) -> Result<Page, AppError> {
    let fresh = invite::Typed { role: Role::School.key().to_owned(), lang: "zh".to_owned(), ..Default::default() };
    page(&visit, fresh, Told::nothing(), &filter).await
}

pub async fn invite(visit: Visit, Form(sent): Form<Sent<invite::Typed>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match invite::invite(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(()) => {
            let sentence = visit.t().people_invited_saying(sent.typed.email.trim());
            Ok(visit.go_saying("/office/people", sentence).into_response())
        }
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            let page = page(&visit, sent.typed, told, &Filter::default()).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// One invitation, by its link's number.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    form: String,
    id: String,
}

pub async fn resend(visit: Visit, Form(chosen): Form<Chosen>) -> Result<Go, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&chosen.form));
    let email = invite::resend(visit.store(), officer, &chosen.id, visit.lang(), &form, visit.now()).await?;
    Ok(visit.go_saying("/office/people", visit.t().people_invited_saying(&email)))
}

pub async fn withdraw(visit: Visit, Form(chosen): Form<Chosen>) -> Result<Go, AppError> {
    invite::withdraw(visit.store(), visit.officer()?, &chosen.id, visit.now()).await?;
    Ok(visit.go_saying("/office/people", visit.t().people_withdrawn_saying()))
}

/// One account, by its number.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Person {
    account: String,
}

impl Person {
    fn id(&self) -> Result<AccountId, AppError> {
        self.account.parse().map_err(|_| AppError::not_found())
    }
}

pub async fn disable(visit: Visit, Form(person): Form<Person>) -> Result<Go, AppError> {
    disable::disable(visit.store(), visit.admin()?, person.id()?, visit.now()).await?;
    Ok(visit.go_saying("/office/people", visit.t().people_disabled_saying()))
}

pub async fn enable(visit: Visit, Form(person): Form<Person>) -> Result<Go, AppError> {
    disable::enable(visit.store(), visit.admin()?, person.id()?, visit.now()).await?;
    Ok(visit.go_saying("/office/people", visit.t().people_enabled_saying()))
}

async fn page(visit: &Visit, typed: invite::Typed, told: Told, filter: &Filter) -> Result<Page, AppError> {
    let officer: Officer = visit.officer()?;
    let schools = school::change::all(visit.db()).await?;
    let invitations = invite::open(visit.db(), officer).await?;
    let people = people::people(visit.db(), officer, filter).await?;
    let names: HashMap<SchoolId, String> = schools.iter().map(|school| (school.id, school.name.clone())).collect();
    let t = visit.t();
    Ok(visit.page(t.people_title(), || {
        desk(
            visit,
            view! {
                <div class="stack-l">
                    <h1>{t.people_title()}</h1>
                    {invite_form(visit, typed, told, &schools)}
                    {open_invitations(visit, invitations, &names)}
                    {accounts(visit, people, filter, &names)}
                </div>
            },
        )
    }))
}

fn invite_form(visit: &Visit, typed: invite::Typed, told: Told, schools: &[school::Model]) -> impl IntoView + use<> {
    let t = visit.t();
    let roles = roles_to_invite(visit).iter().map(|role| (role.key().to_owned(), t.role(*role).to_owned())).collect();
    let open = schools.iter().filter(|school| school.closed_at.is_none());
    let schools = open.map(|school| (school.id.to_string(), school.name.clone())).collect();
    view! {
        <form class="form box" method="post" action="/office/people" novalidate>
            <h2>{t.people_invite()}</h2>
            <p class="soft">{t.people_invite_lead()}</p>
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            <div class="pair">
                <TextField field=Field::Name t=t told=told.clone() value=typed.name autocomplete="off" />
                <TextField field=Field::Email t=t told=told.clone() value=typed.email kind="email" autocomplete="off" />
            </div>
            <div class="pair">
                <SelectField field=Field::Role t=t told=told.clone() value=typed.role options=roles />
                <SelectField
                    field=Field::School
                    t=t
                    told=told.clone()
                    value=typed.school
                    options=schools
                    blank=t.people_school_none()
                    help=t.people_school_help()
                />
            </div>
            <SelectField
                field=Field::Lang
                t=t
                told=told
                value=typed.lang
                options=languages(t)
                name=t.people_letter_lang()
                short=true
            />
            <div class="actions">
                <button class="btn">{t.people_invite_button()}</button>
            </div>
        </form>
    }
}

/// An officer is offered only what an officer may do.
fn roles_to_invite(visit: &Visit) -> &'static [Role] {
    if visit.admin().is_ok() { &[Role::School, Role::Office, Role::Admin] } else { &[Role::School] }
}

fn open_invitations(
    visit: &Visit,
    invitations: Vec<link::Model>,
    schools: &HashMap<SchoolId, String>,
) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    if invitations.is_empty() {
        return None;
    }
    let rows: Vec<_> = invitations.into_iter().map(|link| invitation(visit, link, schools)).collect();
    Some(view! {
        <section class="stack">
            <h2>{t.people_open()}</h2>
            <div class="table-wrap">
                <table class="table cards">
                    <thead>
                        <tr>
                            <th scope="col">{t.field(Field::Name)}</th>
                            <th scope="col">{t.field(Field::Email)}</th>
                            <th scope="col">{t.field(Field::Role)}</th>
                            <th scope="col">{t.people_expires()}</th>
                            <th scope="col">
                                <span class="vh">{t.people_act()}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    })
}

fn invitation(visit: &Visit, link: link::Model, schools: &HashMap<SchoolId, String>) -> impl IntoView + use<> {
    let t = visit.t();
    let part = role_line(t, link.role.unwrap_or(Role::School), link.school_id, schools);
    let until = if link.expires_at <= visit.now() { t.people_expired().to_owned() } else { t.date_of(link.expires_at) };
    let key = visit.mint();
    view! {
        <tr>
            <th scope="row">{link.name}</th>
            <td data-label=t.field(Field::Email)>{link.email}</td>
            <td data-label=t.field(Field::Role)>{part}</td>
            <td data-label=t.people_expires()>{until}</td>
            <td class="act">
                <form class="row" method="post" action="/office/people/resend">
                    <FormKeyField key=key />
                    <input type="hidden" name="id" value=link.id />
                    <button class="btn quiet">{t.people_resend()}</button>
                    <button class="link" formaction="/office/people/withdraw">
                        {t.people_withdraw()}
                    </button>
                </form>
            </td>
        </tr>
    }
}

fn role_line(t: Text, role: Role, school: Option<SchoolId>, schools: &HashMap<SchoolId, String>) -> String {
    match school.and_then(|id| schools.get(&id)) {
        Some(school) => format!("{} · {school}", t.role(role)),
        None => t.role(role).to_owned(),
    }
}

fn accounts(
    visit: &Visit,
    mut people: Vec<account::Model>,
    filter: &Filter,
    schools: &HashMap<SchoolId, String>,
) -> impl IntoView + use<> {
    let t = visit.t();
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = people.len() > most;
    people.truncate(most);
    let older = people
        .last()
        .filter(|_| more)
        .map(|last| format!("/office/people?q={}&role={}&before={}", encode(&filter.q), encode(&filter.role), last.id));
    let none = people.is_empty();
    let rows: Vec<_> = people.into_iter().map(|account| person(visit, account, schools)).collect();
    view! {
        <section class="stack">
            <h2>{t.people_accounts()}</h2>
            {tools(visit, filter)}
            {if none {
                view! { <p class="soft">{t.people_none()}</p> }.into_any()
            } else {
                table(t, rows).into_any()
            }}
            {older
                .map(|href| {
                    view! {
                        <nav class="pager" aria-label=t.pager()>
                            <a class="btn quiet" rel="next" href=href>
                                {t.older()}
                            </a>
                        </nav>
                    }
                })}
        </section>
    }
}

fn tools(visit: &Visit, filter: &Filter) -> impl IntoView + use<> {
    let t = visit.t();
    let (q, wanted) = (filter.q.clone(), filter.role.clone());
    let roles = visit.admin().is_ok().then(|| {
        let options: Vec<_> = Role::ALL
            .into_iter()
            .map(|role| {
                view! {
                    <option value=role.key() selected=role.key() == wanted>
                        {t.role(role)}
                    </option>
                }
            })
            .collect();
        view! {
            <label>
                <span class="label">{t.field(Field::Role)}</span>
                <select class="input" name="role">
                    <option value="">{t.people_all_roles()}</option>
                    {options}
                </select>
            </label>
        }
    });
    view! {
        <form class="tools" method="get" action="/office/people" role="search">
            <label class="seek">
                <span class="label">{t.people_search()}</span>
                <input class="input" type="search" name="q" value=q />
            </label>
            {roles}
            <div class="go">
                <button class="btn">
                    <UiIcon name="search" />
                    {t.people_find()}
                </button>
            </div>
        </form>
    }
}

fn table(t: Text, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t.field(Field::Name)}</th>
                        <th scope="col">{t.field(Field::Email)}</th>
                        <th scope="col">{t.field(Field::Role)}</th>
                        <th scope="col">{t.people_since()}</th>
                        <th scope="col">{t.people_state()}</th>
                        <th scope="col">
                            <span class="vh">{t.people_act()}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn person(visit: &Visit, account: account::Model, schools: &HashMap<SchoolId, String>) -> impl IntoView + use<> {
    let t = visit.t();
    let part = role_line(t, account.role, account.school_id, schools);
    let button = disabling(visit, &account);
    view! {
        <tr>
            <th scope="row">{account.name}</th>
            <td data-label=t.field(Field::Email)>{account.email}</td>
            <td data-label=t.field(Field::Role)>{part}</td>
            <td data-label=t.people_since()>{t.date_of(account.created_at)}</td>
            <td data-label=t.people_state()>{state(t, account.verified_at, account.disabled_at)}</td>
            <td class="act">{button}</td>
        </tr>
    }
}

const fn state(t: Text, verified_at: Option<Time>, disabled_at: Option<Time>) -> &'static str {
    match (disabled_at, verified_at) {
        (Some(_), _) => t.people_disabled(),
        (None, None) => t.people_unproved(),
        (None, Some(_)) => t.people_active(),
    }
}

/// For administrators, and not beside their own name.
fn disabling(visit: &Visit, account: &account::Model) -> Option<impl IntoView + use<>> {
    let admin = visit.admin().ok().filter(|admin| admin.account() != account.id);
    let (id, is_disabled, t) = (account.id.to_string(), account.disabled_at.is_some(), visit.t());
    admin.map(|_| {
        let (action, class, name) = if is_disabled {
            ("/office/people/enable", "btn quiet", t.people_enable())
        } else {
            ("/office/people/disable", "btn danger", t.people_disable())
        };
        view! {
            <form method="post" action=action>
                <input type="hidden" name="account" value=id />
                <button class=class>{name}</button>
            </form>
        }
    })
}
