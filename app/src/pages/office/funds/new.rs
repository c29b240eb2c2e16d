//! The office drafts a fund for a village. Nobody else sees it until it opens.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Field,
    fund::draft::{self, TITLE, Typed},
    organiser,
    place::{change, village},
};
use leptos::prelude::*;

use super::HERE;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    },
    request::Sent,
};

/// What a fund's form offers to choose from.
pub struct Choices {
    villages: Vec<(String, String)>,
    organisers: Vec<(String, String)>,
}

impl Choices {
    pub async fn read(visit: &Visit) -> Result<Self, AppError> {
        let t = visit.t();
        let townships = change::townships(visit.db()).await?;
        let villages = change::villages(visit.db(), visit.officer()?).await?;
        let name = |village: village::Model| {
            let township = townships.iter().find(|township| township.id == village.township_id);
            let township = township.map_or_else(String::new, |township| format!("{} · ", township.name(t.0)));
            (village.id.to_string(), format!("{township}{}", village.name))
        };
        let organisers = organiser::change::all(visit.db()).await?;
        let organisers = organisers.iter().map(|one| (one.id.to_string(), one.name(t.0).to_owned()));
        Ok(Self { villages: villages.into_iter().map(name).collect(), organisers: organisers.collect() })
    }
}

pub async fn page(visit: Visit) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, &Typed::default(), Told::nothing()).await
}

pub async fn save(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match draft::draft(visit.store(), visit.officer()?, &sent.typed, &form, visit.now()).await {
        Ok(id) => Ok(visit.go_saying(format!("{HERE}/{id}"), visit.t().office_fund_drafted()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, &sent.typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let choices = Choices::read(visit).await?;
    let t = visit.t();
    Ok(visit.page(t.office_fund_new(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=(HERE, t.funds_title()) here=t.office_fund_new() />
                    <h1>{t.office_fund_new()}</h1>
                    <FormErrors told=told.clone() t=t />
                    {form(visit, format!("{HERE}/new"), typed, &told, &choices, false)}
                </div>
            },
        )
    }))
}

/// `has_opened`: village and organiser stay as they are.
pub fn form(
    visit: &Visit,
    action: String,
    typed: &Typed,
    told: &Told,
    choices: &Choices,
    has_opened: bool,
) -> impl IntoView + use<> {
    let t = visit.t();
    let places = (!has_opened).then(|| {
        view! {
            <SelectField
                field=Field::Village
                t=t
                told=told.clone()
                value=typed.village.clone()
                options=choices.villages.clone()
                blank=t.ground_not_chosen()
            />
            <SelectField
                field=Field::Organiser
                t=t
                told=told.clone()
                value=typed.organiser.clone()
                options=choices.organisers.clone()
                blank=t.ground_phase_no_organiser()
                help=t.ground_phase_organiser_help()
            />
        }
    });
    view! {
        <form class="form box" method="post" action=action novalidate>
            <FormKeyField key=visit.mint() />
            {places}
            <TextField
                field=Field::TitleZh
                t=t
                told=told.clone()
                value=typed.title_zh.clone()
                help=format!("{} {}", t.office_fund_title_help(), t.ground_at_most(TITLE))
            />
            <TextField
                field=Field::TitleEn
                t=t
                told=told.clone()
                value=typed.title_en.clone()
                help=t.ground_english_help()
                optional=true
            />
            <div class="actions">
                <button class="btn">{t.save()}</button>
            </div>
        </form>
    }
}
