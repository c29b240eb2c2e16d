//! `/office/wishes/{code}/consent` and `…/erase`: what a guardian may ask for, each with a page that says what it will
//! do before it is done.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Field,
    child::{
        erase::{self, Typed},
        withdraw::{self, Ahead},
    },
};
use leptos::prelude::*;

use super::read;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        consent::{self, going, take_back},
        desk::desk,
        form::{FormErrors, FormKeyField, TickField, Told},
        notice::Notice,
    },
    request::Sent,
    text::Text,
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    page(&visit, &read(&code)?, Told::nothing()).await
}

/// The guardian takes back the consent, and with it every wish of the child, or a part of it.
pub async fn end(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<consent::Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    visit.officer()?;
    match consent::withdraw(&visit, visit.receiver()?, &code, &sent).await {
        Ok(saying) => Ok(visit.go_saying(format!("/office/wishes/{code}"), saying).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let page = page(&visit, &code, Told::new(visit.lang(), &refused)).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

async fn page(visit: &Visit, code: &Code, told: Told) -> Result<Page, AppError> {
    visit.officer()?;
    let ahead = withdraw::ahead(visit.db(), visit.receiver()?, code).await?;
    let t = visit.t();
    Ok(visit.page(t.consent_page_title(), || {
        let erase = (!ahead.is_erased).then(|| {
            view! {
                <p>
                    <a class="btn danger" href=format!("/office/wishes/{code}/erase")>
                        {t.erase_go()}
                    </a>
                </p>
            }
        });
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    {crumbs(t, &ahead, t.consent_page_title())}
                    <h1>{t.consent_page_title()}</h1>
                    {take_back(visit, &format!("/office/wishes/{code}/consent"), &ahead, told)}
                    {erase}
                </div>
            },
        )
    }))
}

pub async fn ask(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    erase_page(&visit, &read(&code)?, Told::nothing()).await
}

pub async fn erase(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let form = visit.form_key(&sent.form);
    match erase::erase(visit.store(), visit.officer()?, &code, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(format!("/office/wishes/{code}"), visit.t().erased_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let page = erase_page(&visit, &code, Told::new(visit.lang(), &refused)).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

async fn erase_page(visit: &Visit, code: &Code, told: Told) -> Result<Page, AppError> {
    visit.officer()?;
    let ahead = withdraw::ahead(visit.db(), visit.receiver()?, code).await?;
    let t = visit.t();
    Ok(visit.page(t.erase_title(), || {
        let body = if ahead.is_erased {
            view! { <Notice kind="ok">{t.erase_done_already()}</Notice> }.into_any()
        } else {
            erase_form(visit, code, &ahead, told).into_any()
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    {crumbs(t, &ahead, t.erase_title())}
                    <h1>{t.erase_title()}</h1>
                    <p class="soft">{t.erase_page_lead()}</p>
                    {body}
                </div>
            },
        )
    }))
}

fn erase_form(visit: &Visit, code: &Code, ahead: &Ahead, told: Told) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <FormErrors told=told.clone() t=t />
        <h2>{t.erase_will()}</h2>
        <ul>
            <li>{t.erase_will_key()}</li>
            <li>{t.erase_will_consent()}</li>
            <li>{t.erase_will_card()}</li>
            <li>{t.erase_will_counts()}</li>
        </ul>
        {going(t, ahead)}
        <form class="form box" method="post" action=format!("/office/wishes/{code}/erase")>
            <FormKeyField key=visit.mint() />
            <TickField field=Field::Sure told=told ticked=false text=t.erase_sure() />
            <div class="actions">
                <button class="btn danger">{t.erase_button()}</button>
                <a class="btn quiet" href=format!("/office/wishes/{code}")>
                    {t.cancel()}
                </a>
            </div>
        </form>
    }
}

fn crumbs(t: Text, ahead: &Ahead, here: &'static str) -> impl IntoView + use<> {
    let (code, item) = (ahead.wish.code.clone(), ahead.wish.item.clone());
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/office/consents">{t.consents_title()}</a>
            </li>
            <li>
                <a href=format!("/office/wishes/{code}")>{item}</a>
            </li>
            <li aria-current="page">{here}</li>
        </ol>
    }
}
