//! `/gifts/plots`: the fields that a donor has adopted, and how far each season is.

pub mod show;

use axum_extra::extract::Query;
use entity::{
    adoption::{
        State,
        list::{self, Own},
    },
    id::AdoptionId,
};
use leptos::prelude::*;

use super::{From, pager};
use crate::{
    AppError, Page, Visit,
    parts::plot_card::{field, title},
};

/// Plots that stand beside the gifts.
const BESIDE: usize = 3;

pub async fn mine(visit: Visit, Query(from): Query<From>) -> Result<Page, AppError> {
    let donor = visit.donor()?;
    let before: Option<AdoptionId> = from.before.parse().ok();
    let (own, next) = list::page(visit.db(), donor, visit.lang(), before, visit.now()).await?;
    let t = visit.t();
    Ok(visit.page(t.gifts_plots_title(), || {
        let body = if own.is_empty() && before.is_none() {
            view! {
                <div class="empty">
                    <h2>{t.gifts_plots_none()}</h2>
                    <p>{t.gifts_plots_none_text()}</p>
                    <div class="actions">
                        <a class="btn pine" href="/plots">
                            {t.plots_see_all()}
                        </a>
                    </div>
                </div>
            }
            .into_any()
        } else {
            let cards: Vec<_> = own.iter().map(|one| view! { <li>{card(&visit, one)}</li> }).collect();
            view! { <ul class="plots">{cards}</ul> }.into_any()
        };
        view! {
            <div class="page-head">
                <h1>{t.gifts_plots_title()}</h1>
                <a href="/plots">{t.plots_see_all()}</a>
                <a href="/gifts">{t.gifts_title()}</a>
            </div>
            {body}
            {pager(t, "/gifts/plots", before.is_some(), next)}
        }
    }))
}

/// Those whose season is not over, for the page of all that a donor gives; nothing where there are none.
pub fn section(visit: &Visit, own: &[Own]) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let is_live = |one: &&Own| !matches!(one.adoption.state, State::Closed | State::Released | State::Lapsed);
    let cards: Vec<_> =
        own.iter().filter(is_live).take(BESIDE).map(|one| view! { <li>{card(visit, one)}</li> }).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section>
                <div class="section-head">
                    <h2>{t.gifts_plots_title()}</h2>
                    <a href="/gifts/plots">{t.gifts_plots_all()}</a>
                </div>
                <ul class="plots">{cards}</ul>
            </section>
        }
    })
}

/// The pill's class: an adoption wears the colour of what it waits for.
pub const fn pill(state: State) -> &'static str {
    match state {
        State::Reserved => "pill k-held",
        State::Signed => "pill k-confirmed",
        State::Paid => "pill k-received",
        State::Delivered | State::Donated | State::Closed => "pill k-handed_out",
        State::Released => "pill k-released",
        State::Lapsed => "pill k-lapsed",
    }
}

fn card(visit: &Visit, own: &Own) -> impl IntoView + use<> {
    let t = visit.t();
    let (adoption, plot) = (&own.adoption, &own.plot);
    let due = match adoption.state {
        State::Reserved => Some(t.adoption_reserved_until(&t.time(adoption.reserved_until))),
        State::Signed => adoption.pay_until.map(|day| t.adoption_pay_until(&t.date(day))),
        _ => None,
    };
    view! {
        <article class="plot box">
            {field(t, plot.shares, adoption.shares)}
            <h2>
                <a href=format!("/gifts/plots/{}", adoption.code)>{title(t, plot)}</a>
            </h2>
            <p class="meta">
                <span>{t.gifts_plots_shares(adoption.shares, plot.shares)}</span>
                <span>{adoption.amount_fen.to_string()}</span>
            </p>
            <p class="foot">
                {due.map(|due| view! { <span class="soft small">{due}</span> })}
                <span class=pill(adoption.state)>{t.adoption_stands(adoption.state, plot.gave_nothing())}</span>
            </p>
        </article>
    }
}
