//! The office begins the next phase from an earlier one: everything taken over but the days, as a draft.

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use super::{ActiveModel, COLUMN, Entity, State, draft::carried_on};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::PhaseId,
    journal::{self, Act, Subject},
};

/// The next number, the titles with it, organiser, cap and timers as they were; no days and no wishes.
pub async fn clone(store: &Store, officer: Officer, id: PhaseId, form: &FormKey, now: Time) -> Result<PhaseId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let like = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let last = Entity::find().order_by_desc(COLUMN.number).one(&txn).await?;
    let number = last.map_or(1, |last| last.number + 1);
    let row = ActiveModel {
        number: Set(number),
        title_zh: Set(carried_on(&like.title_zh, like.number, number)),
        title_en: Set(carried_on(&like.title_en, like.number, number)),
        organiser_id: Set(like.organiser_id),
        price_cap_fen: Set(like.price_cap_fen),
        hold_hours: Set(like.hold_hours),
        give_days: Set(like.give_days),
        grace_days: Set(like.grace_days),
        confirm_days: Set(like.confirm_days),
        card_days: Set(like.card_days),
        donor_limit: Set(like.donor_limit),
        keep_months: Set(like.keep_months),
        state: Set(State::Draft),
        created_at: Set(now),
        ..Default::default()
    };
    let cloned = row.insert(&txn).await?.id;
    journal::note(&txn, officer, Act::PhaseCloned, Subject("phase", cloned.0), &like.number.to_string(), now).await?;
    form.keep(&txn, &cloned, now).await?;
    txn.commit().await?;
    Ok(cloned)
}
