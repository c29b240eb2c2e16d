//! `/report`: anybody says what is wrong with a page. Never kept rendered: its form has a key of its own.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    page_report::{
        Kind,
        send::{self, Typed, WORDS},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::form::{AreaField, FormErrors, FormKeyField, PickField, TextField, Told},
    request::Sent,
};

/// `?page=/wishes/K7M49XQ2TP`: the page whose foot the link stood at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    page: String,
}

pub async fn show(visit: Visit, Query(of): Query<Of>) -> Page {
    draw(&visit, &Typed { page: of.page, ..Typed::default() }, Told::nothing())
}

pub async fn send(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let from = (visit.lang(), visit.network());
    match send::send(visit.store(), &sent.typed, from, &visit.form_key(&sent.form), visit.now()).await {
        Ok(number) => Ok(visit.go_saying("/", visit.t().report_sent_saying(number.0)).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &sent.typed, told).status(status_of(&refused)).into_response())
        }
    }
}

fn draw(visit: &Visit, typed: &Typed, told: Told) -> Page {
    let t = visit.t();
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), t.report_kind_of(kind).to_owned(), String::new()));
    // What is shown is only ever a path of ours.
    let of = send::path(&typed.page);
    let page = if of.is_empty() { t.report_no_page().to_owned() } else { t.report_page(&of) };
    visit.page(t.report_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.report_title()}</h1>
                <p class="soft">{t.report_lead()}</p>
                <FormErrors told=told.clone() t=t />
                <form class="form box" method="post" action="/report">
                    <FormKeyField key=visit.mint() />
                    <input type="hidden" name="page" value=of />
                    <p>{page}</p>
                    <PickField
                        field=Field::Kind
                        t=t
                        told=told.clone()
                        value=typed.kind.clone()
                        options=kinds.to_vec()
                        name=t.report_kind()
                    />
                    <AreaField
                        field=Field::Words
                        t=t
                        told=told.clone()
                        value=typed.words.clone()
                        most=WORDS
                        name=t.report_words()
                        help=t.report_words_help(WORDS)
                        plain=true
                    />
                    <TextField
                        field=Field::ReplyTo
                        t=t
                        told=told
                        value=typed.reply_to.clone()
                        kind="email"
                        autocomplete="email"
                        inputmode="email"
                        help=t.report_reply_help()
                        optional=true
                    />
                    <div class="actions">
                        <button class="btn">{t.report_send()}</button>
                    </div>
                </form>
            </div>
        }
    })
}
