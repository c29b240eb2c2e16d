//! Taking back a card that its donor has. Below the card's picture, behind a summary of its own.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Field,
    card::{
        recall::{self, Typed, Why},
        review::{self, Review},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Visit,
    error::{refused, status_of},
    parts::form::{FormKeyField, PickField, Told},
    request::Sent,
};

pub async fn recall(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let code: Code = code.parse().map_err(|_| AppError::not_found())?;
    let form = visit.form_key(&sent.form);
    match recall::recall(visit.store(), officer, &code, &sent.typed, &form, visit.now()).await {
        Ok(()) => {
            let wish = format!("/office/wishes/{code}");
            Ok(visit.go_saying(wish, visit.t().card_recall_saying()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let Ok(seen) = review::of(visit.db(), officer, &code).await else {
                return Err(AppError::Refused(refused));
            };
            let typed = super::Sent { reason: sent.typed.reason, ..super::Sent::default() };
            let page = super::page(&visit, Some(seen), &typed, Some(&refused)).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

pub(super) fn form(visit: &Visit, seen: &Review, reason: &str, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let whys = Why::ALL.map(|why| (why.key().to_owned(), why.sentence(t.0).to_owned(), String::new())).to_vec();
    view! {
        <details class="box" open=told.at(Field::Reason).is_some()>
            <summary>{t.card_recall_title()}</summary>
            <form class="form" method="post" action=format!("/office/cards/{}/recall", seen.wish.code)>
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="photo" value=seen.photo.id.to_string() />
                <p>{t.card_recall_help()}</p>
                <PickField
                    field=Field::Reason
                    t=t
                    told=told.clone()
                    value=reason.to_owned()
                    options=whys
                    name=t.card_recall_why()
                />
                <div class="actions">
                    <button class="btn danger">{t.card_recall_button()}</button>
                </div>
            </form>
        </details>
    }
}
