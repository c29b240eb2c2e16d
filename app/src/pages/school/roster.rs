//! The roster: what is here for which child, one tick a child, one confirmation; and on paper.
//! For the school alone: it shows real names, and every opening is journalled.

mod noted;
mod paper;
pub(super) mod ticked;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Field, Refused,
    handout::{
        confirm,
        line::SignedBy,
        roster::{self, Line, Roster},
    },
    id::PhaseId,
    phase,
};
use leptos::prelude::*;
use serde::Deserialize;

use self::{paper::paper, ticked::Ticked};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, PickField, TextField, Told},
        icon::UiIcon,
        notice::Notice,
    },
    text::Text,
};

/// `?phase=5`: the phase's number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    phase: String,
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let (phases, chosen) = choose(&visit, &which).await?;
    let Some(phase) = chosen else { return Ok(nothing(&visit)) };
    let roster = roster::open(visit.store(), visit.school()?, phase, visit.now()).await?;
    Ok(page(&visit, &phases, &roster, &Ticked::fresh(&visit)?, Told::nothing()))
}

pub async fn print(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let (_, chosen) = choose(&visit, &which).await?;
    let Some(phase) = chosen else { return Ok(nothing(&visit)) };
    let roster = roster::open(visit.store(), visit.school()?, phase, visit.now()).await?;
    Ok(paper(&visit, &roster))
}

pub async fn confirm(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, AppError> {
    let school = visit.school()?;
    let ticked = Ticked::read(pairs);
    let phase: PhaseId = ticked.phase.parse().map_err(|_| AppError::not_found())?;
    let typed = ticked.typed();
    let (form, now) = (visit.form_key(&ticked.form), visit.now());
    match confirm::confirm(visit.store(), school, phase, &typed, &form, now).await {
        Ok(act) => {
            let sentence = visit.t().handed_out_saying(typed.ticks.len());
            Ok(visit.go_saying(format!("/school/hand-outs/{act}"), sentence).into_response())
        }
        Err(Error::Refused(refused)) => Ok(again(&visit, phase, &ticked, &refused).await?.into_response()),
        Err(error) => Err(error.into()),
    }
}

async fn again(visit: &Visit, phase: PhaseId, ticked: &Ticked, refused: &Refused) -> Result<Page, AppError> {
    let roster = roster::open(visit.store(), visit.school()?, phase, visit.now()).await?;
    let told = Told::new(visit.lang(), refused);
    Ok(page(visit, &[], &roster, ticked, told).status(status_of(refused)))
}

/// Phases with gifts to hand out, and which of them this page is about.
async fn choose(visit: &Visit, which: &Which) -> Result<(Vec<(phase::Model, u64)>, Option<PhaseId>), AppError> {
    let phases = roster::phases(visit.db(), visit.school()?.school()).await?;
    let asked = phases.iter().find(|(phase, _)| phase.number.to_string() == which.phase);
    let chosen = asked.or(phases.first()).map(|(phase, _)| phase.id);
    Ok((phases, chosen))
}

fn nothing(visit: &Visit) -> Page {
    let t = visit.t();
    visit.page(t.roster_title(), || {
        desk(
            visit,
            view! {
                <h1>{t.roster_title()}</h1>
                <Empty title=t.roster_none() text=t.roster_none_text() />
            },
        )
    })
}

fn page(visit: &Visit, phases: &[(phase::Model, u64)], roster: &Roster, ticked: &Ticked, told: Told) -> Page {
    let t = visit.t();
    let number = roster.phase.number;
    visit.page(t.roster_title(), || {
        desk(
            visit,
            view! {
                <div class="page-head">
                    <h1>{format!("{} · {}", t.roster_title(), t.roster_of(number))}</h1>
                    <div class="row">
                        <a class="btn quiet" href=format!("/school/away/{number}")>
                            {t.away_link()}
                        </a>
                        <a class="btn quiet" href=format!("/school/roster/print?phase={number}")>
                            <UiIcon name="printer" />
                            {t.roster_print()}
                        </a>
                    </div>
                </div>
                {tabs(t, phases, number)}
                <p>{t.roster_lead()}</p>
                <Notice>{t.roster_logged()}</Notice>
                {noted::above(t, roster)}
                {form(visit, roster, ticked, told)}
            },
        )
    })
}

/// One tab a phase, where gifts of several phases wait.
fn tabs(t: Text, phases: &[(phase::Model, u64)], here: i32) -> Option<impl IntoView + use<>> {
    let tabs: Vec<_> = phases
        .iter()
        .map(|(phase, count)| {
            let number = phase.number;
            view! {
                <a href=format!("/school/roster?phase={number}") aria-current=(number == here).then_some("page")>
                    {t.roster_of(number)}
                    <span class="badge calm">{*count}</span>
                </a>
            }
        })
        .collect();
    (phases.len() > 1).then(|| {
        view! {
            <nav class="tabs" aria-label=t.nav_phases()>
                {tabs}
            </nav>
        }
    })
}

fn form(visit: &Visit, roster: &Roster, ticked: &Ticked, told: Told) -> impl IntoView + use<> {
    let t = visit.t();
    let ready: Vec<String> =
        roster.lines.iter().filter(|line| line.problem.is_none()).map(|line| line.code.to_string()).collect();
    let all = t.roster_all(ready.len());
    let hidden: Vec<_> =
        ready.into_iter().map(|code| view! { <input type="hidden" name="line" value=code /> }).collect();
    view! {
        <form method="post" action="/school/roster" class="form narrow">
            <FormErrors told=told.clone() t=t />
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="phase" value=roster.phase.id.to_string() />
            {hidden}
            <label class="choice">
                <input type="checkbox" name="all" value="yes" checked=ticked.all />
                <span>{all}</span>
            </label>
            <ul class="roster">{lines(t, roster, ticked)}</ul>
            {who(t, ticked, told)}
            <div class="confirm-bar">
                <button class="btn pine wide big">{t.roster_confirm()}</button>
                <p class="soft small">{t.roster_once()}</p>
            </div>
        </form>
    }
}

/// Day, adults, and who signed.
pub(super) fn who(t: Text, ticked: &Ticked, told: Told) -> impl IntoView + use<> {
    let signs = SignedBy::ALL.map(|by| (by.key().to_owned(), signed(t, by).to_owned(), String::new())).to_vec();
    view! {
        <PickField
            field=Field::SignedBy
            t=t
            told=told.clone()
            value=ticked.signed_by.clone()
            options=signs
            name=t.roster_signs()
        />
        <TextField
            field=Field::HandedOn
            t=t
            told=told.clone()
            value=ticked.handed_on.clone()
            kind="date"
            short=true
        />
        <TextField field=Field::Teacher t=t told=told.clone() value=ticked.teacher.clone() autocomplete="off" />
        <TextField
            field=Field::SecondAdult
            t=t
            told=told
            value=ticked.second_adult.clone()
            help=t.roster_second_help()
            autocomplete="off"
        />
    }
}

pub fn signed(t: Text, by: SignedBy) -> &'static str {
    match by {
        SignedBy::Guardian => t.signed_guardian(),
        SignedBy::Teacher => t.signed_teacher(),
    }
}

fn lines(t: Text, roster: &Roster, ticked: &Ticked) -> Vec<AnyView> {
    let mut lines = Vec::with_capacity(roster.lines.len());
    let mut grade = None;
    for line in &roster.lines {
        if grade != Some(line.grade) {
            grade = Some(line.grade);
            lines.push(view! { <li class="group-line">{t.roster_grade(line.grade)}</li> }.into_any());
        }
        lines.push(row(t, line, ticked));
    }
    lines
}

fn row(t: Text, line: &Line, ticked: &Ticked) -> AnyView {
    let child = line.child.clone().unwrap_or_else(|| t.roster_erased().to_owned());
    if let Some(kind) = line.problem {
        return view! {
            <li class="given">
                <UiIcon name="clock" />
                <b class="who">{child}</b>
                <span class="item">
                    {line.item.clone()} <span class="code">{line.code.grouped()}</span>
                    {t.roster_waits(t.problem_kind(kind))}
                </span>
            </li>
        }
        .into_any();
    }
    let code = line.code.to_string();
    let choice = ticked.signed.get(&code).cloned().unwrap_or_default();
    view! {
        <li>
            <label>
                <input type="checkbox" name="tick" value=code.clone() checked=ticked.is_ticked(&code) />
                <b class="who">{child.clone()}</b>
                <span class="item">{line.item.clone()} <span class="code">{line.code.grouped()}</span></span>
            </label>
            {line.note.as_ref().map(|note| noted::below(t, note))}
            <div class="signs">
                <select class="input" name=format!("signed-{code}") aria-label=t.roster_line_signs(&child)>
                    {signers(t, &choice)}
                </select>
            </div>
        </li>
    }
    .into_any()
}

/// Who may sign a line; as long as nothing is chosen, who signed for the others.
pub(super) fn signers(t: Text, choice: &str) -> impl IntoView + use<> {
    let options: Vec<_> = SignedBy::ALL
        .into_iter()
        .map(|by| {
            view! {
                <option value=by.key() selected=by.key() == choice>
                    {signed(t, by)}
                </option>
            }
        })
        .collect();
    view! {
        <option value="">{t.roster_as_below()}</option>
        {options}
    }
}
