//! `/office/payouts/{id}`: a run with its lines by alias, who has done what, and the next step. Nobody's name.

mod acts;
mod lines;
mod view;

use std::collections::{HashMap, HashSet};

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Fen,
    account::people,
    elder,
    fund::{
        self, Placed,
        payout::{self, Run, State, draft, hold, judge, line, pay},
    },
    id::{AccountId, ElderId, PayoutId},
    ledger::Source,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::crumbs;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::funds::show::{period, unbroken_period},
    parts::{
        desk::desk,
        form::{FormErrors, Told},
    },
    request::{Pressed, Sent},
};

const HERE: &str = "/office/payouts";

/// `after`: lines after this elder's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    after: String,
}

struct Seen {
    run: Run,
    placed: Placed,
    lines: Vec<line::Model>,
    aliases: HashMap<ElderId, String>,
    /// Who died or left: never paid what was held back.
    gone: HashSet<ElderId>,
    next: Option<ElderId>,
    who: HashMap<AccountId, String>,
    /// What the ledger says was paid, by source; of a paid run only.
    booked: Vec<(Source, Fen)>,
}

impl Seen {
    async fn read(visit: &Visit, id: PayoutId, after: Option<ElderId>) -> Result<Self, AppError> {
        let (db, officer) = (visit.db(), visit.officer()?);
        let run = payout::one(db, officer, id).await?;
        let mut lines = payout::lines(db, officer, id, after).await?;
        let most = usize::try_from(payout::PAGE).unwrap_or(usize::MAX);
        let next = (lines.len() > most).then(|| lines[most - 1].elder_id);
        lines.truncate(most);
        let booked = if run.run.state == State::Paid { pay::booked(db, officer, id).await? } else { Vec::new() };
        let one = &run.run;
        let who = [one.drafted_by, one.reviewed_by, one.approved_by, one.paid_by];
        Ok(Self {
            placed: fund::one(db, officer, run.run.fund_id).await?,
            aliases: elder::list::aliases(db, officer, run.run.fund_id).await?,
            gone: elder::list::gone(db, officer, run.run.fund_id).await?,
            who: people::names(db, officer, &who.into_iter().flatten().collect::<Vec<_>>()).await?,
            lines,
            next,
            booked,
            run,
        })
    }
}

fn read(id: &str) -> Result<PayoutId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

pub const fn pill(state: State) -> &'static str {
    match state {
        State::Draft => "pill k-draft",
        State::Reviewed => "pill k-taken",
        State::Approved => "pill k-received",
        State::Paid => "pill k-handed_out",
        State::Discarded => "pill k-withdrawn",
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>, Query(from): Query<From>) -> Result<Page, AppError> {
    visit.officer()?;
    let typed = pay::Typed { paid_on: visit.today().to_string(), ..pay::Typed::default() };
    draw(&visit, read(&id)?, from.after.parse().ok(), &typed, Told::nothing()).await
}

pub async fn redraw(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = draft::redraw(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().office_payout_redrawn_saying()).await
}

pub async fn review(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = judge::review(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().office_payout_reviewed_saying()).await
}

pub async fn approve(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = judge::approve(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().office_payout_approved_saying()).await
}

pub async fn send_back(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = judge::send_back(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().office_payout_sent_back_saying()).await
}

pub async fn discard(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match draft::discard(visit.store(), officer, id, &form, visit.now()).await {
        Ok(fund) => {
            let sentence = visit.t().office_payout_discarded_saying();
            Ok(visit.go_saying(format!("/office/funds/{fund}"), sentence).into_response())
        }
        Err(error) => answer(&visit, id, Err(error), "").await,
    }
}

pub async fn record_paid(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<pay::Typed>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match pay::pay(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(format!("{HERE}/{id}"), visit.t().office_payout_paid_saying()).into_response()),
        Err(error) => told(&visit, id, error, &sent.typed).await,
    }
}

pub async fn hold(
    visit: Visit,
    Path(path): Path<(String, String)>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    set_held(visit, &path, &sent, true).await
}

pub async fn release(
    visit: Visit,
    Path(path): Path<(String, String)>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    set_held(visit, &path, &sent, false).await
}

async fn set_held(
    visit: Visit,
    (id, elder): &(String, String),
    sent: &Pressed,
    is_held: bool,
) -> Result<Response, AppError> {
    let (officer, id, form, t) = (visit.officer()?, read(id)?, visit.form_key(&sent.form), visit.t());
    let elder: ElderId = elder.parse().map_err(|_| AppError::not_found())?;
    let done = hold::hold(visit.store(), officer, (id, elder), is_held, &form, visit.now()).await;
    let sentence = if is_held { t.office_payout_line_held_saying() } else { t.office_payout_line_released_saying() };
    answer(&visit, id, done, sentence).await
}

async fn answer(
    visit: &Visit,
    id: PayoutId,
    done: Result<(), Error>,
    sentence: &'static str,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("{HERE}/{id}"), sentence).into_response()),
        Err(error) => {
            let typed = pay::Typed { paid_on: visit.today().to_string(), ..pay::Typed::default() };
            told(visit, id, error, &typed).await
        }
    }
}

async fn told(visit: &Visit, id: PayoutId, error: Error, typed: &pay::Typed) -> Result<Response, AppError> {
    let refused = refused(error)?;
    let told = Told::new(visit.lang(), &refused);
    Ok(draw(visit, id, None, typed, told).await?.status(status_of(&refused)).into_response())
}

async fn draw(
    visit: &Visit,
    id: PayoutId,
    after: Option<ElderId>,
    typed: &pay::Typed,
    told: Told,
) -> Result<Page, AppError> {
    let seen = Seen::read(visit, id, after).await?;
    let t = visit.t();
    let run = &seen.run.run;
    let title = period(t, run.from_on, run.to_on);
    Ok(visit.page(&title, || {
        desk(
            visit,
            view! {
                {crumbs(t, &seen.placed.fund, Some(t.office_payouts().to_owned()))}
                <div class="page-head">
                    <h1>{t.office_payouts()} " · " {unbroken_period(t, run.from_on, run.to_on)}</h1>
                    <span class=pill(run.state)>{t.payout_state(run.state)}</span>
                </div>
                <FormErrors told=told.clone() t=t />
                {view::short(t, &seen.run)}
                {view::sums(t, &seen.run)}
                {acts::acts(visit, &seen, typed, &told)}
                {lines::lines(visit, &seen)}
                {view::who(t, &seen)}
                {view::booked(t, &seen)}
            },
        )
    }))
}
