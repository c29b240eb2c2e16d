//! One pledge of the donor's: what has come month by month, how to pay, and the ways to let it rest or end it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Fen,
    id::PledgeId,
    month::Month,
    pledge::{
        Every, State,
        desk::{self, Own},
        rest,
    },
};
use leptos::prelude::*;

use super::{LIST, pill};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::gifts::support::{Heads, months},
    parts::{
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
        payment::how_to_pay,
    },
    request::Pressed,
    text::Text,
};

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.donor()?;
    draw(&visit, read(&id)?, Told::nothing()).await
}

pub async fn pause(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, id, form) = (visit.donor()?, read(&id)?, visit.form_key(&sent.form));
    let paused = rest::pause(visit.store(), donor, id, &form, visit.now()).await;
    done(&visit, id, paused, visit.t().pledge_paused_saying()).await
}

pub async fn resume(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, id, form) = (visit.donor()?, read(&id)?, visit.form_key(&sent.form));
    let resumed = rest::resume(visit.store(), donor, id, &form, visit.now()).await;
    done(&visit, id, resumed, visit.t().pledge_resumed_saying()).await
}

pub async fn stop(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, id, form) = (visit.donor()?, read(&id)?, visit.form_key(&sent.form));
    let stopped = rest::stop(visit.store(), donor, id, &form, visit.now()).await;
    done(&visit, id, stopped, visit.t().pledge_stopped_saying()).await
}

fn read(id: &str) -> Result<PledgeId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn done(
    visit: &Visit,
    id: PledgeId,
    done: Result<(), Error>,
    saying: &'static str,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("{LIST}/{id}"), saying).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(visit, id, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, id: PledgeId, told: Told) -> Result<Page, AppError> {
    let own = desk::one(visit.db(), visit.donor()?, id, visit.now()).await?;
    let t = visit.t();
    let title = own.fund.title(t.0).to_owned();
    Ok(visit.page(&title, || {
        let heads = Heads {
            caption: t.pledge_months(),
            due: t.pledge_promised(),
            paid: t.payment_arrived(),
            rest: t.payment_missing(),
        };
        view! {
            {crumbs(t, title.clone())}
            <div class="page-head">
                <h1>{title.clone()}</h1>
                <span class=pill(own.state)>{t.pledge_state(own.state)}</span>
            </div>
            <div class="stack-l">
                <FormErrors told=told t=t />
                {standing(t, &own)}
                {(own.state == State::Stands).then(|| how_to_pay(t, &own.shown))}
                {months(t, &own.standing.months, &heads)}
                {acts(visit, &own)}
            </div>
        }
    }))
}

fn crumbs(t: Text, here: String) -> impl IntoView {
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/gifts">{t.gifts_title()}</a>
            </li>
            <li>
                <a href=LIST>{t.pledges_title()}</a>
            </li>
            <li aria-current="page">{here}</li>
        </ol>
    }
}

fn standing(t: Text, own: &Own) -> impl IntoView + use<> {
    let (open, ahead) = (own.standing.open(), own.standing.ahead());
    let open = (own.state == State::Stands && open > Fen::ZERO)
        .then(|| view! { <Notice kind="wait">{t.pledge_open(&open.to_string())}</Notice> });
    let ahead = (own.state.is_live() && own.pledge.every == Every::Monthly && ahead > Fen::ZERO)
        .then(|| view! { <p>{t.pledge_ahead(&ahead.to_string())}</p> });
    let since = t.pledge_since(&t.month(Month::with(own.pledge.since_on)));
    view! {
        <section class="box">
            <p>
                <b>{t.pledge_of(own.pledge.every, own.pledge.amount_fen)}</b>
                {format!(" · {since} · {}", t.pledge_arrived(&own.shown.arrived.to_string()))}
            </p>
            {open}
            {ahead}
            <p class="row">
                <a href=format!("/funds/{}", own.fund.id)>{t.fund_see()}</a>
                <a href=format!("/gifts/payments/{}", own.shown.reference.code)>{t.pledge_payment()}</a>
            </p>
            <p class="soft small">{t.payment_not_invoice()}</p>
        </section>
    }
}

/// What can be done with it now.
fn acts(visit: &Visit, own: &Own) -> impl IntoView + use<> {
    let t = visit.t();
    let rest = match (own.pledge.every, own.state) {
        (Every::Monthly, State::Stands) => Some(("pause", t.pledge_pause(), t.pledge_pause_what())),
        (Every::Monthly, State::Paused) => Some(("resume", t.pledge_resume(), t.pledge_resume_what())),
        _ => None,
    };
    let stop = own.state.is_live().then(|| ("stop", t.pledge_stop(), t.pledge_stop_what()));
    let forms: Vec<_> = rest.into_iter().chain(stop).map(|act| button(visit, own.pledge.id, act)).collect();
    view! { <div class="cols no-print">{forms}</div> }
}

fn button(visit: &Visit, id: PledgeId, (act, name, what): (&str, &'static str, &'static str)) -> impl IntoView + use<> {
    view! {
        <form class="form box" method="post" action=format!("{LIST}/{id}/{act}")>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class="btn quiet">{name}</button>
            </div>
        </form>
    }
}
