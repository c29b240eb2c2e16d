//! Sums for funds from the offers that name them.

use std::cmp::Reverse;

use super::{
    super::super::capacity::given_back::Thing, FundLine, FundPair, Left, More, Others, Placed, unplaced, unused,
};
use crate::{Fen, fund::short::Short, matching::Kind};

/// The least that a fund may be given.
const LEAST: Fen = Fen(1);

/// The pairs, how each fund fares, and the offers that find none or could give to another one, too.
pub(super) fn place(
    mut short: Vec<Short>,
    left: &mut [Left],
    others: &mut Others<'_>,
) -> Placed<FundPair, FundLine, Fen> {
    let before: Vec<Short> = short.clone();
    let mut pairs = Vec::new();
    for one in left.iter_mut().filter(|one| one.standing.for_funds > Fen::ZERO) {
        let offer = &one.standing.offer;
        // The order of those that are alike is kept.
        short.sort_by_key(|fund| Reverse(fund.each()));
        let most = one.budget.map_or(one.standing.for_funds, |budget| budget.min(one.standing.for_funds));
        let Some(best) = short.iter_mut().find(|fund| is_wanted(one, fund, others)) else { continue };
        let amount = most.min(best.lacks);
        if amount <= Fen::ZERO {
            continue;
        }
        best.lacks.0 -= amount.0;
        pairs.push(FundPair { account: offer.account_id, offer: offer.id, fund: best.fund.id, amount });
        one.spend(amount);
    }
    let lines = before.iter().map(|fund| line(fund, &pairs, left, others)).collect();
    let things: Vec<_> = before.iter().map(|one| (Thing::Fund(one.fund.id), one.township, LEAST)).collect();
    let given = pairs.iter().map(|pair| pair.offer).collect();
    let unused = unused::of(Kind::Funds, left, &given, &things, others);
    Placed { more: more(&pairs, &short, left, others), pairs, lines, unused }
}

/// Whether the fund lacks something, the offer gives there, and its donor did not give it back.
fn is_wanted(one: &Left, fund: &Short, others: &Others<'_>) -> bool {
    let is_given_back = others.given_back.is_by(one.standing.offer.account_id, Thing::Fund(fund.fund.id));
    one.reaches(fund.township) && fund.lacks > Fen::ZERO && !is_given_back
}

/// `short`: the funds as they stand after all of them.
fn more(pairs: &[FundPair], short: &[Short], left: &[Left], others: &Others<'_>) -> Vec<More<Fen>> {
    let more = |pair: &FundPair| {
        let one = left.iter().find(|one| one.standing.offer.id == pair.offer)?;
        let of = one.standing.for_funds;
        let has_more = pair.amount < of && one.budget != Some(Fen::ZERO);
        let is_there = || short.iter().any(|fund| is_wanted(one, fund, others));
        (has_more && is_there()).then_some((pair.offer, (pair.amount, of)))
    };
    pairs.iter().filter_map(more).collect()
}

fn line(short: &Short, pairs: &[FundPair], left: &[Left], others: &mut Others<'_>) -> FundLine {
    let proposed = Fen(pairs.iter().filter(|pair| pair.fund == short.fund.id).map(|pair| pair.amount.0).sum());
    let (fund, least) = (Thing::Fund(short.fund.id), (short.township, LEAST));
    let why = (proposed < short.lacks).then(|| unplaced(left, others, fund, least));
    FundLine { fund: short.fund.id, elders: short.elders, lacks: short.lacks, proposed, why }
}
