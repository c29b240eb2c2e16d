//! What was paid out for a plot once it was settled, by what its price was split into: sums that everybody may know,
//! and nobody's name.

use sea_orm::entity::prelude::*;

use super::{Entity, Split};
use crate::{
    Day, Fen, Result, Time,
    id::PlotId,
    lang::china_date,
    ledger::{Kind, Programme, Purpose as For, totals},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    pub on: Day,
    /// What was paid out since, with it.
    pub parts: Split,
}

/// None while it is not settled.
pub async fn of(db: &impl ConnectionTrait, id: PlotId, now: Time) -> Result<Option<Settled>> {
    let Some(on) = Entity::find_by_id(id).one(db).await?.and_then(|plot| plot.settled_on) else { return Ok(None) };
    Ok(Some(Settled { on, parts: paid_out(db, id, on, china_date(now)).await? }))
}

/// What was booked out for a plot from one day to another, by purpose.
pub(super) async fn paid_out(db: &impl ConnectionTrait, id: PlotId, from: Day, to: Day) -> Result<Split> {
    let mut parts = Split { farmer: Fen::ZERO, inputs: Fen::ZERO, logistics: Fen::ZERO, charity: Fen::ZERO };
    for (account, moved) in totals::moved(db, &[Programme::Plot(id)], from, to).await? {
        let part = match (account.kind, account.purpose) {
            (Kind::PaidOut, For::Farmer) => &mut parts.farmer,
            (Kind::PaidOut, For::Inputs) => &mut parts.inputs,
            (Kind::PaidOut, For::Logistics) => &mut parts.logistics,
            (Kind::PaidOut, For::Charity) => &mut parts.charity,
            _ => continue,
        };
        part.0 += moved.within.0;
    }
    Ok(parts)
}
