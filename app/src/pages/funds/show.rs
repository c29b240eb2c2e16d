//! One fund in public: its bands, organiser, rule and runs, every month as a table. Nobody's name, and nobody's arrears.

mod tables;

use axum::{
    extract::{Path, Query},
    response::Response,
};
use entity::{
    Fen,
    fund::{State, payout::Run, public, rule},
    id::FundId,
    month::Month,
    pledge::make,
    report::publish,
};
use leptos::prelude::*;

use self::tables::{months, runs, sums};
use super::{elders, pledge};
use crate::{
    AppError, Page, Visit, csv,
    pages::disclosures::{self, of_fund},
    parts::{
        crumbs::Crumbs,
        form::{FormErrors, Told},
        fund_bands::bands,
        notice::Notice,
    },
    text::Text,
};

pub async fn show(visit: Visit, Path(id): Path<String>, Query(asked): Query<make::Typed>) -> Result<Page, AppError> {
    draw(&visit, read(&id)?, &pledge::fresh(&asked), Told::nothing()).await
}

/// `typed` and `told` belong to the form of a pledge.
pub async fn draw(visit: &Visit, id: FundId, typed: &make::Typed, told: Told) -> Result<Page, AppError> {
    let found = public::one(visit.db(), id, visit.now()).await?;
    let is_open = make::is_open(visit.db(), &found.line.fund).await?;
    let published = publish::published(visit.db(), found.line.fund.id).await?;
    let t = visit.t();
    let title = found.line.fund.title(t.0).to_owned();
    let this = Month::of(visit.now());
    let page = visit.page(&title, || {
        let closed = (found.line.fund.state == State::Closed).then(|| view! { <Notice>{t.fund_closed()}</Notice> });
        view! {
            <Crumbs t=t list=("/funds", t.funds_title()) here=title.clone() />
            <div class="page-head">
                <h1>{title.clone()}</h1>
                <p class="soft">{elders(t, &found.line)}</p>
            </div>
            <div class="stack-l">
                <FormErrors told=told.clone() t=t />
                {closed}
                <section class="box fund-year">
                    {bands(t, &found.line.months, this)} <p class="soft small">{t.fund_not_a_gift()}</p>
                </section>
                <div class="fund-lead">{rule_box(t, found.line.rule.as_ref())} {record(t, &found)}</div>
                {pledge::form(visit, found.line.fund.id, is_open, typed, told)}
                {sums(t, &found)}
                {runs(t, &found.runs)}
                {disclosures::list(t, &of_fund(found.line.fund.id), &published)}
                {months(t, &found)}
                {earlier(t, &found.rules)}
                {aliases(t, &found.aliases)}
            </div>
        }
    });
    Ok(page.shared())
}

/// Every month for a spreadsheet program.
pub async fn table(visit: Visit, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = read(&id)?;
    let found = public::one(visit.db(), id, visit.now()).await?;
    let t = visit.t();
    let head = [t.ledger_month(), t.ledger_source(), t.fund_received(), t.ledger_returned(), t.fund_paid_out()];
    let mut rows = vec![head.map(ToOwned::to_owned).to_vec()];
    rows.extend(found.line.months.iter().map(|line| {
        let amounts = [line.sums.received, line.sums.returned, line.sums.paid_out].map(Fen::plain);
        let names = [line.month.to_string(), t.fund_band(line.band.source).to_owned()];
        names.into_iter().chain(amounts).collect()
    }));
    Ok(csv::download(&format!("nuanxin-fund-{id}.csv"), &rows))
}

pub fn read(id: &str) -> Result<FundId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

pub fn facts(facts: Vec<(&'static str, String)>) -> impl IntoView {
    let lines: Vec<_> = facts
        .into_iter()
        .map(|(term, text)| {
            view! {
                <dt>{term}</dt>
                <dd>{text}</dd>
            }
        })
        .collect();
    view! { <dl class="facts wide-terms">{lines}</dl> }
}

fn rule_box(t: Text, rule: Option<&rule::Model>) -> impl IntoView + use<> {
    let rule = rule.map(|rule| facts(t.rule_facts(rule)));
    view! {
        <section class="box">
            <h2>{t.fund_rule()}</h2>
            {rule}
            <p class="soft small">{t.fund_rule_scaled()}</p>
        </section>
    }
}

/// What the law wants to be public.
fn record(t: Text, found: &public::Public) -> impl IntoView + use<> {
    let organiser = found.organiser.as_ref();
    let lines = [
        (t.record_organiser(), organiser.map(|one| one.name(t.0).to_owned())),
        (t.record_basis(), organiser.and_then(|one| one.legal_basis).map(|basis| t.legal_basis(basis).to_owned())),
        (t.record_qualification(), organiser.map(|one| one.qualification_no.clone())),
        (t.record_filing(), organiser.map(|one| one.filing_no.clone())),
        (t.record_contact(), organiser.map(|one| one.contact.clone())),
        (t.record_opened(), found.line.fund.opened_at.map(|at| t.date_of(at))),
    ];
    let lines = lines.into_iter().filter_map(|(term, text)| Some((term, text?)));
    view! {
        <section class="box">
            <h2>{t.fund_record()}</h2>
            {facts(lines.collect())}
            <p class="soft small">{t.fund_direct()}</p>
        </section>
    }
}

/// `2026年11月`, or from one month to another.
pub fn period(t: Text, from: entity::Day, to: entity::Day) -> String {
    let (from, to) = (Month::with(from), Month::with(to));
    if from == to { t.month(from) } else { t.fund_month_from_to(&t.month(from), &t.month(to)) }
}

/// The same for a heading: no line ends inside a month.
pub fn unbroken_period(t: Text, from: entity::Day, to: entity::Day) -> impl IntoView {
    let (from, to) = (Month::with(from), Month::with(to));
    let whole = |month: Month| view! { <span class="nowrap">{t.month(month)}</span> };
    let until = (from != to).then(|| view! { " " {t.fund_month_to()} " " {whole(to)} });
    view! {
        {whole(from)}
        {until}
    }
}

/// What of the matches a short pool paid, such as `33.34 %`.
pub fn scaled(run: &Run) -> Option<String> {
    let (given, wanted) = (i128::from(run.whole.matched.0), i128::from(run.run.wanted_fen.0));
    run.is_scaled().then(|| {
        let parts = given * 10_000 / wanted.max(1);
        format!("{}.{:02} %", parts / 100, parts % 100)
    })
}

/// Every rule, where there was more than one; the one in force stands above.
fn earlier(t: Text, rules: &[rule::Model]) -> Option<impl IntoView + use<>> {
    let boxes: Vec<_> =
        rules.iter().rev().map(|rule| view! { <section class="box">{facts(t.rule_facts(rule))}</section> }).collect();
    let name = t.fund_rules_before(boxes.len());
    (boxes.len() > 1).then(|| {
        view! {
            <details class="fold prints">
                <summary>
                    <h2>{name}</h2>
                </summary>
                {boxes}
            </details>
        }
    })
}

/// As they are written, whatever language is read.
fn aliases(t: Text, aliases: &[String]) -> Option<impl IntoView + use<>> {
    let said = t.list(aliases);
    let lang = t.own_lang(&said);
    (!aliases.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t.fund_aliases()}</h2>
                <p lang=lang>{said}</p>
            </section>
        }
    })
}
