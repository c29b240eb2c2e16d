//! One gift of a donor: where it is, where to send it, and everything the donor can say about it.

mod chosen;
mod forms;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, Refusal, Refused, Result,
    card::list::ForDonor,
    claim::{
        State,
        desk::{self, OneGift},
        note, release, ship,
    },
    outbox::letter::Delivery,
    substitution::ask,
    wish::Status,
};
use leptos::prelude::*;

use self::{chosen::chosen, forms::Forms};
use super::head;
use crate::{
    AppError, Page, Visit,
    error::status_of,
    pages::claim::after::After,
    parts::{
        form::{FormErrors, Told},
        icon::UiIcon,
        notice::Notice,
        photo::Photo,
        way::way,
    },
    request::Sent,
    text::Text,
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let asked = read(&code)?;
    if asked.as_str() != code {
        return Ok(visit.go(format!("/gifts/{asked}")).into_response());
    }
    let donor = visit.donor()?;
    let gift = match desk::one(visit.db(), donor, &asked, visit.lang()).await {
        Err(Error::Refused(refused)) if refused.0 == [Refusal::NotFound] => {
            let now_at = desk::moved(visit.db(), donor, &asked).await?.ok_or_else(AppError::not_found)?;
            return Ok(visit.go(format!("/gifts/{now_at}")).into_response());
        }
        found => found?,
    };
    let forms = Forms::of(&gift, opens(&visit, &gift).await?);
    let after = After::read(&visit).await?;
    Ok(page(&visit, &gift, &forms, &after).into_response())
}

pub async fn ship(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<ship::Typed>>,
) -> Result<Response, AppError> {
    let (code, key) = (read(&code)?, visit.form_key(&sent.form));
    let done = ship::ship(visit.store(), visit.donor()?, &code, &sent.typed, &key, visit.now()).await;
    answer(&visit, &code, done, visit.t().ship_saying(), |forms| forms.ship = sent.typed).await
}

pub async fn note(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<note::Typed>>,
) -> Result<Response, AppError> {
    let (code, key) = (read(&code)?, visit.form_key(&sent.form));
    let done = note::write(visit.store(), visit.donor()?, &code, &sent.typed, &key, visit.now()).await;
    let is_gone = sent.typed.note.trim().is_empty();
    let saying = if is_gone { visit.t().note_gone_saying() } else { visit.t().note_saying() };
    answer(&visit, &code, done, saying, |forms| forms.note = sent.typed).await
}

pub async fn ask(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<ask::Typed>>,
) -> Result<Response, AppError> {
    let (code, key) = (read(&code)?, visit.form_key(&sent.form));
    let done = ask::ask(visit.store(), visit.donor()?, &code, &sent.typed, &key, visit.now()).await;
    answer(&visit, &code, done, visit.t().ask_saying(), |forms| forms.ask = sent.typed).await
}

pub async fn release(
    visit: Visit,
    Path(code): Path<String>,
    Form(sent): Form<Sent<release::Typed>>,
) -> Result<Response, AppError> {
    let (code, key) = (read(&code)?, visit.form_key(&sent.form));
    let gift = desk::one(visit.db(), visit.donor()?, &code, visit.lang()).await?;
    let done = release::release(visit.store(), visit.donor()?, &code, &sent.typed, &key, visit.now()).await;
    let t = visit.t();
    let saying = if opens(&visit, &gift).await? { t.release_saying() } else { t.release_pool_saying() };
    answer(&visit, &code, done, saying, |forms| forms.release = sent.typed).await
}

/// Whether the wish opens for others when it is given back: until its phase takes no more claims.
async fn opens(visit: &Visit, gift: &OneGift) -> Result<bool, AppError> {
    let (county, number) = (visit.county().await?, gift.line.phase.number);
    Ok(county.public_phases().any(|phase| phase.number == number && phase.takes_claims(visit.now())))
}

fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

/// Back to the gift with a sentence, or the page again with what was typed and what is wrong with it.
async fn answer(
    visit: &Visit,
    code: &Code,
    done: Result<()>,
    saying: &'static str,
    keep: impl FnOnce(&mut Forms),
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("/gifts/{code}"), saying).into_response()),
        Err(Error::Refused(refused)) => {
            let gift = desk::one(visit.db(), visit.donor()?, code, visit.lang()).await?;
            let mut forms = Forms::of(&gift, opens(visit, &gift).await?);
            keep(&mut forms);
            Ok(again(visit, &gift, forms, &refused))
        }
        Err(error) => Err(error.into()),
    }
}

fn again(visit: &Visit, gift: &OneGift, mut forms: Forms, refused: &Refused) -> Response {
    forms.told = Told::new(visit.lang(), refused);
    page(visit, gift, &forms, &After::default()).status(status_of(refused)).into_response()
}

/// `after`: what is still to say of the claim that was just made.
fn page(visit: &Visit, gift: &OneGift, forms: &Forms, after: &After) -> Page {
    let t = visit.t();
    let line = &gift.line;
    visit.page(&line.gift.item, || {
        view! {
            <ol class="crumbs" aria-label=t.crumbs()>
                <li>
                    <a href="/gifts">{t.gifts_title()}</a>
                </li>
                <li aria-current="page" lang=t.own_lang(&line.gift.item)>
                    {line.gift.item.clone()}
                </li>
            </ol>
            <FormErrors told=forms.told.clone() t=t />
            <div class="with-side">
                <section class="box">
                    {head(t, line, true)}
                    {standing(visit, gift, forms.opens)}
                    {facts(t, gift)}
                    {way(t, &line.stations, Some(&line.claim))}
                </section>
                <aside class="stack">
                    {gift.delivery.as_ref().map(|delivery| address(t, gift, delivery))} {card(visit, gift)}
                </aside>
            </div>
            <div class="stack-l">{after.view(t)} {chosen(t, gift)} {forms::all(visit, gift, forms)}</div>
        }
    })
}

/// What the donor should know first.
fn standing(visit: &Visit, gift: &OneGift, opens: bool) -> Option<AnyView> {
    let t = visit.t();
    let claim = &gift.line.claim;
    if let Some(kind) = gift.line.problem {
        return Some(view! { <Notice kind="bad">{t.gift_problem(t.problem_kind(kind))}</Notice> }.into_any());
    }
    match (claim.state, claim.give_by) {
        (State::Confirmed, Some(day)) if day < visit.today() => {
            Some(view! { <Notice kind="wait">{t.gifts_late(&t.date(day))}</Notice> }.into_any())
        }
        (State::Confirmed, Some(day)) => Some(view! { <Notice>{t.gifts_give_by(&t.date(day))}</Notice> }.into_any()),
        (State::Released | State::Lapsed | State::Cancelled, _) if gift.line.status == Status::Open => {
            Some(left(t, gift, opens))
        }
        _ => None,
    }
}

/// Whether the wish of a claim that ended can be claimed once more, or who sees to it.
fn left(t: Text, gift: &OneGift, opens: bool) -> AnyView {
    if !opens {
        return view! { <Notice>{t.gift_to_pool()}</Notice> }.into_any();
    }
    view! {
        <p>
            <a href=format!("/claim?code={}", gift.line.gift.code)>{t.gift_claim_again()}</a>
        </p>
    }
    .into_any()
}

/// What the child made in answer; nobody but this donor, the school and the office gets to see it.
fn card(visit: &Visit, gift: &OneGift) -> Option<AnyView> {
    let t = visit.t();
    Some(match gift.card.as_ref()? {
        ForDonor::Here(photo) => view! {
            <section class="box">
                <h2>{t.gift_card_title()}</h2>
                <Photo id=photo.id says=t.cards_alt(&gift.line.gift.item) t=t />
                <p class="soft small">{t.gift_card_private()}</p>
            </section>
        }
        .into_any(),
        // Once the day has passed nothing is promised any more.
        ForDonor::Expected(day) if *day < visit.today() => return None,
        ForDonor::Expected(day) => {
            let sentence = t.gift_card_expected(&t.date(*day));
            view! { <Notice>{sentence}</Notice> }.into_any()
        }
    })
}

fn facts(t: Text, gift: &OneGift) -> impl IntoView + use<> {
    let (line, claim) = (&gift.line, &gift.line.claim);
    let reason = claim.end_reason.clone().map(|reason| {
        view! {
            <dt>{t.gift_ended_reason()}</dt>
            <dd>{reason}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{t.wish_spec()}</dt>
            <dd lang=t.own_lang(&line.gift.specification)>{line.gift.specification.clone()}</dd>
            <dt>{t.wish_for()}</dt>
            <dd>
                {t.grade_band(line.gift.grade_band)} " · "
                <span lang=t.own_lang(&line.gift.school)>{line.gift.school.clone()}</span>
            </dd>
            <dt>{t.wish_price()}</dt>
            <dd class="money">{line.gift.price.to_string()}</dd>
            <dt>{t.wish_phase()}</dt>
            <dd>
                <a href=format!("/phases/{}", line.phase.number)>{line.phase.title.clone()}</a>
            </dd>
            {reason}
        </dl>
    }
}

/// Where to send it; only for this donor, only while it is to be sent.
fn address(t: Text, gift: &OneGift, delivery: &Delivery) -> impl IntoView + use<> {
    let code = gift.line.gift.code.clone();
    view! {
        <section class="box">
            <h2>{t.delivery_title()}</h2>
            <dl class="facts">
                <dt>{t.delivery_school()}</dt>
                <dd lang=t.own_lang(&delivery.school)>{delivery.school.clone()}</dd>
                <dt>{t.delivery_address()}</dt>
                <dd lang=t.own_lang(&delivery.address)>{delivery.address.clone()}</dd>
                <dt>{t.delivery_contact()}</dt>
                <dd>{delivery.contact.clone()}</dd>
                <dt>{t.delivery_phone()}</dt>
                <dd>{delivery.phone.clone()}</dd>
            </dl>
            <p class="soft small">{t.delivery_note()}</p>
            <p class="actions">
                <a class="btn quiet" href=format!("/gifts/{code}/tag")>
                    <UiIcon name="printer" />
                    {t.tag_link()}
                </a>
                <a class="btn quiet" href=format!("/gifts/{code}/tag.pdf")>
                    {t.tag_pdf()}
                </a>
            </p>
        </section>
    }
}
