//! One of the school's wishes: a draft or returned one is a form, any other a page with what can still be done.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, Field, Refusal, Refused,
    actor::Receiver,
    child::{self, consent, look},
    handout::problem::settled::about,
    phase,
    wish::{
        self, Status, draft, list, submit,
        withdraw::{self, Why},
    },
};
use leptos::prelude::*;

use super::{
    form::{Sent, form},
    new::{submitted, then, told_whole},
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, FormKeyField, SelectField, Told},
        notice::Notice,
        settled::settled,
        wish_facts::wish_facts,
    },
    request::{Pressed, Sent as SentWith},
    text::Text,
};

/// What was typed and refused, shown again.
#[derive(Default)]
struct Again {
    typed: Option<draft::Typed>,
    refused: Option<Refused>,
}

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    page(&visit, &read(&code)?, Again::default()).await
}

pub async fn save(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let (school, code, key) = (visit.school()?, read(&code)?, visit.form_key(&sent.form));
    match draft::change(visit.store(), school, &code, &sent.typed, &key, visit.now()).await {
        Ok(()) => then(&visit, &code, &sent).await,
        Err(error) => again(&visit, &code, told_whole(error, &sent), Some(sent.typed)).await,
    }
}

pub async fn submit(visit: Visit, Path(code): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (school, code, key) = (visit.school()?, read(&code)?, visit.form_key(&sent.form));
    match submit::submit(visit.store(), school, &code, &key, visit.now()).await {
        Ok(()) => submitted(&visit, &code).await,
        Err(error) => again(&visit, &code, error, None).await,
    }
}

pub async fn delete(visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let (school, code) = (visit.school()?, read(&code)?);
    match draft::delete(visit.store(), school, &code, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/school", visit.t().wish_desk_deleted_saying()).into_response()),
        Err(error) => again(&visit, &code, error, None).await,
    }
}

pub async fn withdraw(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<SentWith<withdraw::Typed>>,
) -> Result<Response, AppError> {
    let (by, code, key) = (Receiver::School(visit.school()?), read(&code)?, visit.form_key(&sent.form));
    match withdraw::withdraw(visit.store(), by, &code, &sent.typed, &key, visit.now()).await {
        Ok(()) => Ok(visit.go_saying(address(&code), visit.t().wish_desk_withdrawn_saying()).into_response()),
        Err(error) => again(&visit, &code, error, None).await,
    }
}

pub(super) fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

pub(super) fn address(code: &Code) -> String {
    format!("/school/wishes/{code}")
}

async fn again(
    visit: &Visit,
    code: &Code,
    error: Error,
    mut typed: Option<draft::Typed>,
) -> Result<Response, AppError> {
    let refused = refused(error)?;
    let status = status_of(&refused);
    if let Some(typed) = typed.as_mut().filter(|_| refused.0.contains(&Refusal::ChangedMeanwhile)) {
        // Told once: what is saved now takes the place of what stands there now.
        typed.seen.clear();
    }
    let again = Again { typed, refused: Some(refused) };
    Ok(page(visit, code, again).await?.status(status).into_response())
}

async fn page(visit: &Visit, code: &Code, again: Again) -> Result<Page, AppError> {
    let school = visit.school()?;
    let wish = list::own_one(visit.db(), school, code).await?;
    let phase = phase::find(visit.db(), wish.phase_id).await?;
    let consent = match wish.consent_id {
        Some(id) => consent::find(visit.db(), id).await?,
        None => None,
    };
    let is_erased = child::is_erased(visit.db(), wish.child_id).await?;
    let about = about(visit.db(), &wish).await?;
    let t = visit.t();
    let told = again.refused.as_ref().map_or_else(Told::nothing, |refused| Told::new(visit.lang(), refused));
    let editable = matches!(wish.status, Status::Draft | Status::Returned);
    let (typed, lacks) = if editable && phase.takes_wishes() {
        let typed = if let Some(mut typed) = again.typed {
            if typed.seen.is_empty() {
                typed.seen = draft::seen_now(visit.store(), school, &wish).await?;
            }
            typed
        } else {
            let record = look::by_school(visit.store(), school, code, visit.now()).await?;
            draft::Typed::of(&wish, record.as_ref(), consent.as_ref())
        };
        (Some(typed), submit::lacking(visit.store(), school, &wish).await?)
    } else {
        (None, Vec::new())
    };
    let lacks: Vec<String> = lacks.iter().map(|refusal| t.refusal(refusal)).collect();
    Ok(visit.page(&wish.item, || {
        let edit = typed.map(|typed| {
            let phases = [phase.clone()];
            view! {
                {standing(visit, &wish, lacks, &told)}
                {form(visit, address(&wish.code), &typed, &told, &phases)}
            }
        });
        let facts = (!editable).then(|| wish_facts(t, &wish, &phase));
        let consent_link = if is_erased { t.consent_page_look() } else { t.consent_page_link() };
        let consent = consent.map(|_| {
            view! {
                <p>
                    <a href=format!("{}/consent", address(&wish.code))>{consent_link}</a>
                </p>
            }
        });
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <Crumbs t=t list=("/school", t.nav_school()) here=wish.item.clone() />
                    <div class="page-head">
                        <h1>{wish.item.clone()}</h1>
                        <span class=format!("pill k-{}", wish.status.key())>{t.wish_status(wish.status)}</span>
                        <p class="code">{wish.code.grouped()}</p>
                    </div>
                    <FormErrors told=told.clone() t=t />
                    {is_erased.then(|| view! { <Notice kind="wait">{t.look_erased()}</Notice> })}
                    {settled(t, &about)}
                    {edit}
                    {facts}
                    {undo(visit, &wish, &told)}
                    {consent}
                </div>
            },
        )
    }))
}

/// Why it came back, what it lacks, or that it can be handed in.
fn standing(visit: &Visit, wish: &wish::Model, lacks: Vec<String>, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let reason = wish.reason.clone().filter(|_| wish.status == Status::Returned).map(|reason| {
        view! {
            <Notice kind="bad">
                <strong>{t.wish_page_returned()}</strong>
                " "
                {reason.clone()}
            </Notice>
        }
    });
    let state = if lacks.is_empty() {
        view! {
            <form class="box row" method="post" action=format!("{}/submit", address(&wish.code))>
                <FormKeyField key=visit.mint() />
                <span>{t.wish_page_whole()}</span>
                <button class="btn pine">{t.wish_page_submit()}</button>
            </form>
        }
        .into_any()
    } else if told.is_nothing() {
        let lines: Vec<_> = lacks.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect();
        view! {
            <div class="notice wait">
                <div>
                    <strong>{t.wish_page_lacks()}</strong>
                    <ul>{lines}</ul>
                </div>
            </div>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        {reason}
        {state}
    }
}

/// Deleting a draft, withdrawing a wish: not done by chance.
fn undo(visit: &Visit, wish: &wish::Model, told: &Told) -> impl IntoView + use<> {
    let (t, own) = (visit.t(), address(&wish.code));
    let delete = (wish.status == Status::Draft).then(|| {
        view! {
            <form method="post" action=format!("{own}/delete")>
                <button class="btn danger">{t.wish_page_delete()}</button>
            </form>
        }
    });
    let withdraw = withdraw::is_possible(wish.status).then(|| withdraw_form(visit, &own, told));
    view! {
        {withdraw}
        {delete}
    }
}

fn withdraw_form(visit: &Visit, own: &str, told: &Told) -> impl IntoView + use<> {
    let t: Text = visit.t();
    let reasons = Why::CHOICES.map(|why| (why.key().to_owned(), t.why_withdrawn(why).to_owned())).to_vec();
    let open = told.at(Field::Reason).is_some();
    view! {
        <details class="box" open=open>
            <summary>{t.wish_page_withdraw()}</summary>
            <form class="form" method="post" action=format!("{own}/withdraw")>
                <FormKeyField key=visit.mint() />
                <p>{t.wish_page_withdraw_text()}</p>
                <SelectField
                    field=Field::Reason
                    t=t
                    told=told.clone()
                    value=String::new()
                    options=reasons
                    blank=t.wish_form_choose()
                />
                <button class="btn danger">{t.wish_page_withdraw()}</button>
            </form>
        </details>
    }
}
