//! `/gifts/offers/{id}`: one offer of the donor's, its form, and the ways to let it rest or end it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Fen,
    grade::GradeBand,
    id::OfferId,
    matching::{
        Kind,
        suggest::{Asked, MOST},
    },
    offer::{
        Model, State, Typed, change,
        desk::{self, Shown},
        pause,
    },
    round::{
        self,
        desk::Proposed,
        ground::shown::{Fund, Plot},
    },
};
use leptos::prelude::*;

use super::{
    LIST, crumbs,
    fields::{Around, form},
    new::read,
    standing, waiting,
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::{matching::address, proposal::beside::told},
    parts::form::{FormKeyField, Told},
    request::Pressed,
    text::Text,
};

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Page, AppError> {
    draw(&visit, number(&id)?, None, Told::nothing()).await
}

pub async fn save(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let (donor, id) = (visit.donor()?, number(&id)?);
    let (key, typed) = read(pairs);
    match change::change(visit.store(), donor, id, &typed, &visit.form_key(&key), visit.now()).await {
        Ok(()) => Ok(visit.go_saying(format!("{LIST}/{id}"), visit.t().offer_changed_saying()).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            Ok(draw(&visit, id, Some(&typed), told).await?.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn pause(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, id, form) = (visit.donor()?, number(&id)?, visit.form_key(&pressed.form));
    pause::pause(visit.store(), donor, id, &form, visit.now()).await?;
    Ok(visit.go_saying(format!("{LIST}/{id}"), visit.t().offer_paused_saying()).into_response())
}

pub async fn resume(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, id, form) = (visit.donor()?, number(&id)?, visit.form_key(&pressed.form));
    pause::resume(visit.store(), donor, id, &form, visit.now()).await?;
    Ok(visit.go_saying(format!("{LIST}/{id}"), visit.t().offer_resumed_saying()).into_response())
}

pub async fn end(visit: Visit, Path(id): Path<String>, Form(pressed): Form<Pressed>) -> Result<Response, AppError> {
    let (donor, id, form) = (visit.donor()?, number(&id)?, visit.form_key(&pressed.form));
    pause::end(visit.store(), donor, id, &form, visit.now()).await?;
    Ok(visit.go_saying(LIST, visit.t().offer_ended_saying()).into_response())
}

fn number(id: &str) -> Result<OfferId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn draw(visit: &Visit, id: OfferId, typed: Option<&Typed>, told: Told) -> Result<Page, AppError> {
    let (t, donor) = (visit.t(), visit.donor()?);
    let county = visit.county().await?;
    let shown = desk::one(visit.db(), donor, id, &county, visit.lang()).await?;
    let proposed = round::desk::of_offer(visit.db(), donor, id, visit.lang()).await?;
    let (plots, funds) = round::ground::shown::of_offer(visit.db(), donor, id, visit.lang()).await?;
    let waits = round::desk::waiting(visit.db(), donor, visit.now()).await?;
    let around = Around::read(visit).await?;
    let title = t.offer_title(id.0);
    Ok(visit.page(&title, || {
        let (class, state) = standing(t, shown.offer.state());
        let is_over = shown.offer.state() == State::Ended;
        let saved = Typed::from(&shown.offer);
        let action = format!("{LIST}/{id}");
        view! {
            <div class="narrow stack">
                {crumbs(t, Some(title.clone()))}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <span class=class>{state}</span>
                </div>
                {waits.map(|proposal| waiting(visit, &proposal))}
                {facts(t, &shown)}
                {from_it(t, &proposed)}
                {beside(t, &plots, &funds)}
                {(shown.offer.state() == State::Stands).then(|| fits_now(t, &shown))}
                {(!is_over)
                    .then(|| {
                        view! {
                            {resting(visit, &shown)}
                            <h2>{t.offer_change()}</h2>
                            {form(visit, &around, action, typed.unwrap_or(&saved), &told, t.offer_save())}
                            {ending(visit, &shown)}
                        }
                    })}
            </div>
        }
    }))
}

fn facts(t: Text, shown: &Shown) -> impl IntoView + use<> {
    let lines: Vec<_> = t
        .offer_facts(&shown.line)
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
            <dl class="facts">{lines}</dl>
        </section>
    }
}

/// What rounds proposed from it, and what became of each.
fn from_it(t: Text, proposed: &[Proposed]) -> impl IntoView + use<> {
    let lines: Vec<_> = proposed.iter().map(|one| line(t, one)).collect();
    let body = if lines.is_empty() {
        view! { <p class="soft">{t.offer_proposed_none()}</p> }.into_any()
    } else {
        view! { <ul class="todo-list">{lines}</ul> }.into_any()
    };
    view! {
        <section>
            <h2>{t.offer_proposed()}</h2>
            {body}
        </section>
    }
}

/// The same of plots and funds.
fn beside(t: Text, plots: &[Plot], funds: &[Fund]) -> Option<impl IntoView + use<>> {
    let told = told(t, plots, funds)?;
    Some(view! {
        <section>
            <h2>{t.offer_proposed_beside()}</h2>
            {told}
        </section>
    })
}

fn line(t: Text, one: &Proposed) -> impl IntoView + use<> {
    let gift = &one.gift;
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/gifts/{}", gift.code)>{gift.item.clone()}</a>
                </b>
                <span class="soft small">{format!("{} · {}", gift.place(t.0), gift.code.grouped())}</span>
            </div>
            <span class=format!("pill k-{}", one.state.key())>{t.proposal_line(one.state)}</span>
        </li>
    }
}

/// The way to what the offer would be asked for today.
fn fits_now(t: Text, shown: &Shown) -> impl IntoView + use<> {
    let offer = &shown.offer;
    let count = offer.max_count.min(i32::try_from(MOST).unwrap_or(i32::MAX));
    let asked = Asked {
        budget: offer.budget_fen.map(Fen::plain).unwrap_or_default(),
        max_price: offer.max_price_fen.map(Fen::plain).unwrap_or_default(),
        count: count.to_string(),
        grade: bands(offer).map(|band| band.key().to_owned()).collect(),
        category: offer.categories().iter().map(|one| one.key().to_owned()).collect(),
        township: offer.townships().iter().map(ToString::to_string).collect(),
        school: offer.schools().iter().map(ToString::to_string).collect(),
        also: Kind::OTHER.into_iter().filter(|kind| offer.gives(*kind)).map(|kind| kind.key().to_owned()).collect(),
        ..Asked::default()
    };
    view! {
        <p>
            <a href=address(&asked)>{t.match_offer()}</a>
        </p>
    }
}

/// The bands that its grades reach into; none where they are all.
fn bands(offer: &Model) -> impl Iterator<Item = GradeBand> {
    let (first, last) = (offer.grade_min, offer.grade_max);
    let reaches = move |band: &GradeBand| first <= *band.grades().end() && *band.grades().start() <= last;
    GradeBand::ALL.into_iter().filter(reaches).filter(move |_| (first, last) != (1, 9))
}

/// Pause, or take up again.
fn resting(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    let (act, button) = match shown.offer.state() {
        State::Paused => ("resume", t.offer_resume()),
        _ => ("pause", t.offer_pause()),
    };
    view! {
        <form class="form box" method="post" action=format!("{LIST}/{}/{act}", shown.offer.id)>
            <FormKeyField key=visit.mint() />
            <p>{t.offer_pause_help()}</p>
            <div class="actions">
                <button class="btn quiet">{button}</button>
            </div>
        </form>
    }
}

fn ending(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <form class="form box" method="post" action=format!("{LIST}/{}/end", shown.offer.id)>
            <FormKeyField key=visit.mint() />
            <p>{t.offer_end_help()}</p>
            <div class="actions">
                <button class="btn quiet">{t.offer_end()}</button>
            </div>
        </form>
    }
}
