//! `/school/wishes/{code}/consent`: what a guardian agreed to, and taking it back, said before it is done.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{Code, actor::Receiver, child::withdraw};
use leptos::prelude::*;

use super::one::{address, read};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        consent::{self, take_back},
        desk::desk,
        form::Told,
    },
    request::Sent,
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    page(&visit, &read(&code)?, Told::nothing()).await
}

/// The guardian takes back the consent, or a part of it.
pub async fn end(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<consent::Typed>>,
) -> Result<Response, AppError> {
    let (by, code) = (Receiver::School(visit.school()?), read(&code)?);
    match consent::withdraw(&visit, by, &code, &sent).await {
        Ok(saying) => Ok(visit.go_saying(address(&code), saying).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let page = page(&visit, &code, Told::new(visit.lang(), &refused)).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

async fn page(visit: &Visit, code: &Code, told: Told) -> Result<Page, AppError> {
    let by = Receiver::School(visit.school()?);
    let ahead = withdraw::ahead(visit.db(), by, code).await?;
    let t = visit.t();
    Ok(visit.page(t.consent_page_title(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <ol class="crumbs" aria-label=t.crumbs()>
                        <li>
                            <a href="/school/consents">{t.consents_title()}</a>
                        </li>
                        <li>
                            <a href=address(code)>{ahead.wish.item.clone()}</a>
                        </li>
                        <li aria-current="page">{t.consent_page_title()}</li>
                    </ol>
                    <h1>{t.consent_page_title()}</h1>
                    {take_back(visit, &format!("{}/consent", address(code)), &ahead, told)}
                </div>
            },
        )
    }))
}
