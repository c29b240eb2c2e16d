//! The link of a sign-up's letter: GET asks, POST proves the address and lets the reader in.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    account::verify,
    link::{self, Kind},
};

use super::{Followed, asks, not_followed, welcome_saying};
use crate::{AppError, Visit};

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    let t = visit.t();
    match link::look(visit.store(), Kind::Verify, &followed.token, visit.now()).await {
        Ok(link) => {
            let text = t.verify_text(&link.email);
            Ok(asks(&visit, t.verify_title(), text, "/verify", followed.token, t.verify_button()).into_response())
        }
        Err(error) => not_followed(&visit, error),
    }
}

pub async fn verify(visit: Visit, Form(followed): Form<Followed>) -> Result<Response, AppError> {
    match verify::verify(visit.store(), &followed.token, visit.now()).await {
        Ok(opened) => Ok(welcome_saying(&visit, &opened, visit.t().verified_saying()).into_response()),
        Err(error) => not_followed(&visit, error),
    }
}
