//! The office takes a wish off the public pages at once, without touching its gift, and shows it again.
//!
//! For what should not stand in public, in any state. The donor, the school and the office still see it.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Status, search};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    journal::{self, Act, Subject},
};

/// Refused where the public does not see it anyway.
pub async fn hide(store: &Store, officer: Officer, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = super::within_reach(&txn, None, code).await?;
    let hidden = Entity::update_many()
        .col_expr(Column::HiddenAt, Expr::value(now))
        .filter(COLUMN.id.eq(wish.id))
        .filter(COLUMN.status.is_in(Status::PUBLIC))
        .filter(COLUMN.hidden_at.is_null())
        .exec(&txn)
        .await?;
    if hidden.rows_affected == 0 {
        return Err(Refusal::WishMoved.into());
    }
    search::forget(&txn, wish.id).await?;
    journal::note(&txn, officer, Act::WishHidden, Subject("wish", wish.id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// As it was before.
pub async fn show(store: &Store, officer: Officer, code: &Code, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wish = super::within_reach(&txn, None, code).await?;
    let shown = Entity::update_many()
        .col_expr(Column::HiddenAt, Expr::value(None::<Time>))
        .filter(COLUMN.id.eq(wish.id))
        .filter(COLUMN.hidden_at.is_not_null())
        .exec(&txn)
        .await?;
    if shown.rows_affected == 0 {
        return Err(Refusal::WishMoved.into());
    }
    if wish.status == Status::Open {
        search::index(&txn, &wish).await?;
    }
    journal::note(&txn, officer, Act::WishShown, Subject("wish", wish.id.0), code.as_str(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}
