//! The donor gives back what is not paid yet: its shares are free again at once. Once money has come for it, the
//! office gives that back first.

use super::{State, give_back, own, reference_of};
use crate::{
    Code, Fen, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    journal::{self, Act, Subject},
    payment::{self, reference},
};

pub async fn release(store: &Store, donor: Donor, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let adoption = own(&txn, donor, code).await?;
    if let Some(reference) = reference_of(&txn, adoption.id).await? {
        if payment::arrived(&txn, reference.id).await? > Fen::ZERO {
            return Err(Refusal::AdoptionState.into());
        }
        reference::close(&txn, reference.id, now).await?;
    }
    if !give_back(&txn, &adoption, &State::UNPAID, State::Released, now).await? {
        return Err(Refusal::AdoptionState.into());
    }
    journal::note(&txn, donor, Act::AdoptionReleased, Subject("plot", adoption.plot_id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
