//! Shares of plots for the offers that name them.

use std::collections::{HashMap, HashSet};

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{
    super::super::capacity::given_back::Thing,
    Left, More, Others, Placed, PlotLine, PlotPair, unplaced,
    unused::{self, Unused},
};
use crate::{
    Fen, Result,
    adoption::{self, reserve::MOST_UNPAID},
    id::AccountId,
    matching::Kind,
    plot::fitting::Fitting,
};

/// How many adoptions each donor has that are not paid.
pub(super) async fn unpaid(db: &impl ConnectionTrait) -> Result<HashMap<AccountId, i32>> {
    let all: Vec<AccountId> = adoption::Entity::find()
        .select_only()
        .column(adoption::Column::AccountId)
        .filter(adoption::COLUMN.state.is_in(adoption::State::UNPAID))
        .into_tuple()
        .all(db)
        .await?;
    let mut unpaid = HashMap::new();
    for account in all {
        *unpaid.entry(account).or_default() += 1;
    }
    Ok(unpaid)
}

/// The pairs, how each plot fares, and the offers that find none or could give to another one, too.
pub(super) fn place(
    mut open: Vec<Fitting>,
    left: &mut [Left],
    mut unpaid: HashMap<AccountId, i32>,
    others: &mut Others<'_>,
) -> Placed<PlotPair, PlotLine, i32> {
    let before: Vec<Fitting> = open.clone();
    let (mut pairs, mut limited) = (Vec::new(), HashSet::new());
    for one in left.iter_mut().filter(|one| one.standing.shares > 0) {
        let offer = &one.standing.offer;
        let on_the_way = unpaid.entry(offer.account_id).or_default();
        if *on_the_way >= MOST_UNPAID {
            limited.insert(offer.id);
            continue;
        }
        open.sort_by_key(|fitting| (fitting.adopted(), fitting.plot.adopt_until, fitting.plot.id));
        let Some((at, shares)) = best(&open, one, others) else { continue };
        let plot = open[at].plot.clone();
        *on_the_way += 1;
        pairs.push(PlotPair { account: offer.account_id, offer: offer.id, plot: plot.id, shares });
        one.spend(Fen(plot.share_price().0 * i64::from(shares)));
        open[at].plot.taken += shares;
        for fitting in open.iter_mut().filter(|fitting| fitting.plot.household_id == plot.household_id) {
            fitting.taken += shares;
        }
    }
    let lines = before.iter().map(|fitting| line(fitting, &pairs, left, others)).collect();
    let there = before.iter().map(|Fitting { plot, .. }| (Thing::Plot(plot.id), plot.township_id, plot.share_price()));
    let things: Vec<_> = there.collect();
    let given = pairs.iter().map(|pair| pair.offer).collect();
    let unused = unused::of(Kind::Plots, left, &given, &things, others).into_iter();
    let unused = unused.map(|(offer, why)| (offer, if limited.contains(&offer) { Unused::Limit } else { why }));
    Placed { more: more(&pairs, &open, left, others), pairs, lines, unused: unused.collect() }
}

/// `open`: the plots as they stand after all of them.
fn more(pairs: &[PlotPair], open: &[Fitting], left: &[Left], others: &Others<'_>) -> Vec<More<i32>> {
    let more = |pair: &PlotPair| {
        let one = left.iter().find(|one| one.standing.offer.id == pair.offer)?;
        let of = one.standing.shares;
        (pair.shares < of && best(open, one, others).is_some()).then_some((pair.offer, (pair.shares, of)))
    };
    pairs.iter().filter_map(more).collect()
}

/// The first that the offer can take shares of and its donor did not give back, and how many.
fn best(open: &[Fitting], one: &Left, others: &Others<'_>) -> Option<(usize, i32)> {
    let shares = |fitting: &Fitting| {
        let affordable = one.budget.map_or(i32::MAX, |budget| fitting.affordable(Some(budget)));
        affordable.min(fitting.plot.free()).min(one.standing.shares)
    };
    let is_wanted = |fitting: &Fitting| {
        let plot = Thing::Plot(fitting.plot.id);
        one.reaches(fitting.plot.township_id) && !others.given_back.is_by(one.standing.offer.account_id, plot)
    };
    let reached = open.iter().enumerate().filter(|(_, fitting)| is_wanted(fitting));
    reached.map(|(at, fitting)| (at, shares(fitting))).find(|(_, shares)| *shares > 0)
}

fn line(Fitting { plot, .. }: &Fitting, pairs: &[PlotPair], left: &[Left], others: &mut Others<'_>) -> PlotLine {
    let proposed = pairs.iter().filter(|pair| pair.plot == plot.id).map(|pair| pair.shares).sum();
    let price = plot.share_price();
    let why = (proposed < plot.free()).then(|| unplaced(left, others, Thing::Plot(plot.id), (plot.township_id, price)));
    PlotLine { plot: plot.id, free: plot.free(), proposed, price, why }
}
