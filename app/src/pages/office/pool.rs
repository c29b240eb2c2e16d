//! The pool: what it has to give, and filling what nobody took once claiming has ended, one by one or from stock.

mod stock;

use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use entity::{
    Field, Refused,
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
        form::{FormErrors, FormKeyField, Told},
        icon::UiIcon,
        notice::Notice,
    },
    request::Sent,
};

const HERE: &str = "/office/pool";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    code: String,
    /// What of the stock it is filled from; blank: bought for it.
    stock: String,
}

/// What a button was told; `line`: which wish was to be filled from what.
#[derive(Clone, Copy)]
struct Wrong<'a> {
    refused: &'a Refused,
    line: Option<&'a Typed>,
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
    let (officer, form, typed) = (visit.officer()?, visit.form_key(&sent.form), &sent.typed);
    match pool::fill(visit.store(), officer, &typed.code, &typed.stock, &form, visit.now()).await {
        Ok(code) => {
            let sentence = visit.t().pool_filled_saying(&code.grouped());
            Ok(visit.go_saying(HERE, sentence).into_response())
        }
        Err(error) => again(&visit, error, Some(typed)).await,
    }
}

/// All that the stock can give to one phase.
pub async fn fill_from_stock(visit: Visit, Form(sent): Form<Sent<Which>>) -> Result<Response, AppError> {
    let (officer, form) = (visit.officer()?, visit.form_key(&sent.form));
    let number = sent.typed.phase.parse().map_err(|_| AppError::not_found())?;
    let phase = phase::numbered(visit.db(), number).await?.id;
    match pool::fill_from_stock(visit.store(), officer, phase, &form, visit.now()).await {
        Ok(done) => {
            let sentence = visit.t().stock_filled(done);
            Ok(visit.go_saying(HERE, sentence).into_response())
        }
        Err(error) => again(&visit, error, None).await,
    }
}

async fn again(visit: &Visit, error: entity::Error, line: Option<&Typed>) -> Result<Response, AppError> {
    let refused = match error {
        entity::Error::Refused(refused) => refused,
        error => return Err(error.into()),
    };
    let wrong = Wrong { refused: &refused, line };
    let page = page(visit, &NewSource::default(), Told::nothing(), Some(wrong)).await?;
    Ok(page.status(status_of(&refused)).into_response())
}

/// `told` belongs to the form of a new source, `wrong` to a button.
async fn page(visit: &Visit, typed: &NewSource, told: Told, wrong: Option<Wrong<'_>>) -> Result<Page, AppError> {
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
        let refused = wrong.map(|wrong| {
            let sentences: Vec<_> =
                wrong.refused.0.iter().map(|refusal| view! { <p>{t.refusal(refusal)}</p> }).collect();
            view! { <Notice kind="bad">{sentences}</Notice> }
        });
        let body = if phases.is_empty() {
            view! { <Empty title=t.pool_none() text=t.pool_none_text() /> }.into_any()
        } else {
            let sections =
                phases.iter().map(|(phase, wishes)| section(visit, phase, (wishes, &stock), &schools, wrong));
            sections.collect::<Vec<_>>().into_any()
        };
        desk(
            visit,
            view! {
                <h1>{t.pool_title()}</h1>
                <p class="soft">{t.pool_lead()}</p>
                <FormErrors told=told.clone() t=t />
                {refused}
                <p class="row">
                    <a href="#stock">{t.stock_title()}</a>
                    <a href="#new-stock">{t.stock_new()}</a>
                </p>
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
    wrong: Option<Wrong<'_>>,
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
    let lines: Vec<_> = wishes.iter().map(|wish| line(visit, wish, from(visit, wish, stock, wrong), schools)).collect();
    view! {
        <section class="stack">
            <h2>{t.roster_of(phase.number)}</h2>
            {all}
            <ul class="todo-list">{lines}</ul>
        </section>
    }
}

fn line(visit: &Visit, wish: &wish::Model, from: Option<AnyView>, schools: &[school::Model]) -> impl IntoView + use<> {
    let school = schools.iter().find(|school| school.id == wish.school_id);
    let school = school.map(|school| school.name.clone()).unwrap_or_default();
    view! {
        <li>
            <div class="what">
                <b>{format!("{} {}", wish.item, wish.specification)}</b>
                <span class="soft small">
                    {school} " · " <span class="code">{wish.code.grouped()}</span>
                </span>
            </div>
            <span class="price">{wish.price_fen.to_string()}</span>
            <form method="post" action=HERE>
                <FormKeyField key=visit.mint() />
                {from}
                <button class="btn quiet" name="code" value=wish.code.to_string()>
                    {visit.t().pool_fill()}
                </button>
            </form>
        </li>
    }
}

/// What of the stock may do for this wish; what surely fits is chosen already.
fn from(visit: &Visit, wish: &wish::Model, stock: &[Stock], wrong: Option<Wrong<'_>>) -> Option<AnyView> {
    let t = visit.t();
    let may_do: Vec<&Stock> = stock.iter().filter(|one| one.left() > 0 && one.source.suits(wish)).collect();
    if may_do.is_empty() {
        return None;
    }
    let refused = wrong.and_then(|wrong| Some((wrong.line?, wrong.refused)));
    let refused = refused.filter(|(typed, _)| typed.code == wish.code.as_str());
    let fits = may_do.iter().find(|one| one.source.fits(wish)).map(|one| one.source.id.to_string());
    let chosen = refused.map_or(fits, |(typed, _)| Some(typed.stock.clone()));
    let error = refused.and_then(|(_, refused)| Told::new(visit.lang(), refused).at(Field::Source));
    let id = format!("stock-{}-error", wish.code);
    let described_by = error.is_some().then(|| id.clone());
    let invalid = error.is_some().then_some("true");
    let options: Vec<_> = may_do
        .into_iter()
        .map(|one| {
            let (id, says) = (one.source.id.to_string(), t.stock_option(&one.source.name, one.left()));
            let is_chosen = chosen.as_ref() == Some(&id);
            view! {
                <option value=id selected=is_chosen>
                    {says}
                </option>
            }
        })
        .collect();
    let from = view! {
        <select
            class="input"
            name="stock"
            aria-label=t.stock_from(&wish.code.grouped())
            aria-describedby=described_by
            aria-invalid=invalid
        >
            <option value="">{t.stock_bought()}</option>
            {options}
        </select>
        {error
            .map(|error| {
                view! {
                    <p class="field-error" id=id>
                        <UiIcon name="error" />
                        <span>{error}</span>
                    </p>
                }
            })}
    };
    Some(from.into_any())
}

/// A refused form of a new source, with what was typed.
async fn told(visit: &Visit, typed: &NewSource, error: entity::Error) -> Result<Response, AppError> {
    let refused = refused(error)?;
    let page = page(visit, typed, Told::new(visit.lang(), &refused), None).await?;
    Ok(page.status(status_of(&refused)).into_response())
}
