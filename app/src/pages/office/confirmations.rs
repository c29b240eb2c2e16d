//! The confirmations that donors of a phase have issued, and the number of the charity's receipt for each.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    confirmation::{self, Issued, RECEIPT, Typed},
    id::ConfirmationId,
    phase,
};
use leptos::prelude::*;

use super::phases::{list::name, one::read_number};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, TextField, Told},
    },
    request::Sent,
    text::Text,
};

pub async fn list(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let phase = phase::numbered(visit.db(), read_number(&number)?).await?;
    let issued = confirmation::of_phase(visit.db(), officer, phase.id).await?;
    let t = visit.t();
    let title = format!("{} · {}", t.confirmations_title(), name(t, &phase));
    Ok(visit.page(&title, || {
        let body = if issued.is_empty() {
            view! { <Empty title=t.confirmations_office_none() text=t.confirmations_office_lead() /> }.into_any()
        } else {
            table(t, &phase, &issued).into_any()
        };
        desk(
            &visit,
            view! {
                {crumbs(t, &phase, None)}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.confirmations_office_lead()}</p>
                </div>
                {body}
            },
        )
    }))
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read(&id)?, None, Told::nothing()).await
}

pub async fn note(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let id = read(&id)?;
    let form = visit.form_key(&sent.form);
    match confirmation::note_receipt(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => {
            let phase = confirmation::phase_of(visit.db(), officer, id).await?;
            let to = format!("/office/phases/{}/confirmations", phase.number);
            Ok(visit.go_saying(to, visit.t().confirmations_noted_saying()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, Some(&sent.typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

fn read(id: &str) -> Result<ConfirmationId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn draw(visit: &Visit, id: ConfirmationId, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let phase = confirmation::phase_of(visit.db(), officer, id).await?;
    let issued = confirmation::of_phase(visit.db(), officer, phase.id).await?;
    let one = issued.into_iter().find(|one| one.confirmation.id == id).ok_or_else(AppError::not_found)?;
    let t = visit.t();
    let number = one.confirmation.printed_number(&phase);
    let kept = one.confirmation.receipt_no.clone().unwrap_or_default();
    let value = typed.map_or(kept, |typed| typed.receipt_no.clone());
    let title = format!("{} {number}", t.confirmations_title());
    Ok(visit.page(&title, || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    {crumbs(t, &phase, Some(number.clone()))}
                    <h1>{title.clone()}</h1>
                    <p>
                        {one.donor.clone()} " · "
                        {t.confirmations_given(one.covers.gifts, &one.covers.value.to_string())}
                    </p>
                    <form class="form box" method="post" action=format!("/office/confirmations/{id}") novalidate>
                        <FormErrors told=told.clone() t=t />
                        <FormKeyField key=visit.mint() />
                        <TextField
                            field=Field::ReceiptNo
                            t=t
                            told=told
                            value=value
                            help=format!("{} {}", t.confirmations_receipt_help(), t.ground_at_most(RECEIPT))
                            optional=true
                        />
                        <div class="actions">
                            <button class="btn">{t.save()}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}

/// Phases, this phase, its confirmations, this one.
fn crumbs(t: Text, phase: &phase::Model, here: Option<String>) -> impl IntoView + use<> {
    let list = format!("/office/phases/{}", phase.number);
    let last = match here {
        Some(here) => view! {
            <li>
                <a href=format!("{list}/confirmations")>{t.confirmations_title()}</a>
            </li>
            <li aria-current="page">{here}</li>
        }
        .into_any(),
        None => view! { <li aria-current="page">{t.confirmations_title()}</li> }.into_any(),
    };
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/office/phases">{t.ground_phases()}</a>
            </li>
            <li>
                <a href=list.clone()>{name(t, phase)}</a>
            </li>
            {last}
        </ol>
    }
}

fn table(t: Text, phase: &phase::Model, issued: &[Issued]) -> impl IntoView + use<> {
    let rows: Vec<_> = issued
        .iter()
        .map(|one| {
            let receipt = one.confirmation.receipt_no.clone();
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/office/confirmations/{}", one.confirmation.id)>
                            {one.confirmation.printed_number(phase)}
                        </a>
                    </th>
                    <td data-label=t.confirmation_donor()>{one.donor.clone()}</td>
                    <td class="num" data-label=t.report_gifts()>
                        {t.number(one.covers.gifts)}
                    </td>
                    <td class="num" data-label=t.confirmation_value()>
                        {one.covers.value.to_string()}
                    </td>
                    <td data-label=t.field(Field::ReceiptNo)>
                        {receipt.unwrap_or_else(|| t.confirmations_receipt_blank().to_owned())}
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t.confirmations_number()}</th>
                        <th scope="col">{t.confirmation_donor()}</th>
                        <th scope="col" class="num">
                            {t.report_gifts()}
                        </th>
                        <th scope="col" class="num">
                            {t.confirmation_value()}
                        </th>
                        <th scope="col">{t.field(Field::ReceiptNo)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
