//! One phase: where its wishes stand, its next step and what that step still lacks, and its form.

use std::collections::HashMap;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal, Time, claim, organiser,
    phase::{self, State, archive, change, draft::Typed, open},
    statistics,
    wish::Status,
};
use leptos::prelude::*;

use super::{
    beside,
    form::form,
    list::{name, pill},
    step,
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, Told},
        notice::Notice,
    },
    request::Sent,
    text::Text,
};

/// A phase as the office sees it.
pub struct Seen {
    pub phase: phase::Model,
    pub wishes: HashMap<Status, u64>,
    /// Of those that are taken: kept for somebody who has not said yes.
    pub held: u64,
    pub missing: Vec<Field>,
    pub archived_at: Option<Time>,
    organisers: Vec<organiser::Model>,
}

impl Seen {
    async fn read(visit: &Visit, number: i32) -> Result<Self, AppError> {
        let phase = phase::numbered(visit.db(), number).await?;
        Ok(Self {
            wishes: statistics::by_state(visit.db(), phase.id).await?,
            held: statistics::held(visit.db(), None, phase.id).await?,
            missing: open::missing(visit.db(), &phase).await?,
            archived_at: archive::since(visit.db(), phase.id).await?,
            organisers: organiser::change::all(visit.db()).await?,
            phase,
        })
    }

    pub fn count(&self, status: Status) -> u64 {
        self.wishes.get(&status).copied().unwrap_or(0)
    }
}

pub fn read_number(typed: &str) -> Result<i32, AppError> {
    typed.parse().map_err(|_| AppError::not_found())
}

pub async fn page(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read_number(&number)?, None, Told::nothing(), Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(number): Path<String>,
    Form(mut sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let number = read_number(&number)?;
    let id = phase::numbered(visit.db(), number).await?.id;
    match change::change(visit.store(), officer, id, &sent.typed, visit.now()).await {
        Ok(()) => {
            let number = phase::find(visit.db(), id).await?.number;
            Ok(visit.go_saying(format!("/office/phases/{number}"), visit.t().ground_saved()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            if refused.0.contains(&Refusal::ChangedMeanwhile) {
                // Told once: what is saved now takes the place of what stands there now.
                sent.typed.seen.clear();
            }
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, number, Some(&sent.typed), told, Told::nothing()).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

/// `told` belongs to the form, `step_told` to the button of the next step.
pub async fn draw(
    visit: &Visit,
    number: i32,
    typed: Option<&Typed>,
    told: Told,
    step_told: Told,
) -> Result<Page, AppError> {
    let seen = Seen::read(visit, number).await?;
    let t = visit.t();
    let title = name(t, &seen.phase);
    Ok(visit.page(&title, || {
        let saved = Typed::from(&seen.phase);
        let mut shown = typed.unwrap_or(&saved).clone();
        if shown.seen.is_empty() {
            shown.seen.clone_from(&saved.seen);
        }
        let action = format!("/office/phases/{number}");
        let body = if seen.phase.state == State::Finished {
            facts(t, &seen).into_any()
        } else {
            form(visit, action.clone(), &shown, &told, &seen.organisers).into_any()
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/office/phases", t.ground_phases()) here=title.clone() />
                    <div class="page-head">
                        <h1>{title.clone()}</h1>
                        <span class=pill(seen.phase.state)>{t.phase_state(seen.phase.state)}</span>
                    </div>
                    <FormErrors told=step_told t=t />
                    <FormErrors told=told.clone() t=t />
                    {beside::away(visit, &seen)}
                    <p class="row">
                        <a class="btn quiet" href=format!("{action}/report")>
                            {t.phase_report_title()}
                        </a>
                        <a class="btn quiet" href=format!("/office/fairness?phase={number}")>
                            {t.fairness_nav()}
                        </a>
                        <a class="btn quiet" href=format!("{action}/papers")>
                            {t.papers_title()}
                        </a>
                        <a class="btn quiet" href=format!("{action}/confirmations")>
                            {t.confirmations_title()}
                        </a>
                    </p>
                    {counts(t, &seen)}
                    {step::next(visit, &seen)}
                    {body}
                    {keeping(t, &seen.phase)}
                    {beside::buttons(visit, &seen)}
                </div>
            },
        )
    }))
}

/// Until when its children's records are kept, and the way to change it.
fn keeping(t: Text, phase: &phase::Model) -> impl IntoView + use<> {
    let until = match phase.kept_until() {
        Some(day) => t.keep_link(&t.date(day)),
        None => t.keep_after(&t.keep_months(phase.keep_months)),
    };
    view! {
        <p class="soft">
            {until} " "
            <a href=format!("/office/phases/{}/keep", phase.number)>{t.keep_change()}</a>
        </p>
    }
}

fn counts(t: Text, seen: &Seen) -> AnyView {
    if seen.wishes.is_empty() {
        return view! { <Notice>{t.ground_phase_no_wishes()}</Notice> }.into_any();
    }
    let lines: Vec<_> = Status::ALL
        .into_iter()
        .map(|status| {
            let held = if status == Status::Taken { seen.held } else { 0 };
            (status.key(), t.wish_status(status), seen.count(status).saturating_sub(held))
        })
        .chain([(claim::State::Held.key(), t.wish_held(), seen.held)])
        .filter(|(_, _, count)| *count > 0)
        .map(|(key, name, count)| {
            view! {
                <li>
                    <span class=format!("count k-{key}")>
                        <b>{count}</b>
                        <span>{name}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! { <ul class="counts">{lines}</ul> }.into_any()
}

/// A finished phase can be read and no longer changed.
fn facts(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let phase = &seen.phase;
    let organiser = seen.organisers.iter().find(|one| Some(one.id) == phase.organiser_id);
    let organiser = organiser.map_or_else(String::new, |one| one.name(t.0).to_owned());
    let day = |day: Option<entity::Day>| day.map_or_else(String::new, |day| t.date(day));
    let lines: Vec<_> = [
        (Field::Organiser, organiser),
        (Field::PriceCap, phase.price_cap_fen.to_string()),
        (Field::OpensOn, day(phase.opens_on)),
        (Field::ClaimUntil, day(phase.claim_until)),
        (Field::ReturnBy, day(phase.return_by)),
        (Field::HandOutOn, day(phase.hand_out_on)),
    ]
    .into_iter()
    .map(|(field, value)| {
        view! {
            <dt>{t.field(field)}</dt>
            <dd>{value}</dd>
        }
    })
    .collect();
    view! { <dl class="facts">{lines}</dl> }
}
