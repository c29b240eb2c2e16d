//! The queue of thank-you cards: one at a time, the longest waiting first, large enough to be read. The officer says
//! who can be recognised on it; then it goes to its donor, or back to its school. Quick by keyboard. One that has gone
//! out can be taken back.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Field, Refusal, Refused,
    card::{
        State,
        list::Standing,
        review::{self, Review, Typed},
    },
    id::WishId,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, Told},
        notice::Notice,
    },
    text::Text,
};

pub mod blur;
mod look;
pub mod recall;
pub mod turn;

/// Cards shown in the list beside.
const QUEUE: u64 = 12;

/// `after`: the wish whose card was passed over last; `code`: this one, wherever it stands in the queue.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    after: String,
    code: String,
}

/// The judgement and the button that was pressed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    form: String,
    after: String,
    judge: String,
    photo: String,
    shows: String,
    reason: String,
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let seen = match which.code.parse::<Code>() {
        Ok(code) => Some(review::of(visit.db(), officer, &code).await?),
        Err(_) => review::next(visit.db(), officer, which.after.parse().ok()).await?,
    };
    page(&visit, seen, &Sent { after: which.after, ..Sent::default() }, None).await
}

pub async fn judge(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let code: Code = code.parse().map_err(|_| AppError::not_found())?;
    let (store, key, now) = (visit.store(), visit.form_key(&sent.form), visit.now());
    let typed = Typed { photo: sent.photo.clone(), shows: sent.shows.clone(), reason: sent.reason.clone() };
    let done = match sent.judge.as_str() {
        "approve" => review::approve(store, officer, &code, &typed, &key, now).await,
        "return" => review::send_back(store, officer, &code, &typed, &key, now).await,
        _ => Err(Refusal::NotAChoice(Field::Answer).into()),
    };
    match done {
        Ok(()) => {
            let item = item(&visit, &code).await?;
            let t = visit.t();
            let sentence = if sent.judge == "approve" {
                t.card_review_approved_saying(&item)
            } else {
                t.card_review_returned_saying(&item)
            };
            Ok(visit.go_saying(address(&sent.after), sentence).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let Ok(seen) = review::of(visit.db(), officer, &code).await else {
                return Err(AppError::Refused(refused));
            };
            let status = status_of(&refused);
            Ok(page(&visit, Some(seen), &sent, Some(&refused)).await?.status(status).into_response())
        }
    }
}

/// What the card just judged was for; it may have been taken down between the two.
async fn item(visit: &Visit, code: &Code) -> Result<String, AppError> {
    let seen = review::of(visit.db(), visit.officer()?, code).await;
    Ok(seen.map(|seen| seen.wish.item).unwrap_or_default())
}

/// The queue behind the card that was passed over.
fn address(after: &str) -> String {
    match after.parse::<WishId>() {
        Ok(after) => format!("/office/cards?after={after}"),
        Err(_) => "/office/cards".to_owned(),
    }
}

async fn page(visit: &Visit, seen: Option<Review>, sent: &Sent, refused: Option<&Refused>) -> Result<Page, AppError> {
    let waiting = review::waiting(visit.db()).await?;
    let queue = review::queue(visit.db(), visit.officer()?, QUEUE).await?;
    let told = refused.map_or_else(Told::nothing, |refused| Told::new(visit.lang(), refused));
    let t = visit.t();
    Ok(visit.page(t.cards_title(), || {
        let body = match &seen {
            None => nothing(t, waiting),
            Some(seen) => view! {
                <p class="soft">{t.card_review_lead()}</p>
                <div class="review">
                    {look::card(visit, seen, sent, &told)}
                    {look::beside(t, &queue, waiting, seen)}
                </div>
            }
            .into_any(),
        };
        desk(
            visit,
            view! {
                <div class="page-head">
                    <h1>{t.cards_title()}</h1>
                    <span class="soft">{t.card_review_waiting(waiting)}</span>
                </div>
                <FormErrors told=told.clone() t=t />
                {seen.as_ref().and_then(|seen| settled(t, seen.card.state))}
                {body}
            },
        )
    }))
}

/// Followed by an old link: somebody has judged it.
fn settled(t: Text, state: State) -> Option<impl IntoView + use<>> {
    let standing = match state {
        State::Submitted => return None,
        State::Returned => Standing::Returned,
        State::Approved => Standing::Approved,
        State::Declined => Standing::Declined,
        State::Withdrawn => Standing::Withdrawn,
    };
    Some(view! { <Notice>{t.card_review_judged(t.card_standing(standing))}</Notice> })
}

fn nothing(t: Text, waiting: u64) -> AnyView {
    if waiting == 0 {
        return view! { <Empty title=t.card_review_none() text=t.card_review_none_text() /> }.into_any();
    }
    view! {
        <p>
            <a class="btn" href="/office/cards">
                {t.card_review_again()}
            </a>
        </p>
    }
    .into_any()
}
