//! The office books by hand what no other verb does: government money with its document, other money in, payments out.

use chrono::Months;
use sea_orm::{QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{
    Account, Book, Programme, Purpose, Reason, Source, Transfer,
    programme::{self, Named},
    totals,
};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    id::{OrganiserId, TransferId},
    journal::{self, Act, Subject},
    lang::china_date,
    money,
    payment::owe,
    plot::{self, settle},
    text,
};

/// Older books than these are not kept here by hand, so that an older day is a slip of the pen.
const YEARS: u32 = 5;

/// Longest document number, in characters.
pub const DOCUMENT: usize = 40;

/// Which way it moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    In,
    Out,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::In, Self::Out];

    pub const fn key(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.key() == key)
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`Way`] by its key.
    pub way: String,
    /// A [`programme::Named::key`].
    pub programme: String,
    /// A [`Source`] by its key.
    pub source: String,
    pub amount: String,
    pub booked_on: String,
    /// Needed for government money.
    pub document_no: String,
}

struct Read {
    way: Way,
    organiser: OrganiserId,
    programme: Programme,
    source: Source,
    amount: Fen,
    on: Day,
    document: String,
}

/// Books money that came in, or that was paid out of what lies there for the programme from that source; what is owed
/// to those who gave it stays.
pub async fn record(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<TransferId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let read = typed.read(&txn, now).await?;
    let bank = Account::bank(read.organiser);
    let mut book = Book::open(&txn).await?;
    let (from, to) = match read.way {
        Way::In => (Account::received(read.organiser, read.programme, read.source), bank),
        Way::Out => {
            let held = book.held(read.organiser, read.programme, read.source).await?;
            let free = Fen(held.0.saturating_sub(owed(&txn, &read).await?.0).max(0));
            if read.amount > free {
                return Err(Refusal::NotEnough(free).into());
            }
            let since = totals::held_since(&txn, read.organiser, read.programme, read.source, read.amount).await?;
            if let Some(first) = since.filter(|first| read.on < *first) {
                return Err(Refusal::DayBefore(Field::BookedOn, first).into());
            }
            (bank, Account::paid_out(read.organiser, read.programme, read.source, Purpose::Whole))
        }
    };
    let transfer = Transfer::between(Reason::ByHand, read.on, from, to, read.amount).document(read.document);
    let id = book.enter(officer, &transfer, now).await?;
    journal::note(&txn, officer, Act::TransferRecorded, Subject("transfer", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// A day of the last years; one that is still to come is refused by the book itself.
fn booked_on(typed: &str, now: Time) -> Result<Day, Refusal> {
    recent(Field::BookedOn, text::day(Field::BookedOn, typed)?, now)
}

/// Of the years whose money is written down here by hand.
pub(crate) fn recent(field: Field, day: Day, now: Time) -> Result<Day, Refusal> {
    match china_date(now).checked_sub_months(Months::new(12 * YEARS)) {
        Some(first) if day < first => Err(Refusal::DayBefore(field, first)),
        _ => Ok(day),
    }
}

/// What of it waits to be returned, and of a plot's all that stays for its adopters.
async fn owed(db: &impl ConnectionTrait, read: &Read) -> Result<Fen> {
    if read.source != Source::Society || read.programme == Programme::Organiser {
        return Ok(Fen::ZERO);
    }
    let Programme::Plot(id) = read.programme else { return owe::owed(db, read.programme).await };
    let plot = plot::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    settle::staying(db, &plot).await
}

/// Government money comes for a plot until that is settled; from then on only what makes good a balance below nothing,
/// and no more than that: nobody could pay it out by a rule.
async fn comes_too_late(
    db: &impl ConnectionTrait,
    (way, source, amount): (Way, Source, Option<Fen>),
    named: &Named,
) -> Result<Option<Refusal>> {
    let (Way::In, Source::Government, Programme::Plot(id)) = (way, source, named.programme) else { return Ok(None) };
    // Held, so that it is not settled meanwhile.
    let plot = plot::Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or(Refusal::NotFound)?;
    let is_over = matches!(plot.state, plot::State::Settled | plot::State::Closed);
    if !is_over {
        return Ok(None);
    }
    let lacks = Fen(-totals::held(db, named.organiser, named.programme, source).await?.0);
    if lacks <= Fen::ZERO {
        return Ok(Some(Refusal::PlotSettled));
    }
    Ok(amount.filter(|amount| *amount > lacks).map(|_| Refusal::PlotLacks(lacks)))
}

impl Typed {
    async fn read(&self, db: &impl ConnectionTrait, now: Time) -> Result<Read> {
        let mut refusals = Refusals::default();
        let way = refusals.take(Way::from_key(&self.way).ok_or(Refusal::NotAChoice(Field::Way)));
        let source = refusals.take(Source::from_key(&self.source).ok_or(Refusal::NotAChoice(Field::Source)));
        let amount = refusals.take(money::read(Field::Amount, &self.amount));
        let on = refusals.take(booked_on(&self.booked_on, now));
        let document = refusals.take(text::line_or_empty(Field::Document, &self.document_no, DOCUMENT));
        if (source, document.as_deref()) == (Some(Source::Government), Some("")) {
            refusals.add(Refusal::Missing(Field::Document));
        }
        let named = match programme::chosen(db, &self.programme).await {
            Ok(named) => Some(named),
            Err(crate::Error::Refused(_)) => refusals.take(Err(Refusal::NotAChoice(Field::Programme))),
            Err(error) => return Err(error),
        };
        if let (Some(way), Some(source), Some(named)) = (way, source, &named)
            && let Some(refusal) = comes_too_late(db, (way, source, amount), named).await?
        {
            refusals.add(refusal);
        }
        // What a family gives belongs to its elder, and is no programme's money.
        if source == Some(Source::Family) {
            refusals.add(Refusal::BookedAtFund);
        }
        let (Some(way), Some(named), Some(source), Some(amount)) = (way, named, source, amount) else {
            return Err(refusals.into());
        };
        let (Some(on), Some(document), true) = (on, document, refusals.is_empty()) else {
            return Err(refusals.into());
        };
        Ok(Read { way, organiser: named.organiser, programme: named.programme, source, amount, on, document })
    }
}
