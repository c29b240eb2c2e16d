//! The arrival that a line became was undone: the line is open again, for an officer to book anew or not.

use sea_orm::{entity::prelude::*, sea_query::Expr};

use super::{Fit, LineState, line};
use crate::{Result, id::ArrivalId, store::Txn};

/// It is never among the sure lines again: what it was booked under may have been what was wrong.
pub(crate) async fn reopen(txn: &Txn, arrival: ArrivalId) -> Result<()> {
    let none: Option<ArrivalId> = None;
    line::Entity::update_many()
        .col_expr(line::Column::State, Expr::value(LineState::Open))
        .col_expr(line::Column::ArrivalId, Expr::value(none))
        .col_expr(line::Column::Fit, Expr::value(Fit::Over))
        .col_expr(line::Column::Bookings, Expr::cust("bookings + 1"))
        .filter(line::COLUMN.arrival_id.eq(arrival))
        .exec(txn)
        .await?;
    Ok(())
}
