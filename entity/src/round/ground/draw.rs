//! Which plot and which fund would be proposed from which offer: the offers in the order of their numbers, each one
//! plot and one fund a round; the plot of the household with the fewest adopters, the fund that lacks most for each
//! elder, as they stand after the offers before. What donors of earlier rounds are still thinking about counts as
//! given. Reads, writes nothing.

mod funds;
mod plots;

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    super::{capacity::Standing, rest::Rest},
    shown::undecided,
};
use crate::{
    Fen, Result, Time,
    fund::short::{Short, short},
    id::{AccountId, FundId, OfferId, PlotId, TownshipId},
    matching::Kind,
    plot::fitting::fitting,
};

/// What a round would propose beside wishes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    pub plots: Vec<PlotPair>,
    pub funds: Vec<FundPair>,
    pub plot_lines: Vec<PlotLine>,
    pub fund_lines: Vec<FundLine>,
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
    /// Those that do are let rest.
    Resting,
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

    fn spend(&mut self, sum: Fen) {
        self.budget = self.budget.map(|budget| Fen(budget.0 - sum.0));
    }
}

/// `spent`: what the wishes of this round take of each offer.
pub(in crate::round) async fn draw(
    db: &impl ConnectionTrait,
    standing: &[Standing],
    spent: &HashMap<OfferId, Fen>,
    rest: &mut Rest<'_>,
    now: Time,
) -> Result<Drawn> {
    let mut left: Vec<Left> = standing.iter().map(|standing| Left::after_wishes(standing, spent)).collect();
    let (plots, plot_lines) = plots::place(fitting(db, &[], now).await?, &mut left, plots::unpaid(db).await?, rest);
    let (funds, fund_lines) = funds::place(lacking(db, now).await?, &mut left, rest);
    Ok(Drawn { plots, funds, plot_lines, fund_lines })
}

/// The funds that lack something, even if everybody says yes who is asked for them.
async fn lacking(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Short>> {
    let mut lacking = short(db, &[], now).await?;
    for one in undecided(db, now).await? {
        if let Some(fund) = lacking.iter_mut().find(|fund| fund.fund.id == one.fund) {
            fund.lacks.0 -= one.amount.0;
        }
    }
    lacking.retain(|fund| fund.lacks > Fen::ZERO);
    Ok(lacking)
}

/// Why the rest finds nobody: of the offers that name this kind there. `least`: what the least of it costs.
fn unplaced(left: &[Left], rest: &mut Rest<'_>, kind: Kind, township: TownshipId, least: Fen) -> Unplaced {
    let mut named = left.iter().filter(|one| one.standing.offer.gives(kind) && one.reaches(township)).peekable();
    if named.peek().is_none() {
        if rest.fits_beside(kind, township, least) { Unplaced::Resting } else { Unplaced::NoOffer }
    } else if named.all(|one| one.budget.is_some_and(|budget| budget < least)) {
        Unplaced::BudgetsSpent
    } else {
        Unplaced::OffersSpent
    }
}
