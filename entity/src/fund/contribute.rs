//! What came in is written down: a family's cash with its receipt, government money with its document, a gift of
//! society's. Booked in the ledger in the same transaction, and never in a period that is approved.

use sea_orm::entity::prelude::*;
use serde::Deserialize;

use super::{
    contribution::{self, Row, at_the_day},
    lock_open, payout,
    payout::compute::apportion,
    tell,
};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Actor, Officer},
    elder,
    error::Refusals,
    id::{ContributionId, ElderId, FundId, SupporterId},
    journal::{self, Act, Subject},
    ledger::{
        Account, Book, Reason, Source, Transfer,
        record::{self, DOCUMENT},
    },
    money,
    store::Txn,
    supporter, text,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`Source`] by its key.
    pub source: String,
    /// Whose support it is; needed for a family's money, blank for any other.
    pub supporter: String,
    pub amount: String,
    pub received_on: String,
    /// The receipt's number, or the document's; may be blank for society's gifts.
    pub document_no: String,
}

pub async fn record(
    store: &Store,
    officer: Officer,
    fund: FundId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<ContributionId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let fund = lock_open(&txn, fund).await?;
    let row = typed.read(&txn, fund.id, now).await?;
    if let Some(supporter) = row.supporter {
        tell::received(store, &txn, &fund, supporter, (row.amount, row.on, row.document.as_str()), now).await?;
    }
    let id = enter(&txn, &fund, officer, row, now).await?;
    journal::note(&txn, officer, Act::ContributionRecorded, Subject("fund", fund.id.0), &id.to_string(), now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Books it and writes it down. The fund's row is held.
pub(crate) async fn enter(
    txn: &Txn,
    fund: &super::Model,
    by: impl Into<Actor>,
    row: Row,
    now: Time,
) -> Result<ContributionId> {
    let by = by.into();
    let organiser = fund.organiser()?;
    let from = Account::received(organiser, fund.programme(), row.source);
    let mut book = Book::open(txn).await?;
    let transfer = Transfer::between(Reason::Arrived, row.on, from, Account::bank(organiser), row.amount);
    let transfer = transfer.document(row.document.clone());
    let transfer = book.enter(by, &transfer, now).await.map_err(at_the_day)?;
    contribution::write(txn, fund.id, row, transfer, by.account, now).await
}

impl Typed {
    async fn read(&self, txn: &Txn, fund: FundId, now: Time) -> Result<Row> {
        let mut refusals = Refusals::default();
        let source = refusals.take(Source::from_key(&self.source).ok_or(Refusal::NotAChoice(Field::Source)));
        let amount = refusals.take(money::read(Field::Amount, &self.amount));
        let on = elder::register::past(Field::ReceivedOn, &self.received_on, now);
        let on = refusals.take(on.and_then(|day| record::recent(Field::ReceivedOn, day, now)));
        let document = refusals.take(text::line_or_empty(Field::Document, &self.document_no, DOCUMENT));
        let needs_document = matches!(source, Some(Source::Family | Source::Government));
        if needs_document && document.as_deref() == Some("") {
            refusals.add(Refusal::Missing(Field::Document));
        }
        let supporter = refusals.take(self.supporter(txn, fund, source).await?);
        if let (Some(source), Some(document)) = (source, &document) {
            refusals.take(is_new(txn, fund, source, document).await?);
        }
        if let (Some(Source::Family), Some(on)) = (source, on) {
            refusals.take(open_day(txn, fund, on).await?);
        }
        let (Some(source), Some(amount), Some(on), Some(document), Some(supporter), true) =
            (source, amount, on, document, supporter, refusals.is_empty())
        else {
            return Err(refusals.into());
        };
        let shares = match supporter {
            Some(supporter) => shares(txn, supporter, amount).await?,
            None => Vec::new(),
        };
        Ok(Row { source, supporter, amount, on, document, corrects: None, returned_to: None, shares })
    }

    /// One of the fund's, where it is a family's money. Beside another source it is a contradiction: what was meant,
    /// nobody but the officer knows.
    async fn supporter(
        &self,
        txn: &Txn,
        fund: FundId,
        source: Option<Source>,
    ) -> Result<Result<Option<SupporterId>, Refusal>> {
        let is_blank = self.supporter.is_empty();
        match source {
            Some(Source::Family) if is_blank => Ok(Err(Refusal::Missing(Field::Supporter))),
            Some(Source::Family) => Ok(known(txn, fund, &self.supporter).await?.map(Some)),
            Some(_) if !is_blank => Ok(Err(Refusal::SupporterOfNoFamily)),
            _ => Ok(Ok(None)),
        }
    }
}

async fn known(txn: &Txn, fund: FundId, typed: &str) -> Result<Result<SupporterId, Refusal>> {
    let Ok(id) = typed.parse::<SupporterId>() else { return Ok(Err(Refusal::NotAChoice(Field::Supporter))) };
    let found = supporter::Entity::find_by_id(id).filter(supporter::COLUMN.fund_id.eq(fund)).one(txn).await?;
    Ok(if found.is_some() { Ok(id) } else { Err(Refusal::NotAChoice(Field::Supporter)) })
}

/// The same document is not written down twice for one source, unless the first was taken back; a family's receipt
/// never, as the database has it.
async fn is_new(txn: &Txn, fund: FundId, source: Source, document: &str) -> Result<Result<(), Refusal>> {
    if document.is_empty() {
        return Ok(Ok(()));
    }
    let same = contribution::Entity::find()
        .filter(contribution::COLUMN.fund_id.eq(fund))
        .filter(contribution::COLUMN.source.eq(source))
        .filter(contribution::COLUMN.document.eq(document))
        .filter(contribution::COLUMN.amount_fen.gt(Fen::ZERO));
    for one in same.all(txn).await? {
        let later = contribution::Entity::find().filter(contribution::COLUMN.corrects.eq(one.id));
        if source == Source::Family || later.one(txn).await?.is_none() {
            return Ok(Err(Refusal::Taken(Field::Document)));
        }
    }
    Ok(Ok(()))
}

/// Nothing from families is dated into a period that is approved.
pub(crate) async fn open_day(db: &impl ConnectionTrait, fund: FundId, on: Day) -> Result<Result<(), Refusal>> {
    let closed = payout::closed_through(db, fund).await?.filter(|through| on <= *through);
    Ok(closed.map_or(Ok(()), |through| Err(Refusal::PayoutClosed(through))))
}

/// Split evenly among the elders whom the supporter supports and who are in the fund; a fen that is left goes to those
/// who joined first.
pub(crate) async fn shares(db: &impl ConnectionTrait, id: SupporterId, amount: Fen) -> Result<Vec<(ElderId, Fen)>> {
    let elders = supporter::elders_of(db, id).await?;
    let elders: Vec<ElderId> = elders.into_iter().filter(|elder| elder.state.is_in()).map(|elder| elder.id).collect();
    if elders.is_empty() {
        return Err(Refusal::ElderState.into());
    }
    let parts = apportion(&vec![1; elders.len()], amount.0);
    let shares = elders.into_iter().zip(parts).filter(|(_, part)| *part > 0);
    Ok(shares.map(|(elder, part)| (elder, Fen(part))).collect())
}
