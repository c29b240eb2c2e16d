//! One school: the office changes it, closes it, and opens it again.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Refusal,
    id::SchoolId,
    place, school,
    school::change::{self, Typed},
};
use leptos::prelude::*;

use super::{form::form, list::pill};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{crumbs::Crumbs, desk::desk, form::Told},
    request::Sent,
    text::Text,
};

pub async fn page(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read(&id)?, None, Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(mut sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let id = read(&id)?;
    match change::change(visit.store(), officer, id, &sent.typed, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(address(id), visit.t().ground_saved()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            if refused.0.contains(&Refusal::ChangedMeanwhile) {
                // Told once: what is saved now takes the place of what stands there now.
                sent.typed.seen.clear();
            }
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, Some(&sent.typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn close(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    change::close(visit.store(), officer, id, visit.now()).await?;
    Ok(visit.go_saying(address(id), visit.t().ground_school_closed_saying()).into_response())
}

pub async fn reopen(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    change::reopen(visit.store(), officer, id, visit.now()).await?;
    Ok(visit.go_saying(address(id), visit.t().ground_school_reopened_saying()).into_response())
}

fn read(id: &str) -> Result<SchoolId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

fn address(id: SchoolId) -> String {
    format!("/office/schools/{id}")
}

async fn draw(visit: &Visit, id: SchoolId, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let school = change::find(visit.db(), id).await?;
    let townships = place::change::townships(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(&school.name, || {
        let saved = Typed::from(&school);
        let mut shown = typed.unwrap_or(&saved).clone();
        if shown.seen.is_empty() {
            shown.seen.clone_from(&saved.seen);
        }
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/schools", t.ground_schools()) here=school.name.clone() />
                    <div class="page-head">
                        <h1 lang=t.own_lang(&school.name)>{school.name.clone()}</h1>
                        {pill(t, &school)}
                    </div>
                    {form(visit, address(id), &shown, &told, &townships)}
                    {taking_part(t, &school)}
                </div>
            },
        )
    }))
}

/// Closing, or opening again, with what follows from it.
fn taking_part(t: Text, school: &school::Model) -> impl IntoView + use<> {
    let (step, name, what, class) = if school.closed_at.is_some() {
        ("reopen", t.ground_school_reopen(), t.ground_school_reopen_what(), "btn")
    } else {
        ("close", t.ground_school_close(), t.ground_school_close_what(), "btn danger")
    };
    view! {
        <form class="form box" method="post" action=format!("{}/{step}", address(school.id))>
            <p>{what}</p>
            <div class="actions">
                <button class=class>{name}</button>
            </div>
        </form>
    }
}
