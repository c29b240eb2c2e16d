//! The phases in public: who answers for each, on what legal basis, with which numbers and days. For anybody.

pub mod show;

use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{icon::CategoryIcon, progress::phase_box},
};

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let t = visit.t();
    let county = visit.county().await?;
    let counts = visit.site().counts().await?;
    let page = visit.page(t.phases_title(), || {
        let boxes: Vec<_> = county.public_phases().map(|phase| phase_box(t, phase, &counts.of(phase.id))).collect();
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
        }
    });
    Ok(page.shared_if(counts.is_current))
}
