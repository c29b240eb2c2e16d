//! `/office/rounds`: rounds so far, the form that opens one, and the hour at which the clock makes one every day.

mod acts;
mod asked;
mod ground;
mod numbers;
mod offer;
pub mod one;
mod resting;
mod result;
mod what_if;

use std::collections::{HashMap, HashSet};

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal, Time,
    account::people,
    county::County,
    id::{AccountId, RoundId},
    round::{
        Model, State, list,
        nightly::{self, USUAL},
        open::{self, ALL},
        outcome::{self, Outcome},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, Told},
        notice::Notice,
    },
    request::{Pressed, Sent},
    text::Text,
};

const LIST: &str = "/office/rounds";
/// Rounds on the page.
const MOST: u64 = 60;

/// What became of the rounds that were applied: of their wishes, of their plots and funds; and those that ask anybody.
struct Outcomes {
    wishes: HashMap<RoundId, Outcome>,
    beside: HashMap<RoundId, (Outcome, Outcome)>,
    that_ask: HashSet<RoundId>,
}

/// What stands in the page's two forms.
#[derive(Default)]
struct Typed {
    phase: String,
    hour: String,
    /// The round that is to be decided before another can be opened.
    waits: Option<RoundId>,
}

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    draw(&visit, &Typed::default(), Told::nothing()).await
}

pub async fn open(visit: Visit, Form(sent): Form<Sent<open::Typed>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match open::open(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(id) => Ok(visit.go_saying(format!("{LIST}/{id}"), visit.t().round_opened_saying()).into_response()),
        Err(error) => again(&visit, Typed { phase: sent.typed.phase, ..Typed::default() }, error).await,
    }
}

pub async fn set_nightly(visit: Visit, Form(sent): Form<Sent<nightly::Typed>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match nightly::set(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(LIST, visit.t().nightly_set_saying()).into_response()),
        Err(error) => again(&visit, Typed { hour: sent.typed.hour, ..Typed::default() }, error).await,
    }
}

pub async fn stop_nightly(visit: Visit, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    nightly::stop(visit.store(), officer, &form, visit.now()).await?;
    Ok(visit.go_saying(LIST, visit.t().nightly_stopped_saying()).into_response())
}

async fn again(visit: &Visit, mut typed: Typed, error: entity::Error) -> Result<Response, AppError> {
    let refused = refused(error)?;
    if refused.0.contains(&Refusal::RoundOpen) {
        typed.waits = waiting_over(visit, &typed.phase).await?;
    }
    let told = Told::new(visit.lang(), &refused);
    Ok(draw(visit, &typed, told).await?.status(status_of(&refused)).into_response())
}

/// The round over these wishes that waits for a decision. `phase`: as the form says it.
async fn waiting_over(visit: &Visit, phase: &str) -> Result<Option<RoundId>, AppError> {
    let (county, officer) = (visit.county().await?, visit.officer()?);
    let is_chosen = |one: &entity::phase::Model| one.number.to_string() == phase;
    let over = county.claimable(visit.now()).find(|id| county.phase(*id).is_ok_and(is_chosen));
    let waiting = list::waiting(visit.db(), officer).await?;
    Ok(waiting.iter().find(|round| round.phase_id == over).map(|round| round.id))
}

async fn draw(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let (t, officer, db) = (visit.t(), visit.officer()?, visit.db());
    let rounds = list::all(db, officer, MOST).await?;
    let openers: Vec<AccountId> = rounds.iter().filter_map(|round| round.opened_by).collect();
    let names = people::names(db, officer, &openers).await?;
    let applied = rounds.iter().filter(|round| round.state == State::Applied);
    let applied: Vec<RoundId> = applied.map(|round| round.id).collect();
    let outcomes = Outcomes {
        wishes: outcome::of_all(db, officer, &applied).await?,
        beside: outcome::beside_all(db, officer, &applied).await?,
        that_ask: list::that_ask(db, officer, &applied).await?,
    };
    let schedule = nightly::schedule(db, officer).await?;
    let found_nothing = match &schedule {
        Some(schedule) => nightly::found_nothing(db, officer, schedule).await?,
        None => false,
    };
    let county = visit.county().await?;
    Ok(visit.page(t.rounds_title(), || {
        let body = if rounds.is_empty() {
            view! { <Empty title=t.rounds_none() text=t.rounds_none_text() /> }.into_any()
        } else {
            let shown = |round: &Model| row((t, visit.now()), round, &outcomes, &county, &names);
            let rows: Vec<_> = rounds.iter().map(shown).collect();
            table(t, rows).into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.rounds_title()}</h1>
                <p class="soft">{t.rounds_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {typed.waits.map(|id| waits(t, id))}
                {opening(visit, &county, typed, &told)}
                <h2>{t.rounds_so_far()}</h2>
                {body}
                {every_night(visit, schedule.as_ref().map(|schedule| (schedule, found_nothing)), typed, &told)}
            },
        )
    }))
}

/// The way to the round that comes first.
fn waits(t: Text, id: RoundId) -> impl IntoView {
    view! {
        <Notice kind="wait">
            {t.round_open_waits()} " " <a href=format!("{LIST}/{id}")>{t.round_title(id.0)}</a>
        </Notice>
    }
}

/// The phases that take claims, and all of them.
fn opening(visit: &Visit, county: &County, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let claimable: Vec<_> = county.claimable(visit.now()).filter_map(|id| county.phase(id).ok()).collect();
    let phases = claimable.into_iter().map(|phase| (phase.number.to_string(), t.phase_name(phase)));
    let options = phases.chain([(ALL.to_owned(), t.rounds_all().to_owned())]).collect();
    view! {
        <form class="form box" method="post" action=LIST>
            <FormKeyField key=visit.mint() />
            <h2>{t.rounds_open_title()}</h2>
            <SelectField
                field=Field::Phase
                t=t
                told=told.clone()
                value=typed.phase.clone()
                options=options
                name=t.rounds_over()
                help=t.rounds_open_help()
            />
            <div class="actions">
                <button class="btn pine">{t.rounds_open_button()}</button>
            </div>
        </form>
    }
}

/// With the schedule: whether the last one found nothing.
fn every_night(
    visit: &Visit,
    schedule: Option<(&nightly::Model, bool)>,
    typed: &Typed,
    told: &Told,
) -> impl IntoView + use<> {
    let t = visit.t();
    let hour = schedule.map_or_else(|| USUAL.to_string(), |(schedule, _)| schedule.hour.to_string());
    let hour = if typed.hour.is_empty() { hour } else { typed.hour.clone() };
    let says = schedule.map_or_else(|| t.nightly_off().to_owned(), |(schedule, _)| t.nightly_on(schedule.hour));
    let when = schedule.map(|schedule| view! { <p>{when(t, schedule, visit.now())}</p> });
    let options = (0..24).map(|hour| (hour.to_string(), t.nightly_hour(hour))).collect();
    let stop = schedule.map(|_| {
        view! {
            <form method="post" action=format!("{LIST}/nightly/stop")>
                <FormKeyField key=visit.mint() />
                <div class="actions">
                    <button class="btn quiet">{t.nightly_stop()}</button>
                </div>
            </form>
        }
    });
    view! {
        <section class="box stack">
            <h2>{t.nightly_title()}</h2>
            <p>{says}</p>
            {when}
            <form class="form" method="post" action=format!("{LIST}/nightly")>
                <FormKeyField key=visit.mint() />
                <SelectField field=Field::Hour t=t told=told.clone() value=hour options=options short=true />
                <div class="actions">
                    <button class="btn quiet">{t.nightly_set()}</button>
                </div>
            </form>
            {stop}
        </section>
    }
}

/// When the clock makes the next round, and when it last drew one.
fn when(t: Text, (schedule, found_nothing): (&nightly::Model, bool), now: Time) -> String {
    let next = schedule.next_at(now).map_or_else(|| t.nightly_due().to_owned(), |at| t.nightly_next(&t.time(at)));
    let last = schedule.last_run_at.map(|at| t.time(at));
    let last = last.map(|at| if found_nothing { t.nightly_last_nothing(&at) } else { t.nightly_last(&at) });
    let said: Vec<String> = std::iter::once(next).chain(last).collect();
    t.sentences(&said)
}

fn table(t: Text, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t.rounds_so_far()>
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t.rounds_title()}</th>
                        <th scope="col">{t.rounds_over()}</th>
                        <th scope="col">{t.col_state()}</th>
                        <th scope="col">{t.round_drawn()}</th>
                        <th scope="col" class="nowrap">
                            {t.round_by()}
                        </th>
                        <th scope="col">{t.round_numbers()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(
    (t, now): (Text, Time),
    round: &Model,
    outcomes: &Outcomes,
    county: &County,
    names: &HashMap<AccountId, String>,
) -> impl IntoView + use<> {
    let by =
        round.opened_by.map_or_else(|| t.round_by_clock().to_owned(), |id| names.get(&id).cloned().unwrap_or_default());
    let asks = outcomes.that_ask.contains(&round.id);
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{LIST}/{}", round.id)>{t.round_title(round.id.0)}</a>
            </th>
            <td data-label=t.rounds_over()>{over(t, round, county)}</td>
            <td data-label=t.col_state()>
                <span class=pill(round.state, asks)>{t.round_state(round, asks, now)}</span>
            </td>
            <td data-label=t.round_drawn()>{t.time(round.drawn_at)}</td>
            <td class="nowrap" data-label=t.round_by()>
                {by}
            </td>
            <td data-label=t.round_numbers()>{result::in_list(t, round, outcomes)}</td>
        </tr>
    }
}

/// The phase, or all.
fn over(t: Text, round: &Model, county: &County) -> String {
    let phase = round.phase_id.and_then(|id| county.phase(id).ok());
    phase.map_or_else(|| t.rounds_all().to_owned(), |phase| t.phase_name(phase))
}

/// `asks`: it has asked somebody, or is still to.
const fn pill(state: State, asks: bool) -> &'static str {
    match state {
        State::Open => "pill k-submitted",
        State::Applied if asks => "pill k-handed_out",
        State::Applied | State::Discarded => "pill k-withdrawn",
    }
}
