//! What was written down wrongly is taken back, today: it counts in the period that is open, so that the next run makes
//! good what an earlier one paid too much. For who died or left there is no next run: no more is taken back than is
//! held.

use sea_orm::entity::prelude::*;

use super::{
    contribute::open_day,
    contribution::{self, COLUMN, Entity, Row, share},
    lock, standing,
};
use crate::{
    Fen, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    elder,
    id::{ContributionId, FundId, TransferId},
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Book, Source, reverse},
    payment,
    store::Txn,
};

/// Takes it back, once; gives the fund. What came through the bank is undone as the payment that it is.
pub async fn correct(store: &Store, officer: Officer, id: ContributionId, form: &FormKey, now: Time) -> Result<FundId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let wrong = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let fund = lock(&txn, wrong.fund_id).await?;
    let is_corrected = Entity::find().filter(COLUMN.corrects.eq(id)).one(&txn).await?.is_some();
    let is_payment = payment::has_booked(&txn, wrong.transfer_id).await?;
    if is_corrected || is_payment || wrong.amount_fen <= Fen::ZERO {
        return Err(Refusal::NotReversible.into());
    }
    lies_there(&txn, &wrong).await?;
    if wrong.source == Source::Family {
        open_day(&txn, fund.id, china_date(now)).await??;
    }
    let mut book = Book::open(&txn).await?;
    let transfer = reverse::enter(&txn, &mut book, officer, wrong.transfer_id, now).await?;
    take_back(&txn, officer, &wrong, transfer, now).await?;
    journal::note(&txn, officer, Act::ContributionCorrected, Subject("fund", fund.id.0), &id.to_string(), now).await?;
    form.keep(&txn, &fund.id, now).await?;
    txn.commit().await?;
    Ok(fund.id)
}

/// Whether all of it is still held, where it is for elders who died or left.
pub(super) async fn lies_there(txn: &Txn, wrong: &contribution::Model) -> Result<()> {
    for share in share::Entity::find().filter(share::COLUMN.contribution_id.eq(wrong.id)).all(txn).await? {
        let held = standing::owed(txn, share.elder_id).await?;
        if share.amount_fen > held && !elder::find(txn, share.elder_id).await?.state.is_in() {
            return Err(Refusal::ElderGone(held.max(Fen::ZERO)).into());
        }
    }
    Ok(())
}

/// Writes its opposite down, today, beside what booked that.
pub(super) async fn take_back(
    txn: &Txn,
    officer: Officer,
    wrong: &contribution::Model,
    transfer: TransferId,
    now: Time,
) -> Result<()> {
    let shares = share::Entity::find().filter(share::COLUMN.contribution_id.eq(wrong.id)).all(txn).await?;
    let row = Row {
        source: wrong.source,
        supporter: wrong.supporter_id,
        amount: Fen(-wrong.amount_fen.0),
        on: china_date(now),
        document: wrong.document.clone(),
        corrects: Some(wrong.id),
        returned_to: None,
        shares: shares.into_iter().map(|share| (share.elder_id, Fen(-share.amount_fen.0))).collect(),
    };
    contribution::write(txn, wrong.fund_id, row, transfer, Some(officer.account()), now).await?;
    Ok(())
}
