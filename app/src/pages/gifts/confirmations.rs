//! A donor's confirmations: of each phase in which a gift reached its child, as PDF.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::confirmation::{self, Given, Model, Sum};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        empty::Empty,
        form::{FormErrors, FormKeyField, Told},
    },
    request::Sent,
    text::Text,
};

/// `phase`: the phase's number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    phase: String,
}

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    draw(&visit, Told::nothing()).await
}

pub async fn issue(visit: Visit, Form(sent): Form<Sent<Which>>) -> Result<Response, AppError> {
    let donor = visit.donor()?;
    let form = visit.form_key(&sent.form);
    match confirmation::issue(visit.store(), donor, &sent.typed.phase, &form, visit.now()).await {
        Ok(id) => {
            let issued = confirmation::paper(visit.db(), donor, id, visit.lang()).await?;
            let number = issued.confirmation.printed_number(&issued.phase);
            let sentence = visit.t().confirmations_issued_saying(&number);
            Ok(visit.go_saying("/gifts/confirmations", sentence).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, told: Told) -> Result<Page, AppError> {
    let t = visit.t();
    let phases = confirmation::phases(visit.db(), visit.donor()?).await?;
    Ok(visit.page(t.confirmations_title(), || {
        let body = if phases.is_empty() {
            view! { <Empty title=t.confirmations_none() text=t.confirmations_none_text() /> }.into_any()
        } else {
            let boxes: Vec<_> = phases.iter().map(|given| of_phase(visit, given)).collect();
            view! { <div class="stack">{boxes}</div> }.into_any()
        };
        view! {
            <Crumbs t=t list=("/gifts", t.gifts_title()) here=t.confirmations_title() />
            <div class="page-head">
                <h1>{t.confirmations_title()}</h1>
                <p class="soft">{t.confirmations_lead()}</p>
            </div>
            <FormErrors told=told t=t />
            {body}
        }
    }))
}

fn of_phase(visit: &Visit, given: &Given) -> impl IntoView + use<> {
    let t = visit.t();
    let papers: Vec<_> = given.issued.iter().map(|(issued, covers)| paper(t, given, issued, *covers)).collect();
    let later = (!papers.is_empty()).then(|| {
        let (gifts, value) = (given.open.gifts, given.open.value.to_string());
        view! { <p>{t.confirmations_later(gifts, &value)}</p> }
    });
    let issue = (given.open.gifts > 0).then(|| {
        view! {
            {later}
            <form class="actions" method="post" action="/gifts/confirmations">
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="phase" value=given.phase.number.to_string() />
                <button class="btn pine">{t.confirmations_issue()}</button>
            </form>
        }
    });
    view! {
        <section class="box">
            <h2>{given.phase.title(t.0).to_owned()}</h2>
            <p>{t.confirmations_given(given.all.gifts, &given.all.value.to_string())}</p>
            {papers}
            {issue}
        </section>
    }
}

/// One that was issued; where there are several, each with what it covers.
fn paper(t: Text, given: &Given, issued: &Model, covers: Sum) -> impl IntoView + use<> {
    let number = issued.printed_number(&given.phase);
    let covers = (covers != given.all).then(|| t.confirmations_given(covers.gifts, &covers.value.to_string()));
    view! {
        <p class="actions">
            <a class="btn quiet" href=format!("/gifts/confirmations/{}/confirmation.pdf", issued.id)>
                {t.confirmations_pdf(&number)}
            </a>
            {covers}
        </p>
    }
}
