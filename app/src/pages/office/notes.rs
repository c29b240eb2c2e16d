//! Donors' notes: the office reads each before it travels with its gift.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refusal, Refused,
    claim::note::{self, Judged, Waiting},
    id::ClaimId,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, TextField, Told},
    },
};

const MOST: u64 = 200;

/// The judgement and the button that was pressed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    form: String,
    note: String,
    reason: String,
    judge: String,
}

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    page(&visit, None, "", None).await
}

pub async fn judge(visit: Visit, Path(claim): Path<String>, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let claim: ClaimId = claim.parse().map_err(|_| AppError::not_found())?;
    let (store, officer, now) = (visit.store(), visit.officer()?, visit.now());
    let form = visit.form_key(&sent.form);
    let judged = Judged { note: sent.note.clone(), reason: sent.reason.clone() };
    let t = visit.t();
    let (done, sentence) = if sent.judge == "approve" {
        (note::approve(store, officer, claim, &judged, &form, now).await, t.note_approved_saying())
    } else if sent.judge == "refuse" {
        (note::refuse(store, officer, claim, &judged, &form, now).await, t.note_refused_saying())
    } else {
        (Err(Refusal::NotAChoice(Field::Answer).into()), "")
    };
    match done {
        Ok(()) => Ok(visit.go_saying("/office/notes", sentence).into_response()),
        Err(Error::Refused(refused)) => {
            let status = status_of(&refused);
            Ok(page(&visit, Some(claim), &sent.reason, Some(&refused)).await?.status(status).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// One note at a time: the refused one again, or the one that has waited longest.
async fn page(
    visit: &Visit,
    again: Option<ClaimId>,
    reason: &str,
    refused: Option<&Refused>,
) -> Result<Page, AppError> {
    visit.officer()?;
    let waiting = note::waiting(visit.db(), MOST).await?;
    let now = waiting.iter().find(|note| again == Some(note.claim)).or(waiting.first());
    let told = refused.map_or_else(Told::nothing, |refused| Told::new(visit.lang(), refused));
    let t = visit.t();
    Ok(visit.page(t.notes_title(), || {
        let body = match now {
            None => view! { <Empty title=t.notes_none() text=t.notes_none_text() /> }.into_any(),
            Some(note) => view! {
                <p class="soft">{t.notes_lead(waiting.len())}</p>
                {card(visit, note, reason, told.clone())}
            }
            .into_any(),
        };
        desk(
            visit,
            view! {
                <h1>{t.notes_title()}</h1>
                <FormErrors told=told t=t />
                {body}
            },
        )
    }))
}

fn card(visit: &Visit, note: &Waiting, reason: &str, told: Told) -> impl IntoView + use<> {
    let (t, action) = (visit.t(), format!("/office/notes/{}", note.claim));
    view! {
        <article class="box narrow">
            <h2>
                <a href=format!("/office/wishes/{}", note.code)>{note.item.clone()}</a>
            </h2>
            <p class="code small">{note.code.grouped()}</p>
            {note.is_here.then(|| view! { <p class="soft">{t.note_gift_is_here()}</p> })}
            <blockquote class="public-text">{note.note.clone()}</blockquote>
            <form class="form" method="post" action=action.clone()>
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="note" value=note.note.clone() />
                <div class="actions">
                    <button class="btn pine" name="judge" value="approve">
                        {t.note_approve()}
                    </button>
                </div>
            </form>
            // A form of its own: Enter in the reason sends it, and must not approve.
            <form class="form" method="post" action=action>
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="note" value=note.note.clone() />
                <TextField
                    field=Field::Reason
                    t=t
                    told=told
                    value=reason.to_owned()
                    name=t.note_reason()
                    help=t.note_reason_help()
                    autocomplete="off"
                />
                <div class="actions">
                    <button class="btn danger" name="judge" value="refuse">
                        {t.note_refuse()}
                    </button>
                </div>
            </form>
        </article>
    }
}
