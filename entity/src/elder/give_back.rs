//! What a family paid in for an elder who died or left, and was not paid out, is given back to the family. It is no
//! donation, so that it does not stay with the fund.

use serde::Deserialize;

use super::{find, register::past};
use crate::{
    Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    fund::{
        self,
        contribution::{self, Row},
        payout, standing,
    },
    id::ElderId,
    journal::{self, Act, Subject},
    ledger::{Account, Book, Reason, Source, Transfer, record::DOCUMENT},
    text,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub received_on: String,
    /// The number of the receipt that the family signed.
    pub document_no: String,
}

/// Books all of it as given back; gives the sum.
pub async fn give_back(
    store: &Store,
    officer: Officer,
    id: ElderId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<Fen> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let elder = find(&txn, id).await?;
    let fund = fund::lock(&txn, elder.fund_id).await?;
    if elder.state.is_in() {
        return Err(Refusal::ElderState.into());
    }
    let mut refusals = Refusals::default();
    let on = refusals.take(past(Field::ReceivedOn, &typed.received_on, now));
    let document = refusals.take(text::line(Field::Document, &typed.document_no, DOCUMENT));
    let (Some(on), Some(document)) = (on, document) else { return Err(refusals.into()) };
    if payout::is_under_way_for(&txn, fund.id, id).await? {
        return Err(Refusal::PayoutUnfinished.into());
    }
    if let Some(through) = payout::closed_through(&txn, fund.id).await?.filter(|through| on <= *through) {
        return Err(Refusal::DayTooEarly(Field::ReceivedOn, through).into());
    }
    let owed = standing::owed(&txn, id).await?;
    if owed <= Fen::ZERO {
        return Err(Refusal::ElderState.into());
    }
    let organiser = fund.organiser()?;
    let (bank, back) = (Account::bank(organiser), Account::returned(organiser, fund.programme(), Source::Family));
    let mut book = Book::open(&txn).await?;
    let transfer = Transfer::between(Reason::Returned, on, bank, back, owed).document(document.clone());
    let transfer = book.enter(officer, &transfer, now).await.map_err(contribution::at_the_day)?;
    let row = Row {
        source: Source::Family,
        supporter: None,
        amount: Fen(-owed.0),
        on,
        document,
        corrects: None,
        returned_to: Some(id),
        shares: vec![(id, Fen(-owed.0))],
    };
    contribution::write(&txn, fund.id, row, transfer, Some(officer.account()), now).await?;
    journal::note(&txn, officer, Act::SupportGivenBack, Subject("elder", id.0), "", now).await?;
    form.keep(&txn, &owed, now).await?;
    txn.commit().await?;
    Ok(owed)
}
