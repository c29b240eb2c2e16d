//! Its donor says it anew, but no less of anything than rounds have taken of it: what was proposed stays proposed.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, Typed, make::organisation_of, own_live};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    county::County,
    error::Refusals,
    id::OfferId,
    journal::{self, Act, Subject},
    lang::china_date,
    matching::Kind,
    round::desk::{Given, given},
};

pub async fn change(store: &Store, donor: Donor, id: OfferId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let before = own_live(&txn, donor, id).await?;
    let row = typed.read(&County::read(&txn).await?, china_date(now))?;
    no_less_than(&given(&txn, donor, &before, now).await?, &row)?;
    let organisation_id = organisation_of(&txn, donor, typed).await?;
    ActiveModel { id: Set(before.id), organisation_id: Set(organisation_id), ..row }.update(&txn).await?;
    journal::note(&txn, donor, Act::OfferChanged, Subject("offer", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Each kind that it still names: what is not named any more is not asked about. Its budget is for all that is taken.
fn no_less_than(given: &Given, row: &ActiveModel) -> Result<()> {
    let names = |kind: Kind| row.kinds.try_as_ref().is_some_and(|kinds| kinds.split(';').any(|key| key == kind.key()));
    let mut refusals = Refusals::default();
    let taken = i32::try_from(given.wishes.0).unwrap_or(i32::MAX);
    if names(Kind::Wishes) && row.max_count.try_as_ref().is_some_and(|most| *most < taken) {
        refusals.add(Refusal::BelowTaken(Field::MaxCount, taken));
    }
    let taken = given.shares.0;
    if names(Kind::Plots) && row.max_shares.try_as_ref().is_some_and(|most| most.is_some_and(|most| most < taken)) {
        refusals.add(Refusal::BelowTaken(Field::MaxShares, taken));
    }
    let taken = given.for_funds.0;
    if names(Kind::Funds) && row.fund_fen.try_as_ref().is_some_and(|most| most.is_some_and(|most| most < taken)) {
        refusals.add(Refusal::BelowTakenSum(Field::ForFunds, taken));
    }
    if row.budget_fen.try_as_ref().is_some_and(|budget| budget.is_some_and(|budget| budget < given.spent)) {
        refusals.add(Refusal::BelowTakenSum(Field::Budget, given.spent));
    }
    Ok(refusals.settle()?)
}
