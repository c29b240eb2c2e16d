//! Why money goes back to whoever paid it, as letters say it. What the books do not tell is not guessed.

use serde::{Deserialize, Serialize};

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
}
