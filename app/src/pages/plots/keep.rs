//! `/plots/{number}/keep`: one plot for who keeps it, its village or the office: what comes next, its contracts, its diary.

pub mod adopted;
pub mod deliveries;
pub mod end;
pub mod form;
mod press;
pub mod receipt;
mod signed;
pub mod step;
pub mod unsow;
pub mod weigh;

use std::collections::HashMap;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Fen, Field,
    actor::Keeper,
    adoption::{list::Kept, witness},
    household,
    id::{DiaryEntryId, PhotoId, PlotId},
    organiser,
    plot::{self, State, change, diary, draft, hand_over, open, rest, settle, unsow as unsowing, weigh_again},
};
use leptos::prelude::*;

use super::show::{log, read_number};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, Told},
        plot_card::{field, pill},
    },
    request::Sent,
};

/// A plot as who keeps it sees it.
pub struct Seen {
    pub keeper: Keeper,
    pub plot: plot::Model,
    pub household: household::Model,
    pub missing: Vec<Field>,
    pub adoptions: Vec<Kept>,
    /// Households of the same village, for handing over.
    pub neighbours: Vec<household::Model>,
    organisers: Vec<organiser::Model>,
    pub entries: Vec<diary::Model>,
    pub pictures: HashMap<DiaryEntryId, Vec<PhotoId>>,
    township: String,
    /// What is to go back to the adopters.
    pub owed: Fen,
    /// What is credited to them in the next season.
    pub credited: Fen,
    /// What still lies there after the settlement.
    pub rest: Fen,
    /// The scan of the household's receipt.
    pub receipt: Option<PhotoId>,
}

impl Seen {
    async fn read(visit: &Visit, number: PlotId) -> Result<Self, AppError> {
        let (keeper, db) = (visit.keeper()?, visit.db());
        let plot = plot::find(db, keeper, number).await?;
        let townships = entity::place::change::townships(db).await?;
        let township = townships.iter().find(|township| township.id == plot.township_id);
        let filter = household::list::Filter { village: plot.village_id.to_string(), ..Default::default() };
        let entries = diary::of(db, number).await?;
        let rest = if plot.settled_on.is_some() { rest::waiting(db, &plot).await? } else { Fen::ZERO };
        Ok(Self {
            rest,
            household: household::find(db, keeper, plot.household_id).await?,
            missing: open::missing(db, &plot).await?,
            adoptions: entity::adoption::list::of_plot(db, keeper, number).await?,
            neighbours: household::list::page(db, keeper, &filter).await?,
            organisers: organiser::change::all(db).await?,
            pictures: diary::pictures(db, &entries).await?,
            owed: settle::owed(db, number).await?,
            credited: settle::credited(db, &plot).await?,
            receipt: plot::receipt::scan(db, number).await?,
            entries,
            township: township.map_or_else(String::new, |township| township.name(visit.lang()).to_owned()),
            keeper,
            plot,
        })
    }

    pub const fn is_office(&self) -> bool {
        matches!(self.keeper, Keeper::Office(_))
    }
}

/// The forms of the page: what one of them was told stands beside the fields of no other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Draft,
    /// The plot's next step.
    Step,
    Signature,
    Diary,
    HandOver,
    /// It is not sown after all.
    Unsow,
    Receipt,
}

/// What was typed into the forms of the page; none: as it is saved.
#[derive(Default)]
pub struct Typed {
    /// Which was sent.
    pub of: Option<Of>,
    pub draft: Option<draft::Typed>,
    pub witness: witness::Typed,
    pub diary: Option<diary::Typed>,
    pub harvest: Option<weigh_again::Typed>,
    pub delivery: settle::TypedDelivery,
    pub settle: settle::Typed,
    pub hand_over: hand_over::Typed,
    pub unsow: unsowing::Typed,
}

pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    visit.keeper()?;
    draw(&visit, read_number(&number)?, &Typed::default(), Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(number): Path<String>,
    Form(sent): Form<Sent<draft::Typed>>,
) -> Result<Response, AppError> {
    let (keeper, number) = (visit.keeper()?, read_number(&number)?);
    let changed = change::change(visit.store(), keeper, number, &sent.typed, visit.now()).await;
    let typed = Typed { of: Some(Of::Draft), draft: Some(sent.typed), ..Typed::default() };
    done(&visit, number, &typed, changed.map(|()| visit.t().plot_drafted_saying().to_owned())).await
}

/// Back to the page with a sentence, or the page again with what is wrong.
pub async fn done(
    visit: &Visit,
    number: PlotId,
    typed: &Typed,
    said: Result<String, Error>,
) -> Result<Response, AppError> {
    match said {
        Ok(sentence) => Ok(visit.go_saying(format!("/plots/{number}/keep"), sentence).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(visit, number, typed, told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, number: PlotId, typed: &Typed, told: Told) -> Result<Page, AppError> {
    let seen = Seen::read(visit, number).await?;
    let told_to = |of: Of| if typed.of == Some(of) { told.clone() } else { Told::nothing() };
    let t = visit.t();
    let title = t.plot_title(&seen.township, number.0, t.crop(seen.plot.crop));
    let list = if seen.is_office() { ("/office/plots", t.office_plots_title()) } else { ("/village", t.nav_village()) };
    Ok(visit.page(&title, || {
        let body = if seen.plot.state == State::Draft {
            let saved = draft::Typed::from(&seen.plot);
            let typed = typed.draft.as_ref().unwrap_or(&saved);
            let told = told_to(Of::Draft);
            form::form(visit, format!("/plots/{number}/keep"), typed, &told, &seen.organisers).into_any()
        } else {
            view! {
                {adopted::contracts(visit, &seen, typed, &told_to(Of::Signature))}
                {step::diary(visit, &seen, typed, &told_to(Of::Diary))}
                {log(t, &seen.entries, &seen.pictures)}
                {step::pictures(visit, &seen)}
                {end::hand_over(visit, &seen, typed, &told_to(Of::HandOver))}
                {unsow::form(visit, &seen, typed, &told_to(Of::Unsow))}
                {receipt::kept(visit, &seen, &told_to(Of::Receipt))}
            }
            .into_any()
        };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=list here=title.clone() />
                    <div class="page-head">
                        <h1>{title.clone()}</h1>
                        <span class=pill(seen.plot.state)>{t.plot_state(seen.plot.state)}</span>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {field(t, seen.plot.shares, seen.plot.taken)}
                    {head(visit, &seen)}
                    {step::next(visit, &seen, typed, &told_to(Of::Step))}
                    {body}
                </div>
            },
        )
    }))
}

/// Whose it is, and the ways to its other pages.
fn head(visit: &Visit, seen: &Seen) -> impl IntoView + use<> {
    let t = visit.t();
    let public = (seen.plot.opened_at.is_some()).then(|| {
        view! {
            <a class="btn quiet" href=format!("/plots/{}", seen.plot.id)>
                {t.plot_keep_public()}
            </a>
        }
    });
    let follows = seen.plot.follows.map(|before| {
        view! {
            <a class="btn quiet" href=format!("/plots/{before}/keep")>
                {t.plot_follows(before.0)}
            </a>
        }
    });
    view! {
        <p class="row">
            <a class="btn quiet" href=format!("/households/{}", seen.household.id)>
                {seen.household.alias(t.0).to_owned()}
            </a>
            {public}
            {follows}
        </p>
    }
}
