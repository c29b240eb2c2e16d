//! Sums for funds from the offers that name them.

use std::cmp::Reverse;

use super::{super::super::capacity::given_back::Thing, FundLine, FundPair, Left, Others, unplaced};
use crate::{Fen, fund::short::Short};

/// The pairs, and how each fund fares.
pub(super) fn place(
    mut short: Vec<Short>,
    left: &mut [Left],
    others: &mut Others<'_>,
) -> (Vec<FundPair>, Vec<FundLine>) {
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
    (pairs, lines)
}

fn line(short: &Short, pairs: &[FundPair], left: &[Left], others: &mut Others<'_>) -> FundLine {
    let proposed = Fen(pairs.iter().filter(|pair| pair.fund == short.fund.id).map(|pair| pair.amount.0).sum());
    let (fund, least) = (Thing::Fund(short.fund.id), (short.township, Fen(1)));
    let why = (proposed < short.lacks).then(|| unplaced(left, others, fund, least));
    FundLine { fund: short.fund.id, elders: short.elders, lacks: short.lacks, proposed, why }
}
