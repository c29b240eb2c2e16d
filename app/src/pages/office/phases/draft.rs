//! The office drafts a phase. Nobody else sees it until it opens.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    organiser,
    phase::{
        self,
        draft::{self, Typed},
    },
};
use leptos::prelude::*;

use super::form::form;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, Told},
    },
    request::Sent,
};

pub async fn page(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let usual = Typed::suggested(visit.db()).await?;
    draw(&visit, &usual, Told::nothing()).await
}

pub async fn save(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match draft::draft(visit.store(), visit.officer()?, &sent.typed, &form, visit.now()).await {
        Ok(id) => {
            let phase = phase::find(visit.db(), id).await?;
            let sentence = visit.t().ground_phase_drafted();
            Ok(visit.go_saying(format!("/office/phases/{}", phase.number), sentence).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let organisers = organiser::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.ground_phase_new(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/phases", t.ground_phases()) here=t.ground_phase_new() />
                    <h1>{t.ground_phase_new()}</h1>
                    <FormErrors told=told.clone() t=t />
                    {form(visit, "/office/phases/new".to_owned(), typed, &told, &organisers)}
                </div>
            },
        )
    }))
}
