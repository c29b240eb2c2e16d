//! The scan of the paper that the head of a household signed: for the village and the office alone. The name stands on
//! it, so every look is written down, and with the household it is erased.

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{COLUMN, Column, Entity, Model};
use crate::{
    Refusal, Result, Store, Time,
    actor::Keeper,
    id::{AdoptionId, HouseholdId, PhotoId, PlotId},
    journal::{self, Act, Subject},
    photo::{self, Purpose, bring, of},
    plot,
    store::Txn,
};

/// The newest scan of each of these.
pub(super) async fn newest(
    db: &impl ConnectionTrait,
    adoptions: &[Model],
) -> Result<std::collections::HashMap<i64, Vec<PhotoId>>> {
    of::of(db, Purpose::Paper, adoptions.iter().map(|adoption| adoption.id.0).collect()).await
}

/// Keeps a scan; one that it replaces is erased.
pub(super) async fn lay(txn: &Txn, keeper: Keeper, adoption: &Model, scan: PhotoId, now: Time) -> Result<()> {
    erase(txn, vec![adoption.id.0], now).await?;
    bring::keep(txn, scan, Purpose::Paper, adoption.id.0, keeper.account()).await
}

/// A look at a scan, for who keeps the plot; another village's reads like a missing one.
pub async fn look(store: &Store, keeper: Keeper, scan: &photo::Model, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let id = AdoptionId(scan.subject_id.unwrap_or_default());
    let adoption = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let plot = plot::find(&txn, keeper, adoption.plot_id).await?;
    journal::note(&txn, keeper, Act::PaperLooked, Subject("plot", plot.id.0), adoption.code.as_str(), now).await?;
    Ok(txn.commit().await?)
}

/// The household is erased, and every paper that it signed. What it signed of a plot that it handed over went then.
pub(crate) async fn erase_of(txn: &Txn, household: HouseholdId, now: Time) -> Result<()> {
    let to_plot = Entity::belongs_to(plot::Entity).from(Column::PlotId).to(plot::Column::Id);
    let its: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Id)
        .join(sea_orm::JoinType::InnerJoin, to_plot.into())
        .filter(plot::COLUMN.household_id.eq(household))
        .into_tuple()
        .all(txn)
        .await?;
    erase(txn, its, now).await
}

/// Another household takes the plot over: what the first one signed holds no longer, and its name goes with it.
pub(crate) async fn erase_of_plot(txn: &Txn, plot: PlotId, now: Time) -> Result<()> {
    let its: Vec<i64> =
        Entity::find().select_only().column(Column::Id).filter(COLUMN.plot_id.eq(plot)).into_tuple().all(txn).await?;
    erase(txn, its, now).await
}

async fn erase(txn: &Txn, adoptions: Vec<i64>, now: Time) -> Result<()> {
    let scans = of::of(txn, Purpose::Paper, adoptions).await?;
    for scan in scans.into_values().flatten() {
        bring::erase(txn, scan, now).await?;
    }
    Ok(())
}
