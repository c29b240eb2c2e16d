//! The waiting list: joining and leaving, by a donor's word.

use axum::response::{IntoResponse, Response};
use entity::{
    Error, Refusal,
    waiting::{join, leave},
};

use crate::{AppError, Visit, request::Go};

/// The way onto the list stands where the wishes are.
pub async fn show(visit: Visit) -> Go {
    visit.go("/wishes")
}

pub async fn join(visit: Visit) -> Result<Response, AppError> {
    let donor = visit.donor()?;
    match join::join(visit.store(), donor, visit.now()).await {
        Ok(()) => Ok(visit.go_saying("/gifts", visit.t().waiting_joined_saying()).into_response()),
        Err(Error::Refused(refused)) if refused.0 == [Refusal::NothingToWaitFor] => {
            let said = visit.t().refusal(&Refusal::NothingToWaitFor);
            Ok(visit.go_saying("/wishes", said).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn leave(visit: Visit) -> Result<Response, AppError> {
    let donor = visit.donor()?;
    leave::leave(visit.store(), donor, visit.now()).await?;
    Ok(visit.go_saying("/gifts", visit.t().waiting_left_saying()).into_response())
}
