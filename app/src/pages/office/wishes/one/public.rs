//! Taking a wish off the public pages, and showing it again: buttons on the wish's page and on a report's.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code,
    wish::{Status, hide},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::read;
use crate::{AppError, Visit, parts::form::FormKeyField, request::Sent};

/// The page that the button stood on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    back: String,
}

pub async fn hide(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (code, form) = (read(&code)?, visit.form_key(&sent.form));
    hide::hide(visit.store(), visit.officer()?, &code, &form, visit.now()).await?;
    Ok(visit.go_saying(back(&code, &sent.typed.back), visit.t().hidden_saying()).into_response())
}

pub async fn show(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (code, form) = (read(&code)?, visit.form_key(&sent.form));
    hide::show(visit.store(), visit.officer()?, &code, &form, visit.now()).await?;
    Ok(visit.go_saying(back(&code, &sent.typed.back), visit.t().shown_saying()).into_response())
}

/// The report that led here, or the wish.
fn back(code: &Code, typed: &str) -> String {
    let report = typed.strip_prefix("/office/reports/").and_then(|number| number.parse::<i64>().ok());
    report.map_or_else(|| format!("/office/wishes/{code}"), |number| format!("/office/reports/{number}"))
}

/// The button that fits: none where the public does not see the wish anyway.
pub fn button(
    visit: &Visit,
    code: &Code,
    status: Status,
    is_hidden: bool,
    back: String,
) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let (act, help, name, class) = match (status.is_public(), is_hidden) {
        (_, true) => ("show", t.show_help(), t.show_button(), "btn quiet"),
        (true, false) => ("hide", t.hide_help(), t.hide_button(), "btn danger"),
        (false, false) => return None,
    };
    Some(view! {
        <form class="form box" method="post" action=format!("/office/wishes/{code}/{act}")>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="back" value=back />
            <p>{help}</p>
            <div class="actions">
                <button class=class>{name}</button>
            </div>
        </form>
    })
}
