//! `/households`: who farms the plots, for its village and for the office. A list of aliases; names are behind a look.

pub mod erase;
pub mod one;
pub mod plot;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    actor::Keeper,
    household::{
        self,
        keep::{self, SITUATION, Typed},
        list::{Filter, PAGE},
    },
    place,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{AreaField, FormErrors, FormKeyField, SelectField, TextField, Told},
        pager::pager,
    },
    request::{Sent, encode},
    text::Text,
};

pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Result<Page, AppError> {
    draw(&visit, &filter, &Typed::default(), Told::nothing()).await
}

pub async fn add(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (keeper, form) = (visit.keeper()?, visit.form_key(&sent.form));
    match keep::add(visit.store(), keeper, &sent.typed, &form, visit.now()).await {
        Ok(id) => Ok(visit.go_saying(format!("/households/{id}"), visit.t().household_added_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, &Filter::default(), &sent.typed, told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, filter: &Filter, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let keeper = visit.keeper()?;
    let mut rows = household::list::page(visit.db(), keeper, filter).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(|last| last.id);
    let villages = villages(visit, keeper).await?;
    let t = visit.t();
    Ok(visit.page(t.households_title(), || {
        let list = if rows.is_empty() {
            nothing(t, filter)
        } else {
            let lines: Vec<_> = rows.iter().map(|one| line(t, one, &villages)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        let is_any = !rows.is_empty() || filter.narrows();
        let older = next.map(|next| {
            let (q, village) = (encode(&filter.q), encode(&filter.village));
            format!("/households?q={q}&village={village}&before={next}")
        });
        desk(
            visit,
            view! {
                <div class="page-head">
                    <h1>{t.households_title()}</h1>
                    <p class="soft">{t.households_lead()}</p>
                </div>
                <FormErrors told=told.clone() t=t />
                {is_any.then(|| tools(t, filter, &villages))}
                {list}
                {pager(t, None, older)}
                <section class="narrow stack">
                    <h2>{t.household_new()}</h2>
                    {form(visit, "/households".to_owned(), typed, &told, &villages)}
                </section>
            },
        )
    }))
}

/// Nothing fits: because of the filters, or because nobody is put down yet.
fn nothing(t: Text, filter: &Filter) -> AnyView {
    if !filter.narrows() {
        return view! { <Empty title=t.households_none() text=t.households_none_text() /> }.into_any();
    }
    view! {
        <div class="empty">
            <h2>{t.households_nothing_fits()}</h2>
            <p>{t.office_wishes_none_text()}</p>
            <div class="actions">
                <a class="btn" href="/households">
                    {t.households_see_all()}
                </a>
            </div>
        </div>
    }
    .into_any()
}

/// By alias; and by village, where the reader has more than one.
fn tools(t: Text, filter: &Filter, villages: &[(String, String)]) -> impl IntoView + use<> {
    let options: Vec<_> = villages
        .iter()
        .map(|(id, name)| {
            view! {
                <option value=id.clone() selected=*id == filter.village>
                    {name.clone()}
                </option>
            }
        })
        .collect();
    let village = (!villages.is_empty()).then(|| {
        view! {
            <label>
                <span class="label">{t.field(Field::Village)}</span>
                <select class="input" name="village">
                    <option value="">{t.households_all_villages()}</option>
                    {options}
                </select>
            </label>
        }
    });
    view! {
        <form class="tools" method="get" action="/households" role="search">
            <label class="seek">
                <span class="label">{t.households_search()}</span>
                <input class="input" type="search" name="q" value=filter.q.clone() />
            </label>
            {village}
            <div class="go">
                <button class="btn quiet">{t.filter_go()}</button>
            </div>
        </form>
    }
}

fn line(t: Text, household: &household::Model, villages: &[(String, String)]) -> impl IntoView + use<> {
    let village = villages.iter().find(|(id, _)| *id == household.village_id.to_string());
    view! {
        <li>
            <div class="what">
                <b>{household.alias(t.0).to_owned()}</b>
                <span class="soft small">
                    {t.household_people(household.people)} {village.map(|(_, name)| format!(" · {name}"))}
                </span>
            </div>
            <a class="btn quiet" href=format!("/households/{}", household.id)>
                {t.ground_change()}
            </a>
        </li>
    }
}

/// The villages that this keeper can put households down in; a village has its own alone and chooses none.
async fn villages(visit: &Visit, keeper: Keeper) -> Result<Vec<(String, String)>, AppError> {
    let Keeper::Office(officer) = keeper else { return Ok(Vec::new()) };
    let townships = place::change::townships(visit.db()).await?;
    let villages = place::change::villages(visit.db(), officer).await?;
    let named = villages.into_iter().map(|village| {
        let township = townships.iter().find(|township| township.id == village.township_id);
        let township = township.map_or_else(String::new, |township| format!("{} · ", township.name(visit.lang())));
        (village.id.to_string(), format!("{township}{}", village.name))
    });
    Ok(named.collect())
}

/// The form of a household; without a choice of village where there is none. Its page sums up what it was told.
pub fn form(
    visit: &Visit,
    action: String,
    typed: &Typed,
    told: &Told,
    villages: &[(String, String)],
) -> impl IntoView + use<> {
    let t = visit.t();
    let (typed, told) = (typed.clone(), told.clone());
    let button = if action == "/households" { t.household_add_button() } else { t.save() };
    let village = (!villages.is_empty()).then(|| {
        view! {
            <SelectField
                field=Field::Village
                t=t
                told=told.clone()
                value=typed.village.clone()
                options=villages.to_vec()
                blank=t.ground_not_chosen()
            />
        }
    });
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            {village}
            <div class="pair">
                <TextField
                    field=Field::AliasZh
                    t=t
                    told=told.clone()
                    value=typed.alias_zh
                    help=t.household_alias_help()
                />
                <TextField
                    field=Field::AliasEn
                    t=t
                    told=told.clone()
                    value=typed.alias_en
                    help=t.ground_english_help()
                    optional=true
                />
            </div>
            <TextField
                field=Field::People
                t=t
                told=told.clone()
                value=typed.people
                inputmode="numeric"
                short=true
            />
            <fieldset class="group">
                <legend>{t.household_private()}</legend>
                <div class="pair">
                    <TextField field=Field::Head t=t told=told.clone() value=typed.head autocomplete="off" />
                    <TextField
                        field=Field::HeadPhone
                        t=t
                        told=told.clone()
                        value=typed.head_phone
                        inputmode="tel"
                        autocomplete="off"
                        optional=true
                    />
                </div>
                <TextField
                    field=Field::HouseholdAddress
                    t=t
                    told=told.clone()
                    value=typed.address
                    autocomplete="off"
                />
                <AreaField
                    field=Field::Situation
                    t=t
                    told=told
                    value=typed.situation
                    most=SITUATION
                    help=t.household_situation_help()
                    optional=true
                    plain=true
                />
            </fieldset>
            <div class="actions">
                <button class="btn">{button}</button>
            </div>
        </form>
    }
}
