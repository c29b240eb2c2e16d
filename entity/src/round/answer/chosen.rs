//! What of a proposal its donor wants, as the form says it.

use std::{collections::BTreeSet, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{Answered, Lines, Open, Typed};
use crate::{
    Code,
    id::{ProposalFundId, ProposalPlotId},
};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Chosen {
    pub wishes: Vec<Code>,
    pub plots: Vec<ProposalPlotId>,
    pub funds: Vec<ProposalFundId>,
}

/// What a form was answered, and to which choice: the same form with another choice, sent from a page that the browser
/// went back to, is no replay.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub answered: Answered,
    pub chosen: Chosen,
}

impl Chosen {
    pub fn read(typed: &Typed) -> Self {
        Self { wishes: read(&typed.wishes), plots: read(&typed.plots), funds: read(&typed.funds) }
    }

    pub fn has_wish(&self, held: &Lines) -> bool {
        held.iter().any(|(_, wish)| self.wishes.contains(&wish.code))
    }

    pub fn has_any(&self, held: &Lines, ground: &Open) -> bool {
        self.has_wish(held)
            || ground.plots.iter().any(|(line, _)| self.plots.contains(&line.id))
            || ground.funds.iter().any(|line| self.funds.contains(&line.id))
    }
}

/// In one order, each once.
fn read<T: FromStr + Ord>(typed: &[String]) -> Vec<T> {
    let chosen: BTreeSet<T> = typed.iter().filter_map(|one| one.parse().ok()).collect();
    chosen.into_iter().collect()
}
