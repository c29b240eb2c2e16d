//! `/match`: the best set of open wishes for what somebody would give, each with its reason; plots and funds beside
//! them, or alone where no wishes are asked for. A plain GET form; every state of it is an address, and each result can
//! be swapped or left out by a link. Claiming is the claim's page.

mod beside;
mod form;
mod found;
mod none;
pub mod ways;

use std::collections::HashMap;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;
use entity::{
    Code, Error, Fen,
    claim::hold::MOST_HELD,
    id::WishId,
    matching::suggest::{
        Asked, MOST, Question, Why,
        held::{self, Held},
        room::Room,
    },
    round::{self, proposal},
    waiting,
    wish::{
        Status,
        browse::{self, Choice, PublicWish},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Visit,
    error::status_of,
    islands::follow::Follow,
    parts::{form::Told, left_out::left_out, waiting::is_on},
    request::{encode, parameters},
    text::Text,
};

use beside::Beside;

/// Where suggested wishes went meanwhile, the question is asked again so often.
const TRIES: usize = 4;

/// One result.
pub(super) struct Found {
    pub wish: PublicWish,
    pub why: Why,
}

/// All that is shown below the form.
#[derive(Default)]
struct Results {
    found: Vec<Found>,
    /// Whether others fit, too, and only the budget does not reach for them.
    are_too_dear: bool,
    beside: Beside,
    /// Why the question could not be read.
    told: Option<Told>,
    /// How many the reader may take at once.
    most: usize,
    /// Whether any wish is open, whatever was asked for; those that fit and are held for others; and what was
    /// proposed to the reader and waits for an answer. All of it only where none is found.
    any_open: bool,
    /// Whether the reader is on the waiting list; asked only where no wish is open.
    is_on_list: bool,
    held: Option<Held>,
    /// How many are left to the pool, where claiming is over.
    left: u64,
    proposed: Option<proposal::Model>,
}

impl Results {
    async fn read(&mut self, visit: &Visit, asked: &Asked, question: &Question) -> Result<(), AppError> {
        if asked.wants_wishes() {
            self.found = search(visit, question).await?;
            self.are_too_dear = leaves_out(visit, question, self.found.len()).await?;
        }
        self.beside = beside::read(visit, asked, question, self.sum()).await?;
        if self.found.is_empty() && asked.wants_wishes() {
            self.any_open = waiting::join::any_open(visit.db(), visit.now()).await?;
            self.is_on_list = !self.any_open && is_on(visit).await?;
            self.left = visit.site().counts().await?.left_to_pool(&*visit.county().await?, visit.now());
            let reader = visit.signed_in().map(|reader| reader.account().id);
            self.held = held::held(visit.db(), question, reader, visit.now()).await?;
            if let Ok(donor) = visit.donor() {
                self.proposed = round::desk::waiting(visit.db(), donor, visit.now()).await?;
            }
        }
        Ok(())
    }

    fn sum(&self) -> Fen {
        sum(&self.found)
    }
}

/// What these cost together.
fn sum(found: &[Found]) -> Fen {
    found.iter().map(|one| one.wish.price).try_fold(Fen::ZERO, Fen::plus).unwrap_or_default()
}

pub async fn show(visit: Visit, Query(pairs): Query<Vec<(String, String)>>) -> Result<Response, AppError> {
    let mut asked = Asked::default();
    for (name, value) in &pairs {
        asked.put(name, value);
    }
    let (county, room) = (visit.county().await?, room(&visit).await?);
    let unknown = asked.leave_out(county.places(visit.lang()));
    let (mut results, mut status) = (Results { most: room.most, ..Results::default() }, StatusCode::OK);
    match asked.question(visit.db(), &county, &room, visit.now()).await {
        Ok(question) => results.read(&visit, &asked, &question).await?,
        Err(Error::Refused(refused)) => {
            status = status_of(&refused);
            results.told = Some(Told::new(visit.lang(), &refused));
        }
        Err(error) => return Err(error.into()),
    }
    let t = visit.t();
    let page = visit.page(t.match_title(), || {
        view! {
            <div class="narrow stack">
                <h1>{t.match_title()}</h1>
                {lead(t, &unknown)}
                {form::form(t, &asked, county.places(visit.lang()), &results)}
                <div id="found" class="stack" tabindex="-1">
                    {found::found(&visit, &asked, &results)}
                    {results.told.is_none().then(|| beside::beside(&visit, &asked, &results.beside))}
                </div>
                <Follow form="ask".to_owned() renewed=renewed() />
            </div>
        }
    });
    Ok(page.status(status).into_response())
}

/// What is renewed when the form changes: the results, the line about them, and what was left out of the address.
fn renewed() -> Vec<String> {
    ["found", "ask-found", "ask-lead"].map(ToOwned::to_owned).to_vec()
}

fn lead(t: Text, unknown: &[Choice]) -> impl IntoView + use<> {
    view! {
        <div class="stack" id="ask-lead">
            <p class="soft">{t.match_lead()}</p>
            {left_out(t, unknown)}
        </div>
    }
}

/// What this reader may take at once. Who does not give is shown what a donor would be.
async fn room(visit: &Visit) -> Result<Room, AppError> {
    match (visit.signed_in(), visit.donor()) {
        (_, Ok(donor)) => Ok(Room::read(visit.db(), donor, &*visit.county().await?, visit.now()).await?),
        (Some(_), Err(_)) => Ok(Room::of(MOST)),
        (None, Err(_)) => Ok(Room::of(usize::try_from(MOST_HELD).unwrap_or(MOST))),
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

/// Whether the budget alone leaves out some that would fit: with as much for each of them, more are found.
async fn leaves_out(visit: &Visit, question: &Question, found: usize) -> Result<bool, AppError> {
    let Some(budget) = question.budget.filter(|_| (1..question.count).contains(&found)) else { return Ok(false) };
    let max_price = Some(question.max_price.map_or(budget, |price| price.min(budget)));
    let each = Question { budget: None, max_price, ..question.clone() };
    Ok(search(visit, &each).await?.len() > found)
}

/// What may take the place of these, the best first; only such as go alone. `matched`: the address they came from.
pub(super) async fn spares(visit: &Visit, matched: &str, codes: &[Code]) -> Result<(Question, Vec<Code>), AppError> {
    let mut asked = Asked::default();
    for (name, value) in parameters(matched) {
        asked.put(&name, &value);
    }
    let county = visit.county().await?;
    asked.leave_out(county.places(visit.lang()));
    asked.without.extend(codes.iter().cloned());
    let question = asked.question(visit.db(), &county, &Room::of(MOST), visit.now()).await?;
    let mut max_price = question.max_price;
    if let Some(budget) = question.budget {
        let most = dearest_spare(visit, budget, codes).await?;
        max_price = Some(max_price.map_or(most, |price| price.min(most)));
    }
    // The budget is for what is chosen and its spares together, and is kept when these are put in; here it would be
    // used up by the first that cost much.
    let each = Question { count: MOST, budget: None, max_price, ..question.clone() };
    let found = search(visit, &each).await?;
    let alone = found.into_iter().filter(|found| found.wish.set_no.is_none()).map(|found| found.wish.code);
    Ok((question, alone.collect()))
}

/// What one may cost that takes the place of the dearest of these.
async fn dearest_spare(visit: &Visit, budget: Fen, codes: &[Code]) -> Result<Fen, AppError> {
    let prices: Vec<Fen> = visit.wishes(codes).await?.iter().map(|wish| wish.price).collect();
    let others = prices.iter().map(|price| price.0).sum::<i64>() - prices.iter().max().map_or(0, |price| price.0);
    Ok(Fen(budget.0 - others))
}

/// The address with this question.
pub fn address(asked: &Asked) -> String {
    let query = query(asked);
    if query.is_empty() { "/match".to_owned() } else { format!("/match?{query}") }
}

/// The same, opened at its results.
fn at_found(asked: &Asked) -> String {
    format!("{}#found", address(asked))
}

fn query(asked: &Asked) -> String {
    let pairs = asked.pairs().into_iter().map(|(name, value)| format!("{name}={}", encode(&value)));
    pairs.collect::<Vec<_>>().join("&")
}
