//! What was promised long ago and never came. Not a contract that waits to be paid: it lapses before it is asked about.

use chrono::TimeDelta;
use sea_orm::{
    PaginatorTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Condition, Expr},
};

use crate::{
    Result, Time, adoption,
    payment::reference::{self, Shown},
    store::literal,
};

/// What has not come by then is asked about.
const OVERDUE: TimeDelta = TimeDelta::days(30);

/// Those on the page; the count says how many there are.
const MOST: u64 = 50;

pub(super) async fn count(db: &impl ConnectionTrait, now: Time) -> Result<u64> {
    Ok(overdue(now).count(db).await?)
}

/// The first by number.
pub(super) async fn oldest(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Shown>> {
    let oldest = overdue(now).order_by_asc(reference::COLUMN.id).limit(MOST).all(db).await?;
    reference::shown(db, oldest).await
}

/// Still expected, a fixed sum, promised long ago, and not all of it came. What the office gave back did come.
fn overdue(now: Time) -> Select<reference::Entity> {
    const NOT_ALL_OF_IT: &str = "asked_fen > COALESCE((SELECT SUM(p.amount_fen) FROM payment_part p
        WHERE p.reference_id = payment_reference.id AND p.state IN ('counted', 'to_return', 'returned')), 0)";
    let signed = adoption::Entity::find()
        .select_only()
        .column(adoption::Column::Id)
        .filter(literal::is(adoption::Column::State, adoption::State::Signed));
    let lapses_not = Condition::any()
        .add(reference::COLUMN.kind.ne(reference::Kind::Adoption))
        .add(reference::Column::SubjectId.not_in_subquery(signed.into_query()));
    reference::Entity::find()
        .filter(reference::COLUMN.closed_at.is_null())
        .filter(reference::COLUMN.asked_fen.is_not_null())
        .filter(reference::COLUMN.made_at.lt(now - OVERDUE))
        .filter(lapses_not)
        .filter(Expr::cust(NOT_ALL_OF_IT))
}
