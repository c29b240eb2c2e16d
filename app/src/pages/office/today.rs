//! `/office`: what waits for somebody, and where the running phases stand. For officers.

mod beginning;

use entity::{
    claim::State,
    handout::stuck::{self, Line},
    organiser, phase, place, school, statistics,
    store::Connection,
    wish::{Status, review},
};
use leptos::prelude::*;

use self::beginning::{There, beginning};
use super::stuck::{row, shown};
use crate::{
    AppError, Page, Visit,
    parts::{desk::desk, empty::Empty},
    text::Text,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    let db = visit.db();
    let lines = stuck::stuck(db, visit.now()).await?;
    let schools = school::change::all(db).await?;
    let to_review = review::waiting(db).await?;
    let mut phases = Vec::new();
    let away = phase::archive::archived(db).await?;
    let all = phase::all(db).await?;
    let first = if all.is_empty() { Some(there(db, &schools).await?) } else { None };
    for phase in all {
        if phase.state != phase::State::Finished && !away.contains(&phase.id) {
            let states = statistics::by_state(db, phase.id).await?;
            let held = statistics::held(db, None, phase.id).await?;
            phases.push((phase, states, held));
        }
    }
    let t = visit.t();
    Ok(visit.page(t.office_today(), || {
        let is_new = first.is_some();
        let todo = if lines.is_empty() {
            view! { <Empty title=t.office_todo_none() text=t.office_todo_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = gathered(&lines).iter().map(|of_kind| together(&visit, of_kind, &schools)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        let none = phases.is_empty() && !is_new;
        // Of a county in which nothing was ever written down it does not say that all is done.
        let has_todo = !is_new || !lines.is_empty();
        let phases: Vec<_> =
            phases.iter().map(|(phase, states, held)| of_phase(t, phase, (states, *held), to_review)).collect();
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.office_today()}</h1>
                    <span class="soft">{t.date(visit.today())}</span>
                </div>
                {first.map(|there| beginning(t, there))}
                {none
                    .then(|| {
                        view! {
                            <div class="empty">
                                <h2>{t.office_no_phase()}</h2>
                                <p>{t.office_no_phase_text()}</p>
                                <div class="actions">
                                    <a class="btn" href="/office/phases">
                                        {t.office_phases_link()}
                                    </a>
                                </div>
                            </div>
                        }
                    })}
                {phases}
                {has_todo
                    .then(|| {
                        view! {
                            <section>
                                <div class="section-head">
                                    <h2>{t.office_todo()}</h2>
                                    <a href="/office/stuck">{t.office_todo_each()}</a>
                                </div>
                                {todo}
                            </section>
                        }
                    })}
            },
        )
    }))
}

async fn there(db: &Connection, schools: &[school::Model]) -> Result<There, AppError> {
    Ok(There {
        townships: !place::change::townships(db).await?.is_empty(),
        schools: !schools.is_empty(),
        organisers: !organiser::change::all(db).await?.is_empty(),
    })
}

/// The lines of one kind, in the order in which the kinds come.
fn gathered(lines: &[Line]) -> Vec<Vec<&Line>> {
    let mut kinds: Vec<Vec<&Line>> = Vec::new();
    for line in lines {
        match kinds.iter_mut().find(|kind| kind[0].kind == line.kind) {
            Some(kind) => kind.push(line),
            None => kinds.push(vec![line]),
        }
    }
    kinds
}

/// All that waits of one kind; a single line is shown as it stands in the full list.
fn together(visit: &Visit, lines: &[&Line], schools: &[school::Model]) -> AnyView {
    let t = visit.t();
    let Some(since) = lines.iter().map(|line| line.since).min() else { return ().into_any() };
    if let [one] = lines {
        return shown(visit, one, schools).into_any();
    }
    let kind = lines[0].kind;
    let whom = if kind.is_the_offices() { t.stuck_office().to_owned() } else { t.stuck_schools(lines.len()) };
    row(visit, (kind, None), lines.iter().map(|line| line.count).sum(), whom, since).into_any()
}

/// The counters of one phase; each leads to its list. What is held for somebody is taken, and not claimed yet.
fn of_phase(
    t: Text,
    phase: &phase::Model,
    (states, held): (&std::collections::HashMap<Status, u64>, u64),
    to_review: u64,
) -> impl IntoView + use<> {
    let id = phase.id;
    let counters: Vec<_> =
        [Status::Submitted, Status::Approved, Status::Open, Status::Taken, Status::Received, Status::HandedOut]
            .into_iter()
            .map(|status| {
                let all = states.get(&status).copied().unwrap_or(0);
                let count = if status == Status::Taken { all.saturating_sub(held) } else { all };
                let href = if status == Status::Submitted && to_review > 0 {
                    "/office/review".to_owned()
                } else {
                    format!("/office/wishes?phase={id}&status={}", status.key())
                };
                (status.key(), t.wish_status(status), count, href)
            })
            .chain((held > 0).then(|| {
                let key = State::Held.key();
                (key, t.wish_held(), held, format!("/office/wishes?phase={id}&status={key}"))
            }))
            .map(|(key, name, count, href)| {
                view! {
                    <li>
                        <a class=format!("count k-{key}") href=href>
                            <b>{count}</b>
                            <span>{name}</span>
                        </a>
                    </li>
                }
            })
            .collect();
    let title = phase.title(t.0).to_owned();
    let state = t.phase_state(phase.state);
    view! {
        <section>
            <div class="section-head">
                <h2>
                    <a href=format!("/office/phases/{}", phase.number)>{title}</a>
                </h2>
                <span class="soft">{state}</span>
            </div>
            <ul class="counts">{counters}</ul>
        </section>
    }
}
