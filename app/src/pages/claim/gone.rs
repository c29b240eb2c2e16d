//! Whoever comes too late, or for what is not there, is told kindly and shown others.

use axum::http::StatusCode;
use entity::{
    Code, Time,
    county::County,
    organisation,
    wish::{
        Status,
        browse::{self, PublicWish},
    },
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

/// Others were quicker, hold it for now, or claiming is over: similar wishes.
pub(super) async fn too_late(visit: &Visit, codes: &[Code]) -> Result<Page, AppError> {
    let t = visit.t();
    let wishes = visit.wishes(codes).await?;
    let Some(wish) = wishes.first() else { return not_there(visit, codes).await };
    let county = visit.county().await?;
    let is_over = wishes.iter().any(|wish| county.is_past_claiming(wish, visit.now()));
    let similar = browse::similar(visit.db(), &county, wish, SIMILAR, visit.lang(), visit.now()).await?;
    let left = without(visit, codes);
    let (title, text) = if is_over {
        (t.late_over_title(), t.wish_closed().to_owned())
    } else if let Some(held) = held(visit, &county, &wishes).await? {
        let others = if similar.is_empty() { t.late_none() } else { t.late_similar() };
        (t.late_held_title(), t.sentences(&[held, others.to_owned()]))
    } else if similar.is_empty() {
        (t.late_title(), t.late_none().to_owned())
    } else {
        (t.late_title(), t.late_text().to_owned())
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

/// Where nobody has said yes to any of them yet: until when the last hold lasts, in the words of a wish's own page.
async fn held(visit: &Visit, county: &County, wishes: &[PublicWish]) -> Result<Option<String>, AppError> {
    let t = visit.t();
    let mut last: Option<(Time, bool)> = None;
    for wish in wishes {
        let detail = browse::detail(visit.db(), county, &wish.code, visit.lang(), visit.now()).await?;
        let Some(until) = detail.held_until.filter(|_| detail.wish.status == Status::Taken) else { return Ok(None) };
        let opens_again = detail.phase.takes_claims(until);
        last = last.max(Some((until, opens_again)));
    }
    Ok(last.map(|(until, opens_again)| {
        let until = t.time(until);
        if opens_again { t.wish_is_held(&until) } else { t.wish_is_held_last(&until) }
    }))
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
