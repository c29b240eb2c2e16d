//! The code under which a supporter pays through the bank: there as long as somebody whom it is for is in the fund, and
//! the support stands, or something is still due of what had ended. What comes under it is written down as a
//! contribution.

use std::collections::HashMap;

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{Model, elders_of, find, of_elder};
use crate::{
    Fen, Result, Store, Time,
    actor::Officer,
    fund::{self, due},
    id::{ElderId, FundId, SupporterId},
    ledger::{Source, programme::ProgrammeKind},
    payment::{
        Asked, ForWhat, PayCode,
        reference::{self, Kind},
    },
    store::Txn,
};

/// Makes a code where there is none. The fund's row is held.
pub(super) async fn open(store: &Store, txn: &Txn, fund: &fund::Model, one: &Model, now: Time) -> Result<()> {
    if expected(txn, one.id).await?.is_some() {
        return Ok(());
    }
    let asked = Asked {
        what: ForWhat::Support(one.id),
        organiser: fund.organiser()?,
        programme: fund.programme(),
        source: Source::Family,
        // Month after month there is no end to it.
        amount: None,
        account: one.account_id,
    };
    reference::make(store, txn, &asked, now).await?;
    Ok(())
}

/// Nothing more is expected: what still comes is unclear.
async fn close(txn: &Txn, id: SupporterId, now: Time) -> Result<()> {
    match expected(txn, id).await? {
        Some(code) => reference::close(txn, code.id, now).await,
        None => Ok(()),
    }
}

/// An elder left, died or came back: whoever supports nobody else here has no code, whoever does has one.
pub(crate) async fn follow(store: &Store, txn: &Txn, fund: &fund::Model, elder: ElderId, now: Time) -> Result<()> {
    for one in of_elder(txn, elder).await? {
        if is_asked(txn, fund, &one, now).await? {
            open(store, txn, fund, &one, now).await?;
        } else {
            close(txn, one.id, now).await?;
        }
    }
    Ok(())
}

/// The support ends, or something came, or was taken back, after it had ended: its code stays, or is there again, as
/// long as something is due. The fund's row is held.
pub(crate) async fn keep_up(txn: &Txn, id: SupporterId, now: Time) -> Result<()> {
    let one = find(txn, id).await?;
    if one.ended_on.is_none() {
        return Ok(());
    }
    let fund = fund::find(txn, one.fund_id).await?;
    if !is_asked(txn, &fund, &one, now).await? {
        return close(txn, id, now).await;
    }
    match reference::of(txn, ForWhat::Support(id)).await? {
        Some(code) => reference::reopen(txn, code.id).await,
        None => Ok(()),
    }
}

/// Whether something is expected: for somebody in an open fund, while the support stands; after that what is still due.
async fn is_asked(txn: &Txn, fund: &fund::Model, one: &Model, now: Time) -> Result<bool> {
    let is_for_somebody = elders_of(txn, one.id).await?.iter().any(|elder| elder.state.is_in());
    if !is_for_somebody || fund.state != fund::State::Open {
        return Ok(false);
    }
    if one.ended_on.is_none() {
        return Ok(true);
    }
    let standings = due::standings(txn, std::slice::from_ref(one), now).await?;
    Ok(standings.get(&one.id).is_some_and(|standing| standing.open() > Fen::ZERO))
}

/// The fund is closed: nothing from its families is expected any more.
pub(crate) async fn close_all(txn: &Txn, fund: FundId, now: Time) -> Result<()> {
    reference::Entity::update_many()
        .col_expr(reference::Column::ClosedAt, Expr::value(now))
        .filter(reference::COLUMN.kind.eq(Kind::Support))
        .filter(reference::COLUMN.programme.eq(ProgrammeKind::Fund))
        .filter(reference::COLUMN.programme_id.eq(fund.0))
        .filter(reference::COLUMN.closed_at.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// The code under which something is expected now.
pub(crate) async fn expected(db: &impl ConnectionTrait, id: SupporterId) -> Result<Option<reference::Model>> {
    Ok(reference::of(db, ForWhat::Support(id)).await?.filter(|code| code.closed_at.is_none()))
}

/// The codes of these supporters: the office tells them to whoever has no account.
pub async fn codes(
    db: &impl ConnectionTrait,
    _officer: Officer,
    supporters: &[Model],
) -> Result<HashMap<SupporterId, PayCode>> {
    let all = reference::all(db, Kind::Support, supporters.iter().map(|one| one.id.0)).await?;
    let code = |one: reference::Model| match (one.what(), one.closed_at) {
        (ForWhat::Support(id), None) => Some((id, one.code)),
        _ => None,
    };
    Ok(all.into_iter().filter_map(code).collect())
}
