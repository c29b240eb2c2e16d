//! The receipt for a household's part of the price: printed to be signed, with the village's committee as witness, and
//! its scan kept, for the village and the office alone. The name stands on it, so every look is written down, and with
//! the household it is erased.

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{
    COLUMN, Column, Entity, Model, Split, State,
    browse::{self, PublicPlot},
    find, locked, rest,
    settled::paid_out,
    split::shared_out,
};
use crate::{
    Day, Fen, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Keeper,
    household,
    id::{HouseholdId, PhotoId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    organiser,
    photo::{self, Purpose, bring, of},
    place,
    store::Txn,
};

/// What the paper says.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub plot: PublicPlot,
    pub household: HouseholdId,
    pub organiser: organiser::Model,
    pub village: String,
    /// What is paid out, or was: the first part is the household's.
    pub parts: Split,
    /// The day and the receipt's number, once it is settled, and nothing lies there any more.
    pub settled: Option<(Day, String)>,
}

/// The receipt of a plot whose harvest has been delivered, for who has it signed.
pub async fn to_sign(store: &Store, keeper: Keeper, id: PlotId, lang: Lang, now: Time) -> Result<Receipt> {
    let db = store.read();
    let plot = find(db, keeper, id).await?;
    if !can_be_signed(&plot) {
        return Err(Refusal::NotFound.into());
    }
    let organiser = organiser::change::find(db, plot.organiser_id.ok_or(Refusal::NotFound)?).await?;
    let waiting = rest::waiting(db, &plot).await?;
    let settled = plot.settled_on.filter(|_| waiting == Fen::ZERO);
    let parts = match settled {
        Some(on) => paid_out(db, id, on, china_date(now)).await?,
        None => shared_out(waiting, plot.split()),
    };
    Ok(Receipt {
        household: plot.household_id,
        organiser,
        village: place::village_of(db, plot.village_id).await?.name,
        parts,
        settled: settled.zip(plot.receipt_no),
        plot: browse::one(db, id, lang, now).await?,
    })
}

/// Whether there is a sum for which the household could sign.
fn can_be_signed(plot: &Model) -> bool {
    match plot.state {
        State::Harvested | State::Shortfall => plot.delivered_on.is_some(),
        State::Settled | State::Closed => plot.settled_on.is_some(),
        State::Draft | State::Open | State::Growing => false,
    }
}

/// The scan of a plot's receipt, if there is one.
pub async fn scan(db: &impl ConnectionTrait, id: PlotId) -> Result<Option<PhotoId>> {
    let mut scans = of::of(db, Purpose::Receipt, vec![id.0]).await?;
    Ok(scans.remove(&id.0).and_then(|scans| scans.last().copied()))
}

/// A scan that comes after the settlement, from who has the paper; it takes the place of an earlier one.
pub async fn add(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    scan: Option<PhotoId>,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, keeper, id).await?;
    let scan = scan.ok_or(Refusal::Missing(Field::File))?;
    let household = household::find(&txn, keeper, plot.household_id).await?;
    if plot.settled_on.is_none() || household.erased_at.is_some() {
        return Err(Refusal::PlotState.into());
    }
    lay(&txn, keeper, id, scan, now).await?;
    journal::note(&txn, keeper, Act::ReceiptScanned, Subject("plot", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Keeps a scan; one that it replaces is erased.
pub(super) async fn lay(txn: &Txn, keeper: Keeper, id: PlotId, scan: PhotoId, now: Time) -> Result<()> {
    erase(txn, vec![id.0], now).await?;
    bring::keep(txn, scan, Purpose::Receipt, id.0, keeper.account()).await
}

/// A look at a scan, for who keeps the plot; another village's reads like a missing one.
pub async fn look(store: &Store, keeper: Keeper, scan: &photo::Model, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let plot = find(&txn, keeper, PlotId(scan.subject_id.unwrap_or_default())).await?;
    journal::note(&txn, keeper, Act::PaperLooked, Subject("plot", plot.id.0), "receipt", now).await?;
    Ok(txn.commit().await?)
}

/// The household is erased, and every receipt that it signed.
pub(crate) async fn erase_of(txn: &Txn, household: HouseholdId, now: Time) -> Result<()> {
    let its: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(COLUMN.household_id.eq(household))
        .filter(COLUMN.settled_on.is_not_null())
        .into_tuple()
        .all(txn)
        .await?;
    erase(txn, its, now).await
}

async fn erase(txn: &Txn, plots: Vec<i64>, now: Time) -> Result<()> {
    for scan in of::of(txn, Purpose::Receipt, plots).await?.into_values().flatten() {
        bring::erase(txn, scan, now).await?;
    }
    Ok(())
}
