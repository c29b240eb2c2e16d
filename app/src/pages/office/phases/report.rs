//! The office's report of a phase, and which disclosure reports it owes.

use axum::extract::Path;
use entity::{
    phase,
    report::{self, owed},
};
use leptos::prelude::*;

use super::{list::name, one::read_number};
use crate::{
    AppError, Page, Visit,
    document::report as as_document,
    pages::office::disclosures::section,
    parts::{
        desk::desk,
        document::{document, downloads},
        empty::Empty,
    },
    text::Text,
};

pub async fn page(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let number = read_number(&number)?;
    let phase = phase::numbered(visit.db(), number).await?;
    let owed = owed::of(visit.db(), officer, phase.id, visit.now()).await?;
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
                {section(&visit, &owed)}
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
