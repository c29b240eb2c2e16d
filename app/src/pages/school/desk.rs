//! The school's desk: what is to be done, and its own wishes of one phase by state. Names are shown on request only.

mod to_do;

use std::collections::HashMap;

use axum_extra::extract::Query;
use entity::{
    card::list::{Owed, owed_by},
    child::look,
    claim,
    id::{PhaseId, WishId},
    phase::{self, State, archive},
    statistics, substitution,
    wish::{self, Status, list},
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty, icon::UiIcon, pager::onward},
    text::Text,
};

/// `names`: the children's too, which is journalled.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    phase: String,
    status: String,
    names: String,
    /// The wishes after this one, by its number.
    after: String,
}

struct Desk {
    phases: Vec<phase::Model>,
    phase: phase::Model,
    counts: HashMap<Status, u64>,
    /// Of those that are taken: kept for somebody who has not said yes.
    held: u64,
    /// Of every phase that goes on.
    waiting: to_do::Waiting,
    status: Option<Status>,
    wishes: Vec<wish::Model>,
    /// Whether wishes come before these, and after which the next page begins.
    pages: (bool, Option<WishId>),
    names: Option<HashMap<WishId, String>>,
    questions: usize,
    /// Cards that are due, of every phase that goes on.
    cards: Vec<Owed>,
}

impl Desk {
    fn count(&self, status: Status) -> u64 {
        self.counts.get(&status).copied().unwrap_or(0)
    }

    /// This desk with another state, or with names.
    fn href(&self, status: Option<Status>, names: bool) -> String {
        let status = status.map_or_else(String::new, |status| format!("&status={}", status.key()));
        let names = if names { "&names=yes" } else { "" };
        format!("/school?phase={}{status}{names}", self.phase.id)
    }
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let school = visit.school()?;
    let mut phases = phase::all(visit.db()).await?;
    let away = archive::archived(visit.db()).await?;
    phases.retain(|phase| !away.contains(&phase.id) || phase.id.to_string() == which.phase);
    let t = visit.t();
    let Some(phase) = chosen(&phases, &which.phase).cloned() else {
        return Ok(visit.page(t.nav_school(), || {
            desk(
                &visit,
                view! {
                    <h1>{t.nav_school()}</h1>
                    <Empty title=t.wish_desk_no_phase() text=t.wish_desk_no_phase_text() />
                },
            )
        }));
    };
    let status = Status::from_key(&which.status);
    let after = which.after.parse::<WishId>().ok();
    let (wishes, next) = list::own(visit.db(), school, phase.id, status, after).await?;
    let names = if which.names.is_empty() {
        None
    } else {
        let ids: Vec<WishId> = wishes.iter().map(|wish| wish.id).collect();
        Some(look::names(visit.store(), school, &ids, look::Reason::List, visit.now()).await?)
    };
    let read = Desk {
        counts: statistics::own(visit.db(), school.school(), phase.id).await?,
        held: statistics::held(visit.db(), Some(school.school()), phase.id).await?,
        waiting: to_do::waiting(&visit, school, &phases).await?,
        questions: substitution::answer::open(visit.db(), school.school()).await?.len(),
        cards: owed_by(visit.db(), school).await?,
        phases,
        phase,
        status,
        wishes,
        pages: (after.is_some(), next),
        names,
    };
    Ok(draw(&visit, &read))
}

/// The phase asked for, or the one that runs, or the one for which wishes are written, or the newest.
fn chosen<'a>(phases: &'a [phase::Model], asked: &str) -> Option<&'a phase::Model> {
    let asked = asked.parse::<PhaseId>().ok();
    let named = phases.iter().find(|phase| Some(phase.id) == asked);
    let running = || phases.iter().find(|phase| phase.state == State::Open);
    let written = || phases.iter().find(|phase| phase.takes_wishes());
    named.or_else(running).or_else(written).or(phases.first())
}

fn draw(visit: &Visit, read: &Desk) -> Page {
    let t = visit.t();
    visit.page(t.nav_school(), || {
        let new = read.phase.takes_wishes().then(|| {
            view! {
                <a class="btn" href="/school/wishes/new">
                    <UiIcon name="plus" />
                    {t.wish_desk_new()}
                </a>
            }
        });
        desk(
            visit,
            view! {
                <div class="page-head">
                    <h1>{t.nav_school()}</h1>
                    {new}
                    <p class="soft">{t.phase_name(&read.phase)} " · " {t.phase_state(read.phase.state)}</p>
                </div>
                {other_phases(t, read)}
                {counts(t, read)}
                <h2>{t.wish_desk_todo()}</h2>
                {to_do::list(visit, read)}
                {own(t, read)}
            },
        )
    })
}

fn other_phases(t: Text, read: &Desk) -> Option<impl IntoView + use<>> {
    let chips: Vec<_> = read
        .phases
        .iter()
        .take(6)
        .map(|phase| {
            let here = (phase.id == read.phase.id).then_some("page");
            view! {
                <a class="chip" href=format!("/school?phase={}", phase.id) aria-current=here>
                    {t.wish_desk_phase(phase.number)}
                </a>
            }
        })
        .collect();
    (chips.len() > 1).then(|| view! { <div class="chips">{chips}</div> })
}

fn counts(t: Text, read: &Desk) -> impl IntoView + use<> {
    let shown = [Status::Submitted, Status::Returned, Status::Open, Status::Taken, Status::Received, Status::HandedOut];
    let held = (read.held > 0).then_some((claim::State::Held.key(), t.wish_held(), Status::Taken, read.held));
    let lines: Vec<_> = shown
        .into_iter()
        .map(|status| {
            let all = read.count(status);
            let count = if status == Status::Taken { all.saturating_sub(read.held) } else { all };
            (status.key(), t.wish_status(status), status, count)
        })
        .chain(held)
        // Where nothing is in this state there is nothing to mend.
        .filter(|(_, _, status, count)| *status != Status::Returned || *count > 0)
        .map(|(key, name, status, count)| {
            view! {
                <li>
                    <a class=format!("count k-{key}") href=read.href(Some(status), false)>
                        <b>{count}</b>
                        <span>{name}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="counts">{lines}</ul> }
}

fn own(t: Text, read: &Desk) -> impl IntoView + use<> {
    let total: u64 = read.counts.values().sum();
    let tab = |status: Option<Status>, count: u64| {
        let here = (status == read.status).then_some("page");
        view! {
            <a href=read.href(status, read.names.is_some()) aria-current=here>
                {match status {
                    None => t.wish_desk_all(),
                    Some(Status::Taken) if read.held > 0 => t.wish_desk_taken_and_held(),
                    Some(status) => t.wish_status(status),
                }}
                <span class="badge calm">{count}</span>
            </a>
        }
    };
    let tabs: Vec<_> = Status::ALL
        .into_iter()
        .filter(|status| read.count(*status) > 0)
        .map(|status| tab(Some(status), read.count(status)))
        .collect();
    let body = if read.wishes.is_empty() {
        view! { <Empty title=t.wish_desk_none() text=t.wish_desk_none_text() /> }.into_any()
    } else {
        table(t, read).into_any()
    };
    view! {
        <nav class="tabs" aria-label=t.wish_desk_states()>
            {tab(None, total)} {tabs}
        </nav>
        {body}
    }
}

fn table(t: Text, read: &Desk) -> impl IntoView + use<> {
    let rows: Vec<_> = read
        .wishes
        .iter()
        .map(|wish| {
            let name = read.names.as_ref().map(|names| {
                let name = names.get(&wish.id).cloned().unwrap_or_else(|| t.roster_erased().to_owned());
                view! { <td data-label=t.col_child()>{name}</td> }
            });
            view! {
                <tr>
                    <th scope="row">
                        <a href=format!("/school/wishes/{}", wish.code)>{wish.item.clone()}</a>
                        <span class="spec">{wish.specification.clone()}</span>
                    </th>
                    {name}
                    <td data-label=t.col_grade()>{t.roster_grade(wish.grade)}</td>
                    <td data-label=t.col_code() class="code">
                        {wish.code.grouped()}
                    </td>
                    <td data-label=t.col_state()>
                        <span class=format!("pill k-{}", wish.status.key())>{t.wish_status(wish.status)}</span>
                    </td>
                </tr>
            }
        })
        .collect();
    let shown = read.names.is_some();
    let (names, switch) = if shown { (false, t.wish_desk_names_hide()) } else { (true, t.wish_desk_names_show()) };
    let own = read.href(read.status, shown);
    let (is_later, next) = read.pages;
    let (first, next) = (is_later.then(|| own.clone()), next.map(|after| format!("{own}&after={after}")));
    view! {
        <p class="row">
            <a href=read.href(read.status, names)>{switch}</a>
            {(!shown).then(|| view! { <span class="soft small">{t.wish_desk_names_logged()}</span> })}
        </p>
        <div class="table-wrap">
            <table class="table cards">
                <thead>
                    <tr>
                        <th scope="col">{t.col_gift()}</th>
                        {shown.then(|| view! { <th scope="col">{t.col_child()}</th> })}
                        <th scope="col">{t.col_grade()}</th>
                        <th scope="col">{t.col_code()}</th>
                        <th scope="col">{t.col_state()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {onward(t, first, next)}
    }
}
