//! `/ledger`: what came in and went out per programme and source, in sums; and how to know that nothing was changed.

mod tables;

use axum::response::Response;
use axum_extra::extract::Query;
use entity::{
    Day, Fen,
    id::OrganiserId,
    ledger::{
        self, Programme, period,
        programme::{self, Named},
        seal,
        totals::{self, Band},
    },
    month::Month,
};
use leptos::prelude::*;
use serde::Deserialize;

use self::tables::{by_month, so_far};
use crate::{AppError, Page, Visit, csv, parts::empty::Empty, text::Text};

/// `?before=2026-01`: the months before this one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    before: String,
}

/// What the programmes are called.
pub struct Titles(Vec<Named>);

impl Titles {
    pub async fn read(visit: &Visit) -> Result<Self, AppError> {
        Ok(Self(programme::all(visit.db()).await?))
    }

    pub fn of(&self, t: Text, organiser: OrganiserId, programme: Programme) -> String {
        let its = |named: &&Named| named.organiser == organiser && named.programme == programme;
        match (self.0.iter().find(its), programme) {
            (Some(named), Programme::Organiser) => t.ledger_general(named.title(t.0)),
            (Some(named), _) => named.title(t.0).to_owned(),
            (None, Programme::Plot(id)) => t.ledger_plot(id.0),
            (None, Programme::Fund(id)) => t.ledger_fund(id.0),
            // Its phase has another organiser by now.
            (None, programme) => self.other(t, programme),
        }
    }

    fn other(&self, t: Text, programme: Programme) -> String {
        let named = self.0.iter().find(|named| named.programme == programme);
        named.map_or_else(|| t.ledger_phase(programme.number()), |named| named.title(t.0).to_owned())
    }

    pub fn all(&self) -> &[Named] {
        &self.0
    }
}

/// The chain as anybody can write it down.
struct Chain {
    transfers: i64,
    head: String,
    sealed: Option<Day>,
    closed: Option<Day>,
}

pub async fn show(visit: Visit, Query(which): Query<Which>) -> Result<Page, AppError> {
    let db = visit.db();
    let before: Option<Month> = which.before.parse().ok();
    let titles = Titles::read(&visit).await?;
    let bands = totals::per_programme(db).await?;
    let (months, next) = totals::months(db, before).await?;
    let (transfers, head) = ledger::head(db).await?;
    let sealed = seal::last(db).await?.map(|sealed| sealed.day);
    let chain = Chain { transfers, head, sealed, closed: period::closed_through(db).await? };
    let t = visit.t();
    let page = visit.page(t.ledger_title(), || {
        let body = if transfers == 0 {
            view! { <Empty title=t.ledger_none() text=t.ledger_none_text() /> }.into_any()
        } else {
            view! {
                <div class="stack-l">
                    {so_far(t, &titles, &bands)} {by_month(t, &titles, &months, before, next)} {proof(t, &chain)}
                </div>
            }
            .into_any()
        };
        view! {
            <div class="page-head">
                <h1>{t.ledger_title()}</h1>
                <p class="soft">{t.ledger_lead()}</p>
            </div>
            {body}
        }
    });
    Ok(page.shared())
}

/// The months as a table for a spreadsheet program.
pub async fn table(visit: Visit) -> Result<Response, AppError> {
    let titles = Titles::read(&visit).await?;
    let months = totals::all_months(visit.db()).await?;
    let t = visit.t();
    let head = [
        t.ledger_month(),
        t.ledger_programme(),
        t.ledger_source(),
        t.ledger_received(),
        t.ledger_returned(),
        t.ledger_paid_out(),
    ];
    let mut rows = vec![head.map(ToOwned::to_owned).to_vec()];
    rows.extend(months.iter().map(|line| {
        let Band { organiser, programme, source } = line.band;
        let amounts = [line.sums.received, line.sums.returned, line.sums.paid_out].map(Fen::plain);
        let names = [line.month.to_string(), titles.of(t, organiser, programme), t.money_source(source).to_owned()];
        names.into_iter().chain(amounts).collect()
    }));
    Ok(csv::download("nuanxin-ledger.csv", &rows))
}

fn proof(t: Text, chain: &Chain) -> impl IntoView + use<> {
    let day = |day: Option<Day>| day.map_or_else(|| t.ledger_not_yet().to_owned(), |day| t.date(day));
    view! {
        <section class="box">
            <h2>{t.ledger_chain()}</h2>
            <p>{t.ledger_chain_text()}</p>
            <dl class="facts wide-terms">
                <dt>{t.ledger_transfers()}</dt>
                <dd>{t.number(u64::try_from(chain.transfers).unwrap_or_default())}</dd>
                <dt>{t.ledger_head()}</dt>
                <dd class="address">{chain.head.clone()}</dd>
                <dt>{t.ledger_sealed()}</dt>
                <dd>{day(chain.sealed)}</dd>
                <dt>{t.ledger_closed()}</dt>
                <dd>{day(chain.closed)}</dd>
            </dl>
        </section>
    }
}
