//! `/gifts/offers`: what a donor, or an organisation by its contact, is ready to give for a while.

pub mod fields;
pub mod fits;
pub mod new;
pub mod one;

use entity::{
    offer::{
        State,
        desk::{self, Shown},
    },
    round::{self, desk::Passed, proposal},
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{icon::CategoryIcon, notice::Notice},
    text::Text,
};

const LIST: &str = "/gifts/offers";

pub async fn list(visit: Visit) -> Result<Page, AppError> {
    let (t, donor) = (visit.t(), visit.donor()?);
    let county = visit.county().await?;
    let offers = desk::all(visit.db(), donor, &county, visit.lang()).await?;
    let waits = round::desk::waiting(visit.db(), donor, visit.now()).await?;
    let passed = round::desk::passed_over(visit.db(), donor, visit.now()).await?;
    Ok(visit.page(t.offers_title(), || {
        let lines: Vec<_> = offers.iter().map(|shown| line(t, shown, passed.get(&shown.offer.id).copied())).collect();
        let list = if lines.is_empty() {
            none(t).into_any()
        } else {
            view! {
                <ul class="todo-list">{lines}</ul>
                <p class="actions">
                    <a class="btn" href=format!("{LIST}/new")>
                        {t.offers_new()}
                    </a>
                </p>
            }
            .into_any()
        };
        view! {
            <div class="narrow stack">
                {crumbs(t, None)}
                <h1>{t.offers_title()}</h1>
                <p class="soft">{t.offers_lead()}</p>
                {waits.map(|proposal| waiting(&visit, &proposal))}
                {list}
            </div>
        }
    }))
}

/// The way to a proposal that its donor has still to answer.
pub fn waiting(visit: &Visit, proposal: &proposal::Model) -> impl IntoView + use<> {
    waiting_as(visit, proposal, visit.t().proposal_waits())
}

/// The same, said in these words.
fn waiting_as(visit: &Visit, proposal: &proposal::Model, says: &'static str) -> impl IntoView + use<> {
    let t = visit.t();
    let until = proposal.held_until.map(|until| t.round_until(&t.time(until)));
    let address = format!("/proposal?token={}", visit.store().keys.link_token(&proposal.link));
    view! {
        <Notice kind="wait">
            {says} " " {until} " "
            <a href=address>{t.proposal_look()}</a>
        </Notice>
    }
}

fn none(t: Text) -> impl IntoView {
    view! {
        <div class="empty">
            <CategoryIcon category="other" big=true />
            <h2>{t.offers_none()}</h2>
            <p>{t.offers_none_text()}</p>
            <div class="actions">
                <a class="btn" href=format!("{LIST}/new")>
                    {t.offers_new()}
                </a>
            </div>
        </div>
    }
}

/// `passed`: why rounds pass over it.
fn line(t: Text, shown: &Shown, passed: Option<Passed>) -> impl IntoView + use<> {
    let (class, state) = standing(t, shown.offer.state(), passed);
    view! {
        <li>
            <div class="what">
                <b>{t.offer_title(shown.offer.id.0)}</b>
                <span class="soft small">{t.offer_in_short(&shown.line)}</span>
                {passed.map(|why| view! { <p class="small">{t.offer_passed(why)}</p> })}
            </div>
            <span class=class>{state}</span>
            <a
                class="btn quiet"
                href=format!("{LIST}/{}", shown.offer.id)
                aria-label=t.offers_open_one(shown.offer.id.0)
            >
                {t.offers_open()}
            </a>
        </li>
    }
}

const fn standing(t: Text, state: State, passed: Option<Passed>) -> (&'static str, &'static str) {
    match state {
        State::Stands if passed.is_some() => ("pill k-submitted", t.offer_resting()),
        State::Stands => ("pill k-handed_out", t.offer_stands()),
        State::Paused => ("pill k-submitted", t.offer_paused()),
        State::Ended => ("pill k-withdrawn", t.offer_ended()),
    }
}

/// The way back; `here`: a page below the list.
fn crumbs(t: Text, here: Option<String>) -> impl IntoView {
    let list = match &here {
        Some(_) => view! {
            <li>
                <a href=LIST>{t.offers_title()}</a>
            </li>
        }
        .into_any(),
        None => view! { <li aria-current="page">{t.offers_title()}</li> }.into_any(),
    };
    view! {
        <ol class="crumbs" aria-label=t.crumbs()>
            <li>
                <a href="/gifts">{t.gifts_title()}</a>
            </li>
            {list}
            {here.map(|here| view! { <li aria-current="page">{here}</li> })}
        </ol>
    }
}
