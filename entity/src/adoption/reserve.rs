//! A donor reserves shares of a plot for 72 hours, time enough to read the contract. Of two at once for the last
//! share, one wins: the guarded update counts, and the table's CHECK stands behind it.

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    PaginatorTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Entity, Model, State, credit, tell};
use crate::{
    Code, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Donor},
    claim,
    id::{AccountId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    plot,
    store::Txn,
    text,
};

/// How long shares wait for the contract to be accepted.
pub const HOLD: TimeDelta = TimeDelta::hours(72);
/// Adoptions a donor may have that are not paid yet.
pub const MOST_UNPAID: i32 = 3;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub shares: String,
}

/// Takes the shares; gives the number of the contract.
pub async fn reserve(
    store: &Store,
    donor: Donor,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<Code> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = plot::Entity::find_by_id(id).filter(plot::COLUMN.opened_at.is_not_null()).one(&txn).await?;
    let plot = plot.ok_or(Refusal::NotFound)?;
    let shares = text::number(Field::Shares, &typed.shares, 1..=plot.shares)?;
    let account = claim::take::locked_account(&txn, donor.account()).await?;
    let hold = Hold { account: account.id, shares, until: now + HOLD, by: donor.into() };
    let adoption = hold_shares(store, &txn, &plot, &hold, now).await?;
    tell::reserved(store, &txn, &adoption, now).await?;
    form.keep(&txn, &adoption.code, now).await?;
    txn.commit().await?;
    Ok(adoption.code)
}

/// For whom shares are kept, and until when.
pub(crate) struct Hold {
    pub account: AccountId,
    pub shares: i32,
    pub until: Time,
    /// The donor, or who has a round made.
    pub by: Actor,
}

/// A step of a donor's own act and of rounds; the caller has locked the account.
pub(crate) async fn hold_shares(store: &Store, txn: &Txn, plot: &plot::Model, hold: &Hold, now: Time) -> Result<Model> {
    plot::renew::may_take(txn, hold.account, plot, now).await?;
    within_limit(txn, hold.account).await?;
    win(txn, plot, hold.shares, now).await?;
    let amount = credit::price(txn, hold.account, plot, hold.shares).await?;
    let row = ActiveModel {
        code: Set(Code::mint(&store.dice)),
        plot_id: Set(plot.id),
        account_id: Set(hold.account),
        shares: Set(hold.shares),
        amount_fen: Set(amount),
        state: Set(State::Reserved),
        reserved_at: Set(now),
        reserved_until: Set(hold.until),
        ..Default::default()
    };
    let adoption = row.insert(txn).await?;
    let (subject, shares) = (Subject("plot", plot.id.0), hold.shares.to_string());
    journal::note(txn, hold.by, Act::AdoptionReserved, subject, &shares, now).await?;
    Ok(adoption)
}

/// Counted with the account locked, so that two at once cannot both fit.
async fn within_limit(txn: &Txn, account: AccountId) -> Result<()> {
    let unpaid = Entity::find()
        .filter(COLUMN.account_id.eq(account))
        .filter(COLUMN.state.is_in(State::UNPAID))
        .count(txn)
        .await?;
    if unpaid < u64::from(MOST_UNPAID.unsigned_abs()) {
        Ok(())
    } else {
        Err(Refusal::AdoptionLimit(MOST_UNPAID).into())
    }
}

/// The shares are ours if this many are still free at the moment of writing.
async fn win(txn: &Txn, plot: &plot::Model, shares: i32, now: Time) -> Result<()> {
    let taken = || Expr::col(plot::Column::Taken).add(shares);
    let won = plot::Entity::update_many()
        .col_expr(plot::Column::Taken, taken())
        .filter(plot::COLUMN.id.eq(plot.id))
        .filter(plot::COLUMN.state.eq(plot::State::Open))
        .filter(plot::COLUMN.adopt_until.gte(china_date(now)))
        .filter(taken().lte(Expr::col(plot::Column::Shares)))
        .exec(txn)
        .await?;
    if won.rows_affected == 1 {
        return Ok(());
    }
    let now_there = plot::Entity::find_by_id(plot.id).one(txn).await?.ok_or(Refusal::NotFound)?;
    if now_there.takes_adoptions(now) {
        Err(Refusal::SharesGone(now_there.free()).into())
    } else {
        Err(Refusal::PlotState.into())
    }
}
