//! Erasing a household, by the office: GET asks, POST does.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    actor::Keeper,
    household::{
        self,
        erase::{self as erasing, Typed},
    },
    id::HouseholdId,
};
use leptos::prelude::*;

use super::one::read;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, TickField, Told},
    },
    request::Sent,
};

pub async fn ask(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read(&id)?, Told::nothing()).await
}

pub async fn erase(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    let form = visit.form_key(&sent.form);
    match erasing::erase(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/households", visit.t().household_erased_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, id: HouseholdId, told: Told) -> Result<Page, AppError> {
    let household = household::find(visit.db(), Keeper::Office(visit.officer()?), id).await?;
    let t = visit.t();
    Ok(visit.page(t.household_erase(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/households", t.households_title()) here=t.household_erase() />
                    <h1>{t.household_erase()}</h1>
                    <p class="soft">{household.alias(t.0).to_owned()}</p>
                    <form class="form box" method="post" action=format!("/households/{id}/erase") novalidate>
                        <FormErrors told=told.clone() t=t />
                        <FormKeyField key=visit.mint() />
                        <p>{t.household_erase_what()}</p>
                        <TickField field=Field::Sure told=told ticked=false text=t.household_erase_sure() />
                        <div class="actions">
                            <button class="btn danger">{t.household_erase_button()}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}
