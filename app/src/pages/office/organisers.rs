//! Organisers of record at the office's desk. What is blank here keeps a phase from opening.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field, Refusal,
    id::OrganiserId,
    organiser::{
        LegalBasis, Model,
        change::{self, Typed},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    },
    request::Sent,
    text::Text,
};

const LIST: &str = "/office/organisers";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    draw_list(&visit, &Typed::default(), Told::nothing()).await
}

pub async fn add(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match change::add(visit.store(), visit.officer()?, &sent.typed, &form, visit.now()).await {
        Ok(_) => Ok(visit.go_saying(LIST, visit.t().ground_added()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw_list(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw_list(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let organisers = change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.ground_organisers(), || {
        let list = if organisers.is_empty() {
            view! { <Empty title=t.ground_organisers_none() text=t.ground_organisers_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = organisers.iter().map(|organiser| line(t, organiser)).collect();
            view! { <ul class="todo-list">{lines}</ul> }.into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.ground_organisers()}</h1>
                <p class="soft">{t.ground_organisers_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {list}
                <section class="narrow stack">
                    <h2>{t.ground_organiser_new()}</h2>
                    {form(visit, LIST.to_owned(), typed, &told)}
                </section>
            },
        )
    }))
}

fn line(t: Text, organiser: &Model) -> impl IntoView + use<> {
    let blank: Vec<String> = organiser.blank().into_iter().map(|field| t.field(field).to_owned()).collect();
    let (class, state) = if blank.is_empty() {
        ("pill k-handed_out", t.ground_organiser_whole().to_owned())
    } else {
        ("pill k-returned", t.ground_organiser_lacks(&t.list(&blank)))
    };
    let basis = organiser.legal_basis.map(|basis| t.legal_basis(basis));
    view! {
        <li>
            <div class="what">
                <b>{organiser.name(t.0).to_owned()}</b>
                <span class="soft small">{basis}</span>
            </div>
            <span class=class>{state}</span>
            <a class="btn quiet" href=format!("{LIST}/{}", organiser.id)>
                {t.ground_change()}
            </a>
        </li>
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read(&id)?, None, Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(mut sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let id = read(&id)?;
    match change::change(visit.store(), officer, id, &sent.typed, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(LIST, visit.t().ground_saved()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            if refused.0.contains(&Refusal::ChangedMeanwhile) {
                // Told once: what is saved now takes the place of what stands there now.
                sent.typed.seen.clear();
            }
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, Some(&sent.typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

fn read(id: &str) -> Result<OrganiserId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn draw(visit: &Visit, id: OrganiserId, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let organiser = change::find(visit.db(), id).await?;
    let t = visit.t();
    let title = organiser.name(t.0).to_owned();
    Ok(visit.page(&title, || {
        let saved = Typed::from(&organiser);
        let mut shown = typed.unwrap_or(&saved).clone();
        if shown.seen.is_empty() {
            shown.seen.clone_from(&saved.seen);
        }
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(LIST, t.ground_organisers()) here=title.clone() />
                    <h1>{title.clone()}</h1>
                    <FormErrors told=told.clone() t=t />
                    {form(visit, format!("{LIST}/{id}"), &shown, &told)}
                </div>
            },
        )
    }))
}

/// Its page sums up what it was told.
fn form(visit: &Visit, action: String, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let bases =
        LegalBasis::ALL.into_iter().map(|basis| (basis.key().to_owned(), t.legal_basis(basis).to_owned())).collect();
    let required: Vec<_> = [
        (Field::QualificationNo, &typed.qualification_no, t.ground_qualification_help()),
        (Field::FilingNo, &typed.filing_no, t.ground_filing_help()),
        (Field::OrganiserContact, &typed.contact, t.ground_contact_help()),
    ]
    .into_iter()
    .map(|(field, value, help)| {
        view! { <TextField field=field t=t told=told.clone() value=value.clone() help=help /> }
    })
    .collect();
    let bank: Vec<_> = [
        (Field::BankHolder, &typed.bank_holder),
        (Field::BankName, &typed.bank_name),
        (Field::BankAccount, &typed.bank_account),
    ]
    .into_iter()
    .map(|(field, value)| {
        view! { <TextField field=field t=t told=told.clone() value=value.clone() optional=true autocomplete="off" /> }
    })
    .collect();
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="seen" value=typed.seen.clone() />
            <TextField field=Field::NameZh t=t told=told.clone() value=typed.name_zh.clone() />
            <TextField
                field=Field::NameEn
                t=t
                told=told.clone()
                value=typed.name_en.clone()
                help=t.ground_english_help()
                optional=true
            />
            <SelectField
                field=Field::LegalBasis
                t=t
                told=told.clone()
                value=typed.legal_basis.clone()
                options=bases
                blank=t.ground_not_chosen()
            />
            {required}
            <h2>{t.organiser_bank()}</h2>
            <p class="help">{t.organiser_bank_help()}</p>
            {bank}
            <div class="actions">
                <button class="btn">{t.save()}</button>
            </div>
        </form>
    }
}
