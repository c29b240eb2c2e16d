//! `/ledger`: what came in and went out per programme and source, in sums; and how to know that nothing was changed.

use std::collections::BTreeMap;

use axum::response::Response;
use axum_extra::extract::Query;
use entity::{
    Day, Fen,
    id::OrganiserId,
    ledger::{
        self, Programme, Source, period,
        programme::{self, Named},
        seal,
        totals::{self, Band, MonthLine, Sums},
    },
    month::Month,
};
use leptos::prelude::*;
use serde::Deserialize;

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

fn so_far(t: Text, titles: &Titles, bands: &BTreeMap<Band, Sums>) -> impl IntoView + use<> {
    let rows: Vec<_> = bands
        .iter()
        .map(|(band, sums)| {
            view! {
                <tr>
                    {name(t, titles, band)}
                    {cells(t, *sums, true)}
                </tr>
            }
        })
        .collect();
    let sums: Vec<_> = Source::ALL
        .into_iter()
        .filter_map(|source| {
            let of = bands.iter().filter(|(band, _)| band.source == source);
            let sum: Sums = of.map(|(_, sums)| *sums).sum();
            (sum != Sums::default()).then(|| {
                view! {
                    <tr>
                        <th scope="row">{t.ledger_sum_of(t.money_source(source))}</th>
                        {cells(t, sum, true)}
                    </tr>
                }
            })
        })
        .collect();
    let has_families = bands.keys().any(|band| band.source == Source::Family);
    view! {
        <section class="stack">
            <h2>{t.ledger_so_far()}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.ledger_so_far()>
                <table class="table cards">
                    <caption class="vh">{t.ledger_so_far()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.ledger_programme()}</th>
                            {heads(t, true)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>{sums}</tfoot>
                </table>
            </div>
            {has_families.then(|| view! { <p class="soft small">{t.ledger_family_apart()}</p> })}
        </section>
    }
}

fn by_month(
    t: Text,
    titles: &Titles,
    months: &[MonthLine],
    before: Option<Month>,
    next: Option<Month>,
) -> impl IntoView + use<> {
    let rows: Vec<_> = months
        .iter()
        .map(|line| {
            view! {
                <tr>
                    {name(t, titles, &line.band)}
                    <td data-label=t.ledger_month() class="nowrap">
                        {line.month.to_string()}
                    </td>
                    {cells(t, line.sums, false)}
                </tr>
            }
        })
        .collect();
    let newest = before.map(|_| {
        view! {
            <a class="btn quiet" href="/ledger">
                {t.ledger_newest()}
            </a>
        }
    });
    let older = next.map(|month| {
        view! {
            <a class="btn quiet" rel="next" href=format!("/ledger?before={month}")>
                {t.ledger_older()}
            </a>
        }
    });
    view! {
        <section class="stack">
            <h2>{t.ledger_by_month()}</h2>
            <p class="no-print">
                <a href="/ledger.csv">{t.ledger_csv()}</a>
            </p>
            <div class="table-wrap" tabindex="0" role="region" aria-label=t.ledger_by_month()>
                <table class="table cards">
                    <caption class="vh">{t.ledger_by_month()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.ledger_programme()}</th>
                            <th scope="col">{t.ledger_month()}</th>
                            {heads(t, false)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <nav class="pager" aria-label=t.pager()>
                {newest}
                {older}
            </nav>
        </section>
    }
}

fn name(t: Text, titles: &Titles, band: &Band) -> impl IntoView + use<> {
    view! {
        <th scope="row">
            {titles.of(t, band.organiser, band.programme)}
            <span class="spec soft small">{t.money_source(band.source)}</span>
        </th>
    }
}

fn heads(t: Text, with_held: bool) -> Vec<impl IntoView + use<>> {
    let names = [t.ledger_received(), t.ledger_returned(), t.ledger_paid_out(), t.ledger_held()];
    let shown = if with_held { 4 } else { 3 };
    names.into_iter().take(shown).map(|name| view! { <th scope="col" class="num">{name}</th> }).collect()
}

fn cells(t: Text, sums: Sums, with_held: bool) -> Vec<impl IntoView + use<>> {
    let all = [
        (t.ledger_received(), sums.received),
        (t.ledger_returned(), sums.returned),
        (t.ledger_paid_out(), sums.paid_out),
        (t.ledger_held(), sums.held()),
    ];
    let shown = if with_held { 4 } else { 3 };
    all.into_iter()
        .take(shown)
        .map(|(name, amount)| {
            view! {
                <td class="num" data-label=name>
                    {amount.to_string()}
                </td>
            }
        })
        .collect()
}

fn proof(t: Text, chain: &Chain) -> impl IntoView + use<> {
    let day = |day: Option<Day>| day.map_or_else(|| t.ledger_not_yet().to_owned(), |day| t.date(day));
    view! {
        <section class="box">
            <h2>{t.ledger_chain()}</h2>
            <p>{t.ledger_chain_text()}</p>
            <dl class="facts wide-terms">
                <dt>{t.ledger_transfers()}</dt>
                <dd>{chain.transfers.to_string()}</dd>
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
