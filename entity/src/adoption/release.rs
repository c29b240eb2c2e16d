//! The donor gives back what is not paid yet: its shares are free again at once. Once money has come for it, the
//! office gives that back first.

use super::{Model, State, give_back, own, reference_of};
use crate::{
    Code, Fen, FormKey, Refusal, Result, Store, Time, account,
    actor::{Actor, Donor},
    journal::{self, Act, Subject},
    payment::{self, reference},
    store::Txn,
};

pub async fn release(store: &Store, donor: Donor, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let adoption = own(&txn, donor, code).await?;
    if let Some(reference) = reference_of(&txn, adoption.id).await? {
        let arrived = payment::arrived(&txn, reference.id).await?;
        if arrived > Fen::ZERO && adoption.state == State::Signed {
            return Err(Refusal::AdoptionPartlyPaid(arrived).into());
        }
        if arrived > Fen::ZERO {
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

/// A reservation that a round made is given back by its donor (`by`), or by the clock: a step of [`crate::round`]. One
/// that is signed by now stays.
pub(crate) async fn give_up(txn: &Txn, adoption: &Model, by: Option<&account::Model>, now: Time) -> Result<bool> {
    let (to, act) = match by {
        Some(_) => (State::Released, Act::AdoptionReleased),
        None => (State::Lapsed, Act::AdoptionLapsed),
    };
    if !give_back(txn, adoption, &[State::Reserved], to, now).await? {
        return Ok(false);
    }
    let (actor, subject) = (by.map_or(Actor::CLOCK, Actor::of), Subject("plot", adoption.plot_id.0));
    journal::note(txn, actor, act, subject, adoption.code.as_str(), now).await?;
    Ok(true)
}
