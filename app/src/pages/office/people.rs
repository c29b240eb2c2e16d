//! People: invitations to schools and into the office, and the list of accounts.
//!
//! An officer invites schools and villages and sees their accounts; an administrator invites anybody, sees all, and disables.

mod invitations;
mod list;

use std::collections::HashMap;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Refusal,
    account::{
        Role, disable, invite,
        people::{self, Filter},
    },
    actor::Officer,
    id::{AccountId, SchoolId, VillageId},
    place, school,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{desk::desk, form::Told},
    request::{Go, Sent},
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
            let told = if refused.0 == [Refusal::Taken(Field::Email)] {
                Told::at_field(Field::Email, visit.t().people_has_account())
            } else {
                Told::new(visit.lang(), &refused)
            };
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
    let email = invite::resend(visit.store(), officer, &chosen.id, &form, visit.now()).await?;
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
    let villages = villages(visit, officer).await?;
    let seats = Seats {
        schools: schools.iter().map(|school| (school.id, school.name.clone())).collect(),
        villages: villages.iter().cloned().collect(),
    };
    let t = visit.t();
    Ok(visit.page(t.people_title(), || {
        desk(
            visit,
            view! {
                <div class="stack-l">
                    <h1>{t.people_title()}</h1>
                    {invitations::form(visit, typed, told, &schools, &villages)}
                    {invitations::open(visit, invitations, &seats)}
                    {list::accounts(visit, people, filter, &seats)}
                </div>
            },
        )
    }))
}

/// Every village with its township, as an officer tells them apart.
async fn villages(visit: &Visit, officer: Officer) -> Result<Vec<(VillageId, String)>, AppError> {
    let townships = place::change::townships(visit.db()).await?;
    let villages = place::change::villages(visit.db(), officer).await?;
    let named = villages.into_iter().map(|village| {
        let township = townships.iter().find(|township| township.id == village.township_id);
        let township = township.map_or_else(String::new, |township| format!("{} · ", township.name(visit.lang())));
        (village.id, format!("{township}{}", village.name))
    });
    Ok(named.collect())
}

/// What the places are called that accounts are for.
struct Seats {
    schools: HashMap<SchoolId, String>,
    villages: HashMap<VillageId, String>,
}

impl Seats {
    /// What somebody is, and where.
    fn line(&self, t: Text, role: Role, school: Option<SchoolId>, village: Option<VillageId>) -> String {
        let school = school.and_then(|id| self.schools.get(&id));
        match school.or_else(|| village.and_then(|id| self.villages.get(&id))) {
            Some(place) => format!("{} · {place}", t.role(role)),
            None => t.role(role).to_owned(),
        }
    }
}
