//! The public page of a gift code, which the square on the tag opens: its stations, and the next step for
//! whoever is signed in. For anybody; no names.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use entity::{
    Code, Error,
    account::Role,
    actor::SignedIn,
    claim::stations::{self, Known},
    handout::receive,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{
        icon::{CategoryIcon, UiIcon},
        way::way,
    },
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let asked: Code = code.parse().map_err(|_| AppError::not_found())?;
    if asked.as_str() != code {
        return Ok(visit.go(format!("/v/{asked}")).into_response());
    }
    if let Some(known) = stations::of_code(visit.db(), &asked, visit.lang()).await? {
        return Ok(page(&visit, &known).shared().into_response());
    }
    // Off the public pages, its gift still arrives.
    let Ok(receiver) = visit.receiver() else { return Err(AppError::not_found()) };
    match receive::look(visit.store(), receiver, asked.as_str(), visit.now()).await {
        Ok(arrival) => Ok(visit.go(format!("/receive/{}", arrival.code)).into_response()),
        Err(Error::Refused(_)) => Err(AppError::not_found()),
        Err(error) => Err(error.into()),
    }
}

fn page(visit: &Visit, known: &Known) -> Page {
    let t = visit.t();
    let gift = &known.gift;
    visit.page(&format!("{} {}", t.code_title(), gift.code.grouped()), || {
        view! {
            <div class="narrow stack">
                <p class="soft">{t.code_lead()}</p>
                <section class="box">
                    <div class="gift-head">
                        <CategoryIcon category=gift.category.key() />
                        <div>
                            <h1>{gift.item.clone()}</h1>
                            <span class="code">{gift.code.grouped()}</span>
                        </div>
                        <span class=format!("pill k-{}", known.status.key())>{t.wish_status(known.status)}</span>
                    </div>
                    <dl class="facts">
                        <dt>{t.wish_spec()}</dt>
                        <dd>{gift.specification.clone()}</dd>
                        <dt>{t.wish_school()}</dt>
                        <dd>{gift.place(t.0)}</dd>
                        <dt>{t.wish_phase()}</dt>
                        <dd>
                            <a href=format!("/phases/{}", known.phase.number)>{known.phase.title.clone()}</a>
                        </dd>
                        <dt>{t.wish_organiser()}</dt>
                        <dd>{known.phase.organiser.clone()}</dd>
                    </dl>
                    {way(t, &known.stations, None)}
                </section>
                {next_step(visit, &gift.code)}
            </div>
        }
    })
}

/// A school and the office receive it; everybody else may look at the wish.
fn next_step(visit: &Visit, code: &Code) -> impl IntoView + use<> {
    let t = visit.t();
    match visit.signed_in().map(SignedIn::role) {
        Some(Role::School | Role::Office | Role::Admin) => view! {
            <a class="btn pine big wide" href=format!("/receive/{code}")>
                <UiIcon name="parcel" />
                {t.code_receive()}
            </a>
        }
        .into_any(),
        _ => view! {
            <p class="actions">
                <a class="btn quiet" href=format!("/wishes/{code}")>
                    {t.code_see_wish()}
                </a>
            </p>
        }
        .into_any(),
    }
}
