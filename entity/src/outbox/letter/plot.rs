//! What letters say about plots and their adoptions. The village is left out, as on the public pages.

use serde::{Deserialize, Serialize};

use crate::{
    Code, Fen,
    plot::{Crop, ShortfallRule},
};

/// A plot as a letter may show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlotLine {
    pub number: i64,
    pub crop: Crop,
    /// The household's alias.
    pub household: String,
    pub township: String,
    pub organiser: String,
}

/// The reader's own adoption of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptionLine {
    /// The number of the contract.
    pub code: Code,
    pub shares: i32,
    /// How many shares the plot has.
    pub of: i32,
    pub amount: Fen,
    pub plot: PlotLine,
}

/// What a shortfall means for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortLine {
    /// What the field should have given, in grams.
    pub promised: i64,
    pub evidence: String,
    pub rule: ShortfallRule,
    /// For all of the reader's shares; nothing where the village makes it up.
    pub credit: Fen,
}

impl ShortLine {
    /// The credit is money that goes back, and no discount of the next season.
    pub const fn gives_back(&self) -> bool {
        matches!(self.rule, ShortfallRule::Refund)
    }
}
