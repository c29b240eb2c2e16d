//! What came in and went out over a period, as the ledger has it.

use serde::{Deserialize, Serialize};

use super::period::Period;
use crate::{
    Fen, Result,
    ledger::{
        Account, Kind, Programme,
        totals::{self, Moved},
    },
};
use sea_orm::entity::prelude::*;

/// Money over a period; what was reversed is not in it. The lines add up: what was there and came in, less what went
/// back and was paid out, is what remains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// There when the period began.
    pub before: Fen,
    pub received: Fen,
    pub returned: Fen,
    pub paid_out: Fen,
}

impl Flow {
    /// There when the period ended.
    pub const fn remains(self) -> Fen {
        Fen(self.before.0 + self.received.0 - self.returned.0 - self.paid_out.0)
    }

    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            before: Fen(self.before.0 + other.before.0),
            received: Fen(self.received.0 + other.received.0),
            returned: Fen(self.returned.0 + other.returned.0),
            paid_out: Fen(self.paid_out.0 + other.paid_out.0),
        }
    }

    /// Adds what moved in one account of a programme.
    pub const fn add(&mut self, account: &Account, moved: Moved) {
        // What came in stands below zero.
        self.before.0 -= moved.before.0;
        match account.kind {
            Kind::Received => self.received.0 -= moved.within.0,
            Kind::Returned => self.returned.0 += moved.within.0,
            Kind::PaidOut => self.paid_out.0 += moved.within.0,
            Kind::Bank | Kind::Unclear => {}
        }
    }
}

/// What moved in each account of these programmes.
pub(super) async fn moved(
    db: &impl ConnectionTrait,
    programmes: &[Programme],
    period: &Period,
) -> Result<Vec<(Account, Moved)>> {
    totals::moved(db, programmes, period.from, period.to).await
}
