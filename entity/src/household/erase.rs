//! Erasing a household, on its request or when its season is long over: its key is destroyed, and so are the
//! scans of what it signed. The plots and the ledger stay, with the alias.

use sea_orm::{PaginatorTrait, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, find, record};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption,
    id::HouseholdId,
    journal::{self, Act, Subject},
    plot,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A ticked box has any value.
    pub sure: String,
}

/// Erases a household that farms no plot just now.
pub async fn erase(
    store: &Store,
    officer: Officer,
    id: HouseholdId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    find(&txn, Keeper::Office(officer), id).await?;
    if typed.sure.is_empty() {
        return Err(Refusal::NotSure.into());
    }
    let under_way = plot::Entity::find()
        .filter(plot::COLUMN.household_id.eq(id))
        .filter(plot::COLUMN.state.ne(plot::State::Closed))
        .count(&txn)
        .await?;
    if under_way > 0 {
        return Err(Refusal::HouseholdFarms.into());
    }
    record::erase(&txn, id).await?;
    adoption::paper::erase_of(&txn, id, now).await?;
    plot::receipt::erase_of(&txn, id, now).await?;
    Entity::update_many()
        .col_expr(Column::ErasedAt, Expr::value(now))
        .col_expr(Column::IdentityHash, Expr::value(format!("erased/{}", store.dice.id())))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    journal::note(&txn, officer, Act::HouseholdErased, Subject("household", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
