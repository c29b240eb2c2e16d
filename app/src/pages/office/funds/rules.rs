//! The rules of a fund, newest first, and the form of a further one. None is ever changed.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Field,
    fund::{
        self, State,
        rule::{self, AGES, Cadence, MatchSource, Typed},
    },
    id::FundId,
    month::Month,
};
use leptos::prelude::*;

use super::{HERE, crumbs, read};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::funds::show::facts,
    parts::{
        desk::desk,
        empty::Empty,
        form::{FormErrors, FormKeyField, SelectField, TextField, Told},
    },
    request::Sent,
    text::Text,
};

pub async fn page(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read(&id)?, None, Told::nothing()).await
}

pub async fn add(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, id, form, t) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form), visit.t());
    match rule::add(visit.store(), officer, id, &sent.typed, &form, visit.now()).await {
        Ok(_) => {
            let month: Result<Month, _> = sent.typed.month.trim().parse();
            let month = month.map(|month| t.month(month)).unwrap_or_default();
            Ok(visit.go_saying(format!("{HERE}/{id}/rules"), t.office_rule_added_saying(&month)).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, Some(&sent.typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

async fn draw(visit: &Visit, id: FundId, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let placed = fund::one(visit.db(), visit.officer()?, id).await?;
    let rules = rule::of(visit.db(), id).await?;
    let months = rule::choices(visit.db(), id, visit.now()).await?;
    let t = visit.t();
    let title = format!("{} · {}", t.office_fund_rules(), placed.fund.title(t.0));
    Ok(visit.page(&title, || {
        let suggested = Typed::suggested(rules.last());
        let boxes: Vec<_> = rules
            .iter()
            .rev()
            .map(|rule| view! { <section class="box">{facts(t.rule_facts(rule))}</section> })
            .collect();
        let list = if boxes.is_empty() {
            view! { <Empty title=t.office_rules_none() text=t.office_rules_none_text() /> }.into_any()
        } else {
            view! { <div class="stack">{boxes}</div> }.into_any()
        };
        let further = (placed.fund.state != State::Closed).then(|| {
            view! {
                <section class="stack">
                    <h2>{t.office_rule_add()}</h2>
                    {form(visit, id, typed.unwrap_or(&suggested), &told, &months)}
                </section>
            }
        });
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    {crumbs(t, &placed.fund, Some(t.office_fund_rules().to_owned()))}
                    <div class="page-head">
                        <h1>{title.clone()}</h1>
                        <p class="soft">{t.office_rules_lead()}</p>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {list}
                    {further}
                </div>
            },
        )
    }))
}

fn form(visit: &Visit, id: FundId, typed: &Typed, told: &Told, months: &[Month]) -> impl IntoView + use<> {
    let t = visit.t();
    let months: Vec<_> = months.iter().map(|month| (month.to_string(), t.month(*month))).collect();
    view! {
        <form class="form box" method="post" action=format!("{HERE}/{id}/rules") novalidate>
            <FormKeyField key=visit.mint() />
            <SelectField
                field=Field::Month
                t=t
                told=told.clone()
                value=typed.month.clone()
                options=months
                name=t.fund_rule_from()
                blank=t.ground_not_chosen()
                help=t.office_rule_since_first()
                short=true
            />
            {choices(t, typed, told)}
            {numbers(t, typed, told)}
            <div class="actions">
                <button class="btn">{t.office_rule_add()}</button>
            </div>
        </form>
    }
}

fn choices(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    let ages = AGES.map(|age| (age.to_string(), t.fund_rule_age_of(age))).to_vec();
    let sources = MatchSource::ALL.map(|one| (one.key().to_owned(), t.match_source(one).to_owned())).to_vec();
    let cadences = Cadence::ALL.map(|one| (one.key().to_owned(), t.cadence(one).to_owned())).to_vec();
    [
        (Field::MinimumAge, typed.minimum_age.clone(), ages),
        (Field::Cadence, typed.cadence.clone(), cadences),
        (Field::MatchSource, typed.match_source.clone(), sources),
    ]
    .into_iter()
    .map(|(field, value, options)| {
        view! {
            <SelectField
                field=field
                t=t
                told=told.clone()
                value=value
                options=options
                blank=t.ground_not_chosen()
            />
        }
    })
    .collect()
}

fn numbers(t: Text, typed: &Typed, told: &Told) -> Vec<impl IntoView + use<>> {
    [
        (Field::Support, &typed.support, ""),
        (Field::DueDay, &typed.due_day, t.office_rule_due_help()),
        (Field::MatchPercent, &typed.match_percent, t.office_rule_percent_help()),
        (Field::Cap, &typed.cap, ""),
        (Field::MinimumSupporters, &typed.minimum_supporters, t.office_rule_supporters_help()),
        (Field::RemindBefore, &typed.remind_before, t.office_rule_remind_help()),
        (Field::RemindEvery, &typed.remind_every, ""),
        (Field::RemindMost, &typed.remind_most, ""),
    ]
    .into_iter()
    .map(|(field, value, help)| {
        view! {
            <TextField
                field=field
                t=t
                told=told.clone()
                value=value.clone()
                help=help
                inputmode="decimal"
                short=true
            />
        }
    })
    .collect()
}
