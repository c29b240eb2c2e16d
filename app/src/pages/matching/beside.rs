//! Beside wishes, or without any, where they are ticked: the open plot and the fund that come first, each with its
//! reason and the way to its form. What the gifts leave of the budget pays for is in addition to them; the rest is
//! instead of them.

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

use super::ways::{Ways, to_fund, to_plot};
use crate::{
    AppError, Visit,
    parts::{
        fund_bands::bands,
        plot_card::{field, title},
    },
};

/// Less than a yuan of a budget is no gift to a fund that lacks more.
const LEAST: Fen = Fen::yuan(1);

/// What comes first; none where nothing fits or it was not asked for.
#[derive(Default)]
pub(super) struct Beside {
    plot: Option<Plot>,
    fund: Option<Fund>,
    /// Whether wishes were asked for, and some are shown.
    wants_gifts: bool,
    has_gifts: bool,
    /// What the gifts leave of the budget; none where there is no budget.
    left: Option<Fen>,
}

struct Plot {
    shown: PublicPlot,
    shares: i32,
    /// Of a hundred shares of its household.
    adopted: i32,
    in_addition: bool,
}

struct Fund {
    short: Short,
    months: Vec<MonthLine>,
    amount: Option<Fen>,
    in_addition: bool,
}

impl Plot {
    fn sum(&self) -> Fen {
        Fen(self.shown.share_price.0 * i64::from(self.shares))
    }
}

impl Beside {
    /// What is shown in addition to the gifts costs.
    pub(super) fn added(&self) -> Fen {
        let plot = self.plot.as_ref().filter(|plot| plot.in_addition).map_or(0, |plot| plot.sum().0);
        let fund = self.fund.as_ref().filter(|fund| fund.in_addition).and_then(|fund| fund.amount);
        Fen(plot + fund.unwrap_or_default().0)
    }

    /// What leads on from here, for the page after the claim.
    pub(super) fn ways(&self) -> Ways {
        let (plot, fund) = (self.plot.as_ref(), self.fund.as_ref());
        Ways {
            plot: plot.map(|one| one.shown.number),
            shares: plot.map(|one| one.shares),
            fund: fund.map(|one| one.short.fund.id),
            amount: fund.and_then(|one| one.amount),
        }
    }
}

/// `gifts`: what the wishes that are shown cost together.
pub(super) async fn read(visit: &Visit, asked: &Asked, question: &Question, gifts: Fen) -> Result<Beside, AppError> {
    let left = question.budget.map(|budget| Fen((budget.0 - gifts.0).max(0)));
    let (wants_gifts, has_gifts) = (asked.wants_wishes(), gifts > Fen::ZERO);
    let mut beside = Beside { wants_gifts, has_gifts, left, ..Beside::default() };
    if asked.wants(Kind::Plots) {
        beside.plot = first_plot(visit, asked, question, left).await?;
    }
    if asked.wants(Kind::Funds) {
        let left = left.map(|left| Fen(left.0 - beside.added().0));
        beside.fund = first_fund(visit, asked, question, left).await?;
    }
    Ok(beside)
}

/// In addition where what is left pays for a share, else instead.
async fn first_plot(
    visit: &Visit,
    asked: &Asked,
    question: &Question,
    left: Option<Fen>,
) -> Result<Option<Plot>, AppError> {
    let (db, now, townships) = (visit.db(), visit.now(), &question.townships);
    let mut first = fitting::first(db, townships, left, now).await?;
    let in_addition = first.is_some();
    if !in_addition {
        first = fitting::first(db, townships, question.budget, now).await?;
    }
    let Some((fitting, affordable)) = first else { return Ok(None) };
    // Without a budget nobody says how many; the offer may.
    let most = if question.budget.is_some() { affordable } else { fitting.plot.free() };
    let shares = asked.shares.map_or(affordable, |shares| shares.min(most));
    let shown = browse::one(db, fitting.plot.id, visit.lang(), now).await?;
    Ok(Some(Plot { shown, shares, adopted: fitting.adopted(), in_addition }))
}

async fn first_fund(
    visit: &Visit,
    asked: &Asked,
    question: &Question,
    left: Option<Fen>,
) -> Result<Option<Fund>, AppError> {
    let db = visit.db();
    let short = short::short(db, &question.townships, visit.now()).await?.into_iter().next();
    let Some(short) = short else { return Ok(None) };
    let months = totals::months_of(db, short.fund.programme()).await?;
    let in_addition = left.is_none_or(|left| left >= LEAST.min(short.lacks));
    let money = if in_addition { left } else { question.budget };
    let amount = [money, asked.sum].into_iter().flatten().min().map(|money| money.min(short.lacks));
    Ok(Some(Fund { short, months, amount, in_addition }))
}

pub(super) fn beside(visit: &Visit, asked: &Asked, beside: &Beside) -> AnyView {
    let t = visit.t();
    let (mut added, mut instead, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    if asked.wants(Kind::Plots) {
        match &beside.plot {
            Some(one) if one.in_addition => added.push(plot(visit, one)),
            Some(one) => instead.push(plot(visit, one)),
            None => missing.push(t.match_plot_none(asked)),
        }
    }
    if asked.wants(Kind::Funds) {
        match &beside.fund {
            Some(one) if one.in_addition => added.push(fund(visit, one)),
            Some(one) => instead.push(fund(visit, one)),
            None => missing.push(t.match_fund_none(asked)),
        }
    }
    let title = match beside.left {
        _ if !beside.wants_gifts => t.match_fits_now().to_owned(),
        _ if !beside.has_gifts => t.match_beside().to_owned(),
        Some(left) => t.match_beside_left(&left.to_string()),
        None => t.match_beside_added().to_owned(),
    };
    let title_instead = match (added.is_empty(), beside.wants_gifts) {
        (false, _) => t.match_instead_all(),
        (true, true) => t.match_instead(),
        (true, false) => t.match_fits_now(),
    };
    let only_one = (instead.len() > 1).then(|| view! { <p class="soft">{t.match_instead_one()}</p> }.into_any());
    let missing: Vec<_> = missing.into_iter().map(|text| view! { <p class="soft">{text}</p> }).collect();
    view! {
        {group(title, None, added)}
        {group(title_instead.to_owned(), only_one, instead)}
        {missing}
    }
    .into_any()
}

fn group(title: String, note: Option<AnyView>, cards: Vec<AnyView>) -> Option<AnyView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{title}</h2>
                {note}
                {cards}
            </section>
        }
        .into_any()
    })
}

fn plot(visit: &Visit, one: &Plot) -> AnyView {
    let t = visit.t();
    let Plot { shown: plot, shares, adopted, .. } = one;
    view! {
        <article class="box">
            <h3>
                <a href=format!("/plots/{}", plot.number)>{title(t, plot)}</a>
            </h3>
            {field(t, plot.shares, plot.taken)}
            <p class="soft small">{t.match_plot_why(*adopted)}</p>
            {to_plot(t, plot, *shares)}
        </article>
    }
    .into_any()
}

fn fund(visit: &Visit, Fund { short, months, amount, .. }: &Fund) -> AnyView {
    let t = visit.t();
    view! {
        <article class="box">
            <h3>
                <a href=format!("/funds/{}", short.fund.id)>{short.fund.title(t.0).to_owned()}</a>
            </h3>
            {bands(t, months, Month::of(visit.now()))}
            <p class="soft small">{t.match_fund_why(&short.each().to_string())}</p>
            {to_fund(t, short.fund.id, *amount)}
        </article>
    }
    .into_any()
}
