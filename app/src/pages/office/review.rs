//! The review queue: one wish at a time, the longest waiting first; approve, send back, or pass over.
//! Quick by keyboard where JavaScript runs, the same buttons without it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Field, Refusal, Refused,
    id::WishId,
    wish::{
        Status,
        review::{self, Duplicate, Review},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    islands::review_keys::ReviewKeys,
    parts::{
        desk::desk,
        empty::Empty,
        form::{AreaField, FormErrors, FormKeyField, Told},
        icon::{CategoryIcon, UiIcon},
        returned::returned,
    },
    text::Text,
};

/// Wishes shown in the list beside.
const QUEUE: u64 = 12;

/// `after`: the wish that was passed over last; `code`: this one, wherever it stands in the queue.
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
    siblings: String,
    reason: String,
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let after = which.after.parse::<WishId>().ok();
    let seen = match which.code.parse::<Code>() {
        Ok(code) => Some(review::of(visit.db(), officer, &code).await?),
        Err(_) => review::next(visit.db(), officer, after).await?,
    };
    page(&visit, seen, &Sent { after: which.after, ..Sent::default() }, None).await
}

pub async fn judge(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let code: Code = code.parse().map_err(|_| AppError::not_found())?;
    let (store, key, now) = (visit.store(), visit.form_key(&sent.form), visit.now());
    let seen = review::of(visit.db(), officer, &code).await?;
    let (done, sentence) = if sent.judge == "approve" {
        let siblings = !sent.siblings.is_empty();
        let done = review::approve(store, officer, &code, siblings, &key, now).await;
        (done, visit.t().review_approved_saying(&seen.wish.item))
    } else if sent.judge == "return" {
        let typed = review::Typed { reason: sent.reason.clone() };
        let done = review::send_back(store, officer, &code, &typed, &key, now).await;
        (done, visit.t().review_returned_saying(&seen.wish.item))
    } else {
        (Err(Refusal::NotAChoice(Field::Answer).into()), String::new())
    };
    match done {
        Ok(()) => Ok(visit.go_saying(address(&sent.after), sentence).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let status = status_of(&refused);
            Ok(page(&visit, Some(seen), &sent, Some(&refused)).await?.status(status).into_response())
        }
    }
}

/// The queue behind the wish that was passed over.
fn address(after: &str) -> String {
    match after.parse::<WishId>() {
        Ok(after) => format!("/office/review?after={after}"),
        Err(_) => "/office/review".to_owned(),
    }
}

async fn page(visit: &Visit, seen: Option<Review>, sent: &Sent, refused: Option<&Refused>) -> Result<Page, AppError> {
    let waiting = review::waiting(visit.db()).await?;
    let queue = review::queue(visit.db(), visit.officer()?, QUEUE).await?;
    let told = refused.map_or_else(Told::nothing, |refused| Told::new(visit.lang(), refused));
    let household = refused.is_some_and(|no| matches!(no.0[..], [Refusal::DuplicateHousehold(_)]));
    let t = visit.t();
    Ok(visit.page(t.review_title(), || {
        let body = match &seen {
            None => nothing(t, waiting),
            Some(seen) => view! {
                <div class="review">
                    {card(visit, seen, sent, &told, household)}
                    {beside(t, &queue, seen)}
                </div>
            }
            .into_any(),
        };
        desk(
            visit,
            view! {
                <div class="page-head">
                    <h1>{t.review_title()}</h1>
                    <span class="soft">{t.review_waiting(waiting)}</span>
                </div>
                <FormErrors told=told.clone() t=t />
                {body}
            },
        )
    }))
}

fn nothing(t: Text, waiting: u64) -> AnyView {
    if waiting == 0 {
        return view! { <Empty title=t.review_none() text=t.review_none_text() /> }.into_any();
    }
    view! {
        <p>
            <a class="btn" href="/office/review">
                {t.review_again()}
            </a>
        </p>
    }
    .into_any()
}

fn card(visit: &Visit, seen: &Review, sent: &Sent, told: &Told, household: bool) -> impl IntoView + use<> {
    let (t, wish) = (visit.t(), &seen.wish);
    let gender = wish.gender.map(|gender| format!(" · {}", t.gender(gender)));
    let siblings = household.then(|| {
        view! {
            <label class="choice">
                <input type="checkbox" name="siblings" value="yes" />
                <span>{t.review_siblings()}</span>
            </label>
        }
    });
    view! {
        <article class="review-card">
            <header>
                <CategoryIcon category=wish.category.key() />
                <div>
                    <h2>
                        <a href=format!("/office/wishes/{}", wish.code) lang=t.own_lang(&wish.item)>
                            {wish.item.clone()}
                        </a>
                    </h2>
                    <p class="spec">
                        {t.category(wish.category)} {gender} " · " {t.roster_grade(wish.grade)} " · "
                        <span lang=t.own_lang(&seen.school.name)>{seen.school.name.clone()}</span>
                    </p>
                </div>
                <span class="price">{wish.price_fen.to_string()}</span>
            </header>
            <h3>{t.review_text()}</h3>
            <p class="public-text" lang=t.own_lang(&wish.item)>
                {format!("{} · {}", wish.item, wish.specification)}
            </p>
            {returned(t, &seen.wish).map(|notice| view! { <div class="stack">{notice}</div> })}
            <ul class="checks">{checks(t, seen)}</ul>
            <form class="stack" method="post" action=format!("/office/review/{}", wish.code)>
                <FormKeyField key=visit.mint() />
                <input type="hidden" name="after" value=sent.after.clone() />
                {siblings}
                <AreaField
                    field=Field::Reason
                    t=t
                    told=told.clone()
                    value=sent.reason.clone()
                    most=review::REASON
                    name=t.review_reason()
                    help=t.review_reason_help()
                    plain=true
                />
                <div class="review-bar">
                    {(wish.status == Status::Submitted)
                        .then(|| {
                            view! {
                                <button class="btn pine" id="approve" name="judge" value="approve">
                                    {t.review_approve()}
                                    <kbd>"A"</kbd>
                                </button>
                            }
                        })}
                    <button class="btn danger" id="give-back" name="judge" value="return">
                        {t.review_return()}
                        <kbd>"R"</kbd>
                    </button>
                    <a class="link skip-on" id="pass-over" href=format!("/office/review?after={}", wish.id)>
                        {t.review_skip()}
                        <kbd>"N"</kbd>
                    </a>
                </div>
            </form>
            <ReviewKeys
                approve="approve".to_owned()
                reason=Field::Reason.key().to_owned()
                give_back="give-back".to_owned()
                next="pass-over".to_owned()
                choices=String::new()
            />
        </article>
    }
}

/// What an officer would otherwise have to look up: price, consent, other wishes of the same child or household.
fn checks(t: Text, seen: &Review) -> Vec<AnyView> {
    let cap = seen.phase.price_cap_fen;
    let mut checks = vec![if seen.wish.price_fen <= cap {
        check(true, t.review_price_ok(&cap.to_string()))
    } else {
        check(false, t.review_price_bad(&cap.to_string()))
    }];
    checks.push(match seen.consent.as_ref().filter(|consent| consent.stands()) {
        None => check(false, t.review_consent_bad().to_owned()),
        Some(consent) => {
            let scope: Vec<String> =
                [(true, t.scope_goods()), (consent.photo, t.scope_photo()), (consent.card, t.scope_card())]
                    .into_iter()
                    .filter(|(given, _)| *given)
                    .map(|(_, name)| name.to_owned())
                    .collect();
            check(true, t.review_consent_ok(&t.date(consent.given_on), &consent.form_no, &t.list(&scope)))
        }
    });
    if seen.duplicates.is_empty() {
        checks.push(check(true, t.review_single().to_owned()));
    }
    checks.extend(seen.duplicates.iter().map(|duplicate| check(!duplicate.in_this_phase, other(t, duplicate))));
    checks
}

fn other(t: Text, duplicate: &Duplicate) -> String {
    let code = duplicate.code.grouped();
    let sentence = if duplicate.same_child {
        t.review_same_child(duplicate.phase, &duplicate.item, &code)
    } else {
        t.review_same_household(duplicate.phase, &duplicate.item, &code)
    };
    let here = if duplicate.in_this_phase { t.review_this_phase() } else { "" };
    format!("{sentence} · {}{here}", t.wish_status(duplicate.status))
}

fn check(good: bool, sentence: String) -> AnyView {
    let icon = if good { "success" } else { "error" };
    view! {
        <li class=(!good).then_some("bad")>
            <UiIcon name=icon />
            {sentence}
        </li>
    }
    .into_any()
}

fn beside(t: Text, queue: &[review::Queued], seen: &Review) -> impl IntoView + use<> {
    let lines: Vec<_> = queue
        .iter()
        .map(|queued| {
            let here = (queued.code == seen.wish.code).then_some("true");
            let since = queued.submitted_at.map(|at| format!(" · {}", t.short_date_of(at)));
            view! {
                <li>
                    <a href=format!("/office/review?code={}", queued.code) aria-current=here>
                        {queued.item.clone()}
                        <small>{queued.school.clone()} {since}</small>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <aside>
            <h2 class="vh">{t.review_queue()}</h2>
            <ol class="queue">{lines}</ol>
        </aside>
    }
}
