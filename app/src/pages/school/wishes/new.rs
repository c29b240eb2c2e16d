//! A new wish, and handing in all that are whole.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Code, Error,
    id::PhaseId,
    phase,
    wish::{
        draft::{self, Typed},
        list, submit,
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use super::form::{Sent, form};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        empty::Empty,
        form::{FormErrors, Told},
    },
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    visit.school()?;
    page(&visit, &Typed::default(), Told::nothing()).await
}

pub async fn save(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let (school, key) = (visit.school()?, visit.form_key(&sent.form));
    let drafted = draft::draft(visit.store(), school, &sent.typed, &key, visit.now()).await;
    match drafted {
        Ok(code) => then(&visit, &code, &sent).await,
        Err(error) => {
            let refused = refused(told_whole(error, &sent))?;
            let told = Told::new(visit.lang(), &refused);
            Ok(page(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// Whoever wants to hand it in is told at once of what a draft may lack and a wish may not.
pub(super) fn told_whole(error: Error, sent: &Sent) -> Error {
    match error {
        Error::Refused(mut refused) if sent.then == "submit" && refused.0.iter().any(|one| one.field().is_some()) => {
            let mut blank = submit::blank(&sent.typed);
            blank.retain(|one| !refused.0.contains(one));
            refused.0.extend(blank);
            Error::Refused(refused)
        }
        error => error,
    }
}

/// After a wish is saved: handed in at once where that was asked for. What it still lacks, its page says.
pub(super) async fn then(visit: &Visit, code: &Code, sent: &Sent) -> Result<Response, AppError> {
    let (t, own) = (visit.t(), format!("/school/wishes/{code}"));
    if sent.then != "submit" {
        return Ok(visit.go_saying(own, t.wish_desk_saved_saying()).into_response());
    }
    let key = visit.form_key(&format!("{}submit", sent.form));
    match submit::submit(visit.store(), visit.school()?, code, &key, visit.now()).await {
        Ok(()) => submitted(visit, code).await,
        Err(Error::Refused(_)) => Ok(visit.go_saying(own, t.wish_desk_only_saved_saying()).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// Back to the desk, where the phase of the wish is shown.
pub(super) async fn submitted(visit: &Visit, code: &Code) -> Result<Response, AppError> {
    let phase = list::own_one(visit.db(), visit.school()?, code).await?.phase_id;
    let said = visit.t().wish_desk_submitted_one_saying();
    Ok(visit.go_saying(format!("/school?phase={phase}"), said).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct All {
    form: String,
    phase: String,
}

pub async fn submit_all(visit: Visit, Form(all): Form<All>) -> Result<Response, AppError> {
    let (school, key) = (visit.school()?, visit.form_key(&all.form));
    let phase: PhaseId = all.phase.parse().map_err(|_| AppError::not_found())?;
    phase::find(visit.db(), phase).await?;
    let done = submit::submit_all(visit.store(), school, phase, &key, visit.now()).await?;
    let t = visit.t();
    let sentence = match done.left.len() {
        0 => t.wish_desk_submitted_all_saying(done.submitted.len()),
        left => t.wish_desk_submitted_saying(done.submitted.len(), left),
    };
    Ok(visit.go_saying(format!("/school?phase={phase}"), sentence).into_response())
}

async fn page(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let phases = phase::writable(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.wish_desk_new(), || {
        let body = if phases.is_empty() {
            view! { <Empty title=t.wish_desk_no_phase() text=t.wish_desk_no_phase_text() /> }.into_any()
        } else {
            form(visit, "/school/wishes/new".to_owned(), typed, &told, &phases).into_any()
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/school", t.nav_school()) here=t.wish_desk_new() />
                    <h1>{t.wish_desk_new()}</h1>
                    <FormErrors told=told t=t />
                    {body}
                </div>
            },
        )
    }))
}
