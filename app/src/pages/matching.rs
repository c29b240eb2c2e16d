//! `/match`: the best set of open wishes for what somebody would give, each with its reason. A plain GET form; every
//! state of it is an address, and each result can be swapped or left out by a link. Claiming is the claim's page.

mod beside;
mod form;
mod found;

use std::collections::HashMap;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use entity::{
    Code, Error,
    claim::hold::MOST_HELD,
    id::WishId,
    matching::suggest::{Asked, MOST, Question, Why},
    wish::{
        Status,
        browse::{self, PublicWish},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Visit,
    error::status_of,
    islands::follow::Follow,
    parts::form::Told,
    request::{encode, parameters},
};

use beside::Beside;

/// Where suggested wishes went meanwhile, the question is asked again so often.
const TRIES: usize = 4;

/// One result.
pub(super) struct Found {
    pub wish: PublicWish,
    pub why: Why,
}

pub async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, AppError> {
    let mut asked = Asked::default();
    for (name, value) in &pairs {
        asked.put(name, value);
    }
    let county = visit.county().await?;
    let (found, beside, told) = match asked.question(visit.db(), &county, most(&visit), visit.now()).await {
        Ok(question) => (search(&visit, &question).await?, beside::read(&visit, &asked, &question).await?, None),
        Err(Error::Refused(refused)) => (Vec::new(), Beside::default(), Some(refused)),
        Err(error) => return Err(error.into()),
    };
    let t = visit.t();
    let status = told.as_ref().map(status_of).unwrap_or_default();
    let told = told.map(|refused| Told::new(visit.lang(), &refused));
    let page = visit.page(t.match_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.match_title()}</h1>
                <p class="soft">{t.match_lead()}</p>
                {form::form(t, &asked, county.places(visit.lang()), told.as_ref())}
                <div id="found" class="stack" aria-live="polite">
                    {found::found(&visit, &asked, &found, told.as_ref())}
                    {told.is_none().then(|| beside::beside(&visit, &asked, &beside))}
                </div>
                <Follow form="ask".to_owned() found="found".to_owned() />
            </div>
        }
    });
    Ok(page.status(status).into_response())
}

/// How many this reader may take at once.
fn most(visit: &Visit) -> usize {
    match visit.signed_in() {
        Some(_) => MOST,
        None => usize::try_from(MOST_HELD).unwrap_or(MOST),
    }
}

/// The best that are still to be had.
async fn search(visit: &Visit, question: &Question) -> Result<Vec<Found>, AppError> {
    let county = visit.county().await?;
    let mut found = Vec::new();
    for _ in 0..TRIES {
        let picks = visit.site().suggest(question).await?;
        let numbers: Vec<WishId> = picks.iter().map(|pick| pick.entry.id).collect();
        let wishes = browse::by_numbers(visit.db(), &county, &numbers, visit.lang()).await?;
        let mut open: HashMap<WishId, PublicWish> =
            wishes.into_iter().filter(|wish| wish.status == Status::Open).map(|wish| (wish.id, wish)).collect();
        let gone: Vec<_> = picks.iter().filter(|pick| !open.contains_key(&pick.entry.id)).collect();
        let gone: Vec<_> = gone.into_iter().map(|pick| (pick.class, pick.entry)).collect();
        let here = picks.iter().filter_map(|pick| Some(Found { wish: open.remove(&pick.entry.id)?, why: pick.why }));
        found = here.collect();
        if gone.is_empty() {
            break;
        }
        visit.site().forget_open(&gone);
    }
    Ok(found)
}

/// What may take the place of these, the best first; only such as go alone. `matched`: the address they came from.
pub(super) async fn spares(visit: &Visit, matched: &str, codes: &[Code]) -> Result<(Question, Vec<Code>), AppError> {
    let mut asked = Asked::default();
    for (name, value) in parameters(matched) {
        asked.put(&name, &value);
    }
    asked.without.extend(codes.iter().cloned());
    let mut question = asked.question(visit.db(), &*visit.county().await?, MOST, visit.now()).await?;
    question.count = MOST;
    let found = search(visit, &question).await?;
    let alone = found.into_iter().filter(|found| found.wish.set_no.is_none()).map(|found| found.wish.code);
    Ok((question, alone.collect()))
}

/// The address with this question.
pub fn address(asked: &Asked) -> String {
    let query = query(asked);
    if query.is_empty() { "/match".to_owned() } else { format!("/match?{query}") }
}

fn query(asked: &Asked) -> String {
    let pairs = asked.pairs().into_iter().map(|(name, value)| format!("{name}={}", encode(&value)));
    pairs.collect::<Vec<_>>().join("&")
}
