//! Until when a letter is of use.

use chrono::TimeDelta;

use super::Letter;
use crate::{Day, Time, lang::china_date};

/// The last moment, or the last day, at which a letter says anything that still holds.
enum End {
    Before(Time),
    With(Day),
}

impl Letter {
    /// Whether the link in it, or what it promises or asks for, is over by what it says itself. What tells of something
    /// that has happened is never over.
    pub fn is_over(&self, now: Time) -> bool {
        match self.end() {
            Some(End::Before(end)) => end <= now,
            Some(End::With(day)) => day < china_date(now),
            None => false,
        }
    }

    fn end(&self) -> Option<End> {
        match self {
            Self::VerifyAddress { expires_at: end, .. }
            | Self::SignInLink { expires_at: end, .. }
            | Self::AlreadyHere { expires_at: end, .. }
            | Self::ResetPassword { expires_at: end, .. }
            | Self::Invitation { expires_at: end, .. }
            | Self::HoldReceived { held_until: end, .. }
            | Self::Proposed { held_until: end, .. }
            | Self::AdoptionReserved { until: end, .. } => Some(End::Before(*end)),
            Self::Reminder { give_by: day, days: 0.., .. }
            | Self::CardsDue { due: day, days: 0.., .. }
            | Self::AdoptionSigned { pay_until: day, .. }
            | Self::PlotRenewal { until: day, .. }
            | Self::KeepingEnds { until: day, .. } => Some(End::With(*day)),
            Self::ClaimConfirmed { give_by, grace, .. } | Self::Reminder { give_by, grace, .. } => {
                Some(End::With(*give_by + TimeDelta::days((*grace).into())))
            }
            _ => None,
        }
    }
}
