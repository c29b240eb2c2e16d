//! A donor's payments: what was promised under which code, what has arrived, and how to pay the rest.

mod transfers;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Fen,
    payment::{
        ForWhat, State, confirmation, gift,
        list::{self, Own},
        reference::{self, Shown},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{
        crumbs::Crumbs,
        empty::Empty,
        form::FormKeyField,
        payment::{how_to_pay, promised},
    },
    request::Pressed,
    text::Text,
};

const LIST: &str = "/gifts/payments";
/// References on the page; nobody has more that are of use.
const MOST: u64 = 200;

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let own = reference::own(visit.db(), visit.donor()?, MOST).await?;
    let t = visit.t();
    Ok(visit.page(t.payments_title(), || {
        let body = if own.is_empty() {
            view! { <Empty title=t.payments_none() text=t.payments_none_text() /> }.into_any()
        } else {
            let lines: Vec<_> = own.iter().map(|shown| line(t, shown)).collect();
            view! { <ul class="todo-list pays">{lines}</ul> }.into_any()
        };
        view! {
            <Crumbs t=t list=("/gifts", t.gifts_title()) here=t.payments_title() />
            <div class="page-head">
                <h1>{t.payments_title()}</h1>
                <a class="btn" href="/give">
                    {t.give_title()}
                </a>
                <p class="soft">{t.payments_lead()}</p>
            </div>
            {body}
        }
    }))
}

fn line(t: Text, shown: &Shown) -> impl IntoView + use<> {
    let reference = &shown.reference;
    let asked = promised(t, reference, t.payment_monthly());
    view! {
        <li>
            <div class="what">
                <b>{shown.title(t.0).to_owned()}</b>
                <span class="soft small">
                    <span class="code">{reference.code.grouped()}</span>
                    {format!(" · {} {asked} · ", t.payment_asked())}
                    <span class="as-one">{format!("{} {}", t.payment_arrived(), shown.came())}</span>
                </span>
            </div>
            {pill(t, shown)}
            <a class="btn quiet" href=format!("{LIST}/{}", reference.code)>
                {t.payment_look()}
            </a>
        </li>
    }
}

/// How far it is, in the colours of a gift's stations.
fn pill(t: Text, shown: &Shown) -> impl IntoView + use<> {
    let (colour, name) = went_back(t, shown).unwrap_or_else(|| how_far(t, shown));
    view! { <span class=format!("pill k-{colour}")>{name}</span> }
}

/// What was given back on which day, where nothing more is expected and not all that was promised lies there. What a
/// contract gives back for a shortfall was paid all the same.
fn went_back(t: Text, shown: &Shown) -> Option<(&'static str, String)> {
    let is_over = shown.is_whole() || shown.reference.closed_at.is_some();
    let is_short = shown.reference.missing(shown.arrived).is_some_and(|missing| missing > Fen::ZERO);
    let went = shown.went.filter(|_| is_over && is_short)?;
    let (amount, day) = (went.amount.to_string(), t.date(went.on));
    Some(if shown.is_whole() && went.by_contract == went.amount {
        ("handed_out", t.payment_whole_short(&amount, &day))
    } else {
        ("withdrawn", t.payment_went_back(&amount, &day))
    })
}

fn how_far(t: Text, shown: &Shown) -> (&'static str, String) {
    let (colour, name) = if shown.is_whole() {
        ("handed_out", t.payment_whole())
    } else if shown.reference.closed_at.is_some() {
        ("withdrawn", t.payment_closed())
    } else if shown.missing().is_none() {
        ("received", t.payment_regular())
    } else if shown.arrived.0 > 0 {
        ("taken", t.payment_partly())
    } else {
        ("submitted", t.payment_waiting())
    };
    (colour, name.to_owned())
}

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Page, AppError> {
    let donor = visit.donor()?;
    let shown = reference::own_one(visit.db(), donor, &code).await?;
    let came = list::own(visit.db(), donor, &shown.reference).await?;
    let issued = confirmation::own(visit.db(), donor, shown.reference.id).await?;
    let t = visit.t();
    let title = t.payment_code_of(&shown.reference.code.grouped());
    Ok(visit.page(&title, || {
        let is_expected = shown.reference.closed_at.is_none() && !shown.is_whole();
        view! {
            <Crumbs t=t list=(LIST, t.payments_title()) here=title.clone() />
            <div class="page-head">
                <h1>{shown.title(t.0).to_owned()}</h1>
                {pill(t, &shown)}
            </div>
            <div class="stack-l">
                <div class="cols">{standing(t, &shown, &came)} {transfers::days(t, &came)}</div>
                {way_on(t, &shown)}
                {is_expected.then(|| how_to_pay(t, &shown))}
                {(shown.arrived.0 > 0 && !shown.reference.is_family())
                    .then(|| confirmation_box(&visit, &shown, issued.as_ref()))}
                {(is_expected && shown.reference.what() == ForWhat::Gift).then(|| give_up_form(&visit, &shown))}
            </div>
        }
    }))
}

fn standing(t: Text, shown: &Shown, came: &[Own]) -> impl IntoView + use<> {
    let reference = &shown.reference;
    let asked = promised(t, reference, t.payment_monthly());
    let is_expected = reference.closed_at.is_none();
    let back = |state: State| {
        let sum = Fen(came.iter().map(|own| own.here(&[state]).0).sum());
        (sum > Fen::ZERO).then(|| {
            view! {
                <dt>{t.payment_state(state)}</dt>
                <dd class="money">{sum.to_string()}</dd>
            }
        })
    };
    let (waits, went) = (back(State::ToReturn), back(State::Returned));
    let missing = shown.missing().filter(|missing| is_expected && missing.0 > 0).map(|missing| {
        view! {
            <dt>{t.payment_missing()}</dt>
            <dd class="money">{missing.to_string()}</dd>
        }
    });
    let note = if reference.is_family() { t.payment_family_note() } else { t.payment_not_invoice() };
    view! {
        <section class="box">
            <dl class="facts">
                <dt>{t.field(entity::Field::PaymentCode)}</dt>
                <dd class="code">{reference.code.grouped()}</dd>
                <dt>{t.payment_asked()}</dt>
                <dd class=reference.asked_fen.map(|_| "money")>{asked}</dd>
                <dt>{t.payment_arrived()}</dt>
                <dd class="money">{shown.came().to_string()}</dd>
                {waits}
                {went}
                {missing}
                <dt>{t.field(entity::Field::Organiser)}</dt>
                <dd>{shown.organiser.name(t.0).to_owned()}</dd>
            </dl>
            <p class="soft small">{note}</p>
        </section>
    }
}

/// The way to the pledge that it is paid for, or to the elders.
fn way_on(t: Text, shown: &Shown) -> Option<impl IntoView + use<>> {
    let (href, name) = match shown.reference.what() {
        ForWhat::Pledge(id) => (format!("/gifts/pledges/{id}"), t.pledge_page()),
        ForWhat::Support(_) => ("/gifts/support".to_owned(), t.support_title()),
        ForWhat::Gift | ForWhat::Adoption(_) => return None,
    };
    Some(view! {
        <p>
            <a href=href>{name}</a>
        </p>
    })
}

/// What has arrived, as a paper; issued anew when more has come.
fn confirmation_box(visit: &Visit, shown: &Shown, issued: Option<&confirmation::Model>) -> impl IntoView + use<> {
    let t = visit.t();
    let here = format!("{LIST}/{}", shown.reference.code);
    let pdf = issued.map(|issued| {
        view! {
            <a class="btn quiet" href=format!("{here}/confirmation.pdf")>
                {t.money_confirmation_pdf(&issued.printed_number())}
            </a>
        }
    });
    let is_whole = issued.is_some_and(|issued| issued.sum() == shown.arrived);
    let form = (!is_whole).then(|| {
        view! {
            <form method="post" action=format!("{here}/confirmation")>
                <FormKeyField key=visit.mint() />
                <button class="btn pine">{t.money_confirmation_issue()}</button>
            </form>
        }
    });
    view! {
        <section class="box">
            <h2>{t.money_confirmation()}</h2>
            <p>{t.money_confirmation_text()}</p>
            <div class="row">{pdf} {form}</div>
        </section>
    }
}

pub async fn confirm(
    visit: Visit,
    Path(code): Path<String>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, AppError> {
    let (donor, form) = (visit.donor()?, visit.form_key(&pressed.form));
    confirmation::issue(visit.store(), donor, &code, &form, visit.now()).await?;
    let paper = confirmation::paper(visit.db(), donor, &code).await?;
    let saying = visit.t().money_confirmation_issued_saying(&paper.confirmation.printed_number());
    Ok(visit.go_saying(format!("{LIST}/{code}"), saying).into_response())
}

fn give_up_form(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form method="post" action=format!("{LIST}/{}/give-up", shown.reference.code)>
            <FormKeyField key=visit.mint() />
            <p class="soft small">{t.payment_give_up_text()}</p>
            <div class="actions">
                <button class="btn quiet">{t.payment_give_up()}</button>
            </div>
        </form>
    }
}

pub async fn give_up(
    visit: Visit,
    Path(code): Path<String>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, AppError> {
    let form = visit.form_key(&pressed.form);
    gift::give_up(visit.store(), visit.donor()?, &code, &form, visit.now()).await?;
    Ok(visit.go_saying(format!("{LIST}/{code}"), visit.t().payment_given_up_saying()).into_response())
}
