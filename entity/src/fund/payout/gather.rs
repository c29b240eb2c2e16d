//! What a run is computed from, read as the rows are now: four sums over the whole fund, however many elders it has.

use std::collections::HashMap;

use sea_orm::{
    JoinType, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{
    COLUMN, Entity, State,
    compute::{self, Claim, Match},
    line,
};
use crate::{
    Day, Fen, Refusal, Result, elder,
    fund::{self, contribution, contribution::share, rule},
    id::{ElderId, FundId, SupporterId},
    ledger::{Source, totals},
    supporter,
};

/// Computes the run of a period.
pub(crate) async fn compute(
    db: &impl ConnectionTrait,
    fund: &fund::Model,
    rule: &rule::Model,
    from: Day,
    to: Day,
) -> Result<compute::Run> {
    let claims = claims(db, fund.id, from, to).await?;
    let carried = claims.iter().fold(Match::default(), |sum, claim| Match {
        government: Fen(sum.government.0 + claim.carried.government.0),
        society: Fen(sum.society.0 + claim.carried.society.0),
    });
    let (organiser, programme) = (fund.organiser()?, fund.programme());
    let government = totals::held(db, organiser, programme, Source::Government).await?;
    let society = totals::held(db, organiser, programme, Source::Society).await?;
    let pool =
        Match { government: Fen(government.0 - carried.government.0), society: Fen(society.0 - carried.society.0) };
    Ok(compute::compute(&rule.terms(), pool, &claims))
}

/// The run of the fund's next period as it would be now; nothing is written.
pub async fn next(db: &impl ConnectionTrait, fund: FundId) -> Result<compute::Run> {
    let fund = fund::find(db, fund).await?;
    let next = super::next(db, fund.id).await?.ok_or(Refusal::FundState)?;
    compute(db, &fund, &next.rule, next.from.first(), next.to_on).await
}

/// The elders who are to be paid, with what their families paid in.
pub async fn claims(db: &impl ConnectionTrait, fund: FundId, from: Day, to: Day) -> Result<Vec<Claim>> {
    let elders: Vec<(ElderId, elder::State)> = elder::Entity::find()
        .select_only()
        .columns([elder::Column::Id, elder::Column::State])
        .filter(elder::COLUMN.fund_id.eq(fund))
        .filter(elder::COLUMN.state.is_in([elder::State::Active, elder::State::Hardship]))
        .filter(elder::COLUMN.joined_on.lte(to))
        .order_by_asc(elder::COLUMN.id)
        .into_tuple()
        .all(db)
        .await?;
    let received = received(db, fund, from, to).await?;
    let came_in = came_in(db, fund, to).await?;
    let paid = paid(db, fund).await?;
    let supporters = supporters(db, fund, from, to).await?;
    let carried = carried(db, fund).await?;
    let claim = |(elder, state): (ElderId, elder::State)| {
        let (received, paid_by) = received.get(&elder).copied().unwrap_or_default();
        let of = |sums: &HashMap<ElderId, i64>| sums.get(&elder).copied().unwrap_or_default();
        Claim {
            elder,
            received: Fen(received),
            owed: Fen(of(&came_in) - of(&paid)),
            paid_by,
            supporters: u32::try_from(of(&supporters)).unwrap_or(u32::MAX),
            is_waived: state == elder::State::Hardship,
            carried: carried.get(&elder).copied().unwrap_or_default(),
        }
    };
    Ok(elders.into_iter().map(claim).collect())
}

fn total(column: &str) -> Expr {
    Expr::cust(format!("CAST(SUM({column}) AS bigint)"))
}

fn shares(fund: FundId) -> Select<share::Entity> {
    let to_contribution = share::Entity::belongs_to(contribution::Entity)
        .from(share::Column::ContributionId)
        .to(contribution::Column::Id);
    share::Entity::find()
        .select_only()
        .column(share::Column::ElderId)
        .column_as(total("fund_share.amount_fen"), "total")
        .join(JoinType::InnerJoin, to_contribution.into())
        .filter(contribution::COLUMN.fund_id.eq(fund))
}

/// What came in for each elder within the period, and how many of the supporters paid.
async fn received(db: &impl ConnectionTrait, fund: FundId, from: Day, to: Day) -> Result<HashMap<ElderId, (i64, u32)>> {
    let rows: Vec<(ElderId, i64, Option<SupporterId>)> = shares(fund)
        .column(contribution::Column::SupporterId)
        .filter(contribution::COLUMN.received_on.gte(from))
        .filter(contribution::COLUMN.received_on.lte(to))
        .group_by(share::Column::ElderId)
        .group_by(contribution::Column::SupporterId)
        .into_tuple()
        .all(db)
        .await?;
    let mut sums: HashMap<ElderId, (i64, u32)> = HashMap::with_capacity(rows.len());
    for (elder, total, supporter) in rows {
        let (sum, paid_by) = sums.entry(elder).or_default();
        *sum += total;
        *paid_by += u32::from(total > 0 && supporter.is_some());
    }
    Ok(sums)
}

/// What came in for each elder up to the period's end, ever.
async fn came_in(db: &impl ConnectionTrait, fund: FundId, to: Day) -> Result<HashMap<ElderId, i64>> {
    let sums = shares(fund).filter(contribution::COLUMN.received_on.lte(to)).group_by(share::Column::ElderId);
    let rows: Vec<(ElderId, i64)> = sums.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

/// The family's money that each elder was paid, ever.
async fn paid(db: &impl ConnectionTrait, fund: FundId) -> Result<HashMap<ElderId, i64>> {
    let to_run = line::Entity::belongs_to(Entity).from(line::Column::PayoutId).to(super::Column::Id);
    let rows: Vec<(ElderId, i64)> = line::Entity::find()
        .select_only()
        .column(line::Column::ElderId)
        .column_as(total("family_fen"), "total")
        .join(JoinType::InnerJoin, to_run.into())
        .filter(COLUMN.fund_id.eq(fund))
        .filter(COLUMN.state.eq(State::Paid))
        .filter(line::COLUMN.held_at.is_null())
        .group_by(line::Column::ElderId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Who there was to pay within the period, for each elder.
async fn supporters(db: &impl ConnectionTrait, fund: FundId, from: Day, to: Day) -> Result<HashMap<ElderId, i64>> {
    let to_supporter = supporter::support::Entity::belongs_to(supporter::Entity)
        .from(supporter::support::Column::SupporterId)
        .to(supporter::Column::Id);
    let rows: Vec<(ElderId, i64)> = supporter::support::Entity::find()
        .select_only()
        .column(supporter::support::Column::ElderId)
        .column_as(supporter::support::Column::SupporterId.count(), "total")
        .join(JoinType::InnerJoin, to_supporter.into())
        .filter(supporter::COLUMN.fund_id.eq(fund))
        .filter(supporter::COLUMN.since_on.lte(to))
        .filter(supporter::COLUMN.ended_on.is_null().or(supporter::COLUMN.ended_on.gte(from)))
        .group_by(supporter::support::Column::ElderId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The match of the last paid run that nobody was there to sign for. A line that is held again carries it on.
async fn carried(db: &impl ConnectionTrait, fund: FundId) -> Result<HashMap<ElderId, Match>> {
    let paid = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.state.eq(State::Paid));
    let Some(last) = paid.order_by_desc(COLUMN.to_on).one(db).await? else { return Ok(HashMap::new()) };
    let held =
        line::Entity::find().filter(line::COLUMN.payout_id.eq(last.id)).filter(line::COLUMN.held_at.is_not_null());
    let carried = |line: line::Model| (line.elder_id, Match { government: line.government(), society: line.society() });
    Ok(held.all(db).await?.into_iter().map(carried).collect())
}
