//! Putting down a household's plot, by its village or the office. Nobody else sees it until it opens.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    household,
    id::{HouseholdId, PlotId},
    organiser,
    plot::draft::{self, Typed},
};
use leptos::prelude::*;

use super::one::read;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::plots::keep::form::form,
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, Told},
        notice::Notice,
    },
    request::Sent,
};

pub async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    let (keeper, id) = (visit.keeper()?, read(&id)?);
    let household = household::find(visit.db(), keeper, id).await?;
    let (usual, from) = Typed::suggested(visit.db(), &household, visit.lang()).await?;
    draw(&visit, id, (&usual, from), Told::nothing()).await
}

pub async fn save(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (keeper, id) = (visit.keeper()?, read(&id)?);
    let form = visit.form_key(&sent.form);
    match draft::draft(visit.store(), keeper, id, &sent.typed, &form, visit.now()).await {
        Ok(plot) => Ok(visit.go_saying(format!("/plots/{plot}/keep"), visit.t().plot_drafted_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, (&sent.typed, None), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// `from`: the plot that a fresh form was filled in from.
async fn draw(
    visit: &Visit,
    id: HouseholdId,
    (typed, from): (&Typed, Option<PlotId>),
    told: Told,
) -> Result<Page, AppError> {
    let household = household::find(visit.db(), visit.keeper()?, id).await?;
    let organisers = organiser::change::all(visit.db()).await?;
    let t = visit.t();
    let copied = from.map(|from| {
        view! {
            <Notice>
                {t.plot_form_copied()} " " <a href=format!("/plots/{from}/keep")>{t.plot_form_copied_from(from.0)}</a>
            </Notice>
        }
    });
    Ok(visit.page(t.plot_new(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/households", t.households_title()) here=t.plot_new() />
                    <div class="page-head">
                        <h1>{t.plot_new()}</h1>
                        <p class="soft">{household.alias(t.0).to_owned()}</p>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {copied}
                    {form(visit, format!("/households/{id}/plot"), typed, &told, &organisers)}
                </div>
            },
        )
    }))
}
