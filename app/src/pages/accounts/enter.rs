//! The sign-in link of a letter: GET asks, POST lets the reader in.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    account::link_in,
    link::{self, Kind},
};

use super::{Followed, asks, not_followed, welcome};
use crate::{AppError, Visit};

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    let t = visit.t();
    match link::look(visit.store(), Kind::SignIn, &followed.token, visit.now()).await {
        Ok(link) => {
            let text = t.enter_text(&link.email);
            Ok(asks(&visit, t.enter_title(), text, "/enter", followed.token, t.enter_button()).into_response())
        }
        Err(error) => not_followed(&visit, error),
    }
}

pub async fn enter(visit: Visit, Form(followed): Form<Followed>) -> Result<Response, AppError> {
    match link_in::enter(visit.store(), &followed.token, visit.now()).await {
        Ok(opened) => Ok(welcome(&visit, &opened, "").into_response()),
        Err(error) => not_followed(&visit, error),
    }
}
