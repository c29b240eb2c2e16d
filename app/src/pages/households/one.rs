//! One household: its plots, and its private record, which a village opens with the page and the office for a reason.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    actor::Keeper,
    household::{
        self, Model, Record,
        keep::{self, Typed},
        look::{self, Reason},
    },
    id::HouseholdId,
    plot::{self, list::of_household},
};
use leptos::prelude::*;

use super::form;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, PickField, Told},
        notice::Notice,
        plot_card::pill,
    },
    request::Sent,
    text::Text,
};

/// What the page shows of the record.
enum Shown {
    /// The office has not asked for it.
    Closed(look::Typed),
    Open(Typed),
    Erased,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    let (keeper, id) = (visit.keeper()?, read(&id)?);
    let household = household::find(visit.db(), keeper, id).await?;
    let shown = match keeper {
        Keeper::Village(_) => {
            let record = look::own(visit.store(), keeper, id, visit.now()).await?;
            opened(&household, record.as_ref())
        }
        Keeper::Office(_) if household.erased_at.is_some() => Shown::Erased,
        Keeper::Office(_) => Shown::Closed(look::Typed::default()),
    };
    draw(&visit, household, shown, Told::nothing()).await
}

/// An officer opens the record for a reason; the page that comes back can change it.
pub async fn look(visit: Visit, Path(id): Path<String>, Form(typed): Form<look::Typed>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    let household = household::find(visit.db(), Keeper::Office(officer), id).await?;
    match look::by_office(visit.store(), officer, id, &typed, visit.now()).await {
        Ok(record) => {
            let shown = opened(&household, record.as_ref());
            Ok(draw(&visit, household, shown, Told::nothing()).await?.into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, household, Shown::Closed(typed), told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn save(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (keeper, id) = (visit.keeper()?, read(&id)?);
    let household = household::find(visit.db(), keeper, id).await?;
    let form = visit.form_key(&sent.form);
    match keep::change(visit.store(), keeper, id, &sent.typed, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(format!("/households/{id}"), visit.t().ground_saved()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, household, Shown::Open(sent.typed), told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

pub fn read(id: &str) -> Result<HouseholdId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

fn opened(household: &Model, record: Option<&Record>) -> Shown {
    record.map_or(Shown::Erased, |record| Shown::Open(Typed::of(household, Some(record))))
}

async fn draw(visit: &Visit, household: Model, shown: Shown, told: Told) -> Result<Page, AppError> {
    let keeper = visit.keeper()?;
    let plots = of_household(visit.db(), keeper, household.id).await?;
    let t = visit.t();
    let title = household.alias(t.0).to_owned();
    Ok(visit.page(&title, || {
        let private = match shown {
            Shown::Closed(typed) => ask(t, household.id, &typed, told.clone()).into_any(),
            Shown::Open(typed) => form(visit, format!("/households/{}", household.id), &typed, &told, &[]).into_any(),
            Shown::Erased => view! { <Notice>{t.household_erased()}</Notice> }.into_any(),
        };
        let erase = (matches!(keeper, Keeper::Office(_)) && household.erased_at.is_none()).then(|| {
            view! {
                <p>
                    <a href=format!("/households/{}/erase", household.id)>{t.household_erase()}</a>
                </p>
            }
        });
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/households", t.households_title()) here=title.clone() />
                    <div class="page-head">
                        <h1>{title.clone()}</h1>
                        <p class="soft">{t.household_people(household.people)}</p>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {of_plots(t, &household, &plots)}
                    <h2>{t.household_record()}</h2>
                    {private}
                    {erase}
                </div>
            },
        )
    }))
}

fn of_plots(t: Text, household: &Model, plots: &[plot::Model]) -> impl IntoView + use<> {
    let lines: Vec<_> = plots
        .iter()
        .map(|plot| {
            view! {
                <li>
                    <div class="what">
                        <b>{t.ledger_plot(plot.id.0)} " · " {t.crop(plot.crop)}</b>
                        <span class="soft small">{t.gifts_plots_shares(plot.taken, plot.shares)}</span>
                    </div>
                    <span class=pill(plot.state)>{t.plot_state(plot.state)}</span>
                    <a class="btn quiet" href=format!("/plots/{}/keep", plot.id)>
                        {t.plot_keep_title()}
                    </a>
                </li>
            }
        })
        .collect();
    let body = if lines.is_empty() {
        view! { <p class="soft">{t.household_plots_none()}</p> }.into_any()
    } else {
        view! { <ul class="todo-list">{lines}</ul> }.into_any()
    };
    let new = household.erased_at.is_none().then(|| {
        view! {
            <p class="actions">
                <a class="btn pine" href=format!("/households/{}/plot", household.id)>
                    {t.household_plot_new()}
                </a>
            </p>
        }
    });
    view! {
        <section class="stack">
            <h2>{t.household_plots()}</h2>
            {body}
            {new}
        </section>
    }
}

/// Why the office needs the name.
fn ask(t: Text, id: HouseholdId, typed: &look::Typed, told: Told) -> impl IntoView + use<> {
    let reasons = Reason::ALL
        .map(|reason| (reason.key().to_owned(), t.household_look_reason(reason).to_owned(), String::new()))
        .to_vec();
    view! {
        <form class="form box" method="post" action=format!("/households/{id}/look") novalidate>
            <p>{t.household_look_what()}</p>
            <PickField
                field=Field::Reason
                t=t
                told=told
                value=typed.reason.clone()
                options=reasons
                name=t.household_look()
            />
            <div class="actions">
                <button class="btn">{t.household_look_button()}</button>
            </div>
        </form>
    }
}
