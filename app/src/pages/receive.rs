//! Receiving a gift: type or scan its code, go through the check list, confirm; or note a problem.
//! For a school and the office's hub; plain forms and small pages, for an old phone on a bad line.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Error, Field, Refusal, Refused, claim,
    handout::{
        problem,
        receive::{self, Arrival},
    },
    wish::Status,
};
use leptos::prelude::*;
use serde::Deserialize;

use crate::{
    AppError, Page, Visit,
    error::status_of,
    parts::{
        desk::desk,
        form::{AreaField, FormErrors, FormKeyField, PickField, Told},
        icon::{CategoryIcon, UiIcon},
        notice::Notice,
    },
    request::Sent,
    text::Text,
};

pub async fn ask(visit: Visit) -> Result<Page, AppError> {
    visit.receiver()?;
    Ok(entry(&visit, "", Told::nothing()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    gift_code: String,
}

pub async fn find(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, AppError> {
    let receiver = visit.receiver()?;
    match receive::look(visit.store(), receiver, &typed.gift_code, visit.now()).await {
        Ok(arrival) => Ok(visit.go(format!("/receive/{}", arrival.code)).into_response()),
        Err(Error::Refused(refused)) if refused.0 == [Refusal::NotFound] => {
            let told = Told::at_field(Field::Code, visit.t().receive_unknown());
            Ok(entry(&visit, &typed.gift_code, told).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            Ok(entry(&visit, &typed.gift_code, told).status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    let arrival = receive::look(visit.store(), visit.receiver()?, &code, visit.now()).await?;
    Ok(gift(&visit, &arrival, &Forms::default()))
}

pub async fn confirm(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<receive::Typed>>,
) -> Result<Response, AppError> {
    let (by, form) = (visit.receiver()?, visit.form_key(&sent.form));
    match receive::receive(visit.store(), by, &code, &sent.typed, &form, visit.now()).await {
        Ok(received) => {
            let arrival = receive::look(visit.store(), by, &code, visit.now()).await?;
            let progress = receive::progress(visit.db(), arrival.school, arrival.phase).await?;
            let (t, code) = (visit.t(), received.code.grouped());
            let sentence = if received.again {
                t.received_again_saying(&arrival.item, &code)
            } else {
                t.received_saying(&arrival.item, &code, progress.here, progress.promised)
            };
            Ok(visit.go_saying("/receive", sentence).into_response())
        }
        Err(Error::Refused(refused)) if refused.0 != [Refusal::NotFound] => {
            let arrival = receive::look(visit.store(), by, &code, visit.now()).await?;
            let forms = Forms { checks: sent.typed, problem: problem::Typed::default(), told: Some(refused) };
            Ok(again(&visit, &arrival, &forms))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn note(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<problem::Typed>>,
) -> Result<Response, AppError> {
    let (by, form) = (visit.receiver()?, visit.form_key(&sent.form));
    match problem::note(visit.store(), by, &code, &sent.typed, &form, visit.now()).await {
        Ok(_) => {
            let arrival = receive::look(visit.store(), by, &code, visit.now()).await?;
            Ok(visit.go_saying("/receive", visit.t().problem_noted_saying(&arrival.item)).into_response())
        }
        Err(Error::Refused(refused)) if refused.0 != [Refusal::NotFound] => {
            let arrival = receive::look(visit.store(), by, &code, visit.now()).await?;
            let forms = Forms { checks: receive::Typed::default(), problem: sent.typed, told: Some(refused) };
            Ok(again(&visit, &arrival, &forms))
        }
        Err(error) => Err(error.into()),
    }
}

/// What was typed into the two forms of a gift's page, and what they were told.
#[derive(Default)]
struct Forms {
    checks: receive::Typed,
    problem: problem::Typed,
    told: Option<Refused>,
}

fn again(visit: &Visit, arrival: &Arrival, forms: &Forms) -> Response {
    let status = forms.told.as_ref().map_or(StatusCode::OK, status_of);
    gift(visit, arrival, forms).status(status).into_response()
}

fn entry(visit: &Visit, typed: &str, told: Told) -> Page {
    let t = visit.t();
    let error = told.at(Field::Code);
    visit.page(t.receive_title(), || {
        let bad = error.is_some();
        let described_by = if bad { "gift_code-help gift_code-error" } else { "gift_code-help" };
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <h1>{t.receive_title()}</h1>
                    <FormErrors told=told t=t />
                    <form class="form code-entry box" method="post" action="/receive">
                        <div class=if bad { "field bad" } else { "field" }>
                            <label class="label" for="gift_code">
                                {t.field(Field::Code)}
                            </label>
                            <input
                                class="input"
                                id="gift_code"
                                name="gift_code"
                                value=typed.to_owned()
                                placeholder="K7M4-9XQ2-TP"
                                autocomplete="off"
                                autocapitalize="characters"
                                spellcheck="false"
                                aria-describedby=described_by
                                aria-invalid=bad.then_some("true")
                            />
                            <span class="help" id="gift_code-help">
                                {t.receive_code_help()}
                            </span>
                            {error
                                .map(|error| {
                                    view! {
                                        <p class="field-error" id="gift_code-error">
                                            <UiIcon name="error" />
                                            <span>{error}</span>
                                        </p>
                                    }
                                })}
                        </div>
                        <button class="btn pine wide">
                            <UiIcon name="parcel" />
                            {t.receive_find()}
                        </button>
                    </form>
                </div>
            },
        )
    })
}

fn gift(visit: &Visit, arrival: &Arrival, forms: &Forms) -> Page {
    let t = visit.t();
    let told = forms.told.as_ref().map_or_else(Told::nothing, |refused| Told::new(visit.lang(), refused));
    let title = arrival.item.clone();
    visit.page(&title, || {
        let can_note = arrival.problem.is_none() && (arrival.is_awaited() || arrival.status == Status::Received);
        let checks = arrival.is_awaited().then(|| check_list(visit, arrival, forms, &told));
        let problem = can_note.then(|| problem_form(visit, arrival, forms, &told));
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <FormErrors told=told t=t />
                    {facts(t, arrival)}
                    {standing(t, arrival)}
                    {checks}
                    {problem}
                    <p>
                        <a href="/receive">{t.receive_next()}</a>
                    </p>
                </div>
            },
        )
    })
}

fn facts(t: Text, arrival: &Arrival) -> impl IntoView + use<> {
    let donor = match arrival.source {
        Some(claim::Source::Pool) => t.receive_from_pool().to_owned(),
        _ => arrival.donor.clone().unwrap_or_else(|| t.receive_anonymous().to_owned()),
    };
    let gender = arrival.gender.map(|gender| format!(" · {}", t.gender(gender)));
    let line = |term: &'static str, text: Option<String>| {
        text.map(|text| {
            view! {
                <dt>{term}</dt>
                <dd>{text}</dd>
            }
        })
    };
    view! {
        <div class="gift-head">
            <CategoryIcon category=arrival.category.key() />
            <div>
                <h1>{arrival.item.clone()}</h1>
                <p class="spec">{arrival.specification.clone()} {gender}</p>
            </div>
            <span class=format!("pill k-{}", arrival.status.key())>{t.wish_status(arrival.status)}</span>
        </div>
        <dl class="facts">
            <dt>{t.col_code()}</dt>
            <dd class="code">{arrival.code.grouped()}</dd>
            {line(t.field(Field::School), Some(arrival.school_name.clone()))}
            {line(t.receive_donor(), arrival.claim.is_some().then_some(donor))}
            {line(t.receive_substitute(), arrival.substitute.clone())}
            {line(t.receive_note(), arrival.note.clone())}
        </dl>
    }
}

/// Why there is no check list, where there is none.
fn standing(t: Text, arrival: &Arrival) -> Option<impl IntoView + use<>> {
    let (kind, sentence) = match (arrival.problem, arrival.status, arrival.claim) {
        (Some(kind), ..) => ("wait", t.receive_problem_waits(t.problem_kind(kind))),
        (None, Status::HandedOut, _) => ("ok", t.receive_is_handed_out().to_owned()),
        (None, Status::Received, _) => {
            let on = arrival.received_at.map(|at| t.date_of(at)).unwrap_or_default();
            ("ok", t.receive_is_here(&on))
        }
        (None, _, Some(claim::State::Held)) => ("wait", t.receive_held().to_owned()),
        (None, ..) if !arrival.is_awaited() => ("wait", t.receive_nobody().to_owned()),
        _ => return None,
    };
    Some(view! { <Notice kind=kind>{sentence}</Notice> })
}

fn check_list(visit: &Visit, arrival: &Arrival, forms: &Forms, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let checks = &forms.checks;
    let item = if arrival.substitute.is_some() { t.check_item_substitute() } else { t.check_item() };
    let boxes: Vec<_> = receive::Typed::BOXES
        .into_iter()
        .zip([
            (item, &checks.item_matches),
            (t.check_new(), &checks.is_new),
            (t.check_safe(), &checks.is_safe),
            (t.check_contact(), &checks.no_contact_details),
        ])
        .map(|(name, (text, typed))| {
            let ticked = !typed.is_empty();
            view! {
                <label class="choice">
                    <input type="checkbox" name=name value="yes" checked=ticked />
                    <span>{text}</span>
                </label>
            }
        })
        .collect();
    let error = told.at(Field::CheckList);
    view! {
        <form class="form box" method="post" action=format!("/receive/{}", arrival.code)>
            <FormKeyField key=visit.mint() />
            <fieldset class="group" id="check_list">
                <legend>{t.receive_checks()}</legend>
                {error
                    .map(|error| {
                        view! {
                            <p class="field-error">
                                <UiIcon name="error" />
                                <span>{error}</span>
                            </p>
                        }
                    })}
                <div class="checklist">{boxes}</div>
            </fieldset>
            <button class="btn pine wide big">{t.receive_button()}</button>
        </form>
    }
}

fn problem_form(visit: &Visit, arrival: &Arrival, forms: &Forms, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let kinds =
        problem::Kind::ALL.map(|kind| (kind.key().to_owned(), t.problem_kind(kind).to_owned(), String::new())).to_vec();
    let open = told.at(Field::Kind).is_some() || told.at(Field::Remark).is_some();
    view! {
        <details class="box" open=open>
            <summary>{t.problem_note_title()}</summary>
            <form class="form" method="post" action=format!("/receive/{}/problem", arrival.code)>
                <FormKeyField key=visit.mint() />
                <PickField
                    field=Field::Kind
                    t=t
                    told=told.clone()
                    value=forms.problem.kind.clone()
                    options=kinds
                    name=t.problem_kind_legend()
                />
                <AreaField
                    field=Field::Remark
                    t=t
                    told=told.clone()
                    value=forms.problem.remark.clone()
                    most=problem::REMARK
                    name=t.problem_remark()
                    help=t.problem_remark_help()
                    optional=true
                    plain=true
                />
                <button class="btn danger">{t.problem_button()}</button>
            </form>
        </details>
    }
}
