//! The office's list of townships, each with its villages and schools.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Field,
    place::{
        change::{self, TypedTownship},
        township, village,
    },
    school,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, TextField, Told},
    },
    request::Sent,
    text::Text,
};

pub async fn page(visit: Visit) -> Result<Page, AppError> {
    draw(&visit, &TypedTownship::default(), Told::nothing()).await
}

pub async fn add(visit: Visit, Form(sent): Form<Sent<TypedTownship>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match change::add_township(visit.store(), visit.officer()?, &sent.typed, &form, visit.now()).await {
        Ok(id) => {
            Ok(visit.go_saying(format!("/office/places/{id}"), visit.t().ground_township_added()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, typed: &TypedTownship, told: Told) -> Result<Page, AppError> {
    let villages = change::villages(visit.db(), visit.officer()?).await?;
    let townships = change::townships(visit.db()).await?;
    let schools = school::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.ground_places(), || {
        let list = if townships.is_empty() {
            view! { <Empty title=t.ground_places_none() text=t.ground_places_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = townships.iter().map(|one| line(t, one, &villages, &schools)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.ground_places()}</h1>
                <p class="soft">{t.ground_places_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {list}
                <section class="narrow stack">
                    <h2>{t.ground_township_new()}</h2>
                    <form class="form box" method="post" action="/office/places" novalidate>
                        <FormKeyField key=visit.mint() />
                        {names(t, typed, &told)}
                        <div class="actions">
                            <button class="btn">{t.ground_add()}</button>
                        </div>
                    </form>
                </section>
            },
        )
    }))
}

fn line(
    t: Text,
    township: &township::Model,
    villages: &[village::Model],
    schools: &[school::Model],
) -> impl IntoView + use<> {
    let names: Vec<String> = villages
        .iter()
        .filter(|village| village.township_id == township.id)
        .map(|village| village.name.clone())
        .collect();
    let schools = schools.iter().filter(|school| school.township_id == township.id).count();
    let names = if names.is_empty() { t.ground_no_villages().to_owned() } else { t.list(&names) };
    view! {
        <li>
            <div class="what">
                <b>{township.name(t.0).to_owned()}</b>
                <span class="soft small">{names}</span>
            </div>
            <span class="soft small">{t.ground_school_count(schools)}</span>
            <a class="btn quiet" href=format!("/office/places/{}", township.id)>
                {t.ground_change()}
            </a>
        </li>
    }
}

/// The two names of a township.
pub fn names(t: Text, typed: &TypedTownship, told: &Told) -> impl IntoView + use<> {
    view! {
        <div class="pair">
            <TextField field=Field::NameZh t=t told=told.clone() value=typed.name_zh.clone() autocomplete="off" />
            <TextField
                field=Field::NameEn
                t=t
                told=told.clone()
                value=typed.name_en.clone()
                help=t.ground_english_help()
                optional=true
                autocomplete="off"
            />
        </div>
    }
}
