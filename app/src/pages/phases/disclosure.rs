//! A published disclosure report, for anybody: as it was published, whatever changed since.

use axum::extract::Path;
use entity::{id::DisclosureId, phase, report::publish};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    document::disclosure,
    parts::{
        document::{document, downloads},
        notice::Notice,
    },
};

pub async fn show(visit: Visit, Path((number, id)): Path<(String, String)>) -> Result<Page, AppError> {
    let number: i32 = number.parse().map_err(|_| AppError::not_found())?;
    let id: DisclosureId = id.parse().map_err(|_| AppError::not_found())?;
    let phase = phase::numbered(visit.db(), number).await?;
    let row = publish::one(visit.db(), phase.id, id).await?;
    let newest = publish::published(visit.db(), phase.id).await?.into_iter().find(|one| one.period == row.period);
    let t = visit.t();
    let shown = disclosure(t, &row.read()?, Some((row.edition, row.published_at)));
    let page = visit.page(&shown.title, || {
        let newer = newest.filter(|newest| newest.id != row.id).map(|newest| {
            view! {
                <Notice kind="wait">
                    <a href=format!("/phases/{number}/disclosures/{}", newest.id)>{t.disclosure_superseded()}</a>
                </Notice>
            }
        });
        view! {
            <ol class="crumbs" aria-label=t.crumbs()>
                <li>
                    <a href="/phases">{t.phases_title()}</a>
                </li>
                <li>
                    <a href=format!("/phases/{number}")>{t.phase_number(number)}</a>
                </li>
                <li aria-current="page">{t.disclosure_section()}</li>
            </ol>
            <div class="page-head">
                <h1>{shown.title.clone()}</h1>
                <p class="soft">{shown.subtitle.clone()}</p>
            </div>
            <div class="stack">
                {newer}
                {downloads(t, &format!("/phases/{number}/disclosures/{id}/disclosure"))}
                {document(t, &shown)}
            </div>
        }
    });
    Ok(page.shared())
}
