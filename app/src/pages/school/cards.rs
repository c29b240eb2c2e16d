//! Thank-you cards of the school: which are due by when, which the office has, which went out.

pub mod many;
pub mod one;

use axum_extra::extract::Query;
use entity::{
    card::list::{self, Line, Standing},
    id::PhaseId,
    phase,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, icon::UiIcon},
    text::Text,
};

/// Phases one can change to.
const CHIPS: usize = 6;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    phase: String,
}

pub async fn list(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let school = visit.school()?;
    let phases = list::phases(visit.db(), school).await?;
    let asked = which.phase.parse::<PhaseId>().ok();
    let phase = phases.iter().find(|phase| Some(phase.id) == asked).or(phases.first());
    let lines = match phase {
        Some(phase) => list::of_school(visit.db(), school, phase.id, visit.today()).await?,
        None => Vec::new(),
    };
    let t = visit.t();
    Ok(visit.page(t.cards_title(), || {
        let body = if lines.is_empty() {
            view! { <Empty title=t.cards_none() text=t.cards_none_text() /> }.into_any()
        } else {
            let shown: Vec<_> = lines.iter().map(|line| row(&visit, line)).collect();
            view! {
                <p class="soft">{counts(t, &lines)}</p>
                <ul class="todo-list cards-list">{shown}</ul>
            }
            .into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.cards_title()}</h1>
                    <a class="btn quiet" href="/school/cards/many">
                        {t.pieces_link()}
                    </a>
                    <p class="soft">{t.cards_lead()}</p>
                </div>
                {others(t, &phases, phase)}
                {body}
            },
        )
    }))
}

fn others(t: Text, phases: &[phase::Model], here: Option<&phase::Model>) -> Option<impl IntoView + use<>> {
    let chips: Vec<_> = phases
        .iter()
        .take(CHIPS)
        .map(|phase| {
            let is_here = here.is_some_and(|here| here.id == phase.id);
            view! {
                <a class="chip" href=format!("/school/cards?phase={}", phase.id) aria-current=is_here.then_some("page")>
                    {t.wish_desk_phase(phase.number)}
                </a>
            }
        })
        .collect();
    (chips.len() > 1).then(|| view! { <div class="chips">{chips}</div> })
}

fn counts(t: Text, lines: &[Line]) -> String {
    let of = |state| lines.iter().filter(|line| line.card.as_ref().map(|card| card.state) == Some(state)).count();
    let owed = lines.iter().filter(|line| line.is_owed()).count();
    t.cards_counts(owed, of(entity::card::State::Submitted), of(entity::card::State::Approved))
}

fn row(visit: &Visit, line: &Line) -> impl IntoView + use<> {
    let (t, wish) = (visit.t(), &line.wish);
    let standing = line.standing(visit.today());
    let href = format!("/school/cards/{}", wish.code);
    let (verb, class) = match standing {
        Standing::Overdue | Standing::Due => (t.cards_upload(), "btn"),
        Standing::Returned => (t.cards_again(), "btn"),
        _ => (t.cards_look(), "btn quiet"),
    };
    let due = line.is_owed().then(|| {
        let late = if standing == Standing::Overdue { "since late" } else { "since" };
        view! {
            <span class=late>
                <UiIcon name="clock" />
                {t.cards_due_on(&t.short_date(line.due_on))}
            </span>
        }
    });
    view! {
        <li>
            <div class="what">
                <b>{wish.item.clone()}</b>
                <span class="soft small">
                    {format!("{} · {} · ", wish.specification, t.roster_grade(wish.grade))}
                    <span class="code">{wish.code.grouped()}</span>
                </span>
            </div>
            <span class=format!("pill {}", colour(standing))>{t.card_standing(standing)}</span>
            {due}
            <a class=class href=href.clone() aria-label=format!("{verb}: {} {}", wish.item, wish.code.grouped())>
                {verb}
            </a>
        </li>
    }
}

/// In the colours of a wish's states.
pub(super) const fn colour(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue | Standing::Returned => "k-returned",
        Standing::Due => "k-open",
        Standing::Submitted => "k-submitted",
        Standing::Approved => "k-handed_out",
        Standing::Declined | Standing::Withdrawn => "k-withdrawn",
    }
}
