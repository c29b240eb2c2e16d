//! A donor says what they are ready to give; the letter says it again, and how it is paused.

use sea_orm::{ActiveValue::Set, PaginatorTrait, QuerySelect, entity::prelude::*};

use super::{ActiveModel, COLUMN, Entity, Typed, desk};
use crate::{
    FormKey, Refusal, Result, Store, Time, account,
    actor::Donor,
    county::County,
    id::{OfferId, OrganisationId},
    journal::{self, Act, Subject},
    lang::china_date,
    organisation::{self, change::of_contact},
    outbox::{self, Letter, Recipient},
    store::Txn,
};

/// Offers of one account that may stand at once.
pub const MOST_AT_ONCE: u64 = 10;

/// Makes an offer that stands at once.
pub async fn make(store: &Store, donor: Donor, typed: &Typed, form: &FormKey, now: Time) -> Result<OfferId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let row = typed.read(&County::read(&txn).await?, china_date(now))?;
    // The account's row is locked, so that two forms at once cannot both be the last that fits.
    let account = account::Entity::find_by_id(donor.account()).lock_exclusive().one(&txn).await?;
    let account = account.ok_or(Refusal::SignInFirst)?;
    let standing = Entity::find().filter(COLUMN.account_id.eq(account.id)).filter(COLUMN.ended_at.is_null());
    if standing.count(&txn).await? >= MOST_AT_ONCE {
        return Err(Refusal::TooManyOffers(MOST_AT_ONCE).into());
    }
    let organisation_id = organisation_of(&txn, donor, typed).await?;
    let row =
        ActiveModel { account_id: Set(account.id), organisation_id: Set(organisation_id), made_at: Set(now), ..row };
    let offer = row.insert(&txn).await?;
    journal::note(&txn, donor, Act::OfferMade, Subject("offer", offer.id.0), "", now).await?;
    let line = desk::line(&txn, &offer, account.lang).await?;
    let letter = Letter::OfferMade { name: account.name.clone(), offer: line };
    outbox::post(store, &txn, &Recipient::from(&account), &letter, now).await?;
    form.keep(&txn, &offer.id, now).await?;
    txn.commit().await?;
    Ok(offer.id)
}

/// The one whose contact the donor is, where the form says that it is for it.
pub(super) async fn organisation_of(txn: &Txn, donor: Donor, typed: &Typed) -> Result<Option<OrganisationId>> {
    if typed.for_organisation.is_empty() {
        return Ok(None);
    }
    let own = of_contact(txn, donor.account()).await?.filter(organisation::Model::is_active);
    Ok(own.map(|own| own.id))
}
