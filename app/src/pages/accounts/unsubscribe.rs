//! The unsubscribe link in letters that are no duty: GET asks, POST does it, also as mail programs send it
//! (one click, RFC 8058: the token in the address, no cookie, and no redirect in answer).

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, FormRejection, Query};
use entity::account::digest;
use leptos::prelude::*;
use serde::Deserialize;

use super::{Followed, asks, spent};
use crate::{AppError, Visit, parts::icon::UiIcon};

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    let t = visit.t();
    match digest::reader(visit.store(), &followed.token).await {
        Ok(reader) => {
            let text = t.unsubscribe_text(&reader.email);
            let button = t.unsubscribe_button();
            Ok(asks(&visit, t.unsubscribe_title(), text, "/unsubscribe", followed.token, button).into_response())
        }
        Err(entity::Error::Refused(_)) => Ok(spent(&visit).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// What our own page's form sends, even if it is blank. Mail programs may send any kind of body.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OwnForm {
    token: Vec<String>,
}

pub async fn unsubscribe(
    visit: Visit,
    Query(address): Query<Followed>,
    form: Result<Form<OwnForm>, FormRejection>,
) -> Result<Response, AppError> {
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let token = form.token.into_iter().next().unwrap_or(address.token);
    match digest::unsubscribe(visit.store(), &token, visit.now()).await {
        Ok(()) => Ok(done(&visit).into_response()),
        Err(entity::Error::Refused(_)) => Ok(spent(&visit).into_response()),
        Err(error) => Err(error.into()),
    }
}

fn done(visit: &Visit) -> crate::Page {
    let t = visit.t();
    visit.page(t.unsubscribed_title(), || {
        view! {
            <div class="lost">
                <UiIcon name="letter" big=true />
                <h1>{t.unsubscribed_title()}</h1>
                <p>{t.unsubscribed_text()}</p>
                <div class="actions">
                    <a class="btn quiet" href="/">
                        {t.back_home()}
                    </a>
                </div>
            </div>
        }
    })
}
