//! Sums for funds from the offers that name them.

use std::cmp::Reverse;

use super::{
    super::super::capacity::given_back::Thing,
    FundLine, FundPair, Left, Others, unplaced,
    unused::{self, Unused},
};
use crate::{Fen, fund::short::Short, id::OfferId, matching::Kind};

/// The least that a fund may be given.
const LEAST: Fen = Fen(1);

/// The pairs, how each fund fares, and the offers that find none.
pub(super) fn place(
    mut short: Vec<Short>,
    left: &mut [Left],
    others: &mut Others<'_>,
) -> (Vec<FundPair>, Vec<FundLine>, Vec<(OfferId, Unused)>) {
    let before: Vec<Short> = short.clone();
    let mut pairs = Vec::new();
    for one in left.iter_mut().filter(|one| one.standing.for_funds > Fen::ZERO) {
        let offer = &one.standing.offer;
        // The order of those that are alike is kept.
        short.sort_by_key(|fund| Reverse(fund.each()));
        let most = one.budget.map_or(one.standing.for_funds, |budget| budget.min(one.standing.for_funds));
        let is_wanted = |fund: &Short| {
            let is_given_back = others.given_back.is_by(offer.account_id, Thing::Fund(fund.fund.id));
            one.reaches(fund.township) && fund.lacks > Fen::ZERO && !is_given_back
        };
        let Some(best) = short.iter_mut().find(|fund| is_wanted(fund)) else { continue };
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
    (pairs, lines, unused)
}

fn line(short: &Short, pairs: &[FundPair], left: &[Left], others: &mut Others<'_>) -> FundLine {
    let proposed = Fen(pairs.iter().filter(|pair| pair.fund == short.fund.id).map(|pair| pair.amount.0).sum());
    let (fund, least) = (Thing::Fund(short.fund.id), (short.township, LEAST));
    let why = (proposed < short.lacks).then(|| unplaced(left, others, fund, least));
    FundLine { fund: short.fund.id, elders: short.elders, lacks: short.lacks, proposed, why }
}
