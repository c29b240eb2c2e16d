//! One wish: what is wished for, who answers for it, how far it is; its brothers' and sisters' as a set.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use entity::{
    Code,
    wish::{
        Status,
        browse::{self, Detail, PublicWish},
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Page, Visit,
    parts::{
        icon::CategoryIcon,
        notice::Notice,
        way::way,
        wish_tag::{basket_form, may_claim, spec_line, waited, wall},
    },
};

/// Wishes shown beside one that cannot be had.
const SIMILAR: usize = 3;

pub async fn show(visit: Visit, Path(code): Path<String>) -> Result<Response, AppError> {
    let asked: Code = code.parse().map_err(|_| AppError::not_found())?;
    if asked.as_str() != code {
        return Ok(visit.go(format!("/wishes/{asked}")).into_response());
    }
    let (lang, now) = (visit.lang(), visit.now());
    let county = visit.county().await?;
    let detail = browse::detail(visit.db(), &county, &asked, lang, now).await?;
    let similar = if detail.claimable {
        Vec::new()
    } else {
        browse::similar(visit.db(), &county, &detail.wish, SIMILAR, lang, now).await?
    };
    Ok(page(&visit, &detail, &similar).shared().into_response())
}

fn page(visit: &Visit, detail: &Detail, similar: &[PublicWish]) -> Page {
    let t = visit.t();
    visit.page(&detail.wish.item, || {
        view! {
            <ol class="crumbs" aria-label=t.crumbs()>
                <li>
                    <a href="/wishes">{t.nav_wishes()}</a>
                </li>
                <li aria-current="page" lang=t.own_lang(&detail.wish.item)>
                    {detail.wish.item.clone()}
                </li>
            </ol>
            <div class="wish">
                {tag(visit, detail)}
                <div class="stack-l">
                    {standing(visit, detail)}
                    {facts(visit, detail)}
                    <section>
                        <h2>{t.wish_way()}</h2>
                        {way(t, &detail.stations, None)}
                    </section>
                </div>
            </div>
            {siblings(visit, detail)}
            {(!similar.is_empty())
                .then(|| {
                    view! {
                        <section>
                            <h2>{t.wish_similar()}</h2>
                            {wall(visit, similar)}
                        </section>
                    }
                })}
        }
    })
}

fn tag(visit: &Visit, detail: &Detail) -> impl IntoView + use<> {
    let t = visit.t();
    let wish = &detail.wish;
    let mine = visit.basket().contains(&wish.code);
    let offer = (detail.claimable && may_claim(visit)).then(|| {
        view! {
            <a class="btn big" href=format!("/claim?code={}", wish.code)>
                {t.claim_this()}
            </a>
            {if mine {
                view! {
                    <a class="btn quiet full" href="/basket">
                        {t.go_to_basket()}
                    </a>
                }
                    .into_any()
            } else {
                view! { <div class="full">{basket_form(visit, wish, "btn quiet wide")}</div> }.into_any()
            }}
        }
    });
    let stamp = (wish.status != Status::Open).then(|| {
        let class = format!("stamp k-{}", wish.status.key());
        let name = if detail.held_until.is_some() { t.wish_held() } else { t.wish_status(wish.status) };
        view! { <span class=class>{name}</span> }
    });
    let class = match wish.status {
        Status::Open => "tag large".to_owned(),
        status => format!("tag large {}", status.key()),
    };
    view! {
        <article class=class>
            <div class="pic">
                <CategoryIcon category=wish.category.key() />
            </div>
            <h1 lang=t.own_lang(&wish.item)>{wish.item.clone()}</h1>
            <p class="spec">{spec_line(visit, wish)}</p>
            <p class="meta">
                <span>{t.grade_band(wish.grade_band)}</span>
                <span lang=t.own_lang(&wish.township)>{wish.township.clone()}</span>
                {waited(visit, wish)}
            </p>
            <div class="foot">
                <span class="price">{wish.price.to_string()}</span>
                <span class="code">{wish.code.grouped()}</span>
                {stamp}
                {offer}
            </div>
        </article>
    }
}

/// Why it cannot be claimed, where it cannot.
fn standing(visit: &Visit, detail: &Detail) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let (kind, sentence) = match (detail.wish.status, detail.held_until) {
        (Status::Open, _) if detail.claimable => return None,
        (Status::Taken, Some(until)) if detail.phase.takes_claims(until) => ("wait", t.wish_is_held(&t.time(until))),
        (Status::Taken, Some(until)) => ("wait", t.wish_is_held_last(&t.time(until))),
        (Status::Taken, None) => ("", t.wish_is_taken().to_owned()),
        (Status::Received, _) => ("ok", t.wish_is_received().to_owned()),
        (Status::HandedOut, _) => ("ok", t.wish_is_handed_out().to_owned()),
        _ => ("", t.wish_closed().to_owned()),
    };
    Some(view! { <Notice kind=kind>{sentence}</Notice> })
}

fn facts(visit: &Visit, detail: &Detail) -> impl IntoView + use<> {
    let t = visit.t();
    let wish = &detail.wish;
    let organiser = detail.organiser.as_ref().map(|organiser| {
        view! {
            <dt>{t.wish_organiser()}</dt>
            <dd>
                {organiser.name(t.0).to_owned()}
                <br />
                <span class="soft small">{t.wish_papers(&organiser.qualification_no, &organiser.filing_no)}</span>
            </dd>
        }
    });
    let closes = wish.closes_on.filter(|_| detail.claimable).map(|day| {
        view! {
            <dt>{t.wish_closes()}</dt>
            <dd>{t.date(day)}</dd>
        }
    });
    view! {
        <section>
            <h2>{t.wish_facts()}</h2>
            <dl class="facts">
                <dt>{t.wish_code()}</dt>
                <dd class="code">{wish.code.grouped()}</dd>
                <dt>{t.wish_category()}</dt>
                <dd>{t.category(wish.category)}</dd>
                <dt>{t.wish_spec()}</dt>
                <dd>{spec_line(visit, wish)}</dd>
                <dt>{t.wish_school()}</dt>
                <dd>
                    <span lang=t.own_lang(&wish.school)>{wish.school.clone()}</span>
                    {detail
                        .claimable
                        .then(|| {
                            view! {
                                <br />
                                <span class="soft small">{t.wish_school_later()}</span>
                            }
                        })}
                </dd>
                <dt>{t.wish_price()}</dt>
                <dd class="money">{wish.price.to_string()}</dd>
                {closes}
                <dt>{t.wish_phase()}</dt>
                <dd>
                    <a href=format!("/phases/{}", detail.phase.number)>{detail.phase.title(t.0).to_owned()}</a>
                </dd>
                {organiser}
            </dl>
        </section>
    }
}

fn siblings(visit: &Visit, detail: &Detail) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    (!detail.siblings.is_empty()).then(|| {
        let codes: Vec<&str> = std::iter::once(&detail.wish)
            .filter(|wish| wish.status == Status::Open)
            .chain(&detail.siblings)
            .map(|wish| wish.code.as_str())
            .collect();
        let (set, count) = (codes.join("."), codes.len());
        view! {
            <section>
                <h2>{t.wish_siblings()}</h2>
                <p>{t.wish_siblings_text()}</p>
                {wall(visit, &detail.siblings)}
                {(may_claim(visit) && count > 1)
                    .then(|| {
                        view! {
                            <p class="actions">
                                <a class="btn" href=format!("/claim?code={set}")>
                                    {t.wish_claim_set(count)}
                                </a>
                            </p>
                        }
                    })}
            </section>
        }
    })
}
