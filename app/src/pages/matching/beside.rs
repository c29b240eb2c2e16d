//! Beside wishes, where they are ticked: the open plot and the fund that come first, each with its reason and the way
//! to its form. They are other ways to give the same budget.

use entity::{
    Fen,
    fund::short::{self, Short},
    ledger::totals::{self, MonthLine},
    matching::{
        Kind,
        suggest::{Asked, Question},
    },
    month::Month,
    plot::{
        browse::{self, PublicPlot},
        fitting,
    },
};
use leptos::prelude::*;

use crate::{
    AppError, Visit,
    pages::{funds::pledge, plots::adopt},
    parts::{
        fund_bands::bands,
        plot_card::{field, title},
    },
};

/// What comes first; none where nothing fits or it was not asked for.
#[derive(Default)]
pub(super) struct Beside {
    plot: Option<Plot>,
    fund: Option<Fund>,
}

struct Plot {
    shown: PublicPlot,
    shares: i32,
    /// Of a hundred shares of its household.
    adopted: i32,
}

struct Fund {
    short: Short,
    months: Vec<MonthLine>,
    amount: Option<Fen>,
}

pub(super) async fn read(visit: &Visit, asked: &Asked, question: &Question) -> Result<Beside, AppError> {
    let (db, now, budget) = (visit.db(), visit.now(), question.budget);
    let mut beside = Beside::default();
    if asked.wants(Kind::Plots)
        && let Some((fitting, shares)) = fitting::first(db, &question.townships, budget, now).await?
    {
        let shown = browse::one(db, fitting.plot.id, visit.lang(), now).await?;
        beside.plot = Some(Plot { shown, shares, adopted: fitting.adopted() });
    }
    if asked.wants(Kind::Funds)
        && let Some(short) = short::short(db, &question.townships, now).await?.into_iter().next()
    {
        let months = totals::months_of(db, short.fund.programme()).await?;
        let amount = budget.map(|budget| budget.min(short.lacks));
        beside.fund = Some(Fund { short, months, amount });
    }
    Ok(beside)
}

pub(super) fn beside(visit: &Visit, asked: &Asked, beside: &Beside) -> Option<impl IntoView + use<>> {
    let t = visit.t();
    let plot = asked.wants(Kind::Plots).then(|| match &beside.plot {
        Some(one) => plot(visit, one).into_any(),
        None => view! { <p class="soft">{t.match_plot_none()}</p> }.into_any(),
    });
    let fund = asked.wants(Kind::Funds).then(|| match &beside.fund {
        Some(one) => fund(visit, one).into_any(),
        None => view! { <p class="soft">{t.match_fund_none()}</p> }.into_any(),
    });
    (plot.is_some() || fund.is_some()).then(|| {
        view! {
            <section class="stack">
                <h2>{t.match_beside()}</h2>
                {plot}
                {fund}
            </section>
        }
    })
}

fn plot(visit: &Visit, Plot { shown: plot, shares, adopted }: &Plot) -> impl IntoView + use<> {
    let t = visit.t();
    let sum = Fen(plot.share_price.0 * i64::from(*shares)).to_string();
    let button = if *shares == 1 { t.match_plot_go_one(&sum) } else { t.match_plot_go(*shares, &sum) };
    let href = format!("{}#adopt", adopt::address(plot.number, &shares.to_string()));
    view! {
        <article class="box">
            <h3>
                <a href=format!("/plots/{}", plot.number)>{title(t, plot)}</a>
            </h3>
            {field(t, plot.shares, plot.taken)}
            <p class="soft small">{t.match_plot_why(*adopted)}</p>
            <div class="actions">
                <a class="btn pine" href=href>
                    {button}
                </a>
            </div>
        </article>
    }
}

fn fund(visit: &Visit, Fund { short, months, amount }: &Fund) -> impl IntoView + use<> {
    let t = visit.t();
    let button = amount.map_or_else(|| t.match_fund_go_any().to_owned(), |amount| t.match_fund_go(&amount.to_string()));
    let amount = amount.map(Fen::plain).unwrap_or_default();
    let href = format!("{}#pledge", pledge::address(short.fund.id, &amount));
    view! {
        <article class="box">
            <h3>
                <a href=format!("/funds/{}", short.fund.id)>{short.fund.title(t.0).to_owned()}</a>
            </h3>
            {bands(t, months, Month::of(visit.now()))}
            <p class="soft small">{t.match_fund_why(&short.each().to_string())}</p>
            <div class="actions">
                <a class="btn plum" href=href>
                    {button}
                </a>
            </div>
        </article>
    }
}
