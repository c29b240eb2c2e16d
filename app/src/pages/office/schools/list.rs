//! The office's list of schools, by township.

use axum_extra::extract::Query;
use entity::{
    Field,
    id::TownshipId,
    place::{self, township},
    school,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

/// `township`: the schools of this one; none: all of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    township: String,
}

pub async fn page(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    visit.officer()?;
    let mut schools = school::change::all(visit.db()).await?;
    let townships = place::change::townships(visit.db()).await?;
    let t = visit.t();
    let is_any = !schools.is_empty();
    let here = which.township.parse::<TownshipId>().ok();
    schools.retain(|school| here.is_none_or(|here| school.township_id == here));
    Ok(visit.page(t.ground_schools(), || {
        let body = if schools.is_empty() {
            let title = if is_any { t.ground_schools_nowhere() } else { t.ground_schools_none() };
            view! { <Empty title=title text=t.ground_schools_none_text() /> }.into_any()
        } else {
            let rows: Vec<_> = schools.iter().map(|school| row(t, school, &townships)).collect();
            table(t, rows).into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.ground_schools()}</h1>
                    <div class="row">
                        <a class="btn" href="/office/schools/new">
                            {t.ground_school_new()}
                        </a>
                    </div>
                </div>
                {is_any.then(|| filter(t, &townships, here))}
                {body}
            },
        )
    }))
}

fn filter(t: Text, townships: &[township::Model], here: Option<TownshipId>) -> impl IntoView + use<> {
    let options: Vec<_> = townships
        .iter()
        .map(|township| {
            view! {
                <option value=township.id.to_string() selected=here == Some(township.id)>
                    {township.name(t.0).to_owned()}
                </option>
            }
        })
        .collect();
    view! {
        <form class="tools" method="get" action="/office/schools" role="search">
            <label>
                <span class="label">{t.field(Field::Township)}</span>
                <select class="input" name="township">
                    <option value="">{t.filter_all_townships()}</option>
                    {options}
                </select>
            </label>
            <div class="go">
                <button class="btn quiet">{t.filter_go()}</button>
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
                        <th scope="col">{t.field(Field::School)}</th>
                        <th scope="col">{t.field(Field::SchoolCode)}</th>
                        <th scope="col">{t.ground_alias()}</th>
                        <th scope="col">{t.field(Field::Township)}</th>
                        <th scope="col">{t.col_state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(t: Text, school: &school::Model, townships: &[township::Model]) -> impl IntoView + use<> {
    let township = townships.iter().find(|township| township.id == school.township_id);
    let township = township.map(|township| township.name(t.0).to_owned());
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/office/schools/{}", school.id) lang=t.own_lang(&school.name)>
                    {school.name.clone()}
                </a>
            </th>
            <td class="code" data-label=t.field(Field::SchoolCode)>
                {school.code.clone()}
            </td>
            <td data-label=t.ground_alias()>{school.alias(t.0).to_owned()}</td>
            <td data-label=t.field(Field::Township)>{township}</td>
            <td data-label=t.col_state()>{pill(t, school)}</td>
        </tr>
    }
}

/// Whether the school takes part.
pub fn pill(t: Text, school: &school::Model) -> impl IntoView + use<> {
    if school.closed_at.is_some() {
        view! { <span class="pill k-withdrawn">{t.ground_school_closed()}</span> }
    } else {
        view! { <span class="pill k-open">{t.ground_school_open()}</span> }
    }
}
