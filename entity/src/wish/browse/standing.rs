//! Where the wishes of a list stand, as its address says it.

use crate::{claim, wish::Status};

/// What is held for somebody who has not said yes is neither open nor claimed, in a list as in every counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Open,
    Held,
    Taken,
    Received,
    HandedOut,
}

impl Standing {
    pub const ALL: [Self; 5] = [Self::Open, Self::Held, Self::Taken, Self::Received, Self::HandedOut];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Held => claim::State::Held.key(),
            Self::Open | Self::Taken | Self::Received | Self::HandedOut => self.status().key(),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.key() == key)
    }

    /// The state of the wishes themselves: what is held is taken.
    pub const fn status(self) -> Status {
        match self {
            Self::Open => Status::Open,
            Self::Held | Self::Taken => Status::Taken,
            Self::Received => Status::Received,
            Self::HandedOut => Status::HandedOut,
        }
    }
}
