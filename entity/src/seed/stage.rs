//! How far the gifts of the running phase have come.

use crate::{claim, wish::Status};

/// How far a gift of phase 5 has come, and of how many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Draft,
    Submitted,
    Returned,
    Open,
    Held,
    Confirmed,
    /// Confirmed, and the give-by day is near or past.
    Due,
    Shipped,
    Received,
    HandedOut,
    Problem,
    Withdrawn,
}

pub(super) const STAGES: [(Stage, usize); 12] = [
    (Stage::Open, 42),
    (Stage::Confirmed, 13),
    (Stage::Due, 3),
    (Stage::Shipped, 9),
    (Stage::Received, 16),
    (Stage::HandedOut, 12),
    (Stage::Submitted, 10),
    (Stage::Draft, 6),
    (Stage::Returned, 3),
    (Stage::Held, 2),
    (Stage::Problem, 2),
    (Stage::Withdrawn, 2),
];

impl Stage {
    pub const fn wish_status(self) -> Status {
        match self {
            Self::Draft => Status::Draft,
            Self::Submitted => Status::Submitted,
            Self::Returned => Status::Returned,
            Self::Open => Status::Open,
            Self::Held | Self::Confirmed | Self::Due | Self::Shipped => Status::Taken,
            Self::Received | Self::Problem => Status::Received,
            Self::HandedOut => Status::HandedOut,
            Self::Withdrawn => Status::Withdrawn,
        }
    }

    pub const fn claim_state(self) -> Option<claim::State> {
        Some(match self {
            Self::Held => claim::State::Held,
            Self::Confirmed | Self::Due => claim::State::Confirmed,
            Self::Shipped => claim::State::Shipped,
            Self::Received | Self::Problem => claim::State::Received,
            Self::HandedOut => claim::State::Fulfilled,
            Self::Draft | Self::Submitted | Self::Returned | Self::Open | Self::Withdrawn => return None,
        })
    }
}
