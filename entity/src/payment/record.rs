//! An officer writes down one line of the bank account: code, amount, day, who paid and what they wrote.

use sea_orm::{PaginatorTrait, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    COLUMN, Entity, Words,
    arrive::{self, Arriving},
    reference,
};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    error::Refusals,
    id::{ArrivalId, OrganiserId, ReferenceId},
    lang::china_date,
    ledger::period,
    money, organiser,
    store::Txn,
    text,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Blank: nobody can tell what it is for.
    pub payment_code: String,
    /// Whose bank account it came to; the code says it better.
    pub organiser: String,
    pub amount: String,
    pub arrived_on: String,
    pub payer: String,
    pub remark: String,
    /// `yes`: the same sum really came again on that day.
    pub again: String,
}

/// What was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    pub id: ArrivalId,
    pub counted: Fen,
    pub unclear: Fen,
    pub missing: Option<Fen>,
    /// Its month is closed, so that it is booked today.
    #[serde(default)]
    pub is_late: bool,
}

struct Read {
    reference: Option<reference::Model>,
    organiser: OrganiserId,
    amount: Fen,
    on: Day,
    words: Words,
}

/// Books it, and tells the payer.
pub async fn record(store: &Store, officer: Officer, typed: &Typed, form: &FormKey, now: Time) -> Result<Recorded> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let read = typed.read(&txn, now).await?;
    let mut arriving = Arriving {
        organiser: read.organiser,
        reference: read.reference.as_ref().map(|reference| reference.id),
        amount: read.amount,
        on: read.on,
        words: read.words,
        once: String::new(),
    };
    let references = arrive::lock(&txn, arriving.reference).await?;
    arriving.once = once(&txn, &arriving, typed.again == "yes").await?;
    let arrived = arrive::enter(store, &txn, officer, &references, &[arriving], now).await?;
    let one = arrived.first().ok_or(Refusal::NotFound)?;
    let is_late = period::closed_through(&txn).await?.is_some_and(|through| read.on <= through);
    let recorded = Recorded { id: one.id, counted: one.counted, unclear: one.unclear, missing: one.missing, is_late };
    form.keep(&txn, &recorded, now).await?;
    txn.commit().await?;
    Ok(recorded)
}

/// The word under which the database lets this line in once: the same sum for the same thing on the same day is the
/// same money, unless the officer says that it came again.
async fn once(txn: &Txn, one: &Arriving, is_again: bool) -> Result<String> {
    let same = same(one.reference, one.organiser, one.on, one.amount);
    let live = Entity::find().filter(same.clone()).filter(COLUMN.undone_at.is_null()).count(txn).await?;
    if live > 0 && !is_again {
        return Err(Refusal::ArrivedBefore.into());
    }
    let all = Entity::find().filter(same).count(txn).await?;
    let reference = one.reference.map_or_else(String::new, |id| id.to_string());
    Ok(format!("{}/{reference}/{}/{}/{all}", one.organiser, one.on, one.amount.0))
}

/// Written down by hand or read from a statement.
pub(crate) fn same(reference: Option<ReferenceId>, organiser: OrganiserId, on: Day, amount: Fen) -> Expr {
    use sea_orm::sea_query::ExprTrait;
    let named = match reference {
        Some(reference) => COLUMN.reference_id.eq(reference),
        None => COLUMN.reference_id.is_null(),
    };
    named.and(COLUMN.organiser_id.eq(organiser)).and(COLUMN.arrived_on.eq(on)).and(COLUMN.amount_fen.eq(amount))
}

impl Typed {
    async fn read(&self, db: &impl ConnectionTrait, now: Time) -> Result<Read> {
        let mut refusals = Refusals::default();
        let reference = match self.payment_code.trim() {
            "" => None,
            typed => match reference::typed(db, typed).await {
                Ok(found) => Some(found),
                Err(crate::Error::Refused(_)) => refusals.take(Err(Refusal::NotAPaymentCode)),
                Err(error) => return Err(error),
            },
        };
        let organiser = self.organiser(db, reference.as_ref(), &mut refusals).await?;
        let amount = refusals.take(money::read(Field::Amount, &self.amount));
        let first = reference.as_ref().and_then(reference::Model::first_day);
        let on = refusals.take(text::day(Field::ArrivedOn, &self.arrived_on).and_then(|day| match first {
            _ if day > china_date(now) => Err(Refusal::DayInFuture(Field::ArrivedOn)),
            Some(first) if day < first => Err(Refusal::DayBefore(Field::ArrivedOn, first)),
            _ => Ok(day),
        }));
        let payer = refusals.take(text::line_or_empty(Field::Payer, &self.payer, Words::MOST));
        let remark = refusals.take(text::line_or_empty(Field::Remark, &self.remark, Words::MOST));
        let (Some(organiser), Some(amount), Some(on)) = (organiser, amount, on) else { return Err(refusals.into()) };
        let (Some(payer), Some(remark), true) = (payer, remark, refusals.is_empty()) else {
            return Err(refusals.into());
        };
        Ok(Read { reference, organiser, amount, on, words: Words { payer, remark } })
    }

    async fn organiser(
        &self,
        db: &impl ConnectionTrait,
        reference: Option<&reference::Model>,
        refusals: &mut Refusals,
    ) -> Result<Option<OrganiserId>> {
        let chosen: Option<OrganiserId> = match self.organiser.as_str() {
            "" => None,
            typed => match typed.parse() {
                Ok(id) => organiser::Entity::find_by_id::<OrganiserId>(id).one(db).await?.map(|found| found.id),
                Err(_) => None,
            },
        };
        if chosen.is_none() && !self.organiser.is_empty() {
            return Ok(refusals.take(Err(Refusal::NotAChoice(Field::Organiser))));
        }
        let named = reference.map(|reference| reference.organiser_id).or(chosen);
        Ok(refusals.take(named.ok_or(Refusal::Missing(Field::Organiser))))
    }
}
