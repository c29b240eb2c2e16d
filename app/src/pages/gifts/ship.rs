//! Several gifts to one school, said to be sent in one act: what is ticked, with one number and carrier, or one day.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    claim::{
        desk::Line,
        ship::{
            self,
            together::{ToSchool, Typed, by_school, ship_together},
        },
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        empty::Empty,
        form::{FormErrors, FormKeyField, PickField, TextField, Told},
        icon::UiIcon,
        notice::unbroken,
    },
    text::Text,
};

const HERE: &str = "/gifts/ship";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct To {
    /// The code of a gift to the school that is meant.
    to: String,
}

pub async fn show(visit: Visit, Query(To { to }): Query<To>) -> Result<Page, AppError> {
    let schools = by_school(visit.db(), visit.donor()?, visit.lang()).await?;
    let place = place_of(&schools, &[to]);
    Ok(page(&visit, &schools, place, None, Told::nothing()))
}

pub async fn send(
    visit: Visit,
    Query(To { to }): Query<To>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let (key, typed) = read(pairs);
    let form = visit.form_key(&key);
    match ship_together(visit.store(), visit.donor()?, &typed, &form, visit.now()).await {
        Ok(count) => Ok(visit.go_saying("/gifts", visit.t().ship_together_saying(count)).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let schools = by_school(visit.db(), visit.donor()?, visit.lang()).await?;
            let meant: Vec<String> = typed.ticks.iter().cloned().chain([to]).collect();
            let (place, told) = (place_of(&schools, &meant), Told::new(visit.lang(), &refused));
            let page = page(&visit, &schools, place, Some(&typed), told);
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

/// The key of the form, and what was typed.
fn read(pairs: Vec<(String, String)>) -> (String, Typed) {
    let (mut key, mut typed) = (String::new(), Typed::default());
    for (name, value) in pairs {
        match name.as_str() {
            "form" => key = value,
            "tick" => typed.ticks.push(value),
            "how" => typed.way.how = value,
            "carrier" => typed.way.carrier = value,
            "tracking_no" => typed.way.tracking_no = value,
            "drop_off_on" => typed.way.drop_off_on = value,
            _ => {}
        }
    }
    (key, typed)
}

/// Which school one of these gifts goes to; else one that several go to, or the first.
fn place_of(schools: &[ToSchool], codes: &[String]) -> usize {
    let is_meant = |line: &Line| codes.iter().any(|code| code == line.gift.code.as_str());
    let meant = schools.iter().position(|school| school.gifts.iter().any(is_meant));
    meant.or_else(|| schools.iter().position(|school| school.gifts.len() > 1)).unwrap_or(0)
}

/// The page of what goes to this school. Its form is sent there, too: with nothing ticked it still says which school.
fn address(school: &ToSchool) -> String {
    school.gifts.first().map_or_else(|| HERE.to_owned(), |line| format!("{HERE}?to={}", line.gift.code))
}

fn page(visit: &Visit, schools: &[ToSchool], place: usize, typed: Option<&Typed>, told: Told) -> Page {
    let t = visit.t();
    visit.page(t.ship_together_title(), || {
        let body = match schools.get(place) {
            Some(school) => form(visit, school, typed, &told).into_any(),
            None => view! { <Empty title=t.ship_together_none() text=t.ship_together_none_text() /> }.into_any(),
        };
        view! {
            <div class="narrow stack">
                <Crumbs t=t list=("/gifts", t.gifts_title()) here=t.ship_together_title() />
                <h1>{t.ship_together_title()}</h1>
                <p class="soft">{t.ship_together_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {body}
                {others(t, schools, place)}
            </div>
        }
    })
}

fn form(visit: &Visit, school: &ToSchool, typed: Option<&Typed>, told: &Told) -> impl IntoView + use<> {
    let (t, to) = (visit.t(), &school.delivery);
    let fresh = ship::Typed { how: "parcel".to_owned(), ..ship::Typed::default() };
    view! {
        <form class="form ship box" method="post" action=address(school)>
            <FormKeyField key=visit.mint() />
            <div>
                <h2 lang=t.own_lang(&to.school)>{to.school.clone()}</h2>
                <p class="soft" lang=t.own_lang(&to.address)>
                    {to.address.clone()}
                </p>
            </div>
            {ticks(t, school, typed, told)}
            {way_fields(t, told, typed.map_or(&fresh, |typed| &typed.way))}
            <div class="actions">
                <button class="btn">{t.ship_together_button()}</button>
            </div>
        </form>
    }
}

/// Ticked until somebody has unticked it.
fn ticks(t: Text, school: &ToSchool, typed: Option<&Typed>, told: &Told) -> impl IntoView + use<> {
    let id = Field::Gifts.key();
    let error_id = format!("{id}-error");
    let boxes: Vec<_> = school
        .gifts
        .iter()
        .map(|line| {
            let (gift, code) = (&line.gift, line.gift.code.to_string());
            let ticked = typed.is_none_or(|typed| typed.ticks.contains(&code));
            view! {
                <label class="choice">
                    <input type="checkbox" name=id value=code checked=ticked />
                    <span>
                        <b lang=t.own_lang(&gift.item)>{gift.item.clone()}</b>
                        <small>
                            <span lang=t.own_lang(&gift.specification)>{gift.specification.clone()}</span>
                            " · "
                            <span class="code">{gift.code.grouped()}</span>
                        </small>
                    </span>
                </label>
            }
        })
        .collect();
    let error = told.at(Field::Gifts);
    let class = if error.is_some() { "group bad" } else { "group" };
    let described_by = error.is_some().then(|| error_id.clone());
    let error = error.map(|error| {
        view! {
            <p class="field-error" id=error_id>
                <UiIcon name="error" />
                <span>{unbroken(&error)}</span>
            </p>
        }
    });
    view! {
        <fieldset class=class id=id aria-describedby=described_by>
            <legend>{t.ship_together_gifts()}</legend>
            <p class="help">{t.ship_together_help()}</p>
            {error}
            {boxes}
        </fieldset>
    }
}

/// How it gets there: by parcel with its number, or brought on a day.
pub(super) fn way_fields(t: Text, told: &Told, typed: &ship::Typed) -> impl IntoView + use<> {
    let ways = vec![
        ("parcel".to_owned(), t.ship_parcel().to_owned(), t.ship_parcel_help().to_owned()),
        ("drop_off".to_owned(), t.ship_drop_off().to_owned(), t.ship_drop_off_help().to_owned()),
    ];
    view! {
        <PickField field=Field::How t=t told=told.clone() value=typed.how.clone() options=ways name=t.ship_how() />
        <div class="pair for-parcel">
            <TextField
                field=Field::TrackingNo
                t=t
                told=told.clone()
                value=typed.tracking_no.clone()
                autocomplete="off"
            />
            <TextField field=Field::Carrier t=t told=told.clone() value=typed.carrier.clone() optional=true />
        </div>
        <div class="for-drop-off">
            <TextField
                field=Field::DropOffOn
                t=t
                told=told.clone()
                value=typed.drop_off_on.clone()
                kind="date"
                short=true
            />
        </div>
    }
}

/// The ways to what goes to the other schools.
fn others(t: Text, schools: &[ToSchool], place: usize) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = schools
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, school)| {
            let name = &school.delivery.school;
            view! {
                <li>
                    <a href=address(school) lang=t.own_lang(name)>
                        {t.ship_together_other(name, school.gifts.len())}
                    </a>
                </li>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.ship_together_others()}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
}
