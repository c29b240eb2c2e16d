//! Payout runs 发放: one for each period of a fund, drafted → reviewed → approved → paid, a line for each elder.
//!
//! Reviewed and approved by two different officers. What came in meanwhile makes a run stale, and a stale run is
//! neither reviewed nor approved. Its period is closed from the approval on; the database keeps all of this too.

pub mod compute;
pub mod draft;
pub mod gather;
pub mod hold;
pub mod judge;
pub mod line;
pub mod pay;
pub mod signatures;
mod sums;

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use self::sums::{summed, with_sums};
use super::rule;
use crate::{
    Day, Fen, Refusal, Result, Time,
    actor::{Officer, Village},
    elder::present::Present,
    id::{AccountId, ElderId, FundId, FundRuleId, PayoutId},
    lang::china_date,
    month::Month,
    store::Txn,
};

pub use sums::{Run, Sums};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Draft,
    Reviewed,
    Approved,
    Paid,
    /// Given up before it was approved; its period is drafted anew.
    Discarded,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Reviewed, Self::Approved, Self::Paid, Self::Discarded];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
            Self::Paid => "paid",
            Self::Discarded => "discarded",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fund_payout")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PayoutId,
    pub fund_id: FundId,
    /// The one that held on the first day.
    pub rule_id: FundRuleId,
    pub from_on: Day,
    pub to_on: Day,
    pub state: State,
    /// What the matches come to by percent and cap, before it was seen whether the pool has it.
    pub wanted_fen: Fen,
    pub drafted_by: Option<AccountId>,
    pub drafted_at: DateTimeUtc,
    pub reviewed_by: Option<AccountId>,
    pub reviewed_at: Option<DateTimeUtc>,
    pub approved_by: Option<AccountId>,
    pub approved_at: Option<DateTimeUtc>,
    pub paid_by: Option<AccountId>,
    pub paid_at: Option<DateTimeUtc>,
    pub paid_on: Option<Day>,
    /// The number of the signed list. Blank: not paid yet.
    pub document: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// The period that the next run of a fund is about.
#[derive(Clone, Debug)]
pub struct Next {
    pub rule: rule::Model,
    pub from: Month,
    pub to_on: Day,
    /// Somebody was in the fund on some day of it.
    pub has_elders: bool,
}

impl Next {
    /// Whether its last day lies behind us.
    pub fn is_over(&self, now: Time) -> bool {
        self.to_on < china_date(now)
    }
}

/// The month after the last run's period, or the first one of the fund's rule; as long as the rule then says. Periods
/// before anybody joins, or comes back, are passed over.
pub async fn next(db: &impl ConnectionTrait, fund: FundId) -> Result<Option<Next>> {
    let rules = rule::of(db, fund).await?;
    let from = match last(db, fund).await? {
        Some(run) => Some(Month::with(run.to_on).next()),
        None => rules.first().map(rule::Model::from),
    };
    let present = Present::of(db, fund).await?;
    let mut next = from.and_then(|from| beginning(&rules, from, &present));
    let is_passed_over = |next: &&Next| !next.has_elders && present.anybody_later(next.to_on);
    while let Some(empty) = next.as_ref().filter(is_passed_over).map(|next| next.to_on) {
        next = beginning(&rules, Month::with(empty).next(), &present);
    }
    Ok(next)
}

/// The period that begins with this month.
fn beginning(rules: &[rule::Model], from: Month, present: &Present) -> Option<Next> {
    let rule = rule::in_force(rules, from)?;
    let end = (1..rule.cadence.months()).fold(from, |month, _| month.next());
    let to_on = end.next().first().pred_opt().unwrap_or(end.first());
    Some(Next { rule: rule.clone(), from, to_on, has_elders: present.anybody(from.first(), to_on) })
}

/// The run of the latest period that was not given up.
pub(crate) async fn last(db: &impl ConnectionTrait, fund: FundId) -> Result<Option<Model>> {
    let runs = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.state.ne(State::Discarded));
    Ok(runs.order_by_desc(COLUMN.to_on).one(db).await?)
}

/// The run that is under way.
pub async fn unfinished(db: &impl ConnectionTrait, fund: FundId) -> Result<Option<Model>> {
    let runs = Entity::find().filter(COLUMN.fund_id.eq(fund));
    Ok(runs.filter(COLUMN.state.is_not_in([State::Paid, State::Discarded])).one(db).await?)
}

/// The last day of the fund's periods that are approved: nothing from families is dated up to it any more.
pub(crate) async fn closed_through(db: &impl ConnectionTrait, fund: FundId) -> Result<Option<Day>> {
    let runs = Entity::find().filter(COLUMN.fund_id.eq(fund));
    let closed = runs.filter(COLUMN.state.is_in([State::Approved, State::Paid])).order_by_desc(COLUMN.to_on);
    Ok(closed.one(db).await?.map(|run| run.to_on))
}

/// The last day of the fund's periods that no run will be about any more: approved, or passed over before the one that
/// is under way. Nobody joins or comes back up to it.
pub(crate) async fn gone_through(db: &impl ConnectionTrait, fund: FundId) -> Result<Option<Day>> {
    Ok(last(db, fund).await?.and_then(|run| match run.state {
        State::Approved | State::Paid => Some(run.to_on),
        State::Draft | State::Reviewed | State::Discarded => run.from_on.pred_opt(),
    }))
}

pub(crate) async fn find(db: &impl ConnectionTrait, id: PayoutId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// The run, its fund's row held before its own.
async fn lock(txn: &Txn, id: PayoutId) -> Result<(super::Model, Model)> {
    let run = find(txn, id).await?;
    let fund = super::lock(txn, run.fund_id).await?;
    let run = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    Ok((fund, run))
}

/// One run with its sums, for the office.
pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: PayoutId) -> Result<Run> {
    let run = find(db, id).await?;
    let mut sums = summed(db, &[run.id]).await?;
    let (whole, held) = sums.remove(&run.id).unwrap_or_default();
    Ok(Run { run, whole, held })
}

/// The runs of a fund, newest first.
pub async fn of_fund(db: &impl ConnectionTrait, _officer: Officer, fund: FundId) -> Result<Vec<Run>> {
    let runs = Entity::find().filter(COLUMN.fund_id.eq(fund)).order_by_desc(COLUMN.id).all(db).await?;
    with_sums(db, runs).await
}

/// The runs of a village's own funds whose list can be signed or was, newest first.
pub async fn of_village(db: &impl ConnectionTrait, village: Village) -> Result<Vec<(super::Model, Run)>> {
    in_village(db, village, &[State::Approved, State::Paid]).await
}

/// Those of them whose elders are still to be paid and to sign.
pub async fn to_sign(db: &impl ConnectionTrait, village: Village) -> Result<Vec<(super::Model, Run)>> {
    in_village(db, village, &[State::Approved]).await
}

async fn in_village(db: &impl ConnectionTrait, village: Village, states: &[State]) -> Result<Vec<(super::Model, Run)>> {
    let own = super::Entity::find().filter(super::COLUMN.village_id.eq(village.village()));
    let funds = own.filter(super::COLUMN.state.ne(super::State::Draft)).all(db).await?;
    let runs = Entity::find()
        .filter(COLUMN.fund_id.is_in(funds.iter().map(|fund| fund.id)))
        .filter(COLUMN.state.is_in(states.iter().copied()))
        .order_by_desc(COLUMN.id)
        .limit(LISTED)
        .all(db)
        .await?;
    let with_fund = |run: Run| Some((funds.iter().find(|fund| fund.id == run.run.fund_id)?.clone(), run));
    Ok(with_sums(db, runs).await?.into_iter().filter_map(with_fund).collect())
}

/// The paid runs of a fund, newest first: what everybody may know.
pub async fn paid_of_fund(db: &impl ConnectionTrait, fund: FundId) -> Result<Vec<Run>> {
    let paid = Entity::find().filter(COLUMN.fund_id.eq(fund)).filter(COLUMN.state.eq(State::Paid));
    with_sums(db, paid.order_by_desc(COLUMN.from_on).all(db).await?).await
}

/// Lines on one page.
pub const PAGE: u64 = 100;
/// Runs in a village's list.
const LISTED: u64 = 24;

/// Lines of a run after this elder, in the order in which they joined.
pub async fn lines(
    db: &impl ConnectionTrait,
    _officer: Officer,
    run: PayoutId,
    after: Option<ElderId>,
) -> Result<Vec<line::Model>> {
    let mut lines = line::Entity::find().filter(line::COLUMN.payout_id.eq(run)).order_by_asc(line::COLUMN.elder_id);
    if let Some(after) = after {
        lines = lines.filter(line::COLUMN.elder_id.gt(after));
    }
    Ok(lines.limit(PAGE + 1).all(db).await?)
}

/// Whether an elder stands in a run that is under way.
pub(crate) async fn is_under_way_for(db: &impl ConnectionTrait, fund: FundId, elder: ElderId) -> Result<bool> {
    let Some(run) = unfinished(db, fund).await? else { return Ok(false) };
    let its = line::Entity::find().filter(line::COLUMN.payout_id.eq(run.id)).filter(line::COLUMN.elder_id.eq(elder));
    Ok(its.count(db).await? > 0)
}
