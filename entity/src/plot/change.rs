//! A draft is changed by who keeps it. What donors adopt does not change under them: an open plot stays as it is.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    State,
    draft::{Typed, read},
    locked,
};
use crate::{
    Refusal, Result, Store, Time,
    actor::Keeper,
    household,
    id::PlotId,
    journal::{self, Act, Subject},
};

pub async fn change(store: &Store, keeper: Keeper, id: PlotId, typed: &Typed, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let plot = locked(&txn, keeper, id).await?;
    if plot.state != State::Draft {
        return Err(Refusal::PlotState.into());
    }
    let household = household::find(&txn, keeper, plot.household_id).await?;
    let mut row = read(store, &txn, &household, typed).await?;
    row.id = Set(id);
    row.update(&txn).await?;
    journal::note(&txn, keeper, Act::PlotChanged, Subject("plot", id.0), "", now).await?;
    Ok(txn.commit().await?)
}
