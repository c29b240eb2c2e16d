//! What money is for, as letters say it.

use serde::{Deserialize, Serialize};

use crate::{Fen, payment::PayCode};

/// What money is for, and the code it is known by at the bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentLine {
    pub code: PayCode,
    pub what: String,
    pub organiser: String,
    /// A family's duty, which no letter calls a donation.
    pub is_family: bool,
}

/// A fund and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundLine {
    pub number: i64,
    pub title: String,
    pub organiser: String,
}

/// A sum for a fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumLine {
    pub amount: Fen,
    pub fund: FundLine,
}
