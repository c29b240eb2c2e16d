//! `/gifts/offers/{id}`: one offer of the donor's, its form, and the ways to let it rest or end it.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use entity::{
    Fen, claim,
    id::OfferId,
    matching::Kind,
    offer::{
        State, Typed, change,
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
    fits::{fits_now, taken},
    new::read,
    standing, waiting_as,
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    pages::proposal::beside::told,
    parts::{
        form::{FormErrors, FormKeyField, Told},
        notice::Notice,
        parcel::{by_school, of_school},
    },
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
    let given = round::desk::given(visit.db(), donor, &shown.offer, visit.now()).await?;
    let why_not = round::desk::why_not(visit.db(), donor, id).await?;
    let around = Around::read(visit).await?;
    // What waits may have come from another offer of the donor's.
    let is_own = proposed.iter().any(|one| one.state == claim::State::Held)
        || plots.iter().any(|plot| plot.stands.waits())
        || funds.iter().any(|fund| fund.stands.waits());
    let waits_for = if is_own { t.proposal_waits() } else { t.proposal_waits_other() };
    let title = t.offer_title(id.0);
    let passed = round::desk::passed_over(visit.db(), donor, visit.now()).await?.remove(&id);
    Ok(visit.page(&title, || {
        let (class, state) = standing(t, shown.offer.state(), passed);
        let (stands, is_over) = (shown.offer.state() == State::Stands, shown.offer.state() == State::Ended);
        let saved = Typed::from(&shown.offer);
        let action = format!("{LIST}/{id}");
        // A form that was refused stands on top, with what is wrong with it.
        let so_far = (told.is_nothing() || is_over).then(|| {
            let has_none_beside = plots.is_empty() && funds.is_empty();
            let is_awaited = stands && (shown.offer.gives(Kind::Wishes) || has_none_beside);
            view! {
                {facts(t, &shown)}
                {(!is_over).then(|| taken(t, &shown.offer, &given))}
                {(!is_over && !stands).then(|| resting(visit, &shown))}
                {stands.then(|| fits_now(t, &shown.offer, &given))}
                {why_not
                    .filter(|_| stands && passed.is_none())
                    .map(|(at, why)| {
                        view! { <p class="soft">{t.offer_why_not(&t.date_of(at), why)}</p> }
                    })}
                {(is_awaited || !proposed.is_empty()).then(|| from_it(t, &proposed))}
                {beside(t, &plots, &funds)}
            }
            .into_any()
        });
        view! {
            <div class="narrow stack">
                {crumbs(t, Some(title.clone()))}
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <span class=class>{state}</span>
                </div>
                {is_over.then(|| view! { <FormErrors told=told.clone() t=t /> })}
                {waits.map(|proposal| waiting_as(visit, &proposal, waits_for))}
                {passed.map(|why| view! { <Notice>{t.offer_passed(why)}</Notice> })}
                {so_far}
                {if is_over {
                    another(t).into_any()
                } else {
                    view! {
                        <h2>{t.offer_change()}</h2>
                        {form(visit, &around, action, typed.unwrap_or(&saved), &told, t.offer_save())}
                        {stands
                            .then(|| {
                                view! {
                                    <h2>{t.offer_stop_title()}</h2>
                                    {resting(visit, &shown)}
                                }
                            })}
                        {ending(visit, &shown)}
                    }
                        .into_any()
                }}
            </div>
        }
    }))
}

/// What follows one that has ended.
fn another(t: Text) -> impl IntoView {
    view! {
        <p class="actions">
            <a class="btn" href=format!("{LIST}/new")>
                {t.offers_new()}
            </a>
        </p>
    }
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
            <h2>{t.offer_says()}</h2>
            <dl class="facts">{lines}</dl>
        </section>
    }
}

/// What rounds proposed from it, and what became of each.
fn from_it(t: Text, proposed: &[Proposed]) -> impl IntoView + use<> {
    let parcels = by_school(proposed, |one| one.gift.place(t.0));
    let parcels: Vec<_> = parcels.into_iter().map(|(place, its)| parcel(t, place, &its)).collect();
    let body = if parcels.is_empty() {
        view! { <p class="soft">{t.offer_proposed_none()}</p> }.into_any()
    } else {
        parcels.into_any()
    };
    view! {
        <section class="stack">
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

/// What was proposed for one school.
fn parcel(t: Text, place: String, its: &[&Proposed]) -> impl IntoView + use<> {
    let sum = Fen(its.iter().map(|one| one.gift.price.0).sum());
    let lines: Vec<_> = its.iter().map(|one| line(t, one)).collect();
    let gifts = view! {
        <p class="soft">{t.proposal_of_school(its.len(), sum, false)}</p>
        <ul class="todo-list">{lines}</ul>
    };
    of_school(t, place, true, gifts.into_any())
}

fn line(t: Text, one: &Proposed) -> impl IntoView + use<> {
    let gift = &one.gift;
    view! {
        <li>
            <div class="what">
                <b>
                    <a href=format!("/gifts/{}", gift.code) lang=t.own_lang(&gift.item)>
                        {gift.item.clone()}
                    </a>
                </b>
                <span class="soft small">
                    {t.category(gift.category)} " · " <span class="code">{gift.code.grouped()}</span>
                </span>
            </div>
            <span class=format!("pill k-{}", one.state.key())>{t.proposal_line(one.state)}</span>
        </li>
    }
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

/// There is no way back, so that it takes two steps.
fn ending(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let t = visit.t();
    view! {
        <details class="more">
            <summary>{t.offer_end()}</summary>
            <form class="form box" method="post" action=format!("{LIST}/{}/end", shown.offer.id)>
                <FormKeyField key=visit.mint() />
                <p>{t.offer_end_help()}</p>
                <div class="actions">
                    <button class="btn quiet">{t.offer_end_sure()}</button>
                </div>
            </form>
        </details>
    }
}
