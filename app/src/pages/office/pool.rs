//! The pool: what it has to give, and filling what nobody took once claiming has ended, one by one or from stock.

mod stock;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Refused,
    handout::pool::{
        self,
        source::{self, Stock, Typed as NewSource},
    },
    phase, school, wish,
};
use leptos::prelude::*;
use serde::Deserialize;

pub use stock::{add, close};

use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormKeyField, Told},
        notice::Notice,
    },
    request::Sent,
};

const HERE: &str = "/office/pool";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
}

/// A phase by its number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    phase: String,
}

pub async fn show(visit: Visit) -> Result<Page, AppError> {
    page(&visit, &NewSource::default(), Told::nothing(), None).await
}

pub async fn fill(visit: Visit, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let form = visit.form_key(&sent.form);
    match pool::fill(visit.store(), visit.officer()?, &sent.typed.code, &form, visit.now()).await {
        Ok(code) => {
            let sentence = visit.t().pool_filled_saying(&code.grouped());
            Ok(visit.go_saying(HERE, sentence).into_response())
        }
        Err(error) => again(&visit, error).await,
    }
}

/// All that the stock can give to one phase.
pub async fn fill_from_stock(visit: Visit, Form(sent): Form<Sent<Which>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    let number = sent.typed.phase.parse().map_err(|_| AppError::not_found())?;
    let phase = phase::numbered(visit.db(), number).await?.id;
    match pool::fill_from_stock(visit.store(), officer, phase, &form, visit.now()).await {
        Ok(done) => {
            let sentence = visit.t().stock_filled_saying(done.filled, done.left);
            Ok(visit.go_saying(HERE, sentence).into_response())
        }
        Err(error) => again(&visit, error).await,
    }
}

async fn again(visit: &Visit, error: entity::Error) -> Result<Response, AppError> {
    let refused = match error {
        entity::Error::Refused(refused) => refused,
        error => return Err(error.into()),
    };
    let page = page(visit, &NewSource::default(), Told::nothing(), Some(&refused)).await?;
    Ok(page.status(status_of(&refused)).into_response())
}

/// `told` belongs to the form of a new source, `refused` to a button.
async fn page(visit: &Visit, typed: &NewSource, told: Told, refused: Option<&Refused>) -> Result<Page, AppError> {
    visit.officer()?;
    let stock = source::stock(visit.db()).await?;
    let (mut phases, mut reports) = (Vec::new(), Vec::new());
    for phase in phase::all(visit.db()).await? {
        let given = source::report(visit.db(), phase.id).await?;
        if !given.is_empty() {
            reports.push((phase.clone(), given));
        }
        if pool::is_open_to_pool(&phase, visit.now()) {
            let wishes = pool::unfilled(visit.db(), phase.id).await?;
            phases.push((phase, wishes));
        }
    }
    phases.retain(|(_, wishes)| !wishes.is_empty());
    let schools = school::change::all(visit.db()).await?;
    let t = visit.t();
    Ok(visit.page(t.pool_title(), || {
        let refused = refused.map(|refused| {
            let sentences: Vec<_> = refused.0.iter().map(|refusal| view! { <p>{t.refusal(refusal)}</p> }).collect();
            view! { <Notice kind="bad">{sentences}</Notice> }
        });
        let body = if phases.is_empty() {
            view! { <Empty title=t.pool_none() text=t.pool_none_text() /> }.into_any()
        } else {
            let sections = phases.iter().map(|(phase, wishes)| section(visit, phase, (wishes, &stock), &schools));
            sections.collect::<Vec<_>>().into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.pool_title()}</h1>
                <p class="soft">{t.pool_lead()}</p>
                {refused}
                {body}
                {stock::shelf(visit, &stock)}
                {stock::form(visit, typed, &told)}
                {stock::report(t, &reports)}
            },
        )
    }))
}

fn section(
    visit: &Visit,
    phase: &phase::Model,
    (wishes, stock): (&[wish::Model], &[Stock]),
    schools: &[school::Model],
) -> impl IntoView + use<> {
    let t = visit.t();
    let can_fill = wishes.iter().any(|wish| stock.iter().any(|one| one.left() > 0 && one.source.fits(wish)));
    let number = phase.number;
    let all = can_fill.then(|| {
        view! {
            <form method="post" action=format!("{HERE}/fill")>
                <FormKeyField key=visit.mint() />
                <button class="btn pine" name="phase" value=number.to_string()>
                    {t.stock_fill(number)}
                </button>
            </form>
        }
    });
    let lines: Vec<_> = wishes.iter().map(|wish| line(visit, wish, schools)).collect();
    view! {
        <section class="stack">
            <h2>{t.roster_of(phase.number)}</h2>
            {all}
            <ul class="todo-list">{lines}</ul>
        </section>
    }
}

fn line(visit: &Visit, wish: &wish::Model, schools: &[school::Model]) -> impl IntoView + use<> {
    let school = schools.iter().find(|school| school.id == wish.school_id);
    let school = school.map(|school| school.name.clone()).unwrap_or_default();
    view! {
        <li>
            <div class="what">
                <b>{format!("{} {}", wish.item, wish.specification)}</b>
                <span class="soft small">{format!("{school} · {}", wish.code.grouped())}</span>
            </div>
            <span class="price">{wish.price_fen.to_string()}</span>
            <form method="post" action=HERE>
                <FormKeyField key=visit.mint() />
                <button class="btn quiet" name="code" value=wish.code.to_string()>
                    {visit.t().pool_fill()}
                </button>
            </form>
        </li>
    }
}

/// A refused form of a new source, with what was typed.
async fn told(visit: &Visit, typed: &NewSource, error: entity::Error) -> Result<Response, AppError> {
    let refused = refused(error)?;
    let page = page(visit, typed, Told::new(visit.lang(), &refused), None).await?;
    Ok(page.status(status_of(&refused)).into_response())
}
