//! Its donor says it anew. What was proposed before stays proposed.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, Typed, make::organisation_of, own_live};
use crate::{
    FormKey, Result, Store, Time,
    actor::Donor,
    county::County,
    id::OfferId,
    journal::{self, Act, Subject},
    lang::china_date,
};

pub async fn change(store: &Store, donor: Donor, id: OfferId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let before = own_live(&txn, donor, id).await?;
    let row = typed.read(&County::read(&txn).await?, china_date(now))?;
    let organisation_id = organisation_of(&txn, donor, typed).await?;
    ActiveModel { id: Set(before.id), organisation_id: Set(organisation_id), ..row }.update(&txn).await?;
    journal::note(&txn, donor, Act::OfferChanged, Subject("offer", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
