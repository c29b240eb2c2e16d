//! A round that nobody was asked about is put away.

use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{ActiveModel, State, keep, still_open};
use crate::{
    FormKey, Result, Store, Time,
    actor::Officer,
    id::RoundId,
    journal::{self, Act, Subject},
};

pub async fn discard(store: &Store, officer: Officer, id: RoundId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    still_open(&txn, id).await?;
    keep::forget(&txn, id).await?;
    let row =
        ActiveModel { id: Set(id), state: Set(State::Discarded), discarded_at: Set(Some(now)), ..Default::default() };
    row.update(&txn).await?;
    journal::note(&txn, officer, Act::RoundDiscarded, Subject("round", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
