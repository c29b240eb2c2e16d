//! One card: what became of it, the photo, and sending one. Works without JavaScript; with it the photo is shrunk
//! before it is sent, and sent again when the line breaks.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Field, Refusal, Refused,
    actor::Receiver,
    card::{
        State, decline,
        list::{self, Line},
        turn as turning_round, upload,
    },
    photo::Purpose,
};
use leptos::prelude::*;

use super::colour;
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        desk::desk,
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
        photo::{Photo, Sending, sending, turning},
    },
    request::{Pressed, Sent, upload::Upload},
    text::Text,
};

/// The longer side of what the browser sends, in pixels: a little more than is kept.
const LONGEST: u32 = 2_200;

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    let line = list::one(visit.db(), visit.school()?, &read(&code)?).await?;
    Ok(page(&visit, &line, Told::nothing()))
}

fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

/// The photo is made clean first, in a child that may fall over it; then the card is handed in.
pub async fn send(visit: Visit, Path(code): Path<String>, sent: Upload) -> Result<Response, AppError> {
    let (school, code) = (visit.school()?, read(&code)?);
    let key = visit.form_key(sent.text("form"));
    let is_by_script = sent.is_by_script;
    let taken = match sent.file {
        Some((_, file)) => (visit.site().take_picture)(Purpose::Card, school.account(), file, visit.now()).await,
        None => Err(Refusal::Missing(Field::File).into()),
    };
    let done = match taken {
        Ok(photo) => upload::upload(visit.store(), school, &code, photo, &key, visit.now()).await,
        Err(AppError::Refused(refused)) => Err(refused.into()),
        Err(error) => return Err(error),
    };
    match done {
        Ok(()) => {
            let mut answer = visit.go_saying("/school/cards", visit.t().cards_sent_saying()).into_response();
            if is_by_script {
                // A script is told where to go, and goes there itself.
                *answer.status_mut() = StatusCode::CREATED;
            }
            Ok(answer)
        }
        Err(error) => again(&visit, &code, &refused(error)?).await,
    }
}

pub async fn decline(
    visit: Visit,
    Path(code): Path<String>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, AppError> {
    let (school, code) = (visit.school()?, read(&code)?);
    let key = visit.form_key(&pressed.form);
    match decline::decline(visit.store(), school, &code, &key, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/school/cards", visit.t().cards_declined_saying()).into_response()),
        Err(error) => again(&visit, &code, &refused(error)?).await,
    }
}

/// While the office has not approved it: the picture is drawn anew in a child, then takes the old one's place.
pub async fn turn(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<turning_round::Typed>>,
) -> Result<Response, AppError> {
    let (school, code, key) = (visit.school()?, read(&code)?, visit.form_key(&sent.form));
    let (by, store, now) = (Receiver::School(school), visit.store(), visit.now());
    let done = match turning_round::ask(store, by, &code, &sent.typed, &key).await {
        Ok(Some((photo, way))) => {
            let drawn = (visit.site().turn_picture)(photo, school.account(), way, now).await?;
            turning_round::replace(store, by, &code, &sent.typed, drawn, &key, now).await
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(visit.go_saying(format!("/school/cards/{code}"), visit.t().turn_saying()).into_response()),
        Err(error) => again(&visit, &code, &refused(error)?).await,
    }
}

/// The page with what is wrong.
async fn again(visit: &Visit, code: &Code, refused: &Refused) -> Result<Response, AppError> {
    let line = list::one(visit.db(), visit.school()?, code).await?;
    let told = if refused.0 == [Refusal::Missing(Field::File)] {
        Told::at_field(Field::File, visit.t().cards_file_missing())
    } else {
        Told::new(visit.lang(), refused)
    };
    Ok(page(visit, &line, told).status(status_of(refused)).into_response())
}

fn page(visit: &Visit, line: &Line, told: Told) -> Page {
    let (t, wish) = (visit.t(), &line.wish);
    let standing = line.standing(visit.today());
    let state = line.card.as_ref().map(|card| card.state);
    let may_send = line.is_agreed && state.is_none_or(State::is_open);
    visit.page(&format!("{} · {}", t.cards_title(), wish.item), || {
        desk(
            visit,
            view! {
                <ol class="crumbs" aria-label=t.crumbs()>
                    <li>
                        <a href=format!("/school/cards?phase={}", line.phase.id)>{t.cards_title()}</a>
                    </li>
                    <li aria-current="page">{wish.item.clone()}</li>
                </ol>
                <div class="page-head">
                    <h1>{wish.item.clone()}</h1>
                    <span class=format!("pill {}", colour(standing))>{t.card_standing(standing)}</span>
                </div>
                <FormErrors told=told.clone() t=t />
                {stands(t, line)}
                <div class="with-side">
                    <div class="stack">{facts(t, line)} {may_send.then(|| form(visit, line, &told))}</div>
                    {picture(visit, line)}
                </div>
                {(may_send && state != Some(State::Declined)).then(|| no_card(visit, line))}
            },
        )
    })
}

/// What became of it, and what to do now.
fn stands(t: Text, line: &Line) -> Option<AnyView> {
    let card = line.card.as_ref();
    if !line.is_agreed && card.is_none_or(|card| card.state != State::Withdrawn) {
        return Some(view! { <Notice kind="wait">{t.cards_agreed_no_more()}</Notice> }.into_any());
    }
    let card = card?;
    Some(match card.state {
        State::Returned => {
            let sentence = t.cards_returned(card.reason.as_deref().unwrap_or_default());
            view! { <Notice kind="bad">{sentence}</Notice> }.into_any()
        }
        State::Submitted => view! { <Notice kind="wait">{t.cards_waits()}</Notice> }.into_any(),
        State::Approved => view! { <Notice kind="ok">{t.cards_is_sent()}</Notice> }.into_any(),
        State::Declined => view! { <Notice>{t.cards_is_declined()}</Notice> }.into_any(),
        State::Withdrawn if line.is_agreed => view! { <Notice>{t.cards_is_withdrawn()}</Notice> }.into_any(),
        State::Withdrawn => view! { <Notice>{t.cards_is_withdrawn_for_good()}</Notice> }.into_any(),
    })
}

fn facts(t: Text, line: &Line) -> impl IntoView + use<> {
    let wish = &line.wish;
    let photo = if line.may_show_child { t.cards_may_show() } else { t.cards_may_not_show() };
    let due = line.is_owed().then(|| {
        view! {
            <dt>{t.cards_due()}</dt>
            <dd>{t.date(line.due_on)}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{t.col_gift()}</dt>
            <dd>{format!("{} · {}", wish.item, wish.specification)}</dd>
            <dt>{t.col_grade()}</dt>
            <dd>{t.roster_grade(wish.grade)}</dd>
            <dt>{t.col_code()}</dt>
            <dd class="code">{wish.code.grouped()}</dd>
            <dt>{t.cards_handed_on()}</dt>
            <dd>{t.date(line.handed_on)}</dd>
            {due}
            <dt>{t.cards_photo_consent()}</dt>
            <dd>{photo}</dd>
        </dl>
    }
}

fn picture(visit: &Visit, line: &Line) -> Option<impl IntoView + use<>> {
    let (t, card) = (visit.t(), line.card.as_ref()?);
    let photo = card.photo_id?;
    let turned = format!("/school/cards/{}/turn", line.wish.code);
    let turns = (card.state == State::Submitted).then(|| turning(t, turned, visit.mint(), photo));
    Some(view! {
        <aside class="stack">
            <Photo id=photo says=t.cards_alt(&line.wish.item) t=t />
            {turns}
        </aside>
    })
}

fn form(visit: &Visit, line: &Line, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let is_new = line.card.as_ref().is_none_or(|card| card.photo_id.is_none());
    let form = Sending {
        action: format!("/school/cards/{}", line.wish.code),
        key: visit.mint(),
        label: if is_new { t.cards_photo() } else { t.cards_replace() },
        help: t.cards_photo_help(),
        button: t.cards_send(),
        longest: LONGEST,
    };
    sending(t, form, told.at(Field::File))
}

fn no_card(visit: &Visit, line: &Line) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <details class="box">
            <summary>
                <b>{t.cards_decline_title()}</b>
            </summary>
            <form class="form" method="post" action=format!("/school/cards/{}/decline", line.wish.code)>
                <FormKeyField key=visit.mint() />
                <p>{t.cards_decline_text()}</p>
                <button class="btn danger">{t.cards_decline()}</button>
            </form>
        </details>
    }
}
