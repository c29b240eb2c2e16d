//! The blur brush: a name or a face on a card that waits is burnt into its pixels. Drawn where JavaScript runs, a
//! rectangle in percent everywhere.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Field, Refused,
    card::{
        State,
        blur::{self, Typed},
        review::{self, Review},
    },
    photo::Size,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    islands::blur_brush::BlurBrush,
    parts::{
        desk::desk,
        form::{FormErrors, FormKeyField, TextField, Told},
        photo::address,
    },
    request::Sent,
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    let seen = waiting(&visit, &read(&code)?).await?;
    Ok(page(&visit, &seen, &Typed::default(), Told::nothing()))
}

/// The picture is drawn anew in a child, then takes the old one's place; the officer sees it before anything else.
pub async fn burn(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, code, typed) = (visit.officer()?, read(&code)?, &sent.typed);
    let (store, key, now) = (visit.store(), visit.form_key(&sent.form), visit.now());
    let done = match blur::ask(store, officer, &code, typed, &key).await {
        Ok(Some((photo, areas))) => {
            let drawn = (visit.site().blur_picture)(photo, officer.account(), areas, now).await?;
            blur::replace(store, officer, &code, typed, drawn, &key, now).await
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {
            let card = format!("/office/cards?code={code}");
            Ok(visit.go_saying(card, visit.t().blur_saying()).into_response())
        }
        Err(error) => again(&visit, &code, typed, &refused(error)?).await,
    }
}

fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

/// The card, while it waits.
async fn waiting(visit: &Visit, code: &Code) -> Result<Review, AppError> {
    let seen = review::of(visit.db(), visit.officer()?, code).await?;
    if seen.card.state == State::Submitted { Ok(seen) } else { Err(AppError::not_found()) }
}

/// The page with what is wrong; where the card waits no more, the refusal alone.
async fn again(visit: &Visit, code: &Code, typed: &Typed, refused: &Refused) -> Result<Response, AppError> {
    let Ok(seen) = waiting(visit, code).await else {
        return Err(AppError::Refused(refused.clone()));
    };
    Ok(page(visit, &seen, typed, Told::new(visit.lang(), refused)).status(status_of(refused)).into_response())
}

fn page(visit: &Visit, seen: &Review, typed: &Typed, told: Told) -> Page {
    let t = visit.t();
    let card = format!("/office/cards?code={}", seen.wish.code);
    visit.page(t.blur_title(), || {
        desk(
            visit,
            view! {
                <ol class="crumbs" aria-label=t.crumbs()>
                    <li>
                        <a href="/office/cards">{t.cards_title()}</a>
                    </li>
                    <li>
                        <a href=card.clone()>{seen.wish.item.clone()}</a>
                    </li>
                    <li aria-current="page">{t.blur_title()}</li>
                </ol>
                <div class="page-head">
                    <h1>{t.blur_title()}</h1>
                    <p class="soft">{t.blur_lead()}</p>
                </div>
                <FormErrors told=told.clone() t=t />
                {form(visit, seen, typed, &told)}
                <p>
                    <a class="link" href=card>
                        {t.blur_back()}
                    </a>
                </p>
            },
        )
    })
}

fn form(visit: &Visit, seen: &Review, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let numbers = [
        (Field::BlurLeft, &typed.area.left),
        (Field::BlurTop, &typed.area.top),
        (Field::BlurWidth, &typed.area.width),
        (Field::BlurHeight, &typed.area.height),
    ];
    let numbers: Vec<_> = numbers
        .map(|(field, value)| {
            view! {
                <TextField
                    field=field
                    t=t
                    told=told.clone()
                    value=value.clone()
                    short=true
                    inputmode="numeric"
                    autocomplete="off"
                />
            }
        })
        .into_iter()
        .collect();
    view! {
        <form class="form box blur" method="post" action=format!("/office/cards/{}/blur", seen.wish.code) novalidate>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="photo" value=seen.photo.id.to_string() />
            <BlurBrush
                picture=address(seen.photo.id, Size::Large)
                says=t.cards_alt(&seen.wish.item)
                strokes=typed.area.strokes.clone()
                wide=seen.photo.width
                high=seen.photo.height
                draw=t.blur_draw().to_owned()
                size=t.blur_size().to_owned()
                undo=t.blur_undo().to_owned()
                clear=t.blur_clear().to_owned()
            />
            <fieldset class="group">
                <legend>{t.blur_numbers()}</legend>
                <div class="blur-numbers">{numbers}</div>
            </fieldset>
            <div class="actions">
                <button class="btn danger">{t.blur_burn()}</button>
            </div>
        </form>
    }
}
