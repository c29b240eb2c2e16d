//! The office's report of a phase, and which disclosure reports it owes.

pub mod period;

use std::collections::HashMap;

use axum::extract::Path;
use entity::{
    phase,
    report::{
        self,
        period::Period,
        publish::{self, Model as Published},
    },
};
use leptos::prelude::*;

use super::{list::name, one::read_number};
use crate::{
    AppError, Page, Visit,
    document::report as as_document,
    parts::{
        desk::desk,
        document::{document, downloads},
        empty::Empty,
    },
    text::Text,
};

pub async fn page(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    let number = read_number(&number)?;
    let phase = phase::numbered(visit.db(), number).await?;
    let published = publish::published(visit.db(), phase.id).await?;
    let periods = report::period::of(&phase, visit.now());
    let report = report::of_phase(visit.db(), phase).await?;
    let t = visit.t();
    let shown = as_document(t, &report, visit.today());
    let title = format!("{} · {}", t.phase_report_title(), shown.title);
    Ok(visit.page(&title, || {
        let body = if report.whole == report::Figures::default() {
            view! { <Empty title=t.report_none() text=t.report_none_text() /> }.into_any()
        } else {
            view! {
                {downloads(t, &format!("/office/phases/{number}/report"))}
                {document(t, &shown)}
            }
            .into_any()
        };
        desk(
            &visit,
            view! {
                {crumbs(t, &report.phase, t.phase_report_title().to_owned())}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.phase_report_lead()}</p>
                </div>
                {body}
                {owed(&visit, number, &periods, published)}
            },
        )
    }))
}

/// Phases, this phase, this page.
fn crumbs(t: Text, phase: &phase::Model, here: String) -> impl IntoView + use<> {
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/office/phases">{t.ground_phases()}</a>
            </li>
            <li>
                <a href=format!("/office/phases/{}", phase.number)>{name(t, phase)}</a>
            </li>
            <li aria-current="page">{here}</li>
        </ol>
    }
}

fn owed(visit: &Visit, number: i32, periods: &[Period], published: Vec<Published>) -> impl IntoView + use<> {
    let t = visit.t();
    let published: HashMap<String, Published> = published.into_iter().map(|one| (one.period.clone(), one)).collect();
    let lines: Vec<_> =
        periods.iter().map(|period| line(visit, number, period, published.get(&period.kind.key()))).collect();
    let list = if lines.is_empty() {
        view! { <p>{t.disclosure_none_yet()}</p> }.into_any()
    } else {
        view! { <ul class="todo-list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="stack no-print">
            <h2>{t.disclosure_section()}</h2>
            <p class="soft">{t.disclosure_lead()}</p>
            {list}
        </section>
    }
}

fn line(visit: &Visit, number: i32, period: &Period, published: Option<&Published>) -> impl IntoView + use<> {
    let t = visit.t();
    let is_late = published.is_none() && period.due_on.is_some_and(|due| due < visit.today());
    let standing = match (published, period.due_on) {
        (Some(one), _) => format!("{} {}", t.disclosure_published_on(), t.date_of(one.published_at)),
        (None, _) if !period.is_over => t.disclosure_runs().to_owned(),
        (None, Some(due)) if is_late => t.disclosure_overdue(&t.date(due)),
        (None, Some(due)) => t.disclosure_due(&t.date(due)),
        (None, None) => t.disclosure_voluntary().to_owned(),
    };
    view! {
        <li>
            <div class="what">
                <b>{t.disclosure_kind(period.kind)}</b>
                <span class="soft small">{t.report_from_to(&t.date(period.from), &t.date(period.to))}</span>
            </div>
            <span class=if is_late { "since late" } else { "since" }>{standing}</span>
            <a class="btn quiet" href=format!("/office/phases/{number}/report/{}", period.kind.key())>
                {t.disclosure_see()}
            </a>
        </li>
    }
}
