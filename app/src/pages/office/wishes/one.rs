//! `/office/wishes/{code}`: all an officer may know of a wish and do with it. The child's name only on request,
//! with a reason, and journalled before it is shown.

mod acts;
pub mod consent;
pub mod public;
mod view;

use std::cmp::Reverse;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, card,
    child::{self, look, record::Record},
    claim,
    handout::problem::settled::of_wish,
    journal::{self, Subject},
    wish::{self, review, withdraw},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        form::{FormErrors, Told},
        returned::returned,
    },
    request::Sent,
};

/// Newest entries of the journal, of the wish and of its child each.
const ENTRIES: u64 = 30;

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

/// What was done with the wish and with its child's record, newest first.
async fn journal_of(visit: &Visit, wish: &wish::Model) -> Result<Vec<journal::Model>, AppError> {
    let mut entries = journal::of(visit.db(), Subject("wish", wish.id.0), ENTRIES).await?;
    entries.extend(journal::of(visit.db(), Subject("child", wish.child_id.0), ENTRIES).await?);
    entries.sort_unstable_by_key(|entry| Reverse(entry.id));
    Ok(entries)
}

async fn page(visit: &Visit, code: &Code, mut shown: Shown) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let review = review::of(visit.db(), officer, code).await?;
    let claims = claim::of_wish(visit.db(), officer, review.wish.id).await?;
    let chosen = of_wish(visit.db(), review.wish.id).await?;
    let entries = journal_of(visit, &review.wish).await?;
    let is_erased = child::is_erased(visit.db(), review.wish.child_id).await?;
    let has_card = card::recall::is_seen(visit.db(), officer, review.wish.id).await?;
    let t = visit.t();
    let title = format!("{} {}", review.wish.item, code.grouped());
    Ok(visit.page(&title, || {
        let looked = shown.looked.take().or(is_erased.then_some(Looked::Erased));
        let record = looked.map(|looked| view::record(t, looked));
        let is_held = claims.iter().any(|claim| claim.state == claim::State::Held);
        let (key, name) = super::standing(t, review.wish.status, is_held);
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
                    <span class=format!("pill k-{key}")>{name}</span>
                </div>
                <FormErrors told=shown.told.clone() t=t />
                {record}
                {view::hidden(t, &review)}
                {returned(t, &review.wish)}
                {view::to_review(t, &review)}
                {view::facts(t, &review)}
                {view::duplicates(t, &review)}
                {view::claims(t, &claims, &chosen)}
                <h2>{t.office_wish_journal()}</h2>
                {view::journey(t, &entries)}
                <h2>{t.office_wish_more()}</h2>
                {acts::acts(visit, &review, &claims, &shown, is_erased)}
                {acts::pages(t, code, has_card, is_erased)}
            },
        )
    }))
}
