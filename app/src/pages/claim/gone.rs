//! Whoever comes too late, or for what is not there, is told kindly and shown others.

use axum::http::StatusCode;
use entity::{
    Code, organisation,
    wish::browse::{self, PublicWish},
};
use leptos::prelude::*;

use super::without;
use crate::{
    AppError, Page, Visit,
    parts::{icon::UiIcon, wish_tag::wall},
    request::basket_cookie,
};

/// Others shown in their place.
const SIMILAR: usize = 3;

/// Others were quicker, or claiming is over: similar wishes.
pub(super) async fn too_late(visit: &Visit, codes: &[Code]) -> Result<Page, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(codes).await?;
    let Some(wish) = wishes.first() else { return not_there(visit, codes).await };
    let county = visit.county().await?;
    let is_over = wishes.iter().any(|wish| county.is_past_claiming(wish, visit.now()));
    let similar = browse::similar(visit.db(), &county, wish, SIMILAR, visit.lang(), visit.now()).await?;
    let left = without(visit, codes);
    let (title, text) = if is_over {
        (t.late_over_title(), t.wish_closed())
    } else if similar.is_empty() {
        (t.late_title(), t.late_none())
    } else {
        (t.late_title(), t.late_text())
    };
    let page = visit.page(title, || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
            </div>
            <p class="lead">{text}</p>
            {others(visit, &similar)}
        }
    });
    Ok(page.status(StatusCode::CONFLICT).with(basket_cookie(&left)))
}

/// Taken down, or never a wish: the two read alike. Those who have waited longest instead.
pub(super) async fn not_there(visit: &Visit, codes: &[Code]) -> Result<Page, AppError> {
    let t = visit.t();
    let county = visit.county().await?;
    let longest = organisation::desk::waiting_longest(visit.db(), &county, None, SIMILAR, visit.now()).await?;
    let waiting = visit.wishes(&longest).await?;
    let left = without(visit, codes);
    let page = visit.page(t.claim_not_there_title(), || {
        let text = if waiting.is_empty() { t.claim_not_there_none() } else { t.claim_not_there_text() };
        view! {
            <div class="lost">
                <UiIcon name="lost" big=true />
                <h1>{t.claim_not_there_title()}</h1>
                <p>{text}</p>
            </div>
            {others(visit, &waiting)}
        }
    });
    Ok(page.status(StatusCode::NOT_FOUND).with(basket_cookie(&left)))
}

fn others(visit: &Visit, wishes: &[PublicWish]) -> impl IntoView + use<> {
    view! {
        {wall(visit, wishes)}
        <p class="actions">
            <a class="btn quiet" href="/wishes">
                {visit.t().see_wishes()}
            </a>
        </p>
    }
}
