//! One phase in public: organiser of record, legal basis, numbers, days, and how far it is at each school.

use std::collections::HashMap;

use axum::extract::Path;
use entity::{
    Day, Time,
    handout::pool::is_open_to_pool,
    id::SchoolId,
    lang::china_date,
    organiser, phase,
    report::publish,
    statistics::{self, Counts},
    wish::browse::Places,
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    pages::disclosures::{self, of_phase},
    parts::progress::bar,
    text::Text,
};

pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Page, AppError> {
    let t = visit.t();
    let number: i32 = number.parse().map_err(|_| AppError::not_found())?;
    let county = visit.county().await?;
    let phase = county.public_phases().find(|phase| phase.number == number).ok_or_else(AppError::not_found)?;
    let organiser = county.organiser(phase);
    let per_school = statistics::per_school(visit.db(), phase.id).await?;
    let published = publish::published(visit.db(), phase.id).await?;
    let places = county.places(visit.lang());
    let counts: Counts = per_school.values().copied().sum();
    let title = phase.title(t.0).to_owned();
    let page = visit.page(&title, || {
        view! {
            <ol class="crumbs" aria-label=t.crumbs()>
                <li>
                    <a href="/phases">{t.phases_title()}</a>
                </li>
                <li aria-current="page">{t.phase_number(phase.number)}</li>
            </ol>
            <div class="page-head">
                <h1>{title.clone()}</h1>
                <span class="pill k-open">{t.phase_state(phase.state)}</span>
            </div>
            <div class="stack-l">
                <section class="phase" aria-label=t.record_numbers()>
                    {bar(t, phase, &counts, visit.now())}
                    <p class="soft small">{t.record_counting()}</p>
                </section>
                {next(t, phase, &counts, visit.now())}
                {record(t, phase, organiser, visit.now())}
                {disclosures::list(t, &of_phase(phase.number), &published)}
                {by_school(t, &per_school, places, &counts)}
                <p>
                    <a href=format!("/fairness?phase={}", phase.number)>{t.fairness_see()}</a>
                </p>
            </div>
        }
    });
    Ok(page.shared())
}

/// The way to the wishes while they can be claimed; then that claiming is over, until all is done.
fn next(t: Text, phase: &phase::Model, counts: &Counts, now: Time) -> Option<AnyView> {
    if phase.takes_claims(now) {
        let way = view! {
            <p class="actions">
                <a class="btn" href="/wishes">
                    {t.record_see_wishes()}
                </a>
            </p>
        };
        return Some(way.into_any());
    }
    let left = (counts.open > 0 && is_open_to_pool(phase, now)).then(|| {
        view! {
            <br />
            {t.wishes_over_text(counts.open)}
        }
    });
    let over = view! {
        <p>
            <b>{t.wishes_over()}</b>
            {left}
        </p>
    };
    (phase.state != phase::State::Finished).then(|| over.into_any())
}

/// The last day on which wishes could be claimed, where claiming is over: the day on which the office closed the phase,
/// if that came first.
fn claims_ended(phase: &phase::Model, now: Time) -> Option<Day> {
    let closed_on = phase.closed_at.filter(|_| phase.state != phase::State::Open).map(china_date);
    let last = [phase.claim_until, closed_on].into_iter().flatten().min();
    last.filter(|_| !phase.takes_claims(now))
}

/// What the law wants to be public.
fn record(t: Text, phase: &phase::Model, organiser: Option<&organiser::Model>, now: Time) -> impl IntoView + use<> {
    let basis = organiser.and_then(|organiser| organiser.legal_basis).map(|basis| t.legal_basis(basis).to_owned());
    let day = |day: Option<Day>| day.map(|day| t.date(day));
    let claims = match claims_ended(phase, now) {
        Some(ended) => (t.record_claim_ended(), Some(t.date(ended))),
        None => (t.record_claim_until(), day(phase.claim_until)),
    };
    let facts: Vec<_> = [
        (t.record_organiser(), organiser.map(|organiser| organiser.name(t.0).to_owned())),
        (t.record_basis(), basis),
        (t.record_qualification(), organiser.map(|organiser| organiser.qualification_no.clone())),
        (t.record_filing(), organiser.map(|organiser| organiser.filing_no.clone())),
        (t.record_contact(), organiser.map(|organiser| organiser.contact.clone())),
        (t.record_opened(), day(phase.opens_on)),
        claims,
        (t.record_return_by(), day(phase.return_by)),
        (t.record_hand_out(), day(phase.hand_out_on)),
        (t.record_cap(), Some(phase.price_cap_fen.to_string())),
    ]
    .into_iter()
    .filter_map(|(term, text)| {
        text.map(|text| {
            view! {
                <dt>{term}</dt>
                <dd>{text}</dd>
            }
        })
    })
    .collect();
    view! {
        <section class="box">
            <h2>{t.record_facts()}</h2>
            <dl class="facts wide-terms">{facts}</dl>
        </section>
    }
}

fn by_school(
    t: Text,
    per_school: &HashMap<SchoolId, Counts>,
    places: &Places,
    total: &Counts,
) -> Option<impl IntoView + use<>> {
    if total.posted() == 0 {
        return None;
    }
    let mut schools: Vec<(&str, &Counts)> = per_school
        .iter()
        .filter(|(_, counts)| counts.posted() > 0)
        .map(|(id, counts)| (places.school(*id), counts))
        .collect();
    schools.sort_unstable_by_key(|(name, counts)| (std::cmp::Reverse(counts.posted()), *name));
    let rows: Vec<_> = schools
        .into_iter()
        .map(|(name, counts)| {
            view! {
                <tr>
                    <th scope="row" lang=t.own_lang(name)>
                        {name.to_owned()}
                    </th>
                    {cells(t, counts)}
                </tr>
            }
        })
        .collect();
    let heads: Vec<_> =
        columns(t, total).into_iter().map(|(name, _)| view! { <th scope="col" class="num">{name}</th> }).collect();
    Some(view! {
        <section class="stack">
            <h2>{t.record_by_school()}</h2>
            <div class="table-wrap">
                <table class="table cards figures">
                    <caption class="vh">{t.record_numbers()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.wish_school()}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{t.record_total()}</th>
                            {cells(t, total)}
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    })
}

fn columns(t: Text, counts: &Counts) -> [(&'static str, u64); 5] {
    [
        (t.record_posted(), counts.posted()),
        (t.record_claimed(), counts.claimed()),
        (t.record_arrived(), counts.arrived()),
        (t.record_handed_out(), counts.handed_out),
        (t.record_pool(), counts.pool()),
    ]
}

fn cells(t: Text, counts: &Counts) -> Vec<impl IntoView + use<>> {
    columns(t, counts)
        .into_iter()
        .map(|(name, count)| {
            view! {
                <td class="num" data-label=name>
                    {t.number(count)}
                </td>
            }
        })
        .collect()
}
