//! A standing offer and what a proposal gives from it, as letters say them.

use serde::{Deserialize, Serialize};

use crate::{Day, Fen, id::OfferId, matching::Kind, wish::Category};

/// A standing offer as its donor reads it. An empty list stands for any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferLine {
    pub number: OfferId,
    /// None: an older letter, of wishes.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    pub max_count: i32,
    #[serde(default)]
    pub max_shares: Option<i32>,
    #[serde(default)]
    pub for_funds: Option<Fen>,
    /// For all its wishes together.
    pub budget: Option<Fen>,
    /// For one wish.
    pub max_price: Option<Fen>,
    pub categories: Vec<Category>,
    /// Townships, then schools by their public aliases.
    pub places: Vec<String>,
    /// First and last.
    pub grades: (i32, i32),
    pub valid_until: Day,
    /// For which organisation.
    pub organisation: Option<String>,
}

/// How much of a proposal's lists, in their order, is given in one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiverLine {
    /// Of the organisation whose contact the reader is; none: the reader's own.
    pub organisation: Option<String>,
    pub gifts: usize,
    pub adoptions: usize,
    pub funds: usize,
}
