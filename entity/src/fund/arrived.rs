//! A family's money that came through the bank under a supporter's code: a contribution beside its booking. What was
//! recorded wrongly or is given back is taken back from it.
//!
//! The fund's row is held before the code, so that no run is approved while something arrives.

use std::collections::BTreeSet;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    contribute::shares,
    contribution::{self, Row, share},
    correct::{lies_there, take_back},
    lock, payout,
    payout::compute::apportion,
    standing,
};
use crate::{
    Day, Fen, Refusal, Result, Time,
    actor::Officer,
    id::{ElderId, FundId, SupporterId, TransferId},
    lang::china_date,
    ledger::{Programme, Source},
    payment::{ForWhat, reference},
    store::Txn,
};

/// Holds the funds of the supporters' codes among these, by number. Called before the codes are locked.
pub(crate) async fn hold(txn: &Txn, codes: impl IntoIterator<Item = &reference::Model>) -> Result<()> {
    let funds: BTreeSet<FundId> = codes.into_iter().filter_map(place).map(|(fund, _)| fund).collect();
    for fund in funds {
        lock(txn, fund).await?;
    }
    Ok(())
}

/// Where a supporter's code belongs; none: it is for something else.
fn place(code: &reference::Model) -> Option<(FundId, SupporterId)> {
    match (code.programme(), code.what()) {
        (Programme::Fund(fund), ForWhat::Support(supporter)) => Some((fund, supporter)),
        _ => None,
    }
}

/// So much of what came on that day counts for this code, by this booking. In a period that is approved nothing is
/// dated any more: it counts today.
pub(crate) async fn enter(
    txn: &Txn,
    officer: Officer,
    code: &reference::Model,
    (amount, on): (Fen, Day),
    transfer: TransferId,
    now: Time,
) -> Result<()> {
    let Some((fund, supporter)) = place(code) else { return Ok(()) };
    let is_closed = payout::closed_through(txn, fund).await?.is_some_and(|through| on <= through);
    let row = Row {
        source: Source::Family,
        supporter: Some(supporter),
        amount,
        on: if is_closed { china_date(now) } else { on },
        document: String::new(),
        corrects: None,
        returned_to: None,
        shares: shares(txn, supporter, amount).await?,
    };
    contribution::write(txn, fund, row, transfer, Some(officer.account()), now).await?;
    Ok(())
}

/// A booking was wrong, and was reversed: so is the contribution that it wrote. For elders who died or left no more is
/// taken back than is held.
pub(crate) async fn undo(
    txn: &Txn,
    officer: Officer,
    (wrong, reversal): (TransferId, TransferId),
    now: Time,
) -> Result<()> {
    match written_by(txn, wrong).await? {
        Some(contribution) => {
            lies_there(txn, &contribution).await?;
            take_back(txn, officer, &contribution, reversal, now).await
        }
        None => Ok(()),
    }
}

/// So much of what a booking brought under this code was given back: its contribution is taken back, and what is left
/// of it written down anew. What the elders were paid already cannot go back.
pub(crate) async fn give_back(
    txn: &Txn,
    officer: Officer,
    code: &reference::Model,
    amount: Fen,
    (brought, back): (TransferId, TransferId),
    now: Time,
) -> Result<()> {
    let Some((fund, supporter)) = place(code) else { return Ok(()) };
    let Some(whole) = written_by(txn, brought).await? else { return Ok(()) };
    let its = share::Entity::find().filter(share::COLUMN.contribution_id.eq(whole.id));
    let its = its.order_by_asc(share::COLUMN.elder_id).all(txn).await?;
    let weights: Vec<i64> = its.iter().map(|share| share.amount_fen.0).collect();
    let mut left: Vec<(ElderId, Fen)> = Vec::with_capacity(its.len());
    for (share, part) in its.iter().zip(apportion(&weights, amount.0)) {
        let owed = standing::owed(txn, share.elder_id).await?;
        if part > owed.0 {
            return Err(Refusal::NotEnough(owed.max(Fen::ZERO)).into());
        }
        left.push((share.elder_id, Fen(share.amount_fen.0 - part)));
    }
    left.retain(|(_, part)| *part > Fen::ZERO);
    take_back(txn, officer, &whole, back, now).await?;
    let rest = Fen(whole.amount_fen.0 - amount.0);
    if rest > Fen::ZERO {
        let row = Row {
            source: Source::Family,
            supporter: Some(supporter),
            amount: rest,
            on: china_date(now),
            document: String::new(),
            corrects: None,
            returned_to: None,
            shares: left,
        };
        contribution::write(txn, fund, row, brought, Some(officer.account()), now).await?;
    }
    Ok(())
}

/// The contribution of a booking, if it was not taken back.
async fn written_by(txn: &Txn, transfer: TransferId) -> Result<Option<contribution::Model>> {
    let its = contribution::Entity::find()
        .filter(contribution::COLUMN.transfer_id.eq(transfer))
        .filter(contribution::COLUMN.amount_fen.gt(Fen::ZERO));
    for one in its.all(txn).await? {
        let later = contribution::Entity::find().filter(contribution::COLUMN.corrects.eq(one.id));
        if later.one(txn).await?.is_none() {
            return Ok(Some(one));
        }
    }
    Ok(None)
}
