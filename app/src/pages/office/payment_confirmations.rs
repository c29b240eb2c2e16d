//! Confirmations of money: what was issued, the charity's receipt number, and declaring one void.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refusal, Result as Done,
    confirmation::RECEIPT,
    id::PaymentConfirmationId,
    payment::confirmation::{self, Paper, Typed, Void},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        crumbs::Crumbs,
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, TextField, Told},
    },
    request::Sent,
    text::Text,
};

const HERE: &str = "/office/payment-confirmations";
/// On the list; older ones are found by their reference.
const MOST: u64 = 200;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let issued = confirmation::all(visit.db(), visit.officer()?, MOST).await?;
    let t = visit.t();
    Ok(visit.page(t.money_confirmations_title(), || {
        let body = if issued.is_empty() {
            view! { <Empty title=t.money_confirmations_none() text=t.money_confirmations_none_text() /> }.into_any()
        } else {
            let rows: Vec<_> = issued.iter().map(|paper| row(t, paper)).collect();
            table(t, rows)
        };
        desk(
            &visit,
            view! {
                <Crumbs t=t list=("/office/payments", t.office_payments_title()) here=t.money_confirmations_title() />
                <h1>{t.money_confirmations_title()}</h1>
                <p class="soft">{t.money_confirmations_lead()}</p>
                {body}
            },
        )
    }))
}

fn table<V: IntoView + 'static>(t: Text, rows: Vec<V>) -> AnyView {
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=t.money_confirmations_title()>
            <table class="table cards">
                <caption class="vh">{t.money_confirmations_title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.confirmations_number()}</th>
                        <th scope="col">{t.confirmation_donor()}</th>
                        <th scope="col">{t.office_payments_for()}</th>
                        <th scope="col" class="num">
                            {t.field(Field::Amount)}
                        </th>
                        <th scope="col">{t.field(Field::ReceiptNo)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(t: Text, paper: &Paper) -> impl IntoView + use<> {
    let confirmation = &paper.confirmation;
    let receipt = match (confirmation.voided_at, confirmation.receipt_no.clone()) {
        (Some(_), _) => t.money_confirmation_void().to_owned(),
        (None, Some(number)) => number,
        (None, None) => t.confirmations_receipt_blank().to_owned(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{HERE}/{}", confirmation.id)>{confirmation.printed_number()}</a>
            </th>
            <td data-label=t.confirmation_donor()>{paper.donor.clone()}</td>
            <td data-label=t.office_payments_for()>{paper.shown.title(t.0).to_owned()}</td>
            <td class="num" data-label=t.field(Field::Amount)>
                {confirmation.sum().to_string()}
            </td>
            <td data-label=t.field(Field::ReceiptNo)>{receipt}</td>
        </tr>
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    draw(&visit, read(&id)?, None, &Void::default(), Told::nothing()).await
}

pub async fn note(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = confirmation::note_receipt(visit.store(), officer, id, &sent.typed, &form, visit.now()).await;
    answer(&visit, id, done, Some(&sent.typed), &Void::default()).await
}

pub async fn void(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Void>>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = confirmation::void(visit.store(), officer, id, &sent.typed, &form, visit.now()).await;
    answer(&visit, id, done, None, &sent.typed).await
}

fn read(id: &str) -> Result<PaymentConfirmationId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn answer(
    visit: &Visit,
    id: PaymentConfirmationId,
    done: Done<()>,
    typed: Option<&Typed>,
    void: &Void,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(HERE, visit.t().ground_saved()).into_response()),
        Err(Error::Refused(refused)) if !matches!(refused.0[..], [Refusal::NotFound | Refusal::PaymentMoved]) => {
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(visit, id, typed, void, told).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn draw(
    visit: &Visit,
    id: PaymentConfirmationId,
    typed: Option<&Typed>,
    void: &Void,
    told: Told,
) -> Result<Page, AppError> {
    let paper = confirmation::one(visit.db(), visit.officer()?, id).await?;
    let t = visit.t();
    let title = paper.confirmation.printed_number();
    let kept = paper.confirmation.receipt_no.clone().unwrap_or_default();
    let value = typed.map_or(kept, |typed| typed.receipt_no.clone());
    Ok(visit.page(&title, || {
        let acts = match paper.confirmation.voided_at {
            Some(at) => {
                let reason = paper.confirmation.void_reason.clone();
                view! { <p>{t.money_confirmation_voided(&t.date_of(at))} " " {reason}</p> }.into_any()
            }
            None => forms(visit, id, value, void, &told).into_any(),
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(HERE, t.money_confirmations_title()) here=title.clone() />
                    <h1>{title.clone()}</h1>
                    <p>
                        {paper.donor.clone()} " · " {paper.shown.title(t.0).to_owned()} " · "
                        {paper.confirmation.sum().to_string()}
                    </p>
                    <FormErrors told=told.clone() t=t />
                    {acts}
                </div>
            },
        )
    }))
}

fn forms(visit: &Visit, id: PaymentConfirmationId, receipt: String, void: &Void, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=format!("{HERE}/{id}") novalidate>
            <FormKeyField key=visit.mint() />
            <TextField
                field=Field::ReceiptNo
                t=t
                told=told.clone()
                value=receipt
                help=format!("{} {}", t.confirmations_receipt_help(), t.ground_at_most(RECEIPT))
                optional=true
            />
            <div class="actions">
                <button class="btn">{t.save()}</button>
            </div>
        </form>
        <form class="form box" method="post" action=format!("{HERE}/{id}/void") novalidate>
            <h2>{t.money_confirmation_void_go()}</h2>
            <p class="soft">{t.money_confirmation_void_text()}</p>
            <FormKeyField key=visit.mint() />
            <TextField field=Field::Reason t=t told=told.clone() value=void.reason.clone() autocomplete="off" />
            <div class="actions">
                <button class="btn quiet">{t.money_confirmation_void_go()}</button>
            </div>
        </form>
    }
}
