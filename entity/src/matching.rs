//! Which wishes fit what somebody would give: at once for one donor, and for many offers together.

pub mod assign;
pub mod open;
pub mod suggest;

use serde::{Deserialize, Serialize};

/// What somebody would give; plots and funds where they name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Wishes,
    Plots,
    Funds,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Wishes, Self::Plots, Self::Funds];
    /// What wishes can go with.
    pub const OTHER: [Self; 2] = [Self::Plots, Self::Funds];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Wishes => "wishes",
            Self::Plots => "plots",
            Self::Funds => "funds",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}
