//! The phases in public: who answers for each, on what legal basis, with which numbers and days. For anybody.

pub mod show;

use axum_extra::extract::Query;
use entity::phase;
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    pages::office::phases::list::{Which, archive_link},
    parts::{icon::CategoryIcon, progress::phase_box},
};

pub async fn list(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let t = visit.t();
    let county = visit.county().await?;
    let mut away = phase::archive::archived(visit.db()).await?;
    away.retain(|id| county.public_phases().any(|phase| phase.id == *id));
    let counts = visit.site().counts().await?;
    let page = visit.page(t.phases_title(), || {
        let listed = county.public_phases().filter(|phase| which.is_all() || !away.contains(&phase.id));
        let boxes: Vec<_> = listed.map(|phase| phase_box(t, phase, &counts.of(phase.id), visit.now())).collect();
        let none = boxes.is_empty().then(|| {
            view! {
                <div class="empty">
                    <CategoryIcon category="other" big=true />
                    <h2>{t.phases_none()}</h2>
                    <p>{t.phases_none_text()}</p>
                </div>
            }
        });
        view! {
            <div class="page-head">
                <h1>{t.phases_title()}</h1>
                <p class="soft">{t.phases_lead()}</p>
            </div>
            {none}
            <div class="phases">{boxes}</div>
            <p>
                <a href="/fairness">{t.fairness_see()}</a>
            </p>
            {archive_link(t, "/phases", away.len(), which.is_all())}
        }
    });
    Ok(page.shared_if(counts.is_current))
}
