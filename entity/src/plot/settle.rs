//! The end of a season: the harvest goes where the contract says, and the money where the published split says; the
//! household signs for its part. Both stand in the ledger and in the adopters' letters.

use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Split, State, harvest, locked, receipt, split::shared_out};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption::{self, credit, pay, tell},
    error::{Refusals, Refused},
    id::{PhotoId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Account, Book, Programme, Purpose, Reason, Source, Transfer, totals},
    outbox::{
        Letter,
        letter::{AdoptionLine, ShortLine},
    },
    payment::owe,
    store::Txn,
    text,
    wish::freetext::{self, Guarded},
};

/// Longest note, in characters.
pub const NOTE: usize = 300;
/// Longest number of a receipt, in characters.
pub const RECEIPT: usize = 40;
/// How the journal says that there was nothing to send.
pub const NOTHING: &str = "nothing";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TypedDelivery {
    pub delivered_on: String,
    /// What the village gave instead of what was missing; asked where it makes a shortfall up.
    pub made_up: String,
    /// Where it went, as the donors read it: no names. Not asked where nothing grew.
    pub delivery_note: String,
}

/// The harvest was sent to the donors, or donated on, as the mode says; where nothing grew, nothing was, and nobody is
/// told so. Gives how many were told.
pub async fn deliver(
    store: &Store,
    officer: Officer,
    id: PlotId,
    typed: &TypedDelivery,
    form: &FormKey,
    now: Time,
) -> Result<u64> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, Keeper::Office(officer), id).await?;
    let guarded = Guarded::of_village(store, &txn, plot.village_id).await?;
    let (on, note) = read_delivery(typed, &plot, &guarded, now)?;
    if !matches!(plot.state, State::Harvested | State::Shortfall) || plot.delivered_on.is_some() {
        return Err(Refusal::PlotState.into());
    }
    Entity::update_many()
        .col_expr(Column::DeliveredOn, Expr::value(on))
        .col_expr(Column::DeliveryNote, Expr::value((!note.is_empty()).then(|| note.clone())))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    adoption::Entity::update_many()
        .col_expr(adoption::Column::State, Expr::value(adoption::State::sent(plot.mode)))
        .filter(adoption::COLUMN.plot_id.eq(id))
        .filter(adoption::COLUMN.state.eq(adoption::State::Paid))
        .exec(&txn)
        .await?;
    let how = if plot.gave_nothing() { NOTHING } else { plot.mode.key() };
    journal::note(&txn, officer, Act::PlotDelivered, Subject("plot", id.0), how, now).await?;
    let told = if plot.gave_nothing() { 0 } else { tell::delivered(store, &txn, id, (on, note.as_str()), now).await? };
    form.keep(&txn, &told, now).await?;
    txn.commit().await?;
    Ok(told)
}

/// The day and what the donors read: what was given instead, where the village makes up what is missing, and where all
/// of it went.
fn read_delivery(typed: &TypedDelivery, plot: &Model, guarded: &Guarded, now: Time) -> Result<(Day, String)> {
    let mut no = Refusals::default();
    let on = no.take(within(Field::DeliveredOn, &typed.delivered_on, plot, now));
    let asked = [
        (Field::MadeUp, &typed.made_up, plot.is_made_up()),
        (Field::DeliveryNote, &typed.delivery_note, !plot.gave_nothing()),
    ];
    let mut said = Vec::with_capacity(asked.len());
    for (field, words, _) in asked.into_iter().filter(|(.., is_asked)| *is_asked) {
        match no.take(text::lines(field, words, NOTE)) {
            Some(words) if words.is_empty() => no.add(Refusal::Missing(field)),
            Some(words) => said.push((field, words)),
            None => {}
        }
    }
    let (Some(on), true) = (on, no.is_empty()) else { return Err(no.into()) };
    let found: Vec<Refusal> = said.iter().flat_map(|(field, words)| freetext::check(*field, words, guarded)).collect();
    if !found.is_empty() {
        return Err(Refused(found).into());
    }
    let said: Vec<String> = said.into_iter().map(|(_, words)| words).collect();
    Ok((on, said.join("\n")))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub settled_on: String,
    /// The number of the receipt that the head of the household signed.
    pub receipt_signed: String,
}

/// Pays out what lies there for the plot, by the published split, and books it.
pub async fn settle(
    store: &Store,
    officer: Officer,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    with_receipt(store, officer, id, (typed, None), form, now).await
}

/// The same, with a scan of the signed receipt that was brought just before.
pub async fn with_receipt(
    store: &Store,
    officer: Officer,
    id: PlotId,
    (typed, scan): (&Typed, Option<PhotoId>),
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (plot, adopted) = harvest::held(&txn, Keeper::Office(officer), id).await?;
    let mut no = Refusals::default();
    let on = no.take(within(Field::SettledOn, &typed.settled_on, &plot, now));
    let receipt_no = no.take(text::line(Field::ReceiptSigned, &typed.receipt_signed, RECEIPT));
    let (Some(on), Some(receipt_no)) = (on, receipt_no) else { return Err(no.into()) };
    if !matches!(plot.state, State::Harvested | State::Shortfall) || plot.delivered_on.is_none() {
        return Err(Refusal::PlotState.into());
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Settled))
        .col_expr(Column::SettledAt, Expr::value(now))
        .col_expr(Column::SettledOn, Expr::value(on))
        .col_expr(Column::ReceiptNo, Expr::value(receipt_no.clone()))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    if let Some(scan) = scan {
        receipt::lay(&txn, Keeper::Office(officer), id, scan, now).await?;
    }
    journal::note(&txn, officer, Act::PlotSettled, Subject("plot", id.0), "", now).await?;
    // What the adopters were promised back is paid out to nobody.
    pay::set_aside(&txn, &plot, &adopted, now).await?;
    let once = format!("plot-settled/{id}");
    let paid = pay_out(&txn, officer, &plot, (on, receipt_no, once), now).await?;
    let came = harvest::paid_of(&txn, &adopted).await?;
    let short = |adoption: &AdoptionLine| harvest::short(&plot, adoption, &came);
    told(store, &txn, id, (on, paid, false), short, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// What was paid out, by letter to everybody who has paid; of a further settlement nothing is `short`.
pub(super) async fn told(
    store: &Store,
    txn: &Txn,
    id: PlotId,
    (on, paid, is_rest): (Day, Split, bool),
    short: impl Fn(&AdoptionLine) -> Option<ShortLine>,
    now: Time,
) -> Result<()> {
    let about = tell::About::read(txn, id).await?;
    let letter = |name, adoption: AdoptionLine, _| Letter::PlotSettled {
        name,
        is_rest,
        on,
        farmer: paid.farmer,
        inputs: paid.inputs,
        logistics: paid.logistics,
        charity: paid.charity,
        short: short(&adoption),
        adoption,
    };
    tell::all(store, txn, &about, &adoption::State::PAID, letter, now).await?;
    Ok(())
}

/// One transfer, once under its word: out of the bank, into what the price was split into. The letters come after it,
/// the ledger's lock is held for the shortest time there is.
pub(super) async fn pay_out(
    txn: &Txn,
    officer: Officer,
    plot: &Model,
    (on, receipt, once): (Day, String, String),
    now: Time,
) -> Result<Split> {
    let (organiser, programme) = (plot.organiser_id.ok_or(Refusal::PlotState)?, Programme::Plot(plot.id));
    let mut book = Book::open(txn).await?;
    let held = book.held(organiser, programme, Source::Society).await?;
    let all = left(held, staying(txn, plot).await?);
    let paid = shared_out(all, plot.split());
    if all == Fen::ZERO {
        // Where nothing grew, the rule may give all of it back, or keep it for the next season.
        let is_owed = plot.credit_fen.is_some_and(|credit| credit > Fen::ZERO);
        return if is_owed { Ok(paid) } else { Err(Refusal::NothingHeld.into()) };
    }
    let since = totals::held_since(txn, organiser, programme, Source::Society, all).await?;
    if let Some(first) = since.filter(|first| on < *first) {
        return Err(Refusal::DayBefore(Field::SettledOn, first).into());
    }
    let parts = [
        (Purpose::Farmer, paid.farmer),
        (Purpose::Inputs, paid.inputs),
        (Purpose::Logistics, paid.logistics),
        (Purpose::Charity, paid.charity),
    ];
    let mut lines = vec![(Account::bank(organiser), Fen(-all.0))];
    let into = |purpose| Account::paid_out(organiser, programme, Source::Society, purpose);
    lines.extend(parts.into_iter().filter(|(_, part)| *part != Fen::ZERO).map(|(purpose, part)| (into(purpose), part)));
    let transfer = Transfer { reason: Reason::PaidOut, on, lines, document: receipt, once: None, reverses: None };
    let booked = book.enter(officer, &transfer.once(once), now).await;
    booked.map_err(|error| error.at_day(Field::SettledOn))?;
    Ok(paid)
}

/// What is to go back to the adopters of a plot and has not gone yet.
pub async fn owed(db: &impl ConnectionTrait, id: PlotId) -> Result<Fen> {
    owe::owed(db, Programme::Plot(id)).await
}

/// What is credited to the adopters of a plot in its next season.
pub async fn credited(db: &impl ConnectionTrait, plot: &Model) -> Result<Fen> {
    credit::kept(db, plot).await
}

/// What of a plot's money is not paid out: what goes back to its adopters, what is credited to their next season, and
/// what came for contracts that may still lapse.
pub(crate) async fn staying(db: &impl ConnectionTrait, plot: &Model) -> Result<Fen> {
    let owed = owe::owed(db, Programme::Plot(plot.id)).await?;
    let (kept, unpaid) = (credit::kept(db, plot).await?, pay::of_unpaid(db, plot.id).await?);
    Ok(owed.plus(kept).and_then(|sum| sum.plus(unpaid)).ok_or(Refusal::PlotState)?)
}

/// What of the money that lies there can be paid out: what is owed to adopters stays.
pub(crate) fn left(held: Fen, owed: Fen) -> Fen {
    Fen(held.0.saturating_sub(owed.0).max(0))
}

/// A day on which something of the plot had been sown, and not one to come.
pub(super) fn within(field: Field, typed: &str, plot: &Model, now: Time) -> Result<Day, Refusal> {
    let day = text::day(field, typed)?;
    let first = china_date(plot.growing_at.unwrap_or(plot.created_at));
    match day {
        day if day > china_date(now) => Err(Refusal::DayInFuture(field)),
        day if day < first => Err(Refusal::DayBefore(field, first)),
        day => Ok(day),
    }
}
