//! `/office/payments`: what arrived at the organisers' bank accounts, written down one by one.

mod form;
pub mod one;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Refusal,
    id::PartId,
    payment::{
        State,
        list::{self, Line},
        record::{self, Recorded, Typed},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        arrivals::{self, Arrival},
        desk::desk,
        empty::Empty,
        form::{FormErrors, Told},
        pager::pager,
        table::{folded, table},
    },
    request::Sent,
    text::Text,
};

const HERE: &str = "/office/payments";
const PAGE: u64 = 50;

/// `state`: only what is in it; `before`: parts before this one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    state: String,
    before: String,
}

/// The states that the list can be narrowed to, by the word in the address.
const STATES: [(&str, State); 5] = [
    ("unclear", State::Unclear),
    ("to-return", State::ToReturn),
    ("counted", State::Counted),
    ("returned", State::Returned),
    ("undone", State::Undone),
];

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let typed = Typed { arrived_on: visit.today().to_string(), ..Typed::default() };
    draw(&visit, &which, &typed, &Told::nothing(), false).await
}

pub async fn record(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match record::record(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(recorded) => Ok(visit.go_saying(HERE, saying(visit.t(), &sent.typed, &recorded)).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let may_be_again = refused.0.contains(&Refusal::ArrivedBefore);
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, &Which::default(), &sent.typed, &told, may_be_again).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

fn saying(t: Text, typed: &Typed, recorded: &Recorded) -> String {
    let said = what_became(t, typed, recorded);
    if recorded.is_late { format!("{said} {}", t.office_payments_late()) } else { said }
}

fn what_became(t: Text, typed: &Typed, recorded: &Recorded) -> String {
    let code = typed.payment_code.trim().to_uppercase();
    let over = t.office_payments_over(&recorded.unclear.to_string());
    match recorded.missing {
        _ if code.is_empty() => t.office_payments_unclear_saying().to_owned(),
        _ if recorded.counted.0 == 0 => over,
        Some(_) if recorded.unclear.0 > 0 => format!("{} {over}", t.office_payments_whole(&code)),
        Some(missing) if missing.0 > 0 => t.office_payments_missing(&code, &missing.to_string()),
        Some(_) => t.office_payments_whole(&code),
        None => t.office_payments_counted(&code),
    }
}

async fn draw(visit: &Visit, which: &Which, typed: &Typed, told: &Told, may_be_again: bool) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let state = STATES.into_iter().find(|(key, _)| *key == which.state);
    let before: Option<PartId> = which.before.parse().ok();
    let found = list::latest(visit.store(), officer, state.map(|(_, state)| state), before, PAGE + 1).await?;
    let organisers = entity::organiser::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.office_payments_title(), || {
        let kept = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let older = (found.len() > kept).then(|| found[kept - 1].part.id);
        let newest = format!("{HERE}?state={}", state.map_or("", |(key, _)| key));
        let rows: Vec<_> = found.iter().take(kept).map(|line| row(t, line)).collect();
        desk(
            visit,
            view! {
                <h1>{t.office_payments_title()}</h1>
                <p class="soft">{t.office_payments_lead()}</p>
                <FormErrors told=told.clone() t=t />
                <p class="row">
                    <a href="#record">{t.office_payments_record()}</a>
                    <a href="/office/payment-confirmations">{t.money_confirmations_title()}</a>
                </p>
                {chips(t, &which.state)}
                {shown(t, rows)}
                {pager(t, before.map(|_| newest.clone()), older.map(|id| format!("{newest}&before={id}")))}
                {form::record(visit, &organisers, typed, told, may_be_again)}
            },
        )
    }))
}

fn chips(t: Text, here: &str) -> impl IntoView + use<> {
    let chip = |key: &'static str, name: &'static str| {
        let href = if key.is_empty() { HERE.to_owned() } else { format!("{HERE}?state={key}") };
        view! {
            <a class="chip" href=href aria-current=(key == here).then_some("page")>
                {name}
            </a>
        }
    };
    let all = std::iter::once(chip("", t.office_payments_all()));
    let chips: Vec<_> = all.chain(STATES.map(|(key, state)| chip(key, t.payment_state(state)))).collect();
    view! {
        <nav class="chips" aria-label=t.office_payments_state()>
            {chips}
        </nav>
    }
}

fn shown(t: Text, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty title=t.office_payments_none() text=t.office_payments_none_text() /> }.into_any();
    }
    folded(t.office_payments_title(), |rest| t.office_payments_earlier(rest), rows, |name, rows| listed(t, name, rows))
}

fn listed(t: Text, name: String, rows: Vec<AnyView>) -> impl IntoView + use<> {
    table(name, "table cards dense", arrivals::heads(t, t.office_payments_for()), rows)
}

fn row(t: Text, line: &Line) -> AnyView {
    let code = line.reference.as_ref().or(line.named.as_ref()).map(|reference| reference.code.grouped());
    let arrival = Arrival {
        on: line.arrival.arrived_on,
        code,
        words: &line.words,
        state: pill(t, line.part.state).into_any(),
        amount: line.part.amount_fen,
        href: format!("{HERE}/{}", line.part.id),
    };
    arrivals::row(t, t.office_payments_for(), arrival)
}

fn pill(t: Text, state: State) -> impl IntoView + use<> {
    let colour = match state {
        State::Counted => "handed_out",
        State::Unclear => "returned",
        State::ToReturn => "taken",
        State::Returned | State::Undone => "withdrawn",
    };
    view! { <span class=format!("pill k-{colour}")>{t.payment_state(state)}</span> }
}
