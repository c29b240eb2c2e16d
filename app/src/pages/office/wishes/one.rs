//! `/office/wishes/{code}`: all an officer may know of a wish and do with it. The child's name only on request,
//! with a reason, and journalled before it is shown.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, Field,
    child::{self, look::Reason, record::Record},
    claim,
    journal::{self, Subject},
    wish::{
        Status,
        review::{self, Review},
        withdraw::{self, Why},
    },
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        form::{AreaField, FormErrors, FormKeyField, PickField, Told},
        notice::Notice,
    },
    request::Sent,
    text::Text,
};

/// What a look at the child's record found.
enum Looked {
    Found(Record),
    Erased,
}

/// What is told and shown besides the wish itself.
#[derive(Default)]
struct Shown {
    told: Told,
    reason: String,
    looked: Option<Looked>,
}

/// A form with a reason, or with nothing but its button.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub reason: String,
}

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    page(&visit, &read(&code)?, Shown::default()).await
}

/// Opens the child's record for a reason.
pub async fn look(visit: Visit, Path(code): Path<String>, Form(typed): Form<Typed>) -> Result<Page, AppError> {
    let code = read(&code)?;
    match child::look::by_office(visit.store(), visit.officer()?, &code, &typed.reason, visit.now()).await {
        Ok(record) => {
            let looked = Some(record.map_or(Looked::Erased, Looked::Found));
            page(&visit, &code, Shown { looked, ..Shown::default() }).await
        }
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            let page = page(&visit, &code, Shown { told, ..Shown::default() }).await?;
            Ok(page.status(status_of(&refused)))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn withdraw(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<withdraw::Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let form = visit.form_key(&sent.form);
    visit.officer()?;
    let done = withdraw::withdraw(visit.store(), visit.receiver()?, &code, &sent.typed, &form, visit.now()).await;
    answer(&visit, &code, done, visit.t().withdrawn_saying(), sent.typed.reason).await
}

/// The guardian's consent ends, and with it every wish of the child.
pub async fn end_consent(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let form = visit.form_key(&sent.form);
    visit.officer()?;
    let done = child::withdraw::withdraw(visit.store(), visit.receiver()?, &code, &form, visit.now()).await;
    answer(&visit, &code, done, visit.t().consent_withdrawn_saying(), String::new()).await
}

pub async fn erase(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let form = visit.form_key(&sent.form);
    let done = child::erase::erase(visit.store(), visit.officer()?, &code, &form, visit.now()).await;
    answer(&visit, &code, done, visit.t().erased_saying(), String::new()).await
}

/// Ends the live claim; its donor reads the reason.
pub async fn cancel(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<claim::cancel::Typed>>,
) -> Result<Response, AppError> {
    let code = read(&code)?;
    let officer = visit.officer()?;
    let review = review::of(visit.db(), officer, &code).await?;
    let claims = claim::of_wish(visit.db(), officer, review.wish.id).await?;
    let live = claims.iter().find(|claim| claim.state.is_live()).ok_or(entity::Refusal::ClaimState)?;
    let form = visit.form_key(&sent.form);
    let done = claim::cancel::cancel(visit.store(), officer, live.id, &sent.typed, &form, visit.now()).await;
    answer(&visit, &code, done, visit.t().cancelled_saying(), sent.typed.reason).await
}

async fn answer(
    visit: &Visit,
    code: &Code,
    done: entity::Result<()>,
    saying: &'static str,
    reason: String,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("/office/wishes/{code}"), saying).into_response()),
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            let page = page(visit, code, Shown { told, reason, looked: None }).await?;
            Ok(page.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

async fn page(visit: &Visit, code: &Code, shown: Shown) -> Result<Page, AppError> {
    let officer = visit.officer()?;
    let review = review::of(visit.db(), officer, code).await?;
    let claims = claim::of_wish(visit.db(), officer, review.wish.id).await?;
    let entries = journal::of(visit.db(), Subject("wish", review.wish.id.0), 30).await?;
    let t = visit.t();
    let title = format!("{} {}", review.wish.item, code.grouped());
    Ok(visit.page(&title, || {
        let record = shown.looked.map(|looked| record_view(t, looked));
        desk(
            visit,
            view! {
                <ol class="crumbs">
                    <li>
                        <a href="/office/wishes">{t.office_wishes_title()}</a>
                    </li>
                    <li aria-current="page" class="code">
                        {code.grouped()}
                    </li>
                </ol>
                <div class="page-head">
                    <h1>{review.wish.item.clone()}</h1>
                    <span class=format!(
                        "pill k-{}",
                        review.wish.status.key(),
                    )>{t.wish_status(review.wish.status)}</span>
                </div>
                <FormErrors told=shown.told.clone() t=t />
                {record}
                {to_review(t, &review)}
                {facts(t, &review)}
                {duplicates(t, &review)}
                {claims_view(t, &claims)}
                <h2>{t.office_wish_journal()}</h2>
                {journal_view(t, &entries)}
                <h2>{t.office_wish_more()}</h2>
                {acts(visit, &review, &claims, &shown.told, &shown.reason)}
            },
        )
    }))
}

/// A submitted wish is approved or sent back there, an approved one sent back.
fn to_review(t: Text, review: &Review) -> Option<impl IntoView + use<>> {
    let wish = &review.wish;
    matches!(wish.status, Status::Submitted | Status::Approved).then(|| {
        view! {
            <p>
                <a class="btn" href=format!("/office/review?code={}", wish.code)>
                    {t.review_go()}
                </a>
            </p>
        }
    })
}

fn facts(t: Text, review: &Review) -> impl IntoView + use<> {
    let wish = &review.wish;
    let mut facts = vec![
        (t.field(Field::Code), wish.code.grouped()),
        (t.field(Field::Category), t.category(wish.category).to_owned()),
        (t.field(Field::Specification), wish.specification.clone()),
        (t.field(Field::Grade), wish.grade.to_string()),
        (t.field(Field::Price), wish.price_fen.to_string()),
        (t.field(Field::School), review.school.name.clone()),
        (t.field(Field::Phase), review.phase.title(t.0).to_owned()),
        (t.office_wish_consent(), consent(t, review)),
        (t.office_wish_written(), t.time(wish.created_at)),
    ];
    for (name, at) in [(t.office_wish_submitted(), wish.submitted_at), (t.office_wish_approved(), wish.approved_at)] {
        facts.extend(at.map(|at| (name, t.time(at))));
    }
    if let Some(reason) = &wish.reason {
        let said = Why::from_key(reason).map_or_else(|| reason.clone(), |why| t.why_withdrawn(why).to_owned());
        facts.push((t.office_wish_reason(), said));
    }
    if let Some(gender) = wish.gender {
        facts.insert(3, (t.field(Field::Gender), t.gender(gender).to_owned()));
    }
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(name, value)| {
            view! {
                <dt>{name}</dt>
                <dd>{value}</dd>
            }
        })
        .collect();
    view! {
        <section class="box">
            <dl class="facts">{facts}</dl>
        </section>
    }
}

fn consent(t: Text, review: &Review) -> String {
    let Some(consent) = &review.consent else { return t.office_wish_no_consent().to_owned() };
    let scope: Vec<String> =
        [(consent.goods, t.scope_goods()), (consent.photo, t.scope_photo()), (consent.card, t.scope_card())]
            .into_iter()
            .filter(|(given, _)| *given)
            .map(|(_, name)| name.to_owned())
            .collect();
    let line = t.office_wish_consent_line(&t.date(consent.given_on), &consent.form_no, &t.list(&scope));
    match consent.withdrawn_at {
        Some(at) => line + &t.office_wish_consent_withdrawn(&t.date_of(at)),
        None => line,
    }
}

fn duplicates(t: Text, review: &Review) -> Option<impl IntoView + use<>> {
    if review.duplicates.is_empty() {
        return None;
    }
    let lines: Vec<_> = review
        .duplicates
        .iter()
        .map(|other| {
            let kind = if other.same_child { t.office_wish_same_child() } else { t.office_wish_same_household() };
            view! {
                <li>
                    <a href=format!("/office/wishes/{}", other.code)>{other.item.clone()}</a>
                    {format!(" · {} · {kind} · {}", t.office_phase_no(other.phase), t.wish_status(other.status))}
                </li>
            }
        })
        .collect();
    Some(view! {
        <section>
            <h2>{t.office_wish_duplicates()}</h2>
            <ul>{lines}</ul>
        </section>
    })
}

fn claims_view(t: Text, claims: &[claim::Model]) -> impl IntoView + use<> {
    let none = claims.is_empty();
    let lines: Vec<_> = claims
        .iter()
        .map(|claim| {
            let who = match (claim.source, claim.account_id) {
                (claim::Source::Pool, _) => t.office_wish_pool().to_owned(),
                (_, Some(account)) => format!("{} {account}", t.role(entity::account::Role::Donor)),
                (_, None) => t.office_wish_visitor().to_owned(),
            };
            view! {
                <li>
                    <time datetime=claim.made_at.to_rfc3339()>{t.time(claim.made_at)}</time>
                    <span>
                        {who} " "
                        <span class=format!("pill k-{}", claim.state.key())>{t.claim_state(claim.state)}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! {
        <section>
            <h2>{t.office_wish_claims()}</h2>
            {none.then(|| view! { <p class="soft">{t.office_wish_no_claims()}</p> })}
            <ol class="journal">{lines}</ol>
        </section>
    }
}

fn journal_view(t: Text, entries: &[journal::Model]) -> impl IntoView + use<> {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| {
            view! {
                <li>
                    <time datetime=entry.at.to_rfc3339()>{t.time(entry.at)}</time>
                    <span>{format!("{} · {}", t.journal_role(&entry.role), t.journal_act(&entry.act))}</span>
                </li>
            }
        })
        .collect();
    view! { <ol class="journal">{lines}</ol> }
}

fn record_view(t: Text, looked: Looked) -> AnyView {
    let Looked::Found(record) = looked else {
        return view! { <Notice kind="wait">{t.look_erased()}</Notice> }.into_any();
    };
    let facts: Vec<_> = [
        (t.look_name(), record.name),
        (t.look_birth(), t.date(record.birth_date)),
        (t.look_guardian(), record.guardian),
        (t.look_household(), record.household),
        (t.look_situation(), record.situation),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
    })
    .collect();
    view! {
        <section class="box">
            <dl class="facts">{facts}</dl>
            <p class="soft small">{t.look_noted()}</p>
        </section>
    }
    .into_any()
}

/// Each act behind its own summary, so that nothing is done by accident.
fn acts(visit: &Visit, review: &Review, claims: &[claim::Model], told: &Told, reason: &str) -> impl IntoView + use<> {
    let t = visit.t();
    let at = |act: &str| format!("/office/wishes/{}/{act}", review.wish.code);
    let reasons = Reason::ALL.map(|why| (why.key().to_owned(), t.look_reason(why).to_owned(), String::new())).to_vec();
    let whys = Why::CHOICES.map(|why| (why.key().to_owned(), t.why_withdrawn(why).to_owned(), String::new())).to_vec();
    let pending = claims.iter().any(|claim| claim::State::PENDING.contains(&claim.state));
    let cancel = pending.then(|| {
        view! {
            <details class="box">
                <summary>{t.cancel_title()}</summary>
                <form class="form" method="post" action=at("cancel")>
                    <FormKeyField key=visit.mint() />
                    <p>{t.cancel_help()}</p>
                    <AreaField
                        field=Field::Reason
                        t=t
                        told=told.clone()
                        value=reason.to_owned()
                        most=claim::cancel::REASON
                    />
                    <div class="actions">
                        <button class="btn danger">{t.cancel_button()}</button>
                    </div>
                </form>
            </details>
        }
    });
    view! {
        <details class="box">
            <summary>{t.look_title()}</summary>
            <form class="form" method="post" action=at("look")>
                <p>{t.look_help()}</p>
                <PickField field=Field::Reason id="look" t=t told=told.clone() value=String::new() options=reasons />
                <div class="actions">
                    <button class="btn">{t.look_button()}</button>
                </div>
            </form>
        </details>
        {cancel}
        <details class="box">
            <summary>{t.withdraw_title()}</summary>
            <form class="form" method="post" action=at("withdraw")>
                <FormKeyField key=visit.mint() />
                <p>{t.withdraw_help()}</p>
                <PickField field=Field::Reason id="withdraw" t=t told=told.clone() value=reason.to_owned() options=whys />
                <div class="actions">
                    <button class="btn danger">{t.withdraw_button()}</button>
                </div>
            </form>
            <form class="form" method="post" action=at("consent")>
                <FormKeyField key=visit.mint() />
                <p>{t.consent_withdraw_help()}</p>
                <div class="actions">
                    <button class="btn danger">{t.consent_withdraw_button()}</button>
                </div>
            </form>
        </details>
        <details class="box">
            <summary>{t.erase_title()}</summary>
            <form class="form" method="post" action=at("erase")>
                <FormKeyField key=visit.mint() />
                <p>{t.erase_help()}</p>
                <div class="actions">
                    <button class="btn danger">{t.erase_button()}</button>
                </div>
            </form>
        </details>
    }
}
