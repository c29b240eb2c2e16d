//! The office adds a school.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    place,
    school::change::{self, Typed},
};
use leptos::prelude::*;

use super::form::form;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{crumbs::Crumbs, desk::desk, form::Told, notice::Notice},
    request::Sent,
};

pub async fn page(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, &Typed::default(), Told::nothing()).await
}

pub async fn save(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match change::add(visit.store(), visit.officer()?, &sent.typed, &form, visit.now()).await {
        Ok(_) => Ok(visit.go_saying("/office/schools", visit.t().ground_added()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let townships = place::change::townships(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.ground_school_new(), || {
        let no_township = townships.is_empty().then(|| {
            view! {
                <Notice kind="wait">
                    <a href="/office/places">{t.ground_township_first()}</a>
                </Notice>
            }
        });
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/schools", t.ground_schools()) here=t.ground_school_new() />
                    <h1>{t.ground_school_new()}</h1>
                    {no_township}
                    {form(visit, "/office/schools/new".to_owned(), typed, &told, &townships)}
                </div>
            },
        )
    }))
}
