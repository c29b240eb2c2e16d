//! `/gifts/offers/new`: an offer is made.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::offer::{Typed, make};
use leptos::prelude::*;

use super::{
    LIST, crumbs,
    fields::{Around, form},
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::form::Told,
};

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    draw(&visit, None, Told::nothing()).await
}

pub async fn save(visit: Visit, Form(pairs): Form<Vec<(String, String)>>) -> Result<Response, AppError> {
    let donor = visit.donor()?;
    let (key, typed) = read(pairs);
    match make::make(visit.store(), donor, &typed, &visit.form_key(&key), visit.now()).await {
        Ok(id) => Ok(visit.go_saying(format!("{LIST}/{id}"), visit.t().offer_made_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, Some(&typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

/// The form's key, and what was typed.
pub(super) fn read(pairs: Vec<(String, String)>) -> (String, Typed) {
    let (mut key, mut typed) = (String::new(), Typed::default());
    for (name, value) in pairs {
        if name == "form" { key = value } else { typed.put(&name, value) }
    }
    (key, typed)
}

async fn draw(visit: &Visit, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let t = visit.t();
    let around = Around::read(visit).await?;
    let fresh = around.fresh(visit.today());
    let typed = typed.unwrap_or(&fresh);
    Ok(visit.page(t.offers_new(), || {
        view! {
            <div class="narrow stack">
                {crumbs(t, Some(t.offers_new().to_owned()))}
                <h1>{t.offers_new()}</h1>
                <p class="soft">{t.offers_new_lead()}</p>
                {form(visit, &around, format!("{LIST}/new"), typed, &told, t.offer_make_button())}
            </div>
        }
    }))
}
