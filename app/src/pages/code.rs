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
    claim::{
        Source, desk,
        stations::{self, Known},
    },
    handout::{problem::Choice, receive},
    wish::Status,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{
        icon::{CategoryIcon, UiIcon},
        notice::Notice,
        way::way,
    },
    text::Text,
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let asked: Code = code.parse().map_err(|_| AppError::not_found())?;
    if asked.as_str() != code {
        return Ok(visit.go(format!("/v/{asked}")).into_response());
    }
    let is_own = is_own(&visit, &asked).await?;
    if let Some(known) = stations::of_code(visit.db(), &asked, visit.lang(), visit.now()).await? {
        // Whoever is signed in is shown a step of their own.
        return Ok(page(&visit, &known, is_own).shared_if(visit.signed_in().is_none()).into_response());
    }
    // Off the public pages, its gift still goes its way.
    if is_own {
        return Ok(visit.go(format!("/gifts/{asked}")).into_response());
    }
    let Ok(receiver) = visit.receiver() else { return Err(AppError::not_found()) };
    match receive::look(visit.store(), receiver, asked.as_str(), visit.now()).await {
        Ok(arrival) => Ok(visit.go(format!("/receive/{}", arrival.code)).into_response()),
        Err(Error::Refused(_)) => Err(AppError::not_found()),
        Err(error) => Err(error.into()),
    }
}

/// Whether the reader is the donor who gives, or gave, this gift, though it was passed on since.
async fn is_own(visit: &Visit, code: &Code) -> Result<bool, AppError> {
    let Ok(donor) = visit.donor() else { return Ok(false) };
    match desk::one(visit.db(), donor, code, visit.lang()).await {
        Ok(_) => Ok(true),
        Err(Error::Refused(_)) => Ok(desk::moved(visit.db(), donor, code).await?.is_some()),
        Err(error) => Err(error.into()),
    }
}

fn page(visit: &Visit, known: &Known, is_own: bool) -> Page {
    let t = visit.t();
    let gift = &known.gift;
    let status = match known.held_until {
        Some(_) => t.wish_held(),
        None if known.is_over => t.wish_for_pool(),
        None => t.wish_status(known.status),
    };
    visit.page(&format!("{} {}", t.code_title(), gift.code.grouped()), || {
        let lead = if known.gone.is_empty() {
            view! { <p class="soft">{t.code_lead()}</p> }.into_any()
        } else {
            gone(t, known).into_any()
        };
        view! {
            <div class="narrow stack">
                {lead}
                <section class="box">
                    <div class="gift-head">
                        <CategoryIcon category=gift.category.key() />
                        <div>
                            <h1 lang=t.own_lang(&gift.item)>{gift.item.clone()}</h1>
                            <span class="code">{gift.code.grouped()}</span>
                        </div>
                        <span class=format!("pill k-{}", known.status.key())>{status}</span>
                    </div>
                    <dl class="facts">
                        <dt>{t.wish_spec()}</dt>
                        <dd lang=t.own_lang(&gift.specification)>{gift.specification.clone()}</dd>
                        <dt>{t.wish_school()}</dt>
                        <dd lang=t.own_lang(&gift.school)>{gift.place(t.0)}</dd>
                        <dt>{t.wish_phase()}</dt>
                        <dd>
                            <a href=format!("/phases/{}", known.phase.number)>{known.phase.title.clone()}</a>
                        </dd>
                        <dt>{t.wish_organiser()}</dt>
                        <dd>{known.phase.organiser.clone()}</dd>
                    </dl>
                    {way(t, &known.stations, None)}
                </section>
                {next_step(visit, known, is_own)}
            </div>
        }
    })
}

/// What became of gifts that had this code before, and which gift the stations are of. No names, and no other code.
fn gone(t: Text, known: &Known) -> impl IntoView + use<> {
    let lines: Vec<_> = known
        .gone
        .iter()
        .map(|gone| {
            let day = t.date(gone.on);
            let said = match (gone.choice, gone.source) {
                (Choice::PassOn, _) => t.code_gone_passed_on(&day),
                (_, Source::Donor) => t.code_gone_returned(&day),
                (_, Source::Pool) => t.code_gone_taken_back(&day),
            };
            view! { <p>{said}</p> }
        })
        .collect();
    let now = match known.status {
        Status::Open if !known.is_over => Some(t.code_waits_again()),
        Status::Taken | Status::Received | Status::HandedOut if known.held_until.is_none() => Some(t.code_is_later()),
        _ => None,
    };
    view! { <Notice>{lines} {now.map(|now| view! { <p>{now}</p> })}</Notice> }
}

/// A school and the office receive what was promised, or note what is wrong with what is here; its donor opens the own
/// gift; everybody else may look at the wish.
fn next_step(visit: &Visit, known: &Known, is_own: bool) -> impl IntoView + use<> {
    let (t, code) = (visit.t(), &known.gift.code);
    let role = visit.signed_in().map(SignedIn::role);
    let big = match (role, known.status) {
        (Some(Role::School | Role::Office | Role::Admin), Status::Taken) if known.held_until.is_none() => {
            Some(("receive", t.code_receive()))
        }
        (Some(Role::School | Role::Office | Role::Admin), Status::Received) => Some(("receive", t.code_problem())),
        _ if is_own => Some(("gifts", t.code_own())),
        _ => None,
    };
    if let Some((place, says)) = big {
        return view! {
            <a class="btn pine big wide" href=format!("/{place}/{code}")>
                <UiIcon name="parcel" />
                {says}
            </a>
        }
        .into_any();
    }
    // Whoever promised it may be here with a phone that nobody signed in on.
    let own = (role.is_none() && known.status != Status::Open).then(|| {
        view! {
            <a class="btn quiet" href=format!("/gifts/{code}")>
                {t.code_is_mine()}
            </a>
        }
    });
    view! {
        <p class="actions">
            <a class="btn quiet" href=format!("/wishes/{code}")>
                {t.code_see_wish()}
            </a>
            {own}
        </p>
    }
    .into_any()
}
