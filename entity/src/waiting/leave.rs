//! Leaving the waiting list: by the donor's word, or because they were served.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity};
use crate::{
    Result, Store, Time,
    actor::Donor,
    id::AccountId,
    journal::{self, Act, Subject},
    store::Txn,
};

/// Leaves the list; who was not on it is not on it afterwards either.
pub async fn leave(store: &Store, donor: Donor, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if left(&txn, donor.account(), now).await? {
        journal::note(&txn, donor, Act::WaitingLeft, Subject("account", donor.account().0), "", now).await?;
    }
    Ok(txn.commit().await?)
}

/// Whoever has claimed has what they waited for.
pub(crate) async fn served(txn: &Txn, account: AccountId, now: Time) -> Result<()> {
    left(txn, account, now).await.map(|_| ())
}

async fn left(txn: &Txn, account: AccountId, now: Time) -> Result<bool> {
    let left = Entity::update_many()
        .col_expr(Column::LeftAt, Expr::value(now))
        .filter(COLUMN.account_id.eq(account))
        .filter(COLUMN.left_at.is_null())
        .exec(txn)
        .await?;
    Ok(left.rows_affected > 0)
}
