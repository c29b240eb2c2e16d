//! `/office/rounds/{id}`: what a round would bring while it is to be decided, a what-if beside it, and what became of
//! it once it is applied.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{Form, Query};
use entity::{
    Error, Fen,
    account::people,
    county::County,
    fund,
    id::{AccountId, FundId, ProposalId, RoundId, SchoolId},
    matching::assign::Idle,
    round::{
        self, Model, State, Summary,
        desk::Passed,
        discard,
        ground::draw::Unused,
        list::{self, Left, Overlaps, Whose},
        open,
        outcome::{self, Asked, Outcome},
        what_if,
    },
    school,
};
use leptos::prelude::*;

use super::{
    LIST, acts,
    asked::{self, After, Beside},
    ground, numbers, over, pill, result, what_if as trying,
};
use crate::{
    AppError, Page, Visit,
    error::{refused, status_of},
    parts::{
        crumbs::Crumbs,
        desk::desk,
        form::{FormErrors, Told},
        notice::Notice,
    },
    request::Pressed,
    text::Text,
};

/// Donors on a page.
pub(super) const PAGE: u64 = 50;

/// Everything that the page shows.
pub(super) struct Seen {
    pub round: Model,
    pub summary: Summary,
    /// Others over some of the same wishes.
    pub overlaps: Overlaps,
    pub left: Vec<Left>,
    pub idle: Vec<Whose<Idle>>,
    pub resting: Vec<Whose<Passed>>,
    /// Offers that name plots, or funds, and are proposed none; and those that could give to another one, too.
    pub unused: (Vec<Whose<Unused>>, Vec<Whose<Unused>>),
    pub more_plots: Vec<Whose<(i32, i32)>>,
    pub more_funds: Vec<Whose<(Fen, Fen)>>,
    /// Of the wishes of a round that is to be decided, those that are not to be had any more.
    pub gone: u64,
    pub county: Arc<County>,
    /// The schools by their real names.
    pub schools: HashMap<SchoolId, String>,
    pub outcome: Outcome,
    /// Of its plots, and of its funds.
    pub beside: (Outcome, Outcome),
    /// What the funds are called.
    pub funds: HashMap<FundId, String>,
    pub donors: Vec<Asked>,
    /// It is one donor, with all wishes.
    pub has_one: bool,
    /// Who is asked about plots and funds.
    pub asked: Option<Beside>,
    /// Of those who are asked, and whose offers are idle or rest.
    pub names: HashMap<AccountId, String>,
    /// Whether it has asked somebody, or is still to.
    pub asks: bool,
    /// Of how many donors how many were asked.
    pub progress: (u64, u64),
    /// The last donor of the page, where there are more.
    pub next: Option<ProposalId>,
}

impl Seen {
    async fn read(visit: &Visit, id: RoundId, after: After) -> Result<Self, AppError> {
        let (db, officer) = (visit.db(), visit.officer()?);
        let round = list::one(db, officer, id).await?;
        let summary = round.read();
        let mut donors = match after.only {
            Some(one) => outcome::donor(db, officer, id, one).await?,
            None => outcome::donors(db, officer, id, after.donor, PAGE + 1).await?,
        };
        let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let next = (donors.len() > most).then(|| donors[most - 1].proposal.id);
        donors.truncate(most);
        let idle = list::offers(db, officer, &summary.idle_offers).await?;
        let resting = list::offers(db, officer, &summary.resting_offers).await?;
        let unused_plots = list::offers(db, officer, &summary.unused_plots).await?;
        let unused_funds = list::offers(db, officer, &summary.unused_funds).await?;
        let more_plots = list::offers(db, officer, &summary.more_plots).await?;
        let more_funds = list::offers(db, officer, &summary.more_funds).await?;
        let asked = Beside::read(visit, &round, after).await?;
        let accounts = donors.iter().map(|asked| asked.proposal.account_id);
        let accounts = accounts.chain(idle.iter().map(|one| one.account));
        let accounts = accounts.chain(resting.iter().map(|one| one.account));
        let accounts = accounts.chain(unused_plots.iter().chain(&unused_funds).map(|one| one.account));
        let accounts = accounts.chain(more_plots.iter().map(|one| one.account));
        let accounts = accounts.chain(more_funds.iter().map(|one| one.account));
        let accounts: Vec<AccountId> = accounts.chain(asked.iter().flat_map(Beside::accounts)).collect();
        Ok(Self {
            overlaps: list::overlapping(db, officer, &round).await?,
            left: list::left(db, officer, &summary.longest).await?,
            county: visit.county().await?,
            schools: school::change::all(db).await?.into_iter().map(|school| (school.id, school.name)).collect(),
            outcome: outcome::of(db, officer, id).await?,
            beside: outcome::beside(db, officer, id).await?,
            funds: titles(visit, &summary).await?,
            names: people::names(db, officer, &accounts).await?,
            asks: list::that_ask(db, officer, &[id]).await?.contains(&id),
            progress: list::progress(db, officer, id).await?,
            gone: if round.state == State::Open { outcome::gone(db, officer, id).await? } else { 0 },
            idle,
            resting,
            unused: (unused_plots, unused_funds),
            more_plots,
            more_funds,
            donors,
            has_one: after.only.is_some(),
            asked,
            next,
            round,
            summary,
        })
    }

    /// A school as an officer knows it.
    pub fn school(&self, id: SchoolId) -> String {
        self.schools.get(&id).cloned().unwrap_or_default()
    }
}

async fn titles(visit: &Visit, summary: &Summary) -> Result<HashMap<FundId, String>, AppError> {
    if summary.funds.is_empty() {
        return Ok(HashMap::new());
    }
    let all = fund::all(visit.db(), visit.officer()?).await?;
    Ok(all.into_iter().map(|one| (one.fund.id, one.fund.title(visit.lang()).to_owned())).collect())
}

/// A what-if that was asked, and its answer: as it is just now, and as it would be.
#[derive(Default)]
pub(super) struct Tried {
    pub asked: what_if::Asked,
    pub answer: Option<(Summary, Summary)>,
    /// The form was sent with nothing in it.
    pub is_blank: bool,
}

pub async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let officer = visit.officer()?;
    let (id, mut asked, mut after) = (read(&id)?, what_if::Asked::default(), After::default());
    let mut is_sent = false;
    for (name, value) in &pairs {
        is_sent |= asked.put(name, value);
        after.put(name, value);
    }
    let seen = Seen::read(&visit, id, after).await?;
    if asked.is_blank() || seen.round.state != State::Open {
        let tried = Tried { is_blank: is_sent && asked.is_blank(), asked, answer: None };
        return Ok(draw(&visit, &seen, &tried, Told::nothing()).into_response());
    }
    match what_if::ask(visit.store(), officer, seen.round.phase_id, &asked, visit.now()).await {
        Ok(answer) => {
            let tried = Tried { asked, answer: Some(answer), is_blank: false };
            Ok(draw(&visit, &seen, &tried, Told::nothing()).into_response())
        }
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(&visit, &seen, &Tried { asked, ..Tried::default() }, told);
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

pub async fn redraw(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = open::redraw(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().round_redrawn_saying()).await
}

pub async fn apply(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = round::apply::apply(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().round_applied_saying()).await
}

pub async fn discard(visit: Visit, Path(id): Path<String>, Form(sent): Form<Pressed>) -> Result<Response, AppError> {
    let (officer, id, form) = (visit.officer()?, read(&id)?, visit.form_key(&sent.form));
    let done = discard::discard(visit.store(), officer, id, &form, visit.now()).await;
    answer(&visit, id, done, visit.t().round_discarded_saying()).await
}

fn read(id: &str) -> Result<RoundId, AppError> {
    id.parse().map_err(|_| AppError::not_found())
}

async fn answer(
    visit: &Visit,
    id: RoundId,
    done: Result<(), Error>,
    sentence: &'static str,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(visit.go_saying(format!("{LIST}/{id}"), sentence).into_response()),
        Err(error) => {
            let refused = refused(error)?;
            let told = Told::new(visit.lang(), &refused);
            let page = draw(visit, &Seen::read(visit, id, After::default()).await?, &Tried::default(), told);
            Ok(page.status(status_of(&refused)).into_response())
        }
    }
}

/// What stands in its way, with the ways there.
fn overlaps(t: Text, seen: &Seen) -> impl IntoView + use<> {
    let told = |others: &[RoundId], says: &'static str| {
        let way = |id: &RoundId| view! { " " <a href=format!("{LIST}/{id}")>{t.round_title(id.0)}</a> };
        let ways: Vec<_> = others.iter().map(way).collect();
        (!ways.is_empty()).then(|| view! { <Notice kind="wait">{says} {ways}</Notice> }.into_any())
    };
    (told(&seen.overlaps.ahead, t.round_ahead()), told(&seen.overlaps.waiting, t.round_overlaps()))
}

/// That some of its wishes are gone.
fn gone(t: Text, seen: &Seen) -> Option<impl IntoView + use<>> {
    let gone = seen.gone;
    (gone > 0).then(|| view! { <Notice kind="wait">{t.round_gone(gone)}</Notice> })
}

/// What was drawn, in short.
fn figures(t: Text, seen: &Seen) -> impl IntoView + use<> {
    (numbers::numbers(t, seen), ground::plots(t, seen), ground::funds(t, seen))
}

fn draw(visit: &Visit, seen: &Seen, tried: &Tried, told: Told) -> Page {
    let (t, round) = (visit.t(), &seen.round);
    let title = t.round_title(round.id.0);
    visit.page(&title, || {
        let is_open = round.state == State::Open;
        desk(
            visit,
            view! {
                <Crumbs t=t list=(LIST, t.rounds_title()) here=title.clone() />
                <div class="page-head">
                    <h1>{title.clone()}</h1>
                    <span class=pill(round.state, seen.asks)>{t.round_state(round, seen.asks, visit.now())}</span>
                </div>
                <p class="soft">
                    {over(t, round, &seen.county)} " · " {t.round_drawn_at(&t.time(round.drawn_at))}
                </p>
                <FormErrors told=told.clone() t=t />
                {(overlaps(t, seen), gone(t, seen))}
                {(round.state == State::Applied).then(|| result::result(t, seen))}
                {is_open.then(|| figures(t, seen))}
                {is_open.then(|| acts::acts(visit, seen))}
                {is_open.then(|| trying::what_if(t, seen, tried, &told))}
                {(!seen.donors.is_empty()).then(|| result::donors(visit, seen))}
                {(asked::plots(t, seen), asked::funds(t, seen))}
                {(!is_open)
                    .then(|| {
                        view! {
                            <p class="soft">{t.round_as_drawn_lead(&t.time(round.drawn_at))}</p>
                            {figures(t, seen)}
                        }
                    })}
                {numbers::waiting(t, seen)}
                {numbers::schools(t, seen)}
                {numbers::left(t, seen)}
                {numbers::idle(t, seen)}
            },
        )
    })
}
