//! `/village`: what a village's committee does for its plots and its elders. For that village only.

use axum_extra::extract::Query;
use entity::{actor::Keeper, place, plot::list::Filter};
use leptos::prelude::*;

use crate::{AppError, Page, Visit, pages::office::plots::rows, parts::desk::desk};

pub async fn show(visit: Visit, Query(filter): Query<Filter>) -> Result<Page, AppError> {
    let own = visit.village()?;
    let (village, township) = place::own(visit.db(), own).await?;
    let due = super::due::list(&visit, own).await?;
    let plots = rows(&visit, Keeper::Village(own), &filter).await?;
    let t = visit.t();
    Ok(visit.page(t.nav_village(), || {
        desk(
            &visit,
            view! {
                <div class="page-head">
                    <h1>{t.nav_village()}</h1>
                    <p class="soft">{t.village_of(&village.name, township.name(t.0))}</p>
                </div>
                <section class="stack">
                    <div class="section-head">
                        <h2>{t.village_due()}</h2>
                        <span class="soft">{t.date(visit.today())}</span>
                    </div>
                    {due}
                </section>
                <section class="stack">
                    <div class="section-head">
                        <h2>{t.village_plots()}</h2>
                        <a href="/households">{t.households_title()}</a>
                    </div>
                    {plots}
                </section>
            },
        )
    }))
}
