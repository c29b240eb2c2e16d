//! The season begins: what is sown grows for those who have paid, under contracts that the household has signed.

use sea_orm::{PaginatorTrait, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, State, locked};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    adoption,
    id::PlotId,
    journal::{self, Act, Subject},
    store::Txn,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// `yes`: it is sown indeed.
    pub meant: String,
}

/// The field is sown: no more shares are taken. Only the office can put a mistake right ([`super::unsow`]), so that who
/// says it says it twice.
pub async fn grow(store: &Store, keeper: Keeper, id: PlotId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, keeper, id).await?;
    if plot.state != State::Open {
        return Err(Refusal::PlotState.into());
    }
    ready(&txn, id).await?;
    if typed.meant != "yes" {
        return Err(Refusal::SowingNotMeant.into());
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Growing))
        .col_expr(Column::GrowingAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    journal::note(&txn, keeper, Act::PlotGrows, Subject("plot", id.0), "", now).await?;
    adoption::credit::carry_over(&txn, keeper, &plot, now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// Somebody adopted it, nobody's contract is still open, and the household has signed them all.
async fn ready(txn: &Txn, id: PlotId) -> Result<()> {
    let of = |states: &[adoption::State]| {
        adoption::Entity::find()
            .filter(adoption::COLUMN.plot_id.eq(id))
            .filter(adoption::COLUMN.state.is_in(states.iter().copied()))
    };
    let open = of(&adoption::State::UNPAID).count(txn).await?;
    if open > 0 {
        return Err(Refusal::AdoptionsOpen(open).into());
    }
    if of(&adoption::State::PAID).count(txn).await? == 0 {
        return Err(Refusal::NobodyAdopted.into());
    }
    all_signed(txn, id).await
}

/// The household has signed every contract that is paid; one that took over has to sign them again.
pub(super) async fn all_signed(txn: &Txn, id: PlotId) -> Result<()> {
    let unsigned = adoption::Entity::find()
        .filter(adoption::COLUMN.plot_id.eq(id))
        .filter(adoption::COLUMN.state.is_in(adoption::State::PAID))
        .filter(adoption::COLUMN.household_signed_on.is_null())
        .count(txn)
        .await?;
    if unsigned > 0 { Err(Refusal::SignaturesMissing(unsigned).into()) } else { Ok(()) }
}
