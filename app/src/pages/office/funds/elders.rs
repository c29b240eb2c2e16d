//! The elders of a fund, by alias; and the form that registers one.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Field,
    elder::{
        self, State, list,
        register::{self, Typed},
    },
    fund,
    id::{ElderId, FundId},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{HERE, crumbs, read};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, TextField, TickField, Told},
        pager::pager,
    },
    request::Sent,
    text::Text,
};

/// `after`: elders after this one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    after: String,
}

pub async fn list(visit: Visit, Path(id): Path<String>, Query(from): Query<From>) -> Result<Page, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    let placed = fund::one(visit.db(), officer, id).await?;
    let after: Option<ElderId> = from.after.parse().ok();
    let mut elders = list::after(visit.db(), officer, id, after).await?;
    let t = visit.t();
    let most = usize::try_from(list::PAGE).unwrap_or(usize::MAX);
    let next = (elders.len() > most).then(|| elders[most - 1].id);
    elders.truncate(most);
    let title = format!("{} · {}", t.office_fund_elders(), placed.fund.title(t.0));
    Ok(visit.page(&title, || {
        let lines: Vec<_> = elders.iter().map(|elder| line(t, elder)).collect();
        let body = if lines.is_empty() {
            view! { <Empty title=t.office_elders_none() text=t.office_elders_none_text() /> }.into_any()
        } else {
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        let new = (placed.fund.state == fund::State::Open).then(|| {
            view! {
                <p class="actions">
                    <a class="btn" href=format!("{HERE}/{id}/elders/new")>
                        {t.office_elder_new()}
                    </a>
                </p>
            }
        });
        desk(
            &visit,
            view! {
                {crumbs(t, &placed.fund, Some(t.office_fund_elders().to_owned()))}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="soft">{t.office_elders_lead()}</p>
                </div>
                {new}
                {body}
                {pager(t, None, next.map(|next| format!("{HERE}/{id}/elders?after={next}")))}
            },
        )
    }))
}

fn line(t: Text, elder: &elder::Model) -> impl IntoView + use<> {
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/office/elders/{}", elder.id)>{elder.alias.clone()}</a>
                </b>
                <span class="soft small">{t.office_elder_joined()} " " {t.date(elder.joined_on)}</span>
            </div>
            <span class=pill(elder.state)>{t.elder_state(elder.state)}</span>
        </li>
    }
}

pub const fn pill(state: State) -> &'static str {
    match state {
        State::Active => "pill k-handed_out",
        State::Paused => "pill k-draft",
        State::Hardship => "pill k-taken",
        State::Died | State::Exited => "pill k-withdrawn",
    }
}

pub async fn new(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    let fresh = Typed { joined_on: visit.today().to_string(), ..Typed::default() };
    draw(&visit, read(&id)?, &fresh, Told::nothing()).await
}

pub async fn register(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match register::register(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(elder) => {
            let sentence = visit.t().office_elder_registered_saying();
            Ok(visit.go_saying(format!("/office/elders/{elder}"), sentence).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, id: FundId, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let placed = fund::one(visit.db(), visit.officer()?, id).await?;
    let t = visit.t();
    Ok(visit.page(t.office_elder_new(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    {crumbs(t, &placed.fund, Some(t.office_elder_new().to_owned()))}
                    <h1>{t.office_elder_new()}</h1>
                    <form class="form box" method="post" action=format!("{HERE}/{id}/elders/new") novalidate>
                        <FormErrors told=told.clone() t=t />
                        <FormKeyField key=visit.mint() />
                        <TextField
                            field=Field::Alias
                            t=t
                            told=told.clone()
                            value=typed.alias.clone()
                            help=t.office_elder_alias_help()
                        />
                        {private(t, typed, &told)}
                        {consent(t, typed, &told)}
                        <div class="actions">
                            <button class="btn">{t.office_elder_new()}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}

fn private(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    view! {
        <fieldset class="group">
            <legend>{t.office_elder_private()}</legend>
            <p class="help">{t.office_elder_private_help()}</p>
            <TextField
                field=Field::ElderName
                t=t
                told=told.clone()
                value=typed.elder_name.clone()
                autocomplete="off"
            />
            <TextField
                field=Field::BirthDate
                t=t
                told=told.clone()
                value=typed.birth_date.clone()
                kind="date"
                short=true
            />
            <TextField
                field=Field::Household
                t=t
                told=told.clone()
                value=typed.household.clone()
                optional=true
                autocomplete="off"
            />
        </fieldset>
    }
}

fn consent(t: Text, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    view! {
        <fieldset class="group">
            <legend>{t.office_elder_consent()}</legend>
            <TextField field=Field::FormNo t=t told=told.clone() value=typed.form_no.clone() short=true />
            <TextField
                field=Field::GivenOn
                t=t
                told=told.clone()
                value=typed.given_on.clone()
                kind="date"
                short=true
            />
            <TextField
                field=Field::JoinedOn
                t=t
                told=told.clone()
                value=typed.joined_on.clone()
                help=t.office_elder_joined_help()
                kind="date"
                short=true
            />
            <TickField
                field=Field::Public
                told=told.clone()
                ticked=typed.public == "yes"
                text=t.office_elder_public()
            />
        </fieldset>
    }
}
