//! A donor's desk: every gift with its stations, newest first; beside them the plots and the pledges to funds.

pub mod confirmations;
mod links;
pub mod offers;
pub mod organisation;
pub mod payments;
pub mod pledges;
pub mod plots;
pub mod ship;
pub mod show;
pub mod support;
pub mod tag;

use std::fmt::Display;

use axum_extra::extract::Query;
use entity::{
    adoption,
    claim::{
        State,
        desk::{self, Line},
    },
    id::ClaimId,
    pledge, round, waiting,
};
use leptos::prelude::*;
use serde::Deserialize;

use self::links::links;
use crate::{
    AppError, Page, Visit,
    pages::claim::after::After,
    parts::{
        icon::{CategoryIcon, UiIcon},
        way::way,
    },
    text::Text,
};

/// Gifts on a page.
const PAGE: u64 = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct From {
    /// The last gift of the page before.
    before: String,
}

pub async fn list(visit: Visit, Query(from): Query<From>) -> Result<Page, AppError> {
    let (t, donor) = (visit.t(), visit.donor()?);
    let before: Option<ClaimId> = from.before.parse().ok();
    let mut lines = desk::all(visit.db(), donor, visit.lang(), before, PAGE + 1).await?;
    // All that a donor gives stands together, on the first page.
    let (fields, pledged) = if before.is_none() {
        let fields = adoption::list::own(visit.db(), donor, visit.lang(), visit.now()).await?;
        (fields, pledge::desk::all(visit.db(), donor, visit.now()).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    let is_waiting = waiting::join::of(visit.db(), donor).await?.is_some();
    let proposed = round::desk::waiting(visit.db(), donor, visit.now()).await?;
    let more = u64::try_from(lines.len()).unwrap_or(0) > PAGE;
    if more {
        lines.pop();
    }
    let last = lines.last().filter(|_| more).map(|line| line.claim.id);
    let after = After::read(&visit).await?;
    Ok(visit.page(t.gifts_title(), || {
        let gifts = by_stage(&visit, &lines);
        view! {
            <div class="page-head">
                <h1>{t.gifts_title()}</h1>
            </div>
            {after.view(t)}
            {links(t, &lines)}
            {proposed.map(|proposal| offers::waiting(&visit, &proposal))}
            {is_waiting.then(|| on_the_list(&visit))}
            {if gifts.is_empty() {
                none(t).into_any()
            } else {
                view! { <div class="stack-l">{gifts}</div> }.into_any()
            }}
            {pager(t, "/gifts", before.is_some(), last)}
            {plots::section(&visit, &fields)}
            {pledges::section(t, &pledged)}
        }
    }))
}

/// The page's gifts under what they wait for: first what the donor has to do something about.
fn by_stage(visit: &Visit, lines: &[Line]) -> Vec<AnyView> {
    Stage::ALL
        .into_iter()
        .filter_map(|stage| {
            let gifts: Vec<_> =
                lines.iter().filter(|line| Stage::of(line) == stage).map(|line| gift(visit, line)).collect();
            (!gifts.is_empty()).then(|| {
                view! {
                    <section>
                        <h2>{stage.name(visit.t())}</h2>
                        <div class="gifts">{gifts}</div>
                    </section>
                }
                .into_any()
            })
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Problem,
    ToSend,
    OnTheWay,
    AtSchool,
    Given,
    Over,
}

impl Stage {
    const ALL: [Self; 6] = [Self::ToSend, Self::Problem, Self::OnTheWay, Self::AtSchool, Self::Given, Self::Over];

    const fn of(line: &Line) -> Self {
        match line.claim.state {
            _ if line.problem.is_some() => Self::Problem,
            State::Held | State::Confirmed => Self::ToSend,
            State::Shipped => Self::OnTheWay,
            State::Received => Self::AtSchool,
            State::Fulfilled => Self::Given,
            State::Released | State::Lapsed | State::Cancelled => Self::Over,
        }
    }

    const fn name(self, t: Text) -> &'static str {
        match self {
            Self::Problem => t.gifts_problems(),
            Self::ToSend => t.gifts_to_send(),
            Self::OnTheWay => t.gifts_on_the_way(),
            Self::AtSchool => t.gifts_at_school(),
            Self::Given => t.gifts_given(),
            Self::Over => t.gifts_over(),
        }
    }
}

/// Who has declined the list's letters is not promised one.
fn on_the_list(visit: &Visit) -> impl IntoView + use<> {
    let t = visit.t();
    let is_silent = visit.signed_in().is_some_and(|person| person.account().digest_declined_at.is_some());
    let way = is_silent.then(|| {
        view! {
            " "
            <a href="/account">{t.waiting_letters()}</a>
        }
    });
    view! {
        <div class="notice wait">
            <UiIcon name="clock" />
            <div>
                {if is_silent { t.waiting_silent() } else { t.waiting_on() }} {way}
                <form class="actions" method="post" action="/waiting/leave">
                    <button class="btn quiet">{t.waiting_leave()}</button>
                </form>
            </div>
        </div>
    }
}

fn none(t: Text) -> impl IntoView {
    view! {
        <div class="empty">
            <CategoryIcon category="schoolbag" big=true />
            <h2>{t.gifts_none()}</h2>
            <p>{t.gifts_none_text()}</p>
            <div class="actions">
                <a class="btn" href="/wishes">
                    {t.see_wishes()}
                </a>
            </div>
        </div>
    }
}

/// The head of a gift: picture, name, code, state.
pub fn head(t: Text, line: &Line, own_page: bool) -> impl IntoView + use<> {
    let (key, name) = match line.problem {
        Some(kind) => ("problem", t.problem_kind(kind)),
        None => (line.claim.state.key(), t.claim_state(line.claim.state)),
    };
    let (item, lang) = (line.gift.item.clone(), t.own_lang(&line.gift.item));
    let title = if own_page {
        view! { <h1 lang=lang>{item}</h1> }.into_any()
    } else {
        view! {
            <h3>
                <a href=format!("/gifts/{}", line.gift.code) lang=lang>
                    {item}
                </a>
            </h3>
        }
        .into_any()
    };
    view! {
        <div class="gift-head">
            <CategoryIcon category=line.gift.category.key() />
            <div>
                {title}
                <span class="code small">{line.gift.code.grouped()}</span>
            </div>
            <span class=format!("pill k-{key}")>{name}</span>
        </div>
    }
}

fn gift(visit: &Visit, line: &Line) -> impl IntoView + use<> {
    let t = visit.t();
    let due = line.claim.give_by.filter(|_| line.claim.state == State::Confirmed).map(|day| {
        let late = day < visit.today();
        let text = if late { t.gifts_late(&t.date(day)) } else { t.gifts_give_by(&t.date(day)) };
        view! { <p class=if late { "waited long" } else { "soft" }>{text}</p> }
    });
    view! {
        <article class="box">
            {head(t, line, false)}
            {due}
            {way(t, &line.stations, Some(&line.claim))}
        </article>
    }
}

/// `last`: the last of this page, where others follow.
fn pager<Id: Display>(t: Text, list: &'static str, is_below: bool, last: Option<Id>) -> Option<impl IntoView> {
    (is_below || last.is_some()).then(|| {
        let first = is_below.then(|| {
            view! {
                <a class="btn quiet" rel="first" href=list>
                    {t.page_first()}
                </a>
            }
        });
        let next = last.map(|last| {
            view! {
                <a class="btn quiet" rel="next" href=format!("{list}?before={last}")>
                    {t.older()}
                </a>
            }
        });
        view! {
            <nav class="pager" aria-label=t.pager()>
                {first}
                {next}
            </nav>
        }
    })
}
