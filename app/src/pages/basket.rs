//! The basket: codes in a cookie, for visitors and donors alike. Nothing in it is kept from others.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Code, Fen,
    county::County,
    wish::{Status, browse::PublicWish},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::claim::{self, limit};
use crate::{
    AppError, Page, Visit,
    parts::{icon::CategoryIcon, notice::Notice, wish_tag::spec_line},
    request::{BASKET_MOST, basket_cookie},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    /// The page the reader was on.
    back: String,
}

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    let t = visit.t();
    let (wishes, county) = (visit.wishes(visit.basket()).await?, visit.county().await?);
    let open: Vec<&PublicWish> = wishes.iter().filter(|wish| county.can_be_claimed(wish, visit.now())).collect();
    let is_for_organisation = claim::organisation(&visit).await?.is_some();
    let beyond = limit::beyond(&visit, &open, is_for_organisation).await?;
    Ok(visit.page(t.basket_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.basket_title()}</h1>
                {if wishes.is_empty() {
                    empty(&visit).into_any()
                } else {
                    full(&visit, &county, &wishes, beyond).into_any()
                }}
            </div>
        }
    }))
}

pub async fn add(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let t = visit.t();
    let code: Code = typed.code.parse().map_err(|_| AppError::not_found())?;
    let wishes = visit.wishes(std::slice::from_ref(&code)).await?;
    let wish = wishes.first().ok_or_else(AppError::not_found)?;
    let back = if typed.back.is_empty() { "/basket".to_owned() } else { typed.back };
    let mut codes = visit.basket().to_vec();
    if !codes.contains(&code) {
        if codes.len() >= BASKET_MOST {
            return Ok(visit.go_saying("/basket", t.basket_full(BASKET_MOST)).into_response());
        }
        codes.push(code);
    }
    Ok(visit.go_saying(back, t.basket_added(&wish.item)).with(basket_cookie(&codes)).into_response())
}

pub async fn remove(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let code: Code = typed.code.parse().map_err(|_| AppError::not_found())?;
    let codes: Vec<Code> = visit.basket().iter().filter(|kept| **kept != code).cloned().collect();
    let said = visit.go_saying("/basket", visit.t().basket_removed());
    Ok(said.with(basket_cookie(&codes)).into_response())
}

fn empty(visit: &Visit) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <div class="empty">
            <CategoryIcon category="other" big=true />
            <h2>{t.basket_empty()}</h2>
            <p>{t.basket_empty_text()}</p>
            {visit.signed_in().is_none().then(|| view! { <p class="soft">{t.basket_empty_sent()}</p> })}
            <div class="actions">
                <a class="btn" href="/wishes">
                    {t.see_wishes()}
                </a>
            </div>
        </div>
    }
}

/// `beyond`: why these are too many at once.
fn full(visit: &Visit, county: &County, wishes: &[PublicWish], beyond: Option<String>) -> impl IntoView + use<> {
    let t = visit.t();
    let open = wishes.iter().filter(|wish| county.can_be_claimed(wish, visit.now())).count();
    let rows: Vec<_> = wishes
        .iter()
        .map(|wish| {
            let item = wish.item.clone();
            view! {
                <li>
                    {row(visit, wish, county.is_past_claiming(wish, visit.now()))}
                    <div class="after">
                        <form method="post" action="/basket/remove">
                            <input type="hidden" name="code" value=wish.code.to_string() />
                            <button class="link" aria-label=t.basket_remove_item(&item)>
                                {t.basket_remove()}
                            </button>
                        </form>
                    </div>
                </li>
            }
        })
        .collect();
    view! {
        <p class="soft">{t.basket_lead()}</p>
        <ul class="basket">{rows}</ul>
        {sum(visit, county, wishes)}
        {beyond.map(|sentence| view! { <Notice kind="wait">{sentence}</Notice> })}
        <div class="actions">
            {(open > 0)
                .then(|| {
                    view! {
                        <a class="btn big" href="/claim">
                            {if open == 1 { t.claim_one_button().to_owned() } else { t.basket_claim(open) }}
                        </a>
                    }
                })}
            <a class="btn quiet" href="/wishes">
                {t.basket_more()}
            </a>
        </div>
    }
}

/// A wish as a row: in the basket and on the page that claims. `is_over`: nobody can claim it any more.
pub fn row(visit: &Visit, wish: &PublicWish, is_over: bool) -> impl IntoView + use<> {
    let t = visit.t();
    let is_open = wish.status == Status::Open && !is_over;
    let gone = if is_over { t.basket_over() } else { t.basket_gone() };
    // Whoever cannot read what is wished for reads of what kind it is.
    let lang = t.own_lang(&wish.item);
    view! {
        <CategoryIcon category=wish.category.key() />
        <div>
            <b>
                <a href=format!("/wishes/{}", wish.code) lang=lang>
                    {wish.item.clone()}
                </a>
            </b>
            <p class="spec">{spec_line(visit, wish)}</p>
            <p class="meta">
                {lang.map(|_| view! { <span>{t.category(wish.category)}</span> })}
                <span>{t.grade_band(wish.grade_band)}</span>
                <span lang=t.own_lang(&wish.township)>{wish.township.clone()}</span>
            </p>
        </div>
        {if is_open {
            view! { <span class="price">{wish.price.to_string()}</span> }.into_any()
        } else {
            view! { <span class="pill k-taken">{gone}</span> }.into_any()
        }}
    }
}

/// What those that can be claimed come to.
pub fn sum(visit: &Visit, county: &County, wishes: &[PublicWish]) -> Option<impl IntoView + use<>> {
    let open = wishes.iter().filter(|wish| county.can_be_claimed(wish, visit.now()));
    let sum = open.map(|wish| wish.price).try_fold(Fen(0), Fen::plus)?;
    Some(view! {
        <p class="basket-sum">
            <span>{visit.t().basket_sum()}</span>
            <span class="price">{sum.to_string()}</span>
        </p>
    })
}
