//! `/gifts/organisation`: a donor's own organisation. Its contact sees all its gifts and people on one desk, a member
//! may leave, anybody else may ask for one. No address of anybody stands here.

mod desk;
mod pick;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    id::{ClaimId, MemberId},
    organisation::{
        self, Model,
        change::{self, ABOUT, NAME, Typed},
        desk as gifts, join,
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit, csv,
    error::{refused, status_of},
    parts::{
        form::{AreaField, FormErrors, FormKeyField, TextField, Told},
        notice::Notice,
    },
    request::{Pressed, Sent},
    text::Text,
};

use pick::Pick;
pub use pick::picked;

const HERE: &str = "/gifts/organisation";
/// Gifts on a page of the desk.
const PAGE: u64 = 50;
/// More than this nobody reads in one table.
const MOST: u64 = 10_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    before: String,
}

pub async fn show(visit: Visit, Query(from): Query<From>) -> Result<Page, AppError> {
    page(&visit, &from, &Typed::default(), Told::nothing()).await
}

async fn page(visit: &Visit, from: &From, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let account = visit.donor()?.account();
    let own = change::seen_by_contact(visit.db(), account).await?;
    if let Some(organisation) = own.as_ref().filter(|own| own.approved_at.is_some()) {
        let before: Option<ClaimId> = from.before.parse().ok();
        return desk::page(visit, organisation, before, (typed, &told), &Pick::default()).await;
    }
    let member = organisation::of_member(visit.db(), account).await?;
    let t = visit.t();
    Ok(visit.page(t.own_org_title(), || {
        let body = match (own.is_some(), &member) {
            (true, _) => view! { <Notice kind="wait">{t.own_org_waits()}</Notice> }.into_any(),
            (false, Some(organisation)) => {
                view! { {belongs(visit, organisation)} {asking(visit, typed, &told)} }.into_any()
            }
            (false, None) => asking(visit, typed, &told).into_any(),
        };
        view! {
            <div class="narrow stack">
                {crumbs(t)}
                <h1>{t.own_org_title()}</h1>
                <FormErrors told=told.clone() t=t />
                {body}
            </div>
        }
    }))
}

fn crumbs(t: Text) -> impl IntoView {
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/gifts">{t.gifts_title()}</a>
            </li>
            <li aria-current="page">{t.own_org_title()}</li>
        </ol>
    }
}

fn belongs(visit: &Visit, organisation: &Model) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <p>{t.own_org_member(organisation.name(t.0))}</p>
        <p>
            <a href=format!("/o/{}", organisation.slug)>{t.own_org_page()}</a>
        </p>
        <form class="form box" method="post" action=format!("{HERE}/leave")>
            <FormKeyField key=visit.mint() />
            <p>{t.own_org_leave_help()}</p>
            <div class="actions">
                <button class="btn quiet">{t.own_org_leave()}</button>
            </div>
        </form>
    }
}

fn asking(visit: &Visit, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <h2>{t.own_org_ask()}</h2>
        <p class="soft">{t.own_org_ask_lead()}</p>
        <form class="form box" method="post" action=HERE>
            <FormKeyField key=visit.mint() />
            {words(t, typed, told)}
            <div class="actions">
                <button class="btn">{t.own_org_ask_button()}</button>
            </div>
        </form>
    }
}

/// What an organisation says of itself; on its contact's form and on the office's.
pub fn words(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    view! {
        <TextField
            field=Field::NameZh
            t=t
            told=told.clone()
            value=typed.name_zh.clone()
            help=t.ground_at_most(NAME)
            autocomplete="organization"
        />
        <TextField
            field=Field::NameEn
            t=t
            told=told.clone()
            value=typed.name_en.clone()
            help=t.ground_english_help()
            optional=true
        />
        <AreaField field=Field::AboutZh t=t told=told.clone() value=typed.about_zh.clone() most=ABOUT plain=true />
        <AreaField
            field=Field::AboutEn
            t=t
            told=told.clone()
            value=typed.about_en.clone()
            most=ABOUT
            help=t.ground_english_help()
            optional=true
            plain=true
        />
    }
}

pub async fn ask(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (donor, form) = (visit.donor()?, visit.form_key(&sent.form));
    match change::ask(visit.store(), donor, &sent.typed, &form, visit.now()).await {
        Ok(_) => Ok(visit.go_saying(HERE, visit.t().own_org_asked_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = page(&visit, &From::default(), &sent.typed, told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn leave(visit: Visit, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let form = visit.form_key(&pressed.form);
    join::leave(visit.store(), visit.donor()?, &form, visit.now()).await?;
    Ok(visit.go_saying(HERE, visit.t().own_org_left_saying()).into_response())
}

pub async fn renew(visit: Visit, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let form = visit.form_key(&pressed.form);
    change::renew_link(visit.store(), visit.donor()?, &form, visit.now()).await?;
    Ok(visit.go_saying(HERE, visit.t().own_org_renewed_saying()).into_response())
}

pub async fn remove(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let id: MemberId = id.parse().map_err(|_| AppError::not_found())?;
    let form = visit.form_key(&pressed.form);
    join::remove(visit.store(), visit.donor()?, id, &form, visit.now()).await?;
    Ok(visit.go_saying(HERE, visit.t().own_org_removed_saying()).into_response())
}

/// The list of all gifts for a spreadsheet program.
pub async fn table(visit: Visit) -> Result<Response, AppError> {
    let organisation = own(&visit).await?;
    let gifts = gifts::gifts(visit.db(), &organisation, visit.lang(), None, MOST).await?;
    let t = visit.t();
    let head = [
        t.field(Field::Code),
        t.field(Field::Item),
        t.field(Field::Specification),
        t.own_org_price(),
        t.field(Field::School),
        t.field(Field::Phase),
        t.office_filter_state(),
        t.own_org_who(),
        t.own_org_by(),
    ];
    let mut rows = vec![head.map(ToOwned::to_owned).to_vec()];
    rows.extend(gifts.iter().map(|gift| {
        let shown = &gift.line.gift;
        vec![
            shown.code.grouped(),
            shown.item.clone(),
            shown.specification.clone(),
            shown.price.plain(),
            shown.place(t.0),
            gift.line.phase.title.clone(),
            t.claim_state(gift.line.claim.state).to_owned(),
            gift.who.clone(),
            gift.line.claim.give_by.map(|day| day.to_string()).unwrap_or_default(),
        ]
    }));
    Ok(csv::download(&format!("nuanxin-{}.csv", organisation.slug), &rows))
}

/// The organisation whose contact the reader is, once the office has approved it; also one that is closed.
async fn own(visit: &Visit) -> Result<Model, AppError> {
    let own = change::seen_by_contact(visit.db(), visit.donor()?.account()).await?;
    own.filter(|own| own.approved_at.is_some()).ok_or_else(AppError::not_found)
}
