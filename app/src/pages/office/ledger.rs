//! `/office/ledger`: the transfers one by one, booking by hand, reversing, closing a month.

mod forms;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    id::TransferId,
    ledger::{
        Kind,
        list::{self, Booked},
        period, record, reverse,
        verify::{self, Broken, Whole},
    },
    month::Month,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::ledger::Titles,
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
        pager::pager,
        table::{folded, table},
    },
    request::{Pressed, Sent},
    text::Text,
};

const HERE: &str = "/office/ledger";
const PAGE: u64 = 50;

/// `before`: transfers before this one; `verify`: go through all of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    before: String,
    verify: String,
}

/// What was typed into the page's two forms, and what they were told.
#[derive(Default)]
struct Forms {
    record: record::Typed,
    recording: Told,
    close: period::Typed,
    closing: Told,
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let checked = match which.verify.as_str() {
        "" => None,
        _ => Some(verify::verify(visit.db()).await?),
    };
    let record = record::Typed { booked_on: visit.today().to_string(), ..record::Typed::default() };
    draw(&visit, &Forms { record, ..Forms::default() }, which.before.parse().ok(), checked).await
}

pub async fn record(visit: Visit, Form(sent): Form<Sent<record::Typed>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match record::record(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(id) => Ok(visit.go_saying(HERE, visit.t().office_ledger_recorded_saying(id.0)).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let recording = Told::new(visit.lang(), &refused);
            let forms = Forms { record: sent.typed, recording, ..Forms::default() };
            Ok(draw(&visit, &forms, None, None).await?.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn reverse(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let id: TransferId = id.parse().map_err(|_| AppError::not_found())?;
    let (officer, form) = (visit.officer()?, visit.form_key(&pressed.form));
    reverse::reverse(visit.store(), officer, id, &form, visit.now()).await?;
    Ok(visit.go_saying(HERE, visit.t().office_ledger_reversed_saying()).into_response())
}

pub async fn close(visit: Visit, Form(sent): Form<Sent<period::Typed>>) -> Result<Response, AppError> {
    let (officer, form, t) = (visit.officer()?, visit.form_key(&sent.form), visit.t());
    match period::close(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(through) => Ok(visit.go_saying(HERE, t.office_ledger_closed_saying(&t.date(through))).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let closing = Told::new(visit.lang(), &refused);
            let record = record::Typed { booked_on: visit.today().to_string(), ..record::Typed::default() };
            let forms = Forms { record, close: sent.typed, closing, ..Forms::default() };
            Ok(draw(&visit, &forms, None, None).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(
    visit: &Visit,
    typed: &Forms,
    before: Option<TransferId>,
    checked: Option<Result<Whole, Broken>>,
) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let found = list::latest(visit.db(), officer, before, PAGE + 1).await?;
    let titles = Titles::read(visit).await?;
    let months: Vec<Month> = period::open_months(visit.db(), visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.office_ledger_title(), || {
        let kept = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let older = (found.len() > kept).then(|| found[kept - 1].transfer.id);
        let rows: Vec<_> = found.iter().take(kept).map(|one| row(visit, &titles, one)).collect();
        desk(
            visit,
            view! {
                <h1>{t.office_ledger_title()}</h1>
                <p class="soft">{t.office_ledger_lead()}</p>
                <FormErrors told=typed.recording.clone() t=t />
                <FormErrors told=typed.closing.clone() t=t />
                <p class="row">
                    <a href="#record">{t.office_ledger_record()}</a>
                    <a href="/ledger">{t.office_ledger_public()}</a>
                    <a href=format!("{HERE}?verify=yes")>{t.office_ledger_verify()}</a>
                </p>
                {checked.map(|checked| verdict(t, checked))}
                {transfers(t, rows)}
                {pager(t, before.map(|_| HERE.to_owned()), older.map(|id| format!("{HERE}?before={id}")))}
                {forms::record(visit, &titles, &typed.record, &typed.recording)}
                {forms::close(visit, &months, &typed.close, &typed.closing)}
            },
        )
    }))
}

fn verdict(t: Text, checked: Result<Whole, Broken>) -> impl IntoView {
    match checked {
        Ok(whole) => view! { <Notice kind="ok">{t.office_ledger_sound(whole.transfers)}</Notice> }.into_any(),
        Err(broken) => view! { <Notice kind="bad">{t.office_ledger_broken(&broken.to_string())}</Notice> }.into_any(),
    }
}

fn transfers(t: Text, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty title=t.office_ledger_none() text=t.office_ledger_none_text() /> }.into_any();
    }
    folded(t.office_ledger_title(), |rest| t.office_payments_earlier(rest), rows, |name, rows| listed(t, name, rows))
}

fn listed(t: Text, name: String, rows: Vec<AnyView>) -> impl IntoView {
    let heads = view! {
        <th scope="col">{t.office_ledger_number()}</th>
        <th scope="col">{t.field(entity::Field::BookedOn)}</th>
        <th scope="col">{t.office_ledger_why()}</th>
        <th scope="col">{t.office_ledger_what()}</th>
        <th scope="col" class="num">
            {t.ledger_received()}
        </th>
        <th scope="col" class="num">
            {t.ledger_paid_out()}
        </th>
        <th scope="col">
            <span class="vh">{t.office_ledger_reverse()}</span>
        </th>
    };
    table(name, "table cards", heads, rows)
}

fn row(visit: &Visit, titles: &Titles, booked: &Booked) -> AnyView {
    let t = visit.t();
    let transfer = &booked.transfer;
    let mut what: Vec<String> = booked
        .lines
        .iter()
        .filter_map(|(account, _)| {
            let source = t.money_source(account.source?);
            Some(format!("{} · {source}", titles.of(t, account.organiser, account.programme)))
        })
        .collect();
    // A settlement has a line for each of its purposes.
    what.dedup();
    let at_bank: i64 =
        booked.lines.iter().filter(|(account, _)| account.kind == Kind::Bank).map(|(_, amount)| amount.0).sum();
    let (came_in, went_out) = if at_bank < 0 { (None, Some(booked.amount())) } else { (Some(booked.amount()), None) };
    let note = transfer.reverses.map(|id| t.office_ledger_reverses(id.0));
    let reversed = booked.is_reversed.then(|| t.office_ledger_is_reversed());
    let button = booked.can_be_reversed().then(|| {
        view! {
            <form method="post" action=format!("{HERE}/{}/reverse", transfer.id)>
                <FormKeyField key=visit.mint() />
                <button class="btn quiet">{t.office_ledger_reverse()}</button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{transfer.id.to_string()}</th>
            <td data-label=t.field(entity::Field::BookedOn)>{t.date(transfer.booked_on)}</td>
            <td data-label=t.office_ledger_why()>
                <span>
                    {t.transfer_reason(transfer.reason)} " "
                    <span class="soft small">{note} {reversed} " " {transfer.document.clone()}</span>
                </span>
            </td>
            <td data-label=t.office_ledger_what()>{(!what.is_empty()).then(|| t.list(&what))}</td>
            <td class="num" data-label=t.ledger_received()>
                {came_in.map(|amount| amount.to_string())}
            </td>
            <td class="num" data-label=t.ledger_paid_out()>
                {went_out.map(|amount| amount.to_string())}
            </td>
            <td class="act">{button}</td>
        </tr>
    }
    .into_any()
}
