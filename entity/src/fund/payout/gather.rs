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
    Ok(compute::compute(&rule.terms(), pool(db, fund).await?, &claims))
}

/// What lies there from either source, without what is kept for those who were not there to sign.
pub(crate) async fn pool(db: &impl ConnectionTrait, fund: &fund::Model) -> Result<Match> {
    let kept = carried(db, fund.id).await?;
    let (organiser, programme) = (fund.organiser()?, fund.programme());
    let government = totals::held(db, organiser, programme, Source::Government).await?;
    let society = totals::held(db, organiser, programme, Source::Society).await?;
    let less = |held: Fen, of: fn(&Match) -> Fen| Fen(held.0 - kept.values().map(|one| of(one).0).sum::<i64>());
    Ok(Match { government: less(government, |one| one.government), society: less(society, |one| one.society) })
}

/// The run of the fund's next period as it would be now; nothing is written.
pub async fn next(db: &impl ConnectionTrait, fund: FundId) -> Result<compute::Run> {
    let fund = fund::find(db, fund).await?;
    let next = super::next(db, fund.id).await?.ok_or(Refusal::FundState)?;
    compute(db, &fund, &next.rule, next.from.first(), next.to_on).await
}

/// The elders who are to be paid, with what their families paid in: by the state in which the period left them, and
/// nobody who has died or left since.
pub async fn claims(db: &impl ConnectionTrait, fund: FundId, from: Day, to: Day) -> Result<Vec<Claim>> {
    let elders: Vec<(ElderId, elder::State)> = elder::Entity::find()
        .select_only()
        .columns([elder::Column::Id, elder::Column::State])
        .filter(elder::COLUMN.fund_id.eq(fund))
        .filter(elder::COLUMN.state.is_in(elder::State::IN))
        .filter(elder::COLUMN.joined_on.lte(to))
        .order_by_asc(elder::COLUMN.id)
        .into_tuple()
        .all(db)
        .await?;
    let states = elder::list::states_on(db, fund, to).await?;
    let received = received(db, fund, from, to).await?;
    let came_in = came_in(db, fund, to).await?;
    let paid = paid(db, fund).await?;
    let supporters = supporters(db, fund, from, to).await?;
    let carried = carried(db, fund).await?;
    let claim = |(elder, now): (ElderId, elder::State)| {
        // Who was written down in bulk has no history.
        let state = states.get(&elder).copied().unwrap_or(now);
        if !matches!(state, elder::State::Active | elder::State::Hardship) {
            return None;
        }
        let (received, paid_by) = received.get(&elder).copied().unwrap_or_default();
        let of = |sums: &HashMap<ElderId, i64>| sums.get(&elder).copied().unwrap_or_default();
        Some(Claim {
            elder,
            received: Fen(received),
            owed: Fen(of(&came_in) - of(&paid)),
            paid_by,
            supporters: u32::try_from(of(&supporters)).unwrap_or(u32::MAX),
            is_waived: state == elder::State::Hardship,
            carried: carried.get(&elder).copied().unwrap_or_default(),
        })
    };
    Ok(elders.into_iter().filter_map(claim).collect())
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

/// The match that was held back from whoever is still in the fund, in whichever paid run it was, and that no later run
/// has paid: a line that is held again carries it on.
async fn carried(db: &impl ConnectionTrait, fund: FundId) -> Result<HashMap<ElderId, Match>> {
    let open = |source: &str| {
        let held = format!("CASE WHEN held_at IS NULL THEN -carried_{source}_fen ELSE {source}_fen END");
        total(&held)
    };
    let to_run = line::Entity::belongs_to(Entity).from(line::Column::PayoutId).to(super::Column::Id);
    let to_elder = line::Entity::belongs_to(elder::Entity).from(line::Column::ElderId).to(elder::Column::Id);
    let rows: Vec<(ElderId, i64, i64)> = line::Entity::find()
        .select_only()
        .column(line::Column::ElderId)
        .column_as(open("government"), "government")
        .column_as(open("society"), "society")
        .join(JoinType::InnerJoin, to_run.into())
        .join(JoinType::InnerJoin, to_elder.into())
        .filter(COLUMN.fund_id.eq(fund))
        .filter(COLUMN.state.eq(State::Paid))
        .filter(elder::COLUMN.state.is_in(elder::State::IN))
        .group_by(line::Column::ElderId)
        .into_tuple()
        .all(db)
        .await?;
    let kept = |(elder, government, society): (ElderId, i64, i64)| {
        (elder, Match { government: Fen(Ord::max(government, 0)), society: Fen(Ord::max(society, 0)) })
    };
    Ok(rows.into_iter().map(kept).collect())
}
