//! Why money goes back to whoever paid it, as letters say it. What the books do not tell is not guessed.

use serde::{Deserialize, Serialize};

use crate::{Day, Fen};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyReturned {
    /// The field gave less than was promised, and the contract gives back what is missing.
    Shortfall,
    /// More came under the code than was asked for.
    TooMuch,
    /// It came when nothing was expected under the code any more.
    TooLate,
    /// The gift of money was given up.
    GivenUp,
    /// The pledge is over.
    PledgeOver,
    /// The elders are supported here no longer.
    SupportOver,
    /// Its payer asked for it.
    Asked,
    Mistake,
    /// What it was given for cannot use it any more.
    Unused,
    /// A credit for a shortfall, of no use any more.
    Credit,
}

/// A contract that is not paid any more once money went back: what is missing now, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillDue {
    pub amount: Fen,
    pub until: Day,
}

/// Why what was to go back stays after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyKept {
    /// The harvest was not short by so much.
    Miscounted,
    /// Its payer does not want it.
    Waived,
    /// It was made good in another way.
    MadeGood,
}

impl WhyKept {
    pub const ALL: [Self; 3] = [Self::Miscounted, Self::Waived, Self::MadeGood];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Miscounted => "miscounted",
            Self::Waived => "waived",
            Self::MadeGood => "made_good",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.key() == key)
    }
}
