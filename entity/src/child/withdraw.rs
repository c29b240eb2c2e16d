//! A guardian withdraws consent: all of it, and every wish of the child disappears from the public at once; or
//! only that for photo or card, and the wishes go on without.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::consent::{self, Scope};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Receiver,
    journal::{self, Subject},
    wish::{
        self, Status,
        withdraw::{Why, step},
    },
};

/// By the child's school or by the office. What was handed out stays in the counts, and shows no person.
pub async fn withdraw(store: &Store, by: Receiver, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let child = wish::within_reach(&txn, by.school(), code).await?.child_id;
    let wishes = wish::Entity::find()
        .filter(wish::COLUMN.child_id.eq(child))
        .filter(wish::COLUMN.status.is_not_in([Status::HandedOut, Status::Withdrawn]))
        .order_by_asc(wish::COLUMN.id)
        .lock_exclusive()
        .all(&txn)
        .await?;
    consent::end(&txn, by.account(), consent::Column::ChildId.eq(child), now).await?;
    for wish in &wishes {
        step(store, &txn, wish, Why::Consent, by.into(), now).await?;
    }
    journal::note(&txn, by, "consent_withdrawn", Subject("child", child.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Only one part of the consent, by the child's school or by the office. Refused where it was never given.
pub async fn withdraw_part(
    store: &Store,
    by: Receiver,
    code: &Code,
    part: Scope,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let child = wish::within_reach(&txn, by.school(), code).await?.child_id;
    if consent::narrow(&txn, by.account(), child, part, now).await? == 0 {
        return Err(Refusal::ConsentWithdrawn.into());
    }
    journal::note(&txn, by, "consent_narrowed", Subject("child", child.0), part.key(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
