//! One adoption for its donor: the contract in full, accepting it, how to pay, and how the season goes.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Code, Error, Fen, Field, Lang, Refusal,
    adoption::{
        State,
        list::{self, Contract as Read},
        release as releasing,
        sign::{self as signing, DELIVERY, Typed},
        wording::Wording,
    },
    plot::{Mode, diary, settled},
};
use leptos::prelude::*;

use super::pill;
use crate::{
    AppError, Page, Visit,
    document::{Deed, contract, wording},
    error::{refused, status_of},
    pages::plots::show::{log, result, spent},
    parts::{
        crumbs::Crumbs,
        form::{AreaField, FormErrors, FormKeyField, TextField, TickField, Told},
        notice::Notice,
        payment::how_to_pay,
        plot_card::{field, title},
    },
    request::{Pressed, Sent},
    text::Text,
};

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    draw(&visit, &code, None, Told::nothing()).await
}

pub async fn sign(visit: Visit, Path(code): Path<String>, Form(sent): Form<Sent<Typed>>) -> Result<Response, AppError> {
    let (donor, form) = (visit.donor()?, visit.form_key(&sent.form));
    let shown = list::contract(visit.store(), donor, &code, visit.lang(), visit.now()).await?;
    let says = says(&visit, &code, &shown).await?;
    let signed = signing::sign(visit.store(), donor, &read(&code)?, &sent.typed, &says, &form, visit.now()).await;
    match signed {
        Ok(()) => {
            Ok(visit.go_saying(format!("/gifts/plots/{code}"), visit.t().adoption_signed_saying()).into_response())
        }
        Err(error) => not_done(&visit, &code, Some(sent.typed), error).await,
    }
}

pub async fn release(visit: Visit, Path(code): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, form) = (visit.donor()?, visit.form_key(&sent.form));
    match releasing::release(visit.store(), donor, &read(&code)?, &form, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/gifts/plots", visit.t().adoption_released_saying()).into_response()),
        Err(error) => not_done(&visit, &code, None, error).await,
    }
}

fn read(code: &str) -> Result<Code, AppError> {
    code.parse().map_err(|_| AppError::not_found())
}

/// What the contract that is shown says, in both languages.
async fn says(visit: &Visit, code: &str, shown: &Read) -> Result<Wording, AppError> {
    let other = visit.lang().pick(Lang::En, Lang::Zh);
    let other = list::contract(visit.store(), visit.donor()?, code, other, visit.now()).await?;
    let (zh, en) = visit.lang().pick((shown, &other), (&other, shown));
    Ok(wording(zh, en))
}

async fn not_done(visit: &Visit, code: &str, mut typed: Option<Typed>, error: Error) -> Result<Response, AppError> {
    let refused = refused(error)?;
    // What was ticked was another text.
    if let Some(typed) = typed.as_mut().filter(|_| refused.0.contains(&Refusal::ContractChanged)) {
        typed.contract.clear();
    }
    let told = Told::new(visit.lang(), &refused);
    Ok(draw(visit, code, typed, told).await?.status(status_of(&refused)).into_response())
}

async fn draw(visit: &Visit, code: &str, typed: Option<Typed>, told: Told) -> Result<Page, AppError> {
    let read = list::contract(visit.store(), visit.donor()?, code, visit.lang(), visit.now()).await?;
    let entries = diary::of(visit.db(), read.plot.number).await?;
    let pictures = diary::pictures(visit.db(), &entries).await?;
    let settled = settled::of(visit.db(), read.plot.number, visit.now()).await?;
    let t = visit.t();
    let title = title(t, &read.plot);
    let waits = read.adoption.state == State::Reserved && read.adoption.reserved_until > visit.now();
    let name = visit
        .signed_in()
        .map(|person| person.account().organisation.clone().unwrap_or_else(|| person.account().name.clone()));
    let typed = typed.unwrap_or_else(|| Typed { party: name.unwrap_or_default(), ..Typed::default() });
    let shown = if waits { says(visit, code, &read).await?.hash()? } else { String::new() };
    let typed = Typed { wording: shown, ..typed };
    Ok(visit.page(&title, || {
        view! {
            <div class="narrow stack">
                <Crumbs t=t list=("/gifts/plots", t.gifts_plots_title()) here=title.clone() />
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <span class=pill(read.adoption.state)>
                        {t.adoption_stands(read.adoption.state, read.plot.gave_nothing())}
                    </span>
                    <a href=format!("/plots/{}", read.plot.number)>{t.plot_see()}</a>
                </div>
                <FormErrors told=told.clone() t=t />
                {field(t, read.plot.shares, read.adoption.shares)}
                {due(visit, &read)}
                {pay(t, &read)}
                {read.adoption.paid_at.and_then(|_| result(t, &read.plot, read.part))}
                {read.adoption.paid_at.and_then(|_| spent(t, settled))}
                {(read.adoption.paid_at.is_some()).then(|| log(t, &entries, &pictures))}
                {paper(t, &contract(t, &read, None))}
                {waits.then(|| accept(visit, &read, &typed, &told))}
                {pdf(t, &read)}
                {give_back(visit, &read)}
            </div>
        }
    }))
}

/// What it waits for, and until when.
fn due(visit: &Visit, read: &Read) -> Option<AnyView> {
    let (t, adoption) = (visit.t(), &read.adoption);
    let has_both_signed = adoption.state == State::Paid && adoption.household_signed_on.is_some();
    let kind = if has_both_signed { "ok" } else { "wait" };
    let sentence = match adoption.state {
        State::Reserved => t.adoption_reserved_until(&t.time(adoption.reserved_until)),
        State::Signed => t.adoption_pay_until(&adoption.pay_until.map(|day| t.date(day)).unwrap_or_default()),
        State::Paid if adoption.household_signed_on.is_none() => t.adoption_household_to_sign().to_owned(),
        State::Paid => {
            t.adoption_household_signed(&adoption.household_signed_on.map(|day| t.date(day)).unwrap_or_default())
        }
        State::Lapsed => went_back(t, read)?,
        _ => return None,
    };
    Some(view! { <Notice kind=kind>{sentence}</Notice> }.into_any())
}

/// What had come of a contract that lapsed, if anything did.
fn went_back(t: Text, read: &Read) -> Option<String> {
    let payment = read.payment.as_ref()?;
    if payment.arrived > Fen::ZERO {
        return Some(t.adoption_goes_back(&payment.arrived.to_string()));
    }
    payment.went.map(|went| t.adoption_went_back(&went.amount.to_string(), &t.date(went.on)))
}

/// How to pay, while it is signed and not paid.
fn pay(t: Text, read: &Read) -> Option<impl IntoView + use<>> {
    let shown = read.payment.as_ref().filter(|_| read.adoption.state == State::Signed)?;
    Some(how_to_pay(t, shown))
}

/// The contract as it is printed.
fn paper(t: Text, contract: &Deed) -> impl IntoView + use<> {
    let parties: Vec<_> = contract
        .parties
        .iter()
        .map(|(term, text)| {
            view! {
                <dt>{term.clone()}</dt>
                <dd>{text.clone()}</dd>
            }
        })
        .collect();
    let clauses: Vec<_> = contract.clauses.iter().map(|clause| view! { <li>{clause.clone()}</li> }).collect();
    let signatures: Vec<_> =
        contract.signatures.iter().map(|line| view! { <p class="soft">{line.clone()}</p> }).collect();
    let text_no = contract.text_no.clone().map(|text_no| view! { <p class="soft small">{text_no}</p> });
    view! {
        <section class="box contract" aria-label=t.adoption_contract()>
            <h2>{contract.title.clone()}</h2>
            <p class="soft">{contract.subtitle.clone()}</p>
            <dl class="facts wide-terms">{parties}</dl>
            <ol class="prose">{clauses}</ol>
            {signatures}
            {text_no}
        </section>
    }
}

fn accept(visit: &Visit, read: &Read, typed: &Typed, told: &Told) -> impl IntoView + use<> {
    let t = visit.t();
    let delivery = (read.plot.mode != Mode::DonatedOn).then(|| {
        view! {
            <AreaField
                field=Field::Delivery
                t=t
                told=told.clone()
                value=typed.delivery.clone()
                most=DELIVERY
                help=t.adoption_delivery_help()
                plain=true
            />
        }
    });
    view! {
        <form
            class="form box"
            method="post"
            action=format!("/gifts/plots/{}/sign", read.adoption.code)
            novalidate
        >
            <h2>{t.adoption_accept()}</h2>
            <p class="soft">{t.adoption_accept_lead()}</p>
            <FormKeyField key=visit.mint() />
            <input type="hidden" name="wording" value=typed.wording.clone() />
            <TextField
                field=Field::Party
                t=t
                told=told.clone()
                value=typed.party.clone()
                help=t.adoption_party_help()
                autocomplete="name"
            />
            {delivery}
            <TickField
                field=Field::Contract
                told=told.clone()
                ticked=!typed.contract.is_empty()
                text=t.adoption_accept_tick()
            />
            <div class="actions">
                <button class="btn pine">{t.adoption_accept_button()}</button>
            </div>
        </form>
    }
}

fn pdf(t: Text, read: &Read) -> impl IntoView + use<> {
    view! {
        <p>
            <a class="btn quiet" href=format!("/gifts/plots/{}/contract.pdf", read.adoption.code)>
                {t.adoption_pdf()}
            </a>
        </p>
    }
}

/// While nothing is paid; it takes two steps, since others may take the shares at once. Where some of it has come, that
/// goes back first.
fn give_back(visit: &Visit, read: &Read) -> Option<AnyView> {
    let t = visit.t();
    let (action, key) = (format!("/gifts/plots/{}/release", read.adoption.code), visit.mint());
    if !State::UNPAID.contains(&read.adoption.state) {
        return None;
    }
    if let Some(arrived) = read.payment.as_ref().map(|shown| shown.arrived).filter(|arrived| *arrived > Fen::ZERO) {
        let first = t.adoption_release_first(&arrived.to_string(), &read.organiser.contact);
        let otherwise = read.adoption.pay_until.map(|day| t.adoption_release_else(&t.date(day)));
        let said: Vec<String> = std::iter::once(first).chain(otherwise).collect();
        return Some(view! { <p class="soft">{t.sentences(&said)}</p> }.into_any());
    }
    Some(
        view! {
            <details class="more">
                <summary>{t.adoption_release()}</summary>
                <form class="form box" method="post" action=action>
                    <h2>{t.adoption_release_title()}</h2>
                    <FormKeyField key=key />
                    <p>{t.adoption_release_what()}</p>
                    <div class="actions">
                        <button class="btn quiet">{t.adoption_release_sure()}</button>
                    </div>
                </form>
            </details>
        }
        .into_any(),
    )
}
