//! Which plot and which fund would be proposed from which offer: the offers in the order of their numbers, each one
//! plot and one fund a round; the plot of the household with the fewest adopters, the fund that lacks most for each
//! elder, as they stand after the offers before. What donors of earlier rounds are still thinking about counts as
//! given. Reads, writes nothing.

mod funds;
mod plots;
mod unused;

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    super::{
        capacity::{
            Standing,
            given_back::{GivenBack, Thing},
        },
        rest::Rest,
    },
    shown::undecided,
};
use crate::{
    Fen, Result, Time,
    fund::short::{Short, short},
    id::{AccountId, FundId, OfferId, PlotId, TownshipId},
    matching::Kind,
    offer,
    plot::fitting::fitting,
};

pub use unused::Unused;

/// What a round would propose beside wishes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    pub plots: Vec<PlotPair>,
    pub funds: Vec<FundPair>,
    pub plot_lines: Vec<PlotLine>,
    pub fund_lines: Vec<FundLine>,
    /// What funds lack and donors of earlier rounds are still thinking about.
    pub funds_asked: Fen,
    /// The offers that name plots, or funds, and are proposed none.
    pub unused_plots: Vec<(OfferId, Unused)>,
    pub unused_funds: Vec<(OfferId, Unused)>,
    /// The offers that could give to another plot, or another fund, as well.
    pub more_plots: Vec<More<i32>>,
    pub more_funds: Vec<More<Fen>>,
}

/// An offer of which something is left for the next round, as no more than one plot and one fund is proposed from each:
/// how many shares, or how much, it is proposed to give, and of how many or how much.
pub type More<T> = (OfferId, (T, T));

/// What became of one kind.
struct Placed<P, L, T> {
    pairs: Vec<P>,
    lines: Vec<L>,
    unused: Vec<(OfferId, Unused)>,
    more: Vec<More<T>>,
}

/// Shares of one plot from one offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlotPair {
    pub account: AccountId,
    pub offer: OfferId,
    pub plot: PlotId,
    pub shares: i32,
}

/// A sum for one fund from one offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FundPair {
    pub account: AccountId,
    pub offer: OfferId,
    pub fund: FundId,
    pub amount: Fen,
}

/// How an open plot fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlotLine {
    pub plot: PlotId,
    /// Shares that were free, and that are proposed.
    pub free: i32,
    pub proposed: i32,
    pub price: Fen,
    /// Why not all of them are.
    pub why: Option<Unplaced>,
}

/// How a fund fares that lacks something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundLine {
    pub fund: FundId,
    pub elders: u64,
    pub lacks: Fen,
    pub proposed: Fen,
    pub why: Option<Unplaced>,
}

/// Why something of a plot or a fund is not proposed to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unplaced {
    /// No offer names such a thing there.
    NoOffer,
    /// Those that do have too little money left.
    BudgetsSpent,
    /// Those that do give what they say elsewhere, or as much as may be on the way at once.
    OffersSpent,
    /// Those that do had given all they say before.
    UsedUp,
    /// Those that do are of donors who gave it back lately, and are not asked again so soon.
    GivenBack,
    /// Those that do are let rest.
    Resting,
}

/// What is known of offers beside those that can give.
pub(in crate::round) struct Others<'a> {
    /// They have given all they say.
    pub used_up: &'a [Standing],
    pub rest: Rest,
    pub given_back: &'a GivenBack,
}

/// What an offer still has for plots and funds.
struct Left<'a> {
    standing: &'a Standing,
    budget: Option<Fen>,
    /// Empty: any.
    townships: Vec<TownshipId>,
}

impl<'a> Left<'a> {
    fn after_wishes(standing: &'a Standing, spent: &HashMap<OfferId, Fen>) -> Self {
        let spent = spent.get(&standing.offer.id).copied().unwrap_or_default();
        let budget = standing.budget.map(|budget| Fen((budget.0 - spent.0).max(0)));
        Self { standing, budget, townships: standing.offer.townships() }
    }

    fn reaches(&self, township: TownshipId) -> bool {
        self.townships.is_empty() || self.townships.contains(&township)
    }

    /// Whether it had anything of the kind when the round began.
    fn gives(&self, kind: Kind) -> bool {
        match kind {
            Kind::Wishes => self.standing.count > 0,
            Kind::Plots => self.standing.shares > 0,
            Kind::Funds => self.standing.for_funds > Fen::ZERO,
        }
    }

    fn spend(&mut self, sum: Fen) {
        self.budget = self.budget.map(|budget| Fen(budget.0 - sum.0));
    }
}

/// `spent`: what the wishes of this round take of each offer.
pub(in crate::round) async fn draw(
    db: &impl ConnectionTrait,
    standing: &[Standing],
    spent: &HashMap<OfferId, Fen>,
    others: &mut Others<'_>,
    now: Time,
) -> Result<Drawn> {
    let mut left: Vec<Left> = standing.iter().map(|standing| Left::after_wishes(standing, spent)).collect();
    let plots = plots::place(fitting(db, &[], now).await?, &mut left, plots::unpaid(db).await?, others);
    let (lacking, funds_asked) = lacking(db, now).await?;
    let funds = funds::place(lacking, &mut left, others);
    Ok(Drawn {
        plots: plots.pairs,
        funds: funds.pairs,
        plot_lines: plots.lines,
        fund_lines: funds.lines,
        funds_asked,
        unused_plots: plots.unused,
        unused_funds: funds.unused,
        more_plots: plots.more,
        more_funds: funds.more,
    })
}

/// The funds that lack something, even if everybody says yes who is asked for them; and how much they are asked for.
async fn lacking(db: &impl ConnectionTrait, now: Time) -> Result<(Vec<Short>, Fen)> {
    let (mut lacking, mut asked) = (short(db, &[], now).await?, Fen::ZERO);
    for one in undecided(db, now).await? {
        if let Some(fund) = lacking.iter_mut().find(|fund| fund.fund.id == one.fund) {
            asked.0 += one.amount.0.clamp(0, fund.lacks.0.max(0));
            fund.lacks.0 -= one.amount.0;
        }
    }
    lacking.retain(|fund| fund.lacks > Fen::ZERO);
    Ok((lacking, asked))
}

/// Why the rest of it finds nobody: of the offers that name such a thing there. `least`: what the least of it costs.
fn unplaced(left: &[Left], others: &mut Others<'_>, thing: Thing, (township, least): (TownshipId, Fen)) -> Unplaced {
    let kind = thing.kind();
    let named = || left.iter().filter(move |one| one.gives(kind) && one.reaches(township));
    let is_given_back = |one: &&Left| others.given_back.is_by(one.standing.offer.account_id, thing);
    let mut asked = named().filter(|one| !is_given_back(one)).peekable();
    if asked.peek().is_some() {
        let is_poor = asked.all(|one| one.budget.is_some_and(|budget| budget < least));
        return if is_poor { Unplaced::BudgetsSpent } else { Unplaced::OffersSpent };
    }
    // Looked at in any case, so that the offers that rest are told.
    let rests = others.rest.fits_beside(kind, township, least);
    if named().next().is_some() {
        Unplaced::GivenBack
    } else if rests {
        Unplaced::Resting
    } else if has_used_up(left, others, kind, township) {
        Unplaced::UsedUp
    } else {
        Unplaced::NoOffer
    }
}

/// Whether any offer names it there, and has nothing of it left.
fn has_used_up(left: &[Left], others: &Others<'_>, kind: Kind, township: TownshipId) -> bool {
    let is_there = |offer: &offer::Model| {
        let townships = offer.townships();
        offer.gives(kind) && (townships.is_empty() || townships.contains(&township))
    };
    let standing = left.iter().map(|one| one.standing);
    standing.chain(others.used_up).any(|one| is_there(&one.offer)) || others.rest.has_used_up(kind, township)
}
