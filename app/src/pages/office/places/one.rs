//! One township: its names, its villages (pasted one a line), and removing what nothing belongs to.

use std::collections::HashSet;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refusal,
    id::{TownshipId, VillageId},
    place::{
        change::{self, TypedTownship, TypedVillage},
        township, village,
    },
};
use leptos::prelude::*;

use super::list::names;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{AreaField, FormErrors, FormKeyField, Told},
    },
    request::Sent,
};

/// Longest list of villages in one form, in characters.
const PASTED: usize = 4_000;

/// What was typed into the forms of the page; none: as it is saved.
#[derive(Default)]
struct Typed {
    township: Option<TypedTownship>,
    village: String,
}

pub async fn page(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    draw(&visit, read(&id)?, Typed::default(), Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<TypedTownship>>,
) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    let changed = change::change_township(visit.store(), officer, id, &sent.typed, visit.now()).await;
    let typed = Typed { township: Some(sent.typed), ..Typed::default() };
    done(&visit, id, typed, changed.map(|()| visit.t().ground_saved().to_owned())).await
}

pub async fn add_villages(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<TypedVillage>>,
) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    let form = visit.form_key(&sent.form);
    let typed = TypedVillage { township: id.to_string(), village: sent.typed.village };
    let added = change::add_villages(visit.store(), officer, &typed, &form, visit.now()).await;
    let typed = Typed { village: typed.village, ..Typed::default() };
    done(&visit, id, typed, added.map(|count| visit.t().ground_villages_added(count))).await
}

pub async fn remove_village(visit: Visit, Path((id, village)): Path<(String, String)>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    let village: VillageId = village.parse().map_err(|_| AppError::not_found())?;
    let removed = change::remove_village(visit.store(), officer, village, visit.now()).await;
    done(&visit, id, Typed::default(), removed.map(|()| visit.t().ground_removed().to_owned())).await
}

pub async fn remove(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    match change::remove_township(visit.store(), officer, id, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/office/places", visit.t().ground_removed()).into_response()),
        Err(error) => done(&visit, id, Typed::default(), Err(error)).await,
    }
}

fn read(id: &str) -> Result<TownshipId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

fn address(id: TownshipId) -> String {
    format!("/office/places/{id}")
}

async fn done(visit: &Visit, id: TownshipId, typed: Typed, said: Result<String, Error>) -> Result<Response, AppError> {
    match said {
        Ok(sentence) => Ok(visit.go_saying(address(id), sentence).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(visit, id, typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, id: TownshipId, typed: Typed, told: Told) -> Result<Page, AppError> {
    let mut villages = change::villages(visit.db(), visit.officer()?).await?;
    let lived_in = change::lived_in(visit.db(), visit.officer()?).await?;
    villages.retain(|village| village.township_id == id);
    let townships = change::townships(visit.db()).await?;
    let township = townships.into_iter().find(|township| township.id == id).ok_or(Refusal::NotFound)?;
    let t = visit.t();
    Ok(visit.page(township.name(t.0), || {
        let title = township.name(t.0).to_owned();
        let saved = typed.township.unwrap_or_else(|| TypedTownship::from(&township));
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/places", t.ground_places()) here=title.clone() />
                    <h1>{title}</h1>
                    <FormErrors told=told.clone() t=t />
                    <form class="form box" method="post" action=address(id) novalidate>
                        {names(t, &saved, &told)}
                        <div class="actions">
                            <button class="btn">{t.save()}</button>
                        </div>
                    </form>
                    {of_township(visit, &township, &villages, &lived_in, typed.village, told)}
                    {removal(visit, &township, &villages)}
                </div>
            },
        )
    }))
}

fn of_township(
    visit: &Visit,
    township: &township::Model,
    villages: &[village::Model],
    lived_in: &HashSet<VillageId>,
    typed: String,
    told: Told,
) -> impl IntoView + use<> {
    let t = visit.t();
    let here = address(township.id);
    let lines: Vec<_> = villages
        .iter()
        .map(|village| {
            let remove = (!lived_in.contains(&village.id)).then(|| {
                view! {
                    <form method="post" action=format!("{here}/villages/{}/remove", village.id)>
                        <button class="link" aria-label=t.ground_remove_named(&village.name)>
                            {t.ground_remove()}
                        </button>
                    </form>
                }
            });
            view! {
                <li>
                    <div class="what">
                        <b>{village.name.clone()}</b>
                    </div>
                    {remove}
                </li>
            }
        })
        .collect();
    let list = if lines.is_empty() {
        view! { <p class="soft">{t.ground_no_villages()}</p> }.into_any()
    } else {
        view! { <ul class="todo-list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="stack">
            <h2>{t.ground_villages(villages.len())}</h2>
            <p class="soft">{t.ground_villages_lead()}</p>
            {list}
            <form class="form box" method="post" action=format!("{here}/villages") novalidate>
                <FormKeyField key=visit.mint() />
                <AreaField
                    field=Field::Village
                    t=t
                    told=told
                    value=typed
                    most=PASTED
                    name=t.ground_villages_new()
                    help=t.ground_villages_help()
                    plain=true
                />
                <div class="actions">
                    <button class="btn">{t.ground_add()}</button>
                </div>
            </form>
        </section>
    }
}

/// Only a township without villages offers to go; one with schools is refused.
fn removal(visit: &Visit, township: &township::Model, villages: &[village::Model]) -> impl IntoView + use<> {
    let t = visit.t();
    let action = format!("{}/remove", address(township.id));
    villages.is_empty().then(|| {
        view! {
            <form class="form box" method="post" action=action>
                <p>{t.ground_township_remove_what()}</p>
                <div class="actions">
                    <button class="btn danger">{t.ground_township_remove()}</button>
                </div>
            </form>
        }
    })
}
