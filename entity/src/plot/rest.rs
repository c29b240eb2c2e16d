//! What still lies there for a plot after its settlement: a refund that stays after all, or money that came late. It
//! goes by the published split, too, in a further settlement for which the household signs.

use std::collections::HashMap;

use sea_orm::{PaginatorTrait, QueryOrder, entity::prelude::*, sea_query::Expr};

use super::{
    COLUMN, Column, Entity, Model, locked,
    settle::{RECEIPT, Typed, left, pay_out, staying, told, within},
};
use crate::{
    Day, Fen, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    error::Refusals,
    id::{OrganiserId, PlotId},
    journal::{self, Act, Subject},
    ledger::{
        self, Programme, Source,
        totals::{self, Band},
    },
    store::Txn,
    text,
};

/// What of a plot's money can be paid out by its split: what goes back to adopters, or is credited to them, stays.
pub async fn waiting(db: &impl ConnectionTrait, plot: &Model) -> Result<Fen> {
    let Some(organiser) = plot.organiser_id else { return Ok(Fen::ZERO) };
    let held = totals::held(db, organiser, Programme::Plot(plot.id), Source::Society).await?;
    Ok(left(held, staying(db, plot).await?))
}

/// A settled plot for which something still lies there.
#[derive(Clone, Debug)]
pub struct Rest {
    pub plot: Model,
    pub amount: Fen,
}

/// All of them, by number.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Rest>> {
    let mut lying: HashMap<(PlotId, OrganiserId), Fen> = HashMap::new();
    for (band, sums) in totals::per_programme(db).await? {
        if let Band { organiser, programme: Programme::Plot(id), source: Source::Society } = band
            && sums.held() > Fen::ZERO
        {
            lying.insert((id, organiser), sums.held());
        }
    }
    let plots = lying.keys().map(|(id, _)| *id);
    let settled = Entity::find().filter(COLUMN.id.is_in(plots)).filter(COLUMN.settled_on.is_not_null());
    let mut rests = Vec::new();
    for plot in settled.order_by_asc(COLUMN.id).all(db).await? {
        let held = plot.organiser_id.and_then(|organiser| lying.get(&(plot.id, organiser)));
        let Some(held) = held.copied() else { continue };
        let amount = left(held, staying(db, &plot).await?);
        if amount > Fen::ZERO {
            rests.push(Rest { plot, amount });
        }
    }
    Ok(rests)
}

/// Pays it out and books it under the number of a further receipt. A plot that was closed with money lying there is
/// settled in the end, too.
pub async fn settle(
    store: &Store,
    officer: Officer,
    id: PlotId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, Keeper::Office(officer), id).await?;
    let Some(first) = plot.settled_on else { return Err(Refusal::PlotState.into()) };
    let (on, receipt_no) = read(typed, &plot, first, now)?;
    if waiting(&txn, &plot).await? == Fen::ZERO {
        return Err(Refusal::PlotState.into());
    }
    let receipts = plot.receipt_no.iter().map(String::as_str).chain([receipt_no.as_str()]);
    Entity::update_many()
        .col_expr(Column::ReceiptNo, Expr::value(receipts.collect::<Vec<_>>().join("、")))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    journal::note(&txn, officer, Act::PlotRestPaidOut, Subject("plot", id.0), "", now).await?;
    let once = next_word(&txn, id).await?;
    let paid = pay_out(&txn, officer, &plot, (on, receipt_no, once), now).await?;
    if paid.sum() == Some(Fen::ZERO) {
        return Err(Refusal::NothingHeld.into());
    }
    told(store, &txn, id, (on, paid, true), |_| None, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The day, not before the first settlement's, and the number of the receipt.
fn read(typed: &Typed, plot: &Model, first: Day, now: Time) -> Result<(Day, String)> {
    let mut no = Refusals::default();
    let on = no.take(
        within(Field::SettledOn, &typed.settled_on, plot, now)
            .and_then(|on| if on < first { Err(Refusal::DayBefore(Field::SettledOn, first)) } else { Ok(on) }),
    );
    let receipt_no = no.take(text::line(Field::ReceiptSigned, &typed.receipt_signed, RECEIPT));
    let (Some(on), Some(receipt_no)) = (on, receipt_no) else { return Err(no.into()) };
    Ok((on, receipt_no))
}

/// The word under which the next one is booked once; the plot's row is held.
async fn next_word(txn: &Txn, id: PlotId) -> Result<String> {
    let word = format!("plot-settled/{id}/");
    let before = ledger::Entity::find().filter(ledger::Column::Once.starts_with(&word)).count(txn).await?;
    Ok(format!("{word}{}", before + 2))
}
