//! Sign out, here or everywhere. Always a form: no link of another site can do it.

use axum_extra::extract::CookieJar;
use entity::session;

use crate::{
    AppError, Visit,
    request::{Go, SESSION, no_session},
};

pub async fn here(visit: Visit, jar: CookieJar) -> Result<Go, AppError> {
    if let Some(token) = jar.get(SESSION) {
        session::end(visit.store(), token.value()).await?;
    }
    Ok(visit.go_saying("/", visit.t().signed_out_saying()).with(no_session()))
}

pub async fn everywhere(visit: Visit) -> Result<Go, AppError> {
    session::end_everywhere(visit.store(), visit.account()?, visit.now()).await?;
    Ok(visit.go_saying("/sign-in", visit.t().signed_out_everywhere_saying()).with(no_session()))
}
