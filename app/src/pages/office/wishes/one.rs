//! `/office/wishes/{code}`: all an officer may know of a wish and do with it. The child's name only on request,
//! with a reason, and journalled before it is shown.

mod acts;
pub mod consent;
pub mod public;
mod view;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, card,
    child::{look, record::Record},
    claim,
    journal::{self, Subject},
    wish::{review, withdraw},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        form::{FormErrors, Told},
    },
    request::Sent,
};

/// What a look at the child's record found.
enum Looked {
    Found(Record),
    Erased,
}

/// What is told and shown besides the wish itself.
#[derive(Default)]
struct Shown {
    /// The act whose form was refused.
    act: &'static str,
    told: Told,
    reason: String,
    remark: String,
    looked: Option<Looked>,
}

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    page(&visit, &read(&code)?, Shown::default()).await
}

/// Opens the child's record for a reason.
pub async fn look(visit: Visit, Path(code): Path<String>, Form(typed): Form<look::Typed>) -> Result<Page, AppError> {
    let code = read(&code)?;
    match look::by_office(visit.store(), visit.officer()?, &code, &typed, visit.now()).await {
        Ok(record) => {
            let looked = Some(record.map_or(Looked::Erased, Looked::Found));
            page(&visit, &code, Shown { looked, ..Shown::default() }).await
        }
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            let look::Typed { reason, remark } = typed;
            let page = page(&visit, &code, Shown { act: "look", told, reason, remark, looked: None }).await?;
            Ok(page.status(status_of(&refused)))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn withdraw(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<withdraw::Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let form = visit.form_key(&sent.form);
    visit.officer()?;
    let done = withdraw::withdraw(visit.store(), visit.receiver()?, &code, &sent.typed, &form, visit.now()).await;
    answer(&visit, &code, done, "withdraw", visit.t().withdrawn_saying(), sent.typed.reason).await
}

/// Ends the live claim; its donor reads the reason.
pub async fn cancel(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<claim::cancel::Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let officer = visit.officer()?;
    let review = review::of(visit.db(), officer, &code).await?;
    let claims = claim::of_wish(visit.db(), officer, review.wish.id).await?;
    // Pressed twice, the second press finds the claim ended by the first, and the verb knows the form again.
    let live = claims.iter().find(|claim| claim.state.is_live()).or(claims.first());
    let live = live.ok_or(entity::Refusal::ClaimState)?;
    let form = visit.form_key(&sent.form);
    let done = claim::cancel::cancel(visit.store(), officer, live.id, &sent.typed, &form, visit.now()).await;
    answer(&visit, &code, done, "cancel", visit.t().cancelled_saying(), sent.typed.reason).await
}

async fn answer(
    visit: &Visit,
    code: &Code,
    done: entity::Result<()>,
    act: &'static str,
    saying: &'static str,
    reason: String,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("/office/wishes/{code}"), saying).into_response()),
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            let page = page(visit, code, Shown { act, told, reason, ..Shown::default() }).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

async fn page(visit: &Visit, code: &Code, mut shown: Shown) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let review = review::of(visit.db(), officer, code).await?;
    let claims = claim::of_wish(visit.db(), officer, review.wish.id).await?;
    let entries = journal::of(visit.db(), Subject("wish", review.wish.id.0), 30).await?;
    let has_card = card::recall::is_seen(visit.db(), officer, review.wish.id).await?;
    let t = visit.t();
    let title = format!("{} {}", review.wish.item, code.grouped());
    Ok(visit.page(&title, || {
        let record = shown.looked.take().map(|looked| view::record(t, looked));
        desk(
            visit,
            view! {
                <ol class="crumbs">
                    <li>
                        <a href="/office/wishes">{t.office_wishes_title()}</a>
                    </li>
                    <li aria-current="page" class="code">
                        {code.grouped()}
                    </li>
                </ol>
                <div class="page-head">
                    <h1>{review.wish.item.clone()}</h1>
                    <span class=format!(
                        "pill k-{}",
                        review.wish.status.key(),
                    )>{t.wish_status(review.wish.status)}</span>
                </div>
                <FormErrors told=shown.told.clone() t=t />
                {record}
                {view::hidden(t, &review)}
                {view::to_review(t, &review)}
                {view::facts(t, &review)}
                {view::duplicates(t, &review)}
                {view::claims(t, &claims)}
                <h2>{t.office_wish_journal()}</h2>
                {view::journey(t, &entries)}
                <h2>{t.office_wish_more()}</h2>
                {acts::acts(visit, &review, &claims, &shown)}
                {acts::pages(t, code, has_card)}
            },
        )
    }))
}
