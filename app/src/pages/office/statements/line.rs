//! One line of a statement that an officer has to look at.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refusal, Result as Done,
    id::{LineId, PartId},
    payment::{self, reference::Model as Reference},
    statement::{
        Fit, LineState, book as booking,
        line::Model,
        list::{self, Line},
    },
};
use leptos::prelude::*;

use super::HERE;
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        form::{FormErrors, FormKeyField, TextField, Told},
        payment::promised,
    },
    request::{Pressed, Sent},
    text::Text,
};

const LINES: &str = "/office/statement-lines";

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    let line = found(&visit, &id).await?;
    draw(&visit, &line, None, Told::nothing()).await
}

pub async fn book(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<booking::Typed>>,
) -> Result<Response, AppError> {
    let (officer, line, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match booking::one(visit.store(), officer, line, &sent.typed, &form, visit.now()).await {
        Err(Error::Refused(refused)) if !matches!(refused.0[..], [Refusal::NotFound | Refusal::PaymentMoved]) => {
            let line = found(&visit, &id).await?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &line, Some(&sent.typed), told).await?.status(status_of(&refused)).into_response())
        }
        done => back(&visit, &id, done, visit.t().statement_line_booked_saying()).await,
    }
}

pub async fn set_aside(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, line, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = booking::set_aside(visit.store(), officer, line, &form, visit.now()).await;
    back(&visit, &id, done, visit.t().statement_line_aside_saying()).await
}

pub async fn bring_back(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, line, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = booking::bring_back(visit.store(), officer, line, &form, visit.now()).await;
    back(&visit, &id, done, visit.t().statement_line_back_saying()).await
}

fn read(id: &str) -> Result<LineId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn found(visit: &Visit, id: &str) -> Result<Line, AppError> {
    Ok(list::one_line(visit.store(), visit.officer()?, read(id)?).await?)
}

/// To the lines of the same kind that are still open.
async fn back(visit: &Visit, id: &str, done: Done<()>, saying: &'static str) -> Result<Response, AppError> {
    done?;
    let line = found(visit, id).await?.line;
    let list = format!("{HERE}/{}?of={}", line.statement_id, kind(&line));
    Ok(visit.go_saying(list, saying).into_response())
}

async fn draw(visit: &Visit, line: &Line, typed: Option<&booking::Typed>, told: Told) -> Result<Page, AppError> {
    let arrival = match line.line.arrival_id {
        Some(id) => Some(payment::list::first(visit.db(), id).await?),
        None => None,
    };
    let suggested = line.reference.as_ref().map_or_else(String::new, |reference| reference.code.grouped());
    let code = typed.map_or(suggested, |typed| typed.payment_code.clone());
    let t = visit.t();
    let title = t.statement_line_title(line.line.row_no);
    Ok(visit.page(&title, || {
        let acts = match line.line.state {
            LineState::Open => open(visit, line, code, &told).into_any(),
            LineState::Booked => see(t, arrival).into_any(),
            LineState::SetAside => press(visit, line, "back", t.statement_line_back()).into_any(),
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <ol class="crumbs" aria-label=t.crumbs()>
                        <li>
                            <a href=HERE>{t.statements_title()}</a>
                        </li>
                        <li>
                            <a href=format!(
                                "{HERE}/{}?of={}",
                                line.line.statement_id,
                                kind(&line.line),
                            )>{kind_name(t, &line.line)}</a>
                        </li>
                        <li aria-current="page">{title.clone()}</li>
                    </ol>
                    <div class="page-head">
                        <h1>{line.line.amount_fen.to_string()}</h1>
                        {pill(t, &line.line)}
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {facts(t, line)}
                    {acts}
                </div>
            },
        )
    }))
}

fn facts(t: Text, line: &Line) -> impl IntoView + use<> {
    let reference = line.reference.as_ref().map(|reference| {
        let asked = promised(t, reference, t.statement_line_monthly());
        view! {
            <dt>{t.statement_line_for()}</dt>
            <dd>
                <span class="code">{reference.code.grouped()}</span>
                {format!(" · {} {asked}", t.payment_asked())}
            </dd>
        }
    });
    view! {
        <section class="box">
            <h2>{t.office_payment_facts()}</h2>
            <dl class="facts">
                <dt>{t.field(Field::ArrivedOn)}</dt>
                <dd>{t.date(line.line.arrived_on)}</dd>
                <dt>{t.field(Field::Payer)}</dt>
                <dd>{line.words.payer.clone()}</dd>
                <dt>{t.office_payments_remark()}</dt>
                <dd>{line.words.remark.clone()}</dd>
                {reference}
            </dl>
        </section>
    }
}

fn open(visit: &Visit, line: &Line, code: String, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let made_on = line.reference.as_ref().filter(|_| line.line.fit == Fit::Early).and_then(Reference::first_day);
    let early = made_on.map(|day| view! { <p class="soft">{t.statement_line_early(&t.date(day))}</p> });
    view! {
        <form class="form box" method="post" action=format!("{LINES}/{}/book", line.line.id) novalidate>
            <h2>{t.statement_line_book()}</h2>
            {early} <p class="soft">{t.statement_line_book_text()}</p>
            <FormKeyField key=visit.mint() />
            <TextField
                field=Field::PaymentCode
                t=t
                told=told.clone()
                value=code
                optional=true
                short=true
                autocomplete="off"
            />
            <div class="actions">
                <button class="btn">{t.statement_line_book()}</button>
            </div>
        </form>
        <p class="soft small">{t.statement_line_aside_text()}</p>
        {press(visit, line, "aside", t.statement_line_aside())}
    }
}

fn press(visit: &Visit, line: &Line, act: &'static str, name: &'static str) -> impl IntoView + use<> {
    view! {
        <form method="post" action=format!("{LINES}/{}/{act}", line.line.id)>
            <FormKeyField key=visit.mint() />
            <button class="btn quiet">{name}</button>
        </form>
    }
}

fn see(t: Text, arrival: Option<PartId>) -> impl IntoView + use<> {
    arrival.map(|part| {
        view! {
            <p class="actions">
                <a class="btn quiet" href=format!("/office/payments/{part}")>
                    {t.statement_line_see()}
                </a>
            </p>
        }
    })
}

/// The list of its like, as long as it is open.
const fn kind(line: &Model) -> &'static str {
    if line.bookings > 0 { "undone" } else { line.fit.key() }
}

fn kind_name(t: Text, line: &Model) -> &'static str {
    if line.bookings > 0 { t.statement_undone() } else { t.fit(line.fit) }
}

/// How a line stands.
pub(super) fn pill(t: Text, line: &Model) -> impl IntoView + use<> {
    let (colour, name) = match line.state {
        LineState::Booked => ("handed_out", t.statement_booked()),
        LineState::SetAside => ("withdrawn", t.statement_set_aside()),
        LineState::Open if line.bookings > 0 => ("taken", t.statement_undone()),
        LineState::Open => match line.fit {
            Fit::Sure => ("received", t.fit(line.fit)),
            Fit::Nothing | Fit::Closed => ("returned", t.fit(line.fit)),
            _ => ("taken", t.fit(line.fit)),
        },
    };
    view! { <span class=format!("pill k-{colour}")>{name}</span> }
}
