//! The link of a visitor's hold: GET shows what would be confirmed, POST confirms it and signs the donor in, or lets it
//! go.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Code, Error, Refusal,
    claim::{
        confirm::{self, Offer},
        let_go,
    },
    wish::browse::PublicWish,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::basket::row;
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        dead_link::dead_link,
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
        wish_tag::wall,
    },
    request::{session_cookie, with_token},
};

/// What the letter's link carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Followed {
    token: String,
    form: String,
}

pub async fn show(visit: Visit, Query(followed): Query<Followed>) -> Result<Response, AppError> {
    look(&visit, &followed.token, Told::nothing()).await
}

pub async fn confirm(visit: Visit, Form(followed): Form<Followed>) -> Result<Response, AppError> {
    let t = visit.t();
    match confirm::by_link(visit.store(), &followed.token, &followed.form, visit.now()).await {
        Ok(confirmed) => {
            let wishes = visit.wishes(&confirmed.won).await?;
            let said = match &wishes[..] {
                [one] => t.claimed_one_saying(&one.item),
                _ => t.claimed_saying(confirmed.won.len()),
            };
            let to = match &confirmed.won[..] {
                [one] => format!("/gifts/{one}"),
                _ => "/gifts".to_owned(),
            };
            Ok(visit.go_saying(to, said).with(session_cookie(&confirmed.opened)).into_response())
        }
        Err(error) => refused(&visit, &followed.token, error).await,
    }
}

pub async fn let_go(visit: Visit, Form(followed): Form<Followed>) -> Result<Response, AppError> {
    match let_go::by_link(visit.store(), &followed.token, &followed.form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/wishes", visit.t().hold_let_go_saying()).into_response()),
        Err(error) => refused(&visit, &followed.token, error).await,
    }
}

/// The page again, as it is now, with the reason.
async fn refused(visit: &Visit, token: &str, error: Error) -> Result<Response, AppError> {
    let Error::Refused(refused) = error else { return Err(error.into()) };
    if refused.0.contains(&Refusal::LinkSpent) {
        return Ok(dead(visit, token).into_response());
    }
    let response = look(visit, token, Told::new(visit.lang(), &refused)).await?;
    Ok((status_of(&refused), response).into_response())
}

async fn look(visit: &Visit, token: &str, told: Told) -> Result<Response, AppError> {
    let offer = match confirm::look(visit.store(), token, visit.now()).await {
        Ok(offer) => offer,
        Err(Error::Refused(refused)) if refused.0 == [Refusal::LinkSpent] => {
            return Ok(dead(visit, token).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let codes: Vec<Code> = offer.held.iter().chain(&offer.gone).cloned().collect();
    let wishes = visit.wishes(&codes).await?;
    if offer.held.is_empty() {
        return Ok(over(visit, &offer, &wishes).await?.into_response());
    }
    Ok(ask(visit, token, &offer, &wishes, told).into_response())
}

fn ask(visit: &Visit, token: &str, offer: &Offer, wishes: &[PublicWish], told: Told) -> Page {
    let t = visit.t();
    let (held, gone): (Vec<_>, Vec<_>) = wishes.iter().partition(|wish| offer.held.contains(&wish.code));
    let rows = |wishes: Vec<&PublicWish>| -> Vec<_> {
        wishes.into_iter().map(|wish| view! { <li>{held_row(visit, wish)}</li> }).collect()
    };
    visit.page(t.hold_title(), || {
        let gone_count = gone.len();
        view! {
            <div class="narrow stack">
                <h1>{t.hold_title()}</h1>
                <FormErrors told=told t=t />
                <p class="lead">{t.hold_lead(&offer.name, &t.time(offer.held_until))}</p>
                <ul class="basket">{rows(held)}</ul>
                {(gone_count > 0)
                    .then(|| {
                        view! {
                            <p>{t.hold_gone()}</p>
                            <ul class="basket">{rows(gone)}</ul>
                        }
                    })}
                <form class="form" method="post" action=with_token("/hold", token)>
                    <input type="hidden" name="token" value=token.to_owned() />
                    <FormKeyField key=visit.mint() />
                    <p class="help">{t.hold_help(&offer.email)}</p>
                    <button class="btn big wide">{t.hold_button()}</button>
                </form>
                <form class="form box" method="post" action=with_token("/hold/let-go", token)>
                    <input type="hidden" name="token" value=token.to_owned() />
                    <FormKeyField key=visit.mint() />
                    <p class="help">{t.hold_let_go_help()}</p>
                    <div class="actions">
                        <button class="btn quiet">{t.hold_let_go()}</button>
                    </div>
                </form>
            </div>
        }
    })
}

/// The row of the basket; a held wish is not open, and yet this reader's.
fn held_row(visit: &Visit, wish: &PublicWish) -> impl IntoView + use<> {
    let mine = PublicWish { status: entity::wish::Status::Open, ..wish.clone() };
    row(visit, &mine, false)
}

/// What is true of the wishes now: nobody can claim what its phase's end has overtaken.
async fn over(visit: &Visit, offer: &Offer, wishes: &[PublicWish]) -> Result<Page, AppError> {
    let (t, county, now) = (visit.t(), visit.county().await?, visit.now());
    let until = t.time(offer.held_until);
    let text = if wishes.iter().any(|wish| county.can_be_claimed(wish, now)) {
        t.hold_over_open(&until)
    } else if wishes.iter().any(|wish| county.is_past_claiming(wish, now)) {
        t.hold_over_to_pool(&until)
    } else {
        t.hold_over_gone(&until)
    };
    let page = visit.page(t.hold_over_title(), || {
        view! {
            <div class="page-head">
                <h1>{t.hold_over_title()}</h1>
            </div>
            <Notice kind="wait">{text}</Notice>
            {wall(visit, wishes)}
            <p class="actions">
                <a class="btn quiet" href="/wishes">
                    {t.see_wishes()}
                </a>
            </p>
        }
    });
    Ok(page.status(StatusCode::GONE))
}

/// A link of ours that was used or is over, or one that is not whole: its own hash tells, and no table is asked.
fn dead(visit: &Visit, token: &str) -> Page {
    let (t, wall) = (visit.t(), ("/wishes", visit.t().see_wishes()));
    if visit.store().keys.link_of_token(token).is_none() {
        return dead_link(visit, "letter", (t.hold_broken_title(), t.hold_broken_text()), None, wall);
    }
    let said = (t.hold_spent_title(), t.hold_spent_text());
    dead_link(visit, "letter", said, Some(("/gifts", t.nav_gifts())), wall)
}
