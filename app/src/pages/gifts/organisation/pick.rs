//! Many at once, for an organisation's contact: wishes that have waited longest, as many as its limit leaves room for.
//! What cannot be picked comes back on the desk, with what was typed.

use axum::http::StatusCode;
use entity::{
    Code, Field, Refusal, Refused,
    organisation::{
        Model,
        change::Typed,
        desk::{most, waiting_longest},
    },
    text,
    wish::Category,
};
use leptos::prelude::*;

use super::{desk, own};
use crate::{
    AppError, Page, Visit,
    parts::{
        form::{SelectField, TextField, Told},
        notice::Notice,
    },
    text::Text,
};

/// As many as are offered before anything is typed.
const OFFERED: usize = 10;

/// What was typed, and what it was told.
#[derive(Default)]
pub(super) struct Pick {
    count: String,
    category: String,
    pub told: Told,
}

/// The wishes that were picked at the desk of the reader's organisation, or that desk again.
pub async fn picked(visit: &Visit, count: String, category: String) -> Result<Result<Vec<Code>, Page>, AppError> {
    let own = own(visit).await?;
    if !own.is_active() {
        return Err(AppError::not_found());
    }
    let told = match read(visit, &own, &count).await? {
        Ok(count) => {
            let (county, of) = (visit.county().await?, Category::from_key(&category));
            let codes = waiting_longest(visit.db(), &county, of, count, visit.now()).await?;
            if !codes.is_empty() {
                return Ok(Ok(codes));
            }
            Told::at_field(Field::Category, visit.t().own_org_take_none())
        }
        Err(refusal) => Told::new(visit.lang(), &Refused::from(refusal)),
    };
    let pick = Pick { count, category, told };
    let page = desk::page(visit, &own, None, (&Typed::default(), &Told::nothing()), &pick).await?;
    Ok(Err(page.status(StatusCode::UNPROCESSABLE_ENTITY)))
}

/// A number that the organisation's limit leaves room for.
async fn read(visit: &Visit, own: &Model, typed: &str) -> Result<Result<usize, Refusal>, AppError> {
    let most = i32::try_from(most(visit.db(), own).await?).unwrap_or(0);
    if most == 0 {
        return Ok(Err(Refusal::OrganisationLimit(own.wish_limit, 0)));
    }
    let count = text::number(Field::Count, typed, 1..=most);
    Ok(count.map(|count| usize::try_from(count).unwrap_or(0)))
}

/// `most`: what the limit leaves room for.
pub(super) fn many(t: Text, pick: &Pick, most: usize) -> impl IntoView + use<> {
    let body = if most == 0 {
        view! { <Notice kind="wait">{t.own_org_full()}</Notice> }.into_any()
    } else {
        form(t, pick, most).into_any()
    };
    view! {
        <section class="box stack">
            <h2>{t.own_org_take()}</h2>
            {body}
        </section>
    }
}

fn form(t: Text, pick: &Pick, most: usize) -> impl IntoView + use<> {
    let categories =
        Category::ALL.map(|category| (category.key().to_owned(), t.category(category).to_owned())).to_vec();
    let count = if pick.told.is_nothing() { most.min(OFFERED).to_string() } else { pick.count.clone() };
    view! {
        <form class="form" method="get" action="/claim">
            <input type="hidden" name="longest" value="yes" />
            <TextField
                field=Field::Count
                t=t
                told=pick.told.clone()
                value=count
                help=t.own_org_take_help(most)
                inputmode="numeric"
                autocomplete="off"
                short=true
            />
            <SelectField
                field=Field::Category
                t=t
                told=pick.told.clone()
                value=pick.category.clone()
                options=categories
                blank=t.office_all_categories()
            />
            <div class="actions">
                <button class="btn">{t.own_org_take_go()}</button>
            </div>
        </form>
    }
}
