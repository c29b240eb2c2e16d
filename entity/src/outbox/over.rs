//! Letters that are no longer of use: they are not sent, and the office sees for a while which they were.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{COLUMN, Column, Entity, Model, State};
use crate::{
    Result, Time,
    id::LetterId,
    store::{Txn, literal},
};

/// How long the office's list shows them.
const SHOWN: TimeDelta = TimeDelta::days(30);

impl Model {
    /// Whether it is no longer of use; what cannot be read is found out by whoever writes it.
    pub fn is_over(&self, now: Time) -> bool {
        self.read().is_ok_and(|letter| letter.is_over(now))
    }
}

/// Those that were put away in the last thirty days, newest first. What kept a letter is still its `last_error`.
pub async fn recent(db: &impl ConnectionTrait, most: u64, now: Time) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(literal::is(Column::State, State::Over))
        .filter(COLUMN.due_at.gt(now - SHOWN))
        .order_by_desc(COLUMN.id)
        .limit(most)
        .all(db)
        .await?)
}

/// Marks what was not sent and will not be; `due_at` says since when.
pub(super) async fn put_away(txn: &Txn, letters: &[LetterId], now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Over))
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::Lease, Expr::value(None::<String>))
        .col_expr(Column::LeasedUntil, Expr::value(None::<Time>))
        .filter(COLUMN.id.is_in(letters.iter().copied()))
        .filter(COLUMN.state.ne(State::Sent))
        .exec(txn)
        .await?;
    Ok(())
}
