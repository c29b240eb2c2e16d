//! A statement that was brought by mistake is dropped with its lines, unless one of them was booked.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, PaginatorTrait, entity::prelude::*};

use super::{ActiveModel, LineState, State, bring, line};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::StatementId,
    journal::{self, Act, Subject},
};

pub async fn drop(store: &Store, officer: Officer, id: StatementId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let statement = super::locked(&txn, id).await?;
    let own = line::Entity::find().filter(line::COLUMN.statement_id.eq(id));
    let booked = own.filter(line::COLUMN.state.eq(LineState::Booked)).count(&txn).await?;
    if booked > 0 || !matches!(statement.state, State::Unmapped | State::Ready) {
        return Err(Refusal::PaymentMoved.into());
    }
    super::clear(&txn, id).await?;
    bring::destroy(&txn, id).await?;
    ActiveModel { id: Set(id), state: Set(State::Dropped), ..Default::default() }.update(&txn).await?;
    journal::note(&txn, officer, Act::StatementDropped, Subject("statement", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
