//! A claim ends without a gift: the step that every ending shares.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State};
use crate::{
    Lang, Result, Time, account, handout,
    id::AccountId,
    outbox::Recipient,
    store::Txn,
    wish::{self, Status},
};

/// How and why a claim ends.
pub(super) struct Ending<'a> {
    pub to: State,
    pub reason: Option<&'a str>,
    /// Who ended it; none: the clock.
    pub by: Option<AccountId>,
}

/// Ends the claim if it is still as it was read; says whether it did. A visitor's address goes with the hold.
///
/// The wish is locked by the caller.
pub(super) async fn end(txn: &Txn, claim: &Model, ending: &Ending<'_>, now: Time) -> Result<bool> {
    let ended = Entity::update_many()
        .col_expr(Column::State, Expr::value(ending.to))
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::EndReason, Expr::value(ending.reason.map(str::to_owned)))
        .col_expr(Column::HolderEmail, Expr::value(claim.holder_email.as_ref().map(|_| String::new())))
        .col_expr(Column::HolderName, Expr::value(None::<String>))
        .filter(COLUMN.id.eq(claim.id))
        .filter(COLUMN.state.eq(claim.state))
        .exec(txn)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    handout::problem::drop_with(txn, claim.id, ending.by, now).await?;
    Ok(true)
}

/// The wish opens again, and can be found again. In a phase that takes no more claims it waits for the pool.
pub(crate) async fn reopen(txn: &Txn, wish: &wish::Model, now: Time) -> Result<bool> {
    let opened = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Open))
        .col_expr(wish::Column::OpenedAt, Expr::value(now))
        .col_expr(wish::Column::ReceivedAt, Expr::value(None::<Time>))
        .filter(wish::COLUMN.id.eq(wish.id))
        .filter(wish::COLUMN.status.is_in([Status::Taken, Status::Received]))
        .exec(txn)
        .await?;
    if opened.rows_affected == 0 {
        return Ok(false);
    }
    wish::search::index(txn, wish).await?;
    Ok(true)
}

/// Whom to tell: the donor, or the visitor whose hold it was; nobody where the pool gave.
pub(super) async fn holder(db: &impl ConnectionTrait, claim: &Model) -> Result<Option<Recipient>> {
    if let Some(id) = claim.account_id {
        return Ok(account::Entity::find_by_id(id).one(db).await?.as_ref().map(Recipient::from));
    }
    let lang: Lang = claim.lang;
    let visitor = claim.holder_email.clone().zip(claim.holder_name.clone());
    Ok(visitor.map(|(email, name)| Recipient { email, name, lang, account: None }))
}
