//! Receiving a gift: type or scan its code, go through the check list, confirm; or note a problem.
//! For a school and the office's hub; plain forms and small pages, for an old phone on a bad line.

pub mod gaps;
mod gift;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, Field, Refusal,
    handout::{
        gaps::counts,
        problem::{self, picture},
        receive::{self, Arrival},
    },
    photo::Purpose,
};
use leptos::prelude::*;
use serde::Deserialize;

use self::gift::{Forms, gift};
use crate::{
    AppError, Page, Visit,
    error::status_of,
    islands::{code_field::CodeField, scan::ScanCode},
    parts::{
        desk::desk,
        form::{FormErrors, Told},
        icon::UiIcon,
        notice::Notice,
    },
    request::{Sent, upload::Upload},
};

pub async fn ask(visit: Visit) -> Result<Page, AppError> {
    visit.receiver()?;
    entry(&visit, "", Told::nothing()).await
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
            let told = Told::at_field(Field::Code, &unknown(&visit, &typed.gift_code).await?);
            Ok(entry(&visit, &typed.gift_code, told).await?.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
        Err(Error::Refused(refused)) => {
            let told = Told::new(visit.lang(), &refused);
            Ok(entry(&visit, &typed.gift_code, told).await?.status(status_of(&refused)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Why no gift is found.
async fn unknown(visit: &Visit, typed: &str) -> Result<String, AppError> {
    Ok(elsewhere(visit, typed).await?.unwrap_or_else(|| visit.t().receive_unknown().to_owned()))
}

/// Of another school's gift, what everybody may know from its code: the school's public name. None: there is no such
/// gift, or it is off the public pages.
async fn elsewhere(visit: &Visit, typed: &str) -> Result<Option<String>, AppError> {
    let Ok(code) = typed.parse::<Code>() else { return Ok(None) };
    let public = visit.wishes(&[code]).await?;
    Ok(public.first().map(|wish| visit.t().receive_elsewhere(&wish.school)))
}

/// Another school's gift is missing here as well, for the school that has it in its hands with the reason.
pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    match receive::look(visit.store(), visit.receiver()?, &code, visit.now()).await {
        Ok(arrival) => Ok(gift(&visit, &arrival, &Forms::default())),
        Err(Error::Refused(refused)) if refused.0 == [Refusal::NotFound] && visit.school().is_ok() => {
            let sentence = elsewhere(&visit, &code).await?.ok_or_else(AppError::not_found)?;
            Ok(foreign(&visit, sentence).status(StatusCode::NOT_FOUND))
        }
        Err(error) => Err(error.into()),
    }
}

fn foreign(visit: &Visit, sentence: String) -> Page {
    let t = visit.t();
    visit.page(t.receive_title(), || {
        desk(
            visit,
            view! {
                <div class="narrow stack">
                    <h1>{t.receive_title()}</h1>
                    <Notice kind="wait">{sentence}</Notice>
                    <p>
                        <a href="/receive">{t.receive_next()}</a>
                    </p>
                </div>
            },
        )
    })
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
            // There a photo of it can be added.
            let page = format!("/receive/{}", arrival.code);
            Ok(visit.go_saying(page, visit.t().problem_noted_saying(&arrival.item)).into_response())
        }
        Err(Error::Refused(refused)) if refused.0 != [Refusal::NotFound] => {
            let arrival = receive::look(visit.store(), by, &code, visit.now()).await?;
            let forms = Forms { checks: receive::Typed::default(), problem: sent.typed, told: Some(refused) };
            Ok(again(&visit, &arrival, &forms))
        }
        Err(error) => Err(error.into()),
    }
}

/// The photo is made clean first, in a child that may fall over it; then it belongs to the problem.
pub async fn photo(visit: Visit, Path(code): Path<String>, sent: Upload) -> Result<Response, AppError> {
    let (by, key) = (visit.receiver()?, visit.form_key(sent.text("form")));
    let is_by_script = sent.is_by_script;
    // A foreign gift is missing before anything is done with the file.
    let arrival = receive::look(visit.store(), by, &code, visit.now()).await?;
    let taken = match sent.file {
        Some((_, file)) => (visit.site().take_picture)(Purpose::Problem, by.account(), file, visit.now()).await,
        None => Err(Refusal::Missing(Field::File).into()),
    };
    let done = match taken {
        Ok(photo) => picture::bring(visit.store(), by, &code, photo, &key, visit.now()).await,
        Err(AppError::Refused(refused)) => Err(refused.into()),
        Err(error) => return Err(error),
    };
    match done {
        Ok(()) => {
            let page = format!("/receive/{}", arrival.code);
            let mut answer = visit.go_saying(page, visit.t().gift_photo_sent_saying()).into_response();
            if is_by_script {
                // A script is told where to go, and goes there itself.
                *answer.status_mut() = StatusCode::CREATED;
            }
            Ok(answer)
        }
        Err(Error::Refused(refused)) if refused.0 != [Refusal::NotFound] => {
            let forms = Forms { told: Some(refused), ..Forms::default() };
            Ok(again(&visit, &arrival, &forms))
        }
        Err(error) => Err(error.into()),
    }
}

fn again(visit: &Visit, arrival: &Arrival, forms: &Forms) -> Response {
    let status = forms.told.as_ref().map_or(StatusCode::OK, status_of);
    gift(visit, arrival, forms).status(status).into_response()
}

async fn entry(visit: &Visit, typed: &str, told: Told) -> Result<Page, AppError> {
    let counts = counts(visit.db(), visit.receiver()?, visit.now()).await?;
    let t = visit.t();
    let error = told.at(Field::Code);
    Ok(visit.page(t.receive_title(), || {
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
                            <CodeField
                                id="gift_code".to_owned()
                                name="gift_code".to_owned()
                                value=typed.to_owned()
                                described_by=described_by.to_owned()
                                invalid=bad
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
                        <ScanCode
                            field="gift_code".to_owned()
                            start=t.scan_start().to_owned()
                            stop=t.scan_stop().to_owned()
                            looking=t.scan_looking().to_owned()
                            refused=t.scan_refused().to_owned()
                            not_again=if bad { typed.to_owned() } else { String::new() }
                        />
                    </form>
                    {gaps::so_far(t, &counts)}
                    <p>
                        <a href="/receive/gaps">{t.gaps_link()}</a>
                    </p>
                </div>
            },
        )
    }))
}
