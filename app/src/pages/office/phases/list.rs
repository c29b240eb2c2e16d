//! The office's list of phases: where each stands, its days, and how far its wishes are.

use std::collections::HashSet;

use axum_extra::extract::Query;
use entity::{
    Field,
    id::PhaseId,
    phase::{self, State, archive},
    statistics::{self, Counts},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

/// `archived`: those put away too.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    archived: String,
}

impl Which {
    pub const fn is_all(&self) -> bool {
        !self.archived.is_empty()
    }
}

pub async fn page(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    visit.officer()?;
    let away = archive::archived(visit.db()).await?;
    let is_all = which.is_all();
    let mut phases = phase::all(visit.db()).await?;
    phases.retain(|phase| is_all || !away.contains(&phase.id));
    let counts = statistics::per_phase(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.ground_phases(), || {
        let body = if phases.is_empty() {
            view! { <Empty title=t.ground_phases_none() text=t.ground_phases_none_text() /> }.into_any()
        } else {
            let of = |phase: &phase::Model| counts.get(&phase.id).copied().unwrap_or_default();
            let rows: Vec<_> = phases.iter().map(|phase| row(t, phase, &of(phase), &away)).collect();
            table(t, rows).into_any()
        };
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.ground_phases()}</h1>
                    <div class="row">
                        <a class="btn" href="/office/phases/new">
                            {t.ground_phase_new()}
                        </a>
                    </div>
                </div>
                {body}
                {archive_link(t, "/office/phases", away.len(), is_all)}
            },
        )
    }))
}

fn table(t: Text, rows: Vec<impl IntoView + 'static>) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t.field(Field::Phase)}</th>
                        <th scope="col">{t.col_state()}</th>
                        <th scope="col">{t.field(Field::ClaimUntil)}</th>
                        <th scope="col">{t.field(Field::HandOutOn)}</th>
                        <th scope="col" class="num">
                            {t.ground_wishes()}
                        </th>
                        <th scope="col" class="num">
                            {t.ground_claimed()}
                        </th>
                        <th scope="col" class="num">
                            {t.ground_handed_out()}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(t: Text, phase: &phase::Model, counts: &Counts, away: &HashSet<PhaseId>) -> impl IntoView + use<> {
    let day = |day: Option<entity::Day>| day.map_or_else(|| "—".to_owned(), |day| t.date(day));
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/office/phases/{}", phase.number)>{name(t, phase)}</a>
            </th>
            <td data-label=t.col_state()>
                <span class=pill(phase.state)>{t.phase_state(phase.state)}</span>
                {away.contains(&phase.id).then(|| view! { " " <span class="soft small">{t.archive_pill()}</span> })}
            </td>
            <td data-label=t.field(Field::ClaimUntil)>{day(phase.claim_until)}</td>
            <td data-label=t.field(Field::HandOutOn)>{day(phase.hand_out_on)}</td>
            <td class="num" data-label=t.ground_wishes()>
                {counts.posted()}
            </td>
            <td class="num" data-label=t.ground_claimed()>
                {counts.claimed()}
            </td>
            <td class="num" data-label=t.ground_handed_out()>
                {counts.children()}
            </td>
        </tr>
    }
}

/// To the list with what is put away, or without.
pub fn archive_link(t: Text, list: &'static str, away: usize, is_all: bool) -> Option<impl IntoView> {
    (away > 0).then(|| {
        let (href, name) = if is_all {
            (list.to_owned(), t.archive_hide().to_owned())
        } else {
            (format!("{list}?archived=yes"), t.archive_show(away))
        };
        view! {
            <p>
                <a href=href>{name}</a>
            </p>
        }
    })
}

/// What the office calls it.
pub fn name(t: Text, phase: &phase::Model) -> String {
    t.phase_name(phase)
}

/// The pill's class: a phase wears the colour of what its wishes are doing.
pub const fn pill(state: State) -> &'static str {
    match state {
        State::Draft => "pill k-draft",
        State::Open => "pill k-open",
        State::Closed => "pill k-received",
        State::Finished => "pill k-handed_out",
    }
}
