//! `/office/organisations`: the office adds organisations, approves those that asked, sets their limits, closes them.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, account,
    id::OrganisationId,
    organisation::{
        self, Model,
        change::{self, Typed, TypedByOffice},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::{gifts::organisation::words, organisations::sums},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, TextField, Told},
    },
    request::{Pressed, Sent},
    text::Text,
};

const LIST: &str = "/office/organisations";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let fresh = TypedByOffice { wish_limit: "50".to_owned(), ..TypedByOffice::default() };
    draw_list(&visit, &fresh, Told::nothing()).await
}

pub async fn add(visit: Visit, Form(sent): Form<Sent<TypedByOffice>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    match change::add(visit.store(), officer, &sent.typed, &form, visit.now()).await {
        Ok(_) => Ok(visit.go_saying(LIST, visit.t().ground_added()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw_list(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw_list(visit: &Visit, typed: &TypedByOffice, told: Told) -> Result<Page, AppError> {
    visit.officer()?;
    let all = organisation::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.office_orgs_title(), || {
        let list = if all.is_empty() {
            view! { <Empty title=t.office_orgs_none() text=t.office_orgs_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = all.iter().map(|one| line(t, one)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.office_orgs_title()}</h1>
                <p class="soft">{t.office_orgs_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {list}
                <section class="narrow stack">
                    <h2>{t.office_org_new()}</h2>
                    {form(visit, LIST.to_owned(), typed, &told, t.save())}
                </section>
            },
        )
    }))
}

fn line(t: Text, organisation: &Model) -> impl IntoView + use<> {
    let (class, state) = standing(t, organisation);
    view! {
        <li>
            <div class="what">
                <b>{organisation.name(t.0).to_owned()}</b>
                <span class="soft small">{t.office_org_limit(organisation.wish_limit)}</span>
            </div>
            <span class=class>{state}</span>
            <a class="btn quiet" href=format!("{LIST}/{}", organisation.id)>
                {t.ground_change()}
            </a>
        </li>
    }
}

const fn standing(t: Text, organisation: &Model) -> (&'static str, &'static str) {
    match (organisation.approved_at, organisation.closed_at) {
        (_, Some(_)) => ("pill k-withdrawn", t.office_org_closed()),
        (None, None) => ("pill k-submitted", t.office_org_waits()),
        (Some(_), None) => ("pill k-handed_out", t.office_org_active()),
    }
}

/// Its page sums up what it was told.
fn form(
    visit: &Visit,
    action: String,
    typed: &TypedByOffice,
    told: &Told,
    button: &'static str,
) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            {words(t, &typed.own, told)}
            <TextField
                field=Field::Slug
                t=t
                told=told.clone()
                value=typed.slug.clone()
                help=t.office_org_slug_help()
                short=true
                autocomplete="off"
            />
            <TextField
                field=Field::WishLimit
                t=t
                told=told.clone()
                value=typed.wish_limit.clone()
                help=t.office_org_limit_help()
                inputmode="numeric"
                short=true
            />
            <TextField
                field=Field::Email
                t=t
                told=told.clone()
                value=typed.email.clone()
                name=t.own_org_contact()
                help=t.office_org_contact_help()
                kind="email"
                inputmode="email"
                autocomplete="off"
            />
            <div class="actions">
                <button class="btn">{button}</button>
                <a class="btn quiet" href=LIST>
                    {t.cancel()}
                </a>
            </div>
        </form>
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    draw(&visit, read(&id)?, None, Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Sent<TypedByOffice>>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    match change::change(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(LIST, visit.t().ground_saved()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, Some(&sent.typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn close(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    step(&visit, &id, &pressed, true).await
}

pub async fn reopen(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    step(&visit, &id, &pressed, false).await
}

async fn step(visit: &Visit, id: &str, pressed: &Pressed, is_closed: bool) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&pressed.form));
    change::close(visit.store(), officer, read(id)?, is_closed, &form, visit.now()).await?;
    Ok(visit.go_saying(LIST, visit.t().ground_saved()).into_response())
}

fn read(id: &str) -> Result<OrganisationId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn draw(visit: &Visit, id: OrganisationId, typed: Option<&TypedByOffice>, told: Told) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let organisation = organisation::find(visit.db(), id).await?;
    let totals = organisation::totals(visit.db(), id).await?;
    let contact = account::people::one(visit.db(), officer, organisation.contact_id).await?;
    let saved = TypedByOffice {
        own: Typed::from(&organisation),
        slug: organisation.slug.clone(),
        wish_limit: organisation.wish_limit.to_string(),
        email: contact.email,
    };
    let t = visit.t();
    let name = organisation.name(t.0).to_owned();
    Ok(visit.page(&name, || {
        let waits = organisation.approved_at.is_none();
        let (class, state) = standing(t, &organisation);
        let button = if waits { t.office_org_approve() } else { t.save() };
        let (act, help, step) = if organisation.closed_at.is_some() {
            ("reopen", "", t.office_org_reopen())
        } else {
            ("close", t.office_org_close_help(), t.office_org_close())
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(LIST, t.office_orgs_title()) here=name.clone() />
                    <div class="page-head">
                        <h1>{name.clone()}</h1>
                        <span class=class>{state}</span>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {sums(t, totals)}
                    {waits.then(|| view! { <p class="soft">{t.office_org_approve_help()}</p> })}
                    {form(visit, format!("{LIST}/{id}"), typed.unwrap_or(&saved), &told, button)}
                    <form class="form box" method="post" action=format!("{LIST}/{id}/{act}")>
                        <FormKeyField key=visit.mint() />
                        <p>{help}</p>
                        <div class="actions">
                            <button class="btn quiet">{step}</button>
                        </div>
                    </form>
                </div>
            },
        )
    }))
}
