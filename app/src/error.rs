//! What may cross the wire when a page cannot be shown or an act was not done.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use entity::{Error, Refusal, Refused};

/// A page's failure. [`crate::request::tell`] turns it into a page in the reader's language.
#[derive(Clone, Debug)]
pub enum AppError {
    /// The domain said no and no form was there to show it beside its field.
    Refused(Refused),
    /// The database is busy or away.
    Busy,
    /// Ours; the log has the rest under this reference.
    Broken(String),
}

impl AppError {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refused) => status_of(refused),
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub fn not_found() -> Self {
        Refusal::NotFound.into()
    }

    /// A defect of ours, logged once under a reference that the reader is shown.
    pub fn broken(error: &dyn std::fmt::Display) -> Self {
        let reference = reference();
        tracing::error!(reference, %error, "a page failed");
        Self::Broken(reference)
    }
}

/// The status a refusal is answered with; 422 for everything that a form can mend.
pub fn status_of(refused: &Refused) -> StatusCode {
    match refused.0.first() {
        Some(Refusal::NotFound) => StatusCode::NOT_FOUND,
        Some(Refusal::NotYours | Refusal::VerifyFirst) => StatusCode::FORBIDDEN,
        Some(Refusal::SignInFirst) => StatusCode::UNAUTHORIZED,
        Some(Refusal::TooManyTries(_)) => StatusCode::TOO_MANY_REQUESTS,
        Some(Refusal::LinkSpent) => StatusCode::GONE,
        Some(
            Refusal::WishMoved
            | Refusal::ChangedMeanwhile
            | Refusal::WishTaken(_)
            | Refusal::ClaimState
            | Refusal::NotToSend(_)
            | Refusal::StockGone
            | Refusal::PhaseState
            | Refusal::PaymentMoved
            | Refusal::RefundSettled
            | Refusal::PledgeState
            | Refusal::ImportState
            | Refusal::ImportTableGone
            | Refusal::CardState
            | Refusal::PiecesGone
            | Refusal::PlotState
            | Refusal::NothingCorrected
            | Refusal::AdoptionState
            | Refusal::AdoptionPartlyPaid(_)
            | Refusal::PlotRefundsWait(_)
            | Refusal::PlotUnpaid(_)
            | Refusal::PlotMoneyLeft(..)
            | Refusal::ContractChanged
            | Refusal::FundState
            | Refusal::ElderState
            | Refusal::PayoutUnfinished
            | Refusal::PayoutForNobody(_)
            | Refusal::PayoutState
            | Refusal::PayoutStale
            | Refusal::PoolSpent(_)
            | Refusal::FundMoneyLeft(..)
            | Refusal::RoundState
            | Refusal::RoundOpen
            | Refusal::NothingToPropose
            | Refusal::RoundStale
            | Refusal::Answered,
        ) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What a form is told again beside its fields; whatever else went wrong is the page's failure.
pub fn refused(error: Error) -> Result<Refused, AppError> {
    match error {
        Error::Refused(refused) if refused.0 != [Refusal::NotFound] => Ok(refused),
        error => Err(error.into()),
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(refused) => Self::Refused(refused),
            Error::Busy => Self::Busy,
            // Database errors name tables and constraints, never values.
            Error::Db(error) => Self::broken(&error),
        }
    }
}

/// A short number that the reader can tell and the log can find.
fn reference() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{:04X}-{:04X}", std::process::id() & 0xFFFF, NEXT.fetch_add(1, Ordering::Relaxed) & 0xFFFF)
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
