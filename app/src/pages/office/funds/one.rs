//! One fund for the office: its next step, its sums and rule, its payouts, and the form of its names.

mod acts;
mod payouts;

use std::collections::BTreeMap;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field,
    fund::{
        self, Placed, State,
        draft::{self, Typed},
        open, payout,
        payout::{Next, Run},
        rule,
    },
    id::FundId,
    ledger::{
        Source,
        totals::{self, Sums},
    },
    month::Month,
    pledge::list::{Promised, promised},
    report::owed::{self, Owed},
};
use leptos::prelude::*;

use self::{
    acts::{close_form, links, step},
    payouts::payouts,
};
use super::{
    HERE, crumbs,
    new::{Choices, form},
    pill, read,
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::{funds::show::facts, office::disclosures::section},
    parts::{
        desk::desk,
        form::{FormErrors, Told},
    },
    request::{Pressed, Sent},
    text::Text,
};

struct Seen {
    placed: Placed,
    missing: Vec<Field>,
    rule: Option<rule::Model>,
    sums: BTreeMap<Source, Sums>,
    runs: Vec<Run>,
    next: Option<Next>,
    owed: Vec<Owed>,
    promised: Promised,
    choices: Choices,
}

impl Seen {
    async fn read(visit: &Visit, id: FundId) -> Result<Self, AppError> {
        let (db, officer) = (visit.db(), visit.officer()?);
        let placed = fund::one(db, officer, id).await?;
        let rules = rule::of(db, id).await?;
        Ok(Self {
            missing: open::missing(db, &placed.fund).await?,
            rule: rule::in_force(&rules, Month::of(visit.now())).or(rules.first()).cloned(),
            sums: totals::of(db, placed.fund.programme()).await?,
            runs: payout::of_fund(db, officer, id).await?,
            next: payout::next(db, id).await?,
            owed: owed::of(db, officer, id, visit.now()).await?,
            promised: promised(db, officer, id, visit.now()).await?,
            choices: Choices::read(visit).await?,
            placed,
        })
    }
}

pub async fn page(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    visit.officer()?;
    draw(&visit, read(&id)?, None, Told::nothing(), Told::nothing()).await
}

pub async fn save(visit: Visit, Path(id): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (officer, id) = (visit.officer()?, read(&id)?);
    match draft::change(visit.store(), officer, id, &sent.typed, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(format!("{HERE}/{id}"), visit.t().ground_saved()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, id, Some(&sent.typed), told, Told::nothing()).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn open(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let opened = open::open(visit.store(), officer, id, &form, visit.now()).await;
    done(&visit, id, opened.map(|()| (format!("{HERE}/{id}"), visit.t().office_fund_opened_saying()))).await
}

pub async fn close(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let closed = open::close(visit.store(), officer, id, &form, visit.now()).await;
    done(&visit, id, closed.map(|()| (format!("{HERE}/{id}"), visit.t().office_fund_closed_saying()))).await
}

/// Computes the next period's run.
pub async fn draft_payout(
    visit: Visit,
    Path(id): Path<String>,
    Form(sent): Form<Pressed>,
) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let drafted = payout::draft::draft(visit.store(), officer, id, &form, visit.now()).await;
    let t = visit.t();
    done(&visit, id, drafted.map(|run| (format!("/office/payouts/{run}"), t.office_payout_drafted_saying()))).await
}

async fn done(visit: &Visit, id: FundId, said: Result<(String, &'static str), Error>) -> Result<Response, AppError> {
    match said {
        Ok((path, sentence)) => Ok(visit.go_saying(path, sentence).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(visit, id, None, Told::nothing(), told).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

/// `told` belongs to the form, `step_told` to the button of the next step.
async fn draw(visit: &Visit, id: FundId, typed: Option<&Typed>, told: Told, step_told: Told) -> Result<Page, AppError> {
    let seen = Seen::read(visit, id).await?;
    let t = visit.t();
    let fund = &seen.placed.fund;
    let title = fund.title(t.0).to_owned();
    let here = format!("{HERE}/{id}");
    Ok(visit.page(&title, || {
        let saved = Typed::from(fund);
        let has_opened = fund.state != State::Draft;
        let change = (fund.state != State::Closed).then(|| {
            view! {
                <section class="stack">
                    <h2>{t.office_fund_change()}</h2>
                    {form(visit, here.clone(), typed.unwrap_or(&saved), &told, &seen.choices, has_opened)}
                </section>
            }
        });
        let rule = seen.rule.as_ref().map(|rule| facts(t.rule_facts(rule)));
        desk(
            visit,
            view! {
                {crumbs(t, fund, None)}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <span class=pill(fund.state)>{t.fund_state(fund.state)}</span>
                    <p class="soft">{seen.placed.village.clone()}</p>
                </div>
                <FormErrors told=step_told t=t />
                <FormErrors told=told.clone() t=t />
                {links(t, fund)}
                {step(visit, &seen)}
                {has_opened.then(|| sums(t, &seen))}
                {has_opened.then(|| pledges(t, &seen.promised))}
                {has_opened.then(|| payouts(visit, &seen))}
                {has_opened.then(|| section(visit, &seen.owed))}
                <section class="box">
                    <h2>{t.fund_rule()}</h2>
                    {rule}
                    <p>
                        <a href=format!("{here}/rules")>{t.office_rule_add()}</a>
                    </p>
                </section>
                {change}
                {(fund.state == State::Open).then(|| close_form(visit, fund))}
            },
        )
    }))
}

fn sums(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let lines: Vec<_> = Source::ALL
        .into_iter()
        .map(|source| {
            let sums = seen.sums.get(&source).copied().unwrap_or_default();
            view! {
                <li>
                    <span class=format!("count band-{}", source.key())>
                        <b>{sums.held().to_string()}</b>
                        <span>{t.fund_band(source)} " · " {t.fund_held()}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! { <ul class="counts sums">{lines}</ul> }
}

/// What society promised, by how often.
fn pledges(t: Text, promised: &Promised) -> impl IntoView + use<> {
    let monthly = (promised.monthly > 0)
        .then(|| t.office_pledges_monthly(&t.number(promised.monthly), &promised.each_month.to_string()));
    let once =
        (promised.once > 0).then(|| t.office_pledges_once(&t.number(promised.once), &promised.missing.to_string()));
    let none = (monthly.is_none() && once.is_none()).then(|| t.office_pledges_none().to_owned());
    let lines: Vec<_> = [monthly, once, none].into_iter().flatten().map(|line| view! { <p>{line}</p> }).collect();
    view! {
        <section class="box">
            <h2>{t.office_pledges()}</h2>
            {lines}
        </section>
    }
}
