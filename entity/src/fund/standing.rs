//! Where an elder's family money stands: what came in, and what of it was not paid out yet.

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{
    contribution::share,
    payout::{self, line},
};
use crate::{
    Fen, Result,
    actor::Officer,
    elder,
    id::{ElderId, FundId},
};

/// The family's money that was not paid out yet; below nothing where a correction found that too much was.
pub async fn owed(db: &impl ConnectionTrait, elder: ElderId) -> Result<Fen> {
    let total = |column: &str| Expr::cust(format!("CAST(SUM({column}) AS bigint)"));
    let came_in: Option<Option<i64>> = share::Entity::find()
        .select_only()
        .column_as(total("amount_fen"), "total")
        .filter(share::COLUMN.elder_id.eq(elder))
        .into_tuple()
        .one(db)
        .await?;
    let to_run = line::Entity::belongs_to(payout::Entity).from(line::Column::PayoutId).to(payout::Column::Id);
    let paid: Option<Option<i64>> = line::Entity::find()
        .select_only()
        .column_as(total("family_fen"), "total")
        .join(JoinType::InnerJoin, to_run.into())
        .filter(line::COLUMN.elder_id.eq(elder))
        .filter(line::COLUMN.held_at.is_null())
        .filter(payout::COLUMN.state.eq(payout::State::Paid))
        .into_tuple()
        .one(db)
        .await?;
    Ok(Fen(came_in.flatten().unwrap_or(0) - paid.flatten().unwrap_or(0)))
}

/// All that families paid in and that was not paid out yet, whichever elder it is for; where there is none, what was
/// paid out too much, below nothing.
pub(crate) async fn left(db: &impl ConnectionTrait, fund: FundId) -> Result<Fen> {
    let elders: Vec<ElderId> = elder::Entity::find()
        .select_only()
        .column(elder::Column::Id)
        .filter(elder::COLUMN.fund_id.eq(fund))
        .into_tuple()
        .all(db)
        .await?;
    let (mut more, mut less) = (0, 0);
    for elder in elders {
        let owed = owed(db, elder).await?.0;
        more += owed.max(0);
        less += owed.min(0);
    }
    Ok(Fen(if more > 0 { more } else { less }))
}

/// What an elder was paid in one run.
#[derive(Clone, Debug)]
pub struct Paid {
    pub run: payout::Model,
    pub line: line::Model,
}

/// The runs in which an elder stands, newest first, those given up left out.
pub async fn runs_of(db: &impl ConnectionTrait, _officer: Officer, elder: ElderId) -> Result<Vec<Paid>> {
    runs(db, elder).await
}

pub(crate) async fn runs(db: &impl ConnectionTrait, elder: ElderId) -> Result<Vec<Paid>> {
    let lines = line::Entity::find().filter(line::COLUMN.elder_id.eq(elder)).all(db).await?;
    let runs = payout::Entity::find()
        .filter(payout::COLUMN.id.is_in(lines.iter().map(|line| line.payout_id)))
        .filter(payout::COLUMN.state.ne(payout::State::Discarded))
        .order_by_desc(payout::COLUMN.from_on)
        .all(db)
        .await?;
    let line = |run: payout::Model| {
        let line = lines.iter().find(|line| line.payout_id == run.id)?.clone();
        Some(Paid { run, line })
    };
    Ok(runs.into_iter().filter_map(line).collect())
}
