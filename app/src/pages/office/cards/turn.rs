//! Turns a card that waits by a quarter: one on which no sticker was read may lie on its side or upside down.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code,
    actor::Receiver,
    card::{
        review,
        turn::{self, Typed},
    },
};

use super::{Sent as Judged, page};
use crate::{
    AppError, Visit,
    error::{refused, status_of},
    request::Sent,
};

/// The picture is drawn anew in a child, then takes the old one's place; the officer sees it before anything else.
pub async fn turn(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let code: Code = code.parse().map_err(|_| AppError::not_found())?;
    let (store, key, now, typed) = (visit.store(), visit.form_key(&sent.form), visit.now(), &sent.typed);
    let by = Receiver::Office(officer);
    let done = match turn::ask(store, by, &code, typed, &key).await {
        Ok(Some((photo, way))) => {
            let drawn = (visit.site().turn_picture)(photo, officer.account(), way, now).await?;
            turn::replace(store, by, &code, typed, drawn, &key, now).await
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    let Err(error) = done else {
        let card = format!("/office/cards?code={code}");
        return Ok(visit.go_saying(card, visit.t().turn_saying()).into_response());
    };
    let refused = refused(error)?;
    let Ok(seen) = review::of(visit.db(), officer, &code).await else {
        return Err(AppError::Refused(refused));
    };
    let page = page(&visit, Some(seen), &Judged::default(), Some(&refused)).await?;
    Ok(page.status(status_of(&refused)).into_response())
}
