//! One print job: how far it is, and its file. For officers; a file with real names only for who asked for it.

use std::time::Duration;

use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use axum_extra::extract::Query;
use entity::{
    actor::Officer,
    id::PrintJobId,
    paper::job::{self, KEPT, Model, State},
    phase,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    pages::office::phases::list::name,
    parts::{desk::desk, notice::Notice},
    text::Text,
};

/// How long a page that was asked to wait does so, and how often it looks.
const PATIENCE: u32 = 20;
const LOOK: Duration = Duration::from_millis(200);
/// Seconds until the page of papers that are being made looks again.
const AGAIN: HeaderValue = HeaderValue::from_static("5");

/// `wait`: answer when it is ready, or after a few seconds.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    wait: String,
}

pub async fn show(visit: Visit, Path(id): Path<String>, Query(which): Query<Which>) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let id: PrintJobId = id.parse().map_err(|_| AppError::not_found())?;
    let job = looked_at(&visit, officer, id, !which.wait.is_empty()).await?;
    let mut response = page(&visit, officer, &job).await?.into_response();
    if job.is_under_way() {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

async fn page(visit: &Visit, officer: Officer, job: &Model) -> Result<Page, AppError> {
    let phase = phase::find(visit.db(), job.phase_id).await?;
    let t = visit.t();
    let list = format!("/office/phases/{}/papers", phase.number);
    let title = format!("{} · {}", t.papers_job_title(), t.papers_job(job.id.0));
    Ok(visit.page(&title, || {
        desk(
            visit,
            view! {
                <ol class="crumbs" aria-label=t.crumbs()>
                    <li>
                        <a href="/office/phases">{t.ground_phases()}</a>
                    </li>
                    <li>
                        <a href=list>{t.papers_of(&name(t, &phase))}</a>
                    </li>
                    <li aria-current="page">{t.papers_job(job.id.0)}</li>
                </ol>
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.papers_asked(&t.time(job.asked_at))}</p>
                </div>
                {standing(t, job, job::may_fetch(job, officer))}
            },
        )
    }))
}

async fn looked_at(visit: &Visit, officer: Officer, id: PrintJobId, waits: bool) -> Result<Model, AppError> {
    let mut job = job::one(visit.db(), officer, id).await?;
    let mut looks = 0;
    while waits && job.is_under_way() && looks < PATIENCE {
        tokio::time::sleep(LOOK).await;
        job = job::one(visit.db(), officer, id).await?;
        looks += 1;
    }
    Ok(job)
}

fn standing(t: Text, job: &Model, may_fetch: bool) -> AnyView {
    match job.state {
        State::Waiting | State::Working => under_way(t, job).into_any(),
        State::Done => done(t, job, may_fetch).into_any(),
        State::Failed => {
            let sentence = job.failure.clone().filter(|sentence| !sentence.is_empty());
            let sentence = sentence.unwrap_or_else(|| t.papers_failed().to_owned());
            view! { <Notice kind="bad">{sentence}</Notice> }.into_any()
        }
        State::Gone => view! { <Notice>{t.papers_gone()}</Notice> }.into_any(),
    }
}

fn under_way(t: Text, job: &Model) -> impl IntoView + use<> {
    let (done, total) = (job.done, job.total);
    let far = if total == 0 { t.papers_waits().to_owned() } else { t.papers_progress(done, total) };
    let bar = (total > 0).then(|| {
        view! { <progress max=total.to_string() value=done.to_string() aria-label=t.papers_job_title()></progress> }
    });
    view! {
        <Notice kind="wait">
            <p role="status">{far}</p>
            {bar}
            <p>{t.papers_leave()}</p>
        </Notice>
        <p class="actions">
            <a class="btn" href=format!("/office/papers/{}?wait=yes", job.id)>
                {t.papers_refresh()}
            </a>
        </p>
    }
}

fn done(t: Text, job: &Model, may_fetch: bool) -> impl IntoView + use<> {
    let until = job.ended_at.map(|at| t.papers_kept_until(&t.time(at + KEPT)));
    let names = match (may_fetch, job.rosters) {
        (false, _) => Some(t.papers_not_yours()),
        (true, 0) => None,
        (true, _) => Some(t.papers_has_names()),
    };
    let names = names.map(|sentence| view! { <Notice kind="wait">{sentence}</Notice> });
    let file = may_fetch.then(|| {
        view! {
            <p class="actions">
                <a class="btn pine" href=format!("/office/papers/{}/papers.zip", job.id) download>
                    {t.papers_download()}
                </a>
            </p>
        }
    });
    let without = job.without_roster();
    let without = (!without.is_empty()).then(|| {
        view! { <Notice kind="wait">{t.papers_no_roster(&t.list(&without))}</Notice> }
    });
    let made = format!("{} · {}", t.print_state(job.state), t.papers_made(job.papers));
    view! {
        <Notice kind="ok">{made}</Notice>
        {without}
        {names}
        {file}
        <p class="soft small">{until}</p>
    }
}
