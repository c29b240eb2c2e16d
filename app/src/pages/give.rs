//! `/give`: a donor says that money is coming, and gets the code to pay it with.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    ledger::programme::Named,
    payment::gift::{self, Typed},
};
use leptos::prelude::*;

use super::ledger::Titles;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    },
    request::Sent,
};

/// `?programme=fund-1`: chosen already.
pub async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Page, AppError> {
    draw(&visit, &typed, Told::nothing()).await
}

pub async fn promise(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (donor, form) = (visit.donor()?, visit.form_key(&sent.form));
    match gift::promise(visit.store(), donor, &sent.typed, &form, visit.now()).await {
        Ok(code) => Ok(visit.go_saying(format!("/gifts/payments/{code}"), visit.t().give_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    visit.donor()?;
    let open = gift::open(visit.db()).await?;
    let titles = Titles::read(visit).await?;
    let t = visit.t();
    Ok(visit.page(t.give_title(), || {
        let body = if open.is_empty() {
            view! { <Empty title=t.give_none() text=t.give_none_text() /> }.into_any()
        } else {
            form(visit, &titles, &open, typed, &told).into_any()
        };
        view! {
            <div class="narrow stack">
                <h1>{t.give_title()}</h1>
                <p>{t.give_lead()}</p>
                {body}
            </div>
        }
    }))
}

fn form(visit: &Visit, titles: &Titles, open: &[Named], typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let options =
        open.iter().map(|named| (named.key(), titles.of(t, named.organiser, named.programme))).collect::<Vec<_>>();
    view! {
        <form class="form box" method="post" action="/give" novalidate>
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            <SelectField
                field=Field::Programme
                t=t
                told=told.clone()
                value=typed.programme.clone()
                options=options
                blank=t.ground_not_chosen()
                name=t.give_for()
            />
            <TextField
                field=Field::Amount
                t=t
                told=told.clone()
                value=typed.amount.clone()
                inputmode="decimal"
                short=true
            />
            <div class="actions">
                <button class="btn big">{t.give_go()}</button>
            </div>
        </form>
    }
}
