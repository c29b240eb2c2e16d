//! A donor says that money is coming for a phase, a village fund or an organiser's own work, and gets a code to pay it
//! with.

use sea_orm::entity::prelude::*;
use serde::Deserialize;

use super::{Asked, ForWhat, PayCode, reference, tell};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    error::Refusals,
    fund,
    id::OrganiserId,
    journal::{self, Act, Subject},
    ledger::{
        Programme, Source,
        programme::{self, Named},
    },
    money, organiser, phase,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`Named::key`].
    pub programme: String,
    pub amount: String,
}

/// What money can be given to now: organisers with an account, and their phases and funds that are not over.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Named>> {
    let organisers = organiser::change::all(db).await?;
    let takes: Vec<OrganiserId> = organisers.iter().filter(|one| one.takes_money()).map(|one| one.id).collect();
    let phases = phase::all(db).await?;
    let funds = fund::opened(db).await?;
    let is_running = |programme| match programme {
        Programme::Organiser => true,
        Programme::Phase(id) => phases.iter().any(|phase| phase.id == id && phase.state == phase::State::Open),
        // It is society's part of the fund; what a family owes its elders is written down at the fund.
        Programme::Fund(id) => funds.iter().any(|fund| fund.id == id && fund.state == fund::State::Open),
        // Who adopts a plot says so there.
        Programme::Plot(_) => false,
    };
    let all = programme::all(db).await?;
    Ok(all.into_iter().filter(|named| takes.contains(&named.organiser) && is_running(named.programme)).collect())
}

/// Makes the code, and sends the letter that says how to pay.
pub async fn promise(store: &Store, donor: Donor, typed: &Typed, form: &FormKey, now: Time) -> Result<PayCode> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut refusals = Refusals::default();
    let amount = refusals.take(money::read(Field::Amount, &typed.amount));
    let chosen = match typed.programme.as_str() {
        "" => Err(Refusal::Missing(Field::Programme)),
        key => {
            open(&txn).await?.into_iter().find(|named| named.key() == key).ok_or(Refusal::NotAChoice(Field::Programme))
        }
    };
    let (Some(named), Some(amount)) = (refusals.take(chosen), amount) else { return Err(refusals.into()) };
    let asked = Asked {
        what: ForWhat::Gift,
        organiser: named.organiser,
        programme: named.programme,
        source: Source::Society,
        amount: Some(amount),
        account: Some(donor.account()),
    };
    let reference = reference::make(store, &txn, &asked, now).await?;
    let subject = Subject("reference", reference.id.0);
    journal::note(&txn, donor, Act::GiftOfMoneyPromised, subject, reference.code.as_str(), now).await?;
    tell::how(store, &txn, &reference, now).await?;
    form.keep(&txn, &reference.code, now).await?;
    txn.commit().await?;
    Ok(reference.code)
}

/// The donor will not pay it after all, or not all of it; what came stays.
pub async fn give_up(store: &Store, donor: Donor, code: &str, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let own = reference::own_one(&txn, donor, code).await?.reference;
    let reference = reference::locked(&txn, own.id).await?;
    if reference.what() != ForWhat::Gift || reference.closed_at.is_some() {
        return Err(Refusal::PaymentMoved.into());
    }
    reference::close(&txn, reference.id, now).await?;
    let subject = Subject("reference", reference.id.0);
    journal::note(&txn, donor, Act::GiftOfMoneyGivenUp, subject, reference.code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
