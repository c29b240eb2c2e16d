//! The steps of a phase, each behind a button that says what it does and that it cannot be taken back.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Day, Error, Field,
    lang::china_date,
    phase::{self, State, close, open},
    wish::Status,
};
use leptos::prelude::*;

use super::one::{Seen, draw, read_number};
use crate::{
    AppError, Visit,
    error::{refused, status_of},
    parts::{
        form::{FormKeyField, Told},
        notice::Notice,
    },
    request::Pressed,
    text::Text,
};

pub async fn open(visit: Visit, Path(number): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    let opened = open::open(visit.store(), officer, phase.id, &form, visit.now()).await;
    done(&visit, phase.number, opened.map(|wishes| visit.t().ground_opened(wishes))).await
}

pub async fn close(visit: Visit, Path(number): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    let closed = close::close(visit.store(), officer, phase.id, &form, visit.now()).await;
    done(&visit, phase.number, closed.map(|()| visit.t().ground_closed().to_owned())).await
}

pub async fn reopen(visit: Visit, Path(number): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    let reopened = close::reopen(visit.store(), officer, phase.id, &form, visit.now()).await;
    done(&visit, phase.number, reopened.map(|()| visit.t().ground_reopened().to_owned())).await
}

pub async fn finish(visit: Visit, Path(number): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let form = visit.form_key(&sent.form);
    let finished = close::finish(visit.store(), officer, phase.id, &form, visit.now()).await;
    done(&visit, phase.number, finished.map(|()| visit.t().ground_finished().to_owned())).await
}

pub(super) async fn done(visit: &Visit, number: i32, said: Result<String, Error>) -> Result<Response, AppError> {
    match said {
        Ok(sentence) => Ok(visit.go_saying(format!("/office/phases/{number}"), sentence).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(visit, number, None, Told::nothing(), told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

/// The next step: its button, or what it still waits for. The page sums up what it was told.
pub fn next(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    match seen.phase.state {
        State::Draft if !seen.missing.is_empty() => lacking(t, seen).into_any(),
        State::Draft if let Some(last) = seen.phase.claim_until.filter(|last| *last < china_date(visit.now())) => {
            passed(t, last).into_any()
        }
        State::Draft if seen.count(Status::Approved) == 0 => {
            view! { <Notice kind="wait">{t.ground_open_waits()}</Notice> }.into_any()
        }
        State::Draft => {
            let until = seen.phase.claim_until.map(|day| t.date(day)).unwrap_or_default();
            let what = t.ground_open_what(seen.count(Status::Approved), &until);
            button(visit, seen, "open", t.ground_open(), what).into_any()
        }
        State::Open => {
            let what = t.ground_close_what(seen.count(Status::Open));
            button(visit, seen, "close", t.ground_close(), what).into_any()
        }
        State::Closed => closed(visit, seen).into_any(),
        State::Finished => view! { <Notice>{t.ground_is_finished()}</Notice> }.into_any(),
    }
}

/// A closed phase is finished when everything has been handed out, or taken up again until a later day.
fn closed(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let finish = match seen.count(Status::Taken) + seen.count(Status::Received) {
        0 => button(visit, seen, "finish", t.ground_finish(), t.ground_finish_what().to_owned()).into_any(),
        under_way => {
            let waits = t.ground_waits(under_way.saturating_sub(seen.held), seen.held);
            view! { <Notice kind="wait">{t.ground_finish_waits(&waits)}</Notice> }.into_any()
        }
    };
    let last = seen.phase.claim_until.filter(|last| *last >= china_date(visit.now()));
    let reopen = match last {
        Some(last) => button(visit, seen, "reopen", t.ground_reopen(), t.ground_reopen_what(&t.date(last))).into_any(),
        None => view! { <p class="soft small">{t.ground_reopen_first()}</p> }.into_any(),
    };
    view! {
        {finish}
        {reopen}
    }
}

fn passed(t: Text, last: Day) -> impl IntoView {
    view! {
        <Notice kind="wait">
            <a href=format!("#{}", Field::ClaimUntil.key())>{t.ground_open_passed(&t.date(last))}</a>
        </Notice>
    }
}

/// What is blank, each leading to where it is filled in.
fn lacking(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let organiser = seen.phase.organiser_id;
    let lines: Vec<_> = seen
        .missing
        .iter()
        .map(|field| {
            let of_organiser =
                matches!(field, Field::LegalBasis | Field::QualificationNo | Field::FilingNo | Field::OrganiserContact);
            let href = match organiser {
                Some(id) if of_organiser => format!("/office/organisers/{id}#{}", field.key()),
                _ => format!("#{}", field.key()),
            };
            view! {
                <li>
                    <a href=href>{t.field(*field)}</a>
                </li>
            }
        })
        .collect();
    view! {
        <Notice kind="wait">
            <strong>{t.ground_open_lacks()}</strong>
            <ul>{lines}</ul>
        </Notice>
    }
}

fn button(visit: &Visit, seen: &Seen, step: &str, name: &'static str, what: String) -> impl IntoView + use<> {
    view! {
        <form class="form box" method="post" action=format!("/office/phases/{}/{step}", seen.phase.number)>
            <FormKeyField key=visit.mint() />
            <p>{what}</p>
            <div class="actions">
                <button class="btn pine">{name}</button>
            </div>
        </form>
    }
}
