//! Offers that name plots or funds and are proposed none, and why.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{super::super::capacity::given_back::Thing, Left, Others};
use crate::{
    Fen,
    id::{OfferId, TownshipId},
    matching::Kind,
};

/// Why nothing of a kind is proposed from an offer that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unused {
    /// Where it gives, no plot is free, or no fund lacks anything.
    NothingThere,
    /// What there is is proposed from other offers.
    OthersGive,
    /// Its donor gave it back lately.
    GivenBack,
    /// Too little of its money is left.
    BudgetSpent,
    /// Its donor has as many adoptions unpaid as may be.
    Limit,
}

/// Those that had something of this kind, by their numbers, of which nought is the one that is only imagined. `given`:
/// those from which some is proposed; `things`: what there was before, where it is, and what the least of it costs.
pub(super) fn of(
    kind: Kind,
    left: &[Left],
    given: &HashSet<OfferId>,
    things: &[(Thing, TownshipId, Fen)],
    others: &Others<'_>,
) -> Vec<(OfferId, Unused)> {
    let unused = left.iter().filter(|one| one.gives(kind) && !given.contains(&one.standing.offer.id));
    let mut unused: Vec<_> = unused.map(|one| (one.standing.offer.id, why(one, things, others))).collect();
    unused.sort_unstable_by_key(|(offer, _)| *offer);
    unused
}

fn why(one: &Left, things: &[(Thing, TownshipId, Fen)], others: &Others<'_>) -> Unused {
    let account = one.standing.offer.account_id;
    let mut there = things.iter().filter(|(_, township, _)| one.reaches(*township)).peekable();
    if there.peek().is_none() {
        return Unused::NothingThere;
    }
    let mut wanted = there.filter(|(thing, ..)| !others.given_back.is_by(account, *thing)).peekable();
    if wanted.peek().is_none() {
        Unused::GivenBack
    } else if wanted.all(|(_, _, least)| one.budget.is_some_and(|budget| budget < *least)) {
        Unused::BudgetSpent
    } else {
        Unused::OthersGive
    }
}
