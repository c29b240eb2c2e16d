//! Payout runs 发放: one for each period of a fund, drafted → reviewed → approved → paid, a line for each elder.
//!
//! Reviewed and approved by two different officers. What came in meanwhile makes a run stale, and a stale run is
//! neither reviewed nor approved. Its period is closed from the approval on; the database keeps all of this too.

pub mod compute;
pub mod draft;
pub mod gather;
pub mod hold;
pub mod judge;
pub mod pay;
pub mod signatures;

use std::collections::HashMap;

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};

use self::compute::{Line, Match};
use super::rule;
use crate::{
    Day, Fen, Refusal, Result, Time,
    actor::{Officer, Village},
    id::{AccountId, ElderId, FundId, FundRuleId, PayoutId},
    lang::china_date,
    month::Month,
    store::Txn,
};

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

pub mod line {
    //! What one elder gets in a run.

    use sea_orm::entity::prelude::*;

    use crate::{
        Fen,
        id::{ElderId, PayoutId},
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fund_payout_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub payout_id: PayoutId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub elder_id: ElderId,
        pub family_fen: Fen,
        pub base_fen: Fen,
        pub wanted_fen: Fen,
        pub government_fen: Fen,
        pub society_fen: Fen,
        pub carried_government_fen: Fen,
        pub carried_society_fen: Fen,
        /// The elder was not there to sign; it comes again in the next run.
        pub held_at: Option<DateTimeUtc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl line::Model {
    pub fn computed(&self) -> Line {
        Line {
            elder: self.elder_id,
            family: self.family_fen,
            base: self.base_fen,
            wanted: self.wanted_fen,
            given: Match { government: self.government_fen, society: self.society_fen },
            carried: Match { government: self.carried_government_fen, society: self.carried_society_fen },
        }
    }

    pub const fn government(&self) -> Fen {
        Fen(self.government_fen.0 + self.carried_government_fen.0)
    }

    pub const fn society(&self) -> Fen {
        Fen(self.society_fen.0 + self.carried_society_fen.0)
    }
}

/// Sums of lines by source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub elders: u64,
    pub family: Fen,
    pub government: Fen,
    pub society: Fen,
    /// Of the two, this run's match without what was carried over.
    pub matched: Fen,
}

impl Sums {
    pub const fn whole(&self) -> Fen {
        Fen(self.family.0 + self.government.0 + self.society.0)
    }
}

/// A run as it is shown: with its sums, and what of it was held back.
#[derive(Clone, Debug)]
pub struct Run {
    pub run: Model,
    /// Every line.
    pub whole: Sums,
    /// The lines whose elder was not there.
    pub held: Sums,
}

impl Run {
    pub fn is_scaled(&self) -> bool {
        self.whole.matched < self.run.wanted_fen
    }

    /// What was or is to be paid.
    pub const fn paid(&self) -> Sums {
        let (whole, held) = (&self.whole, &self.held);
        Sums {
            elders: whole.elders - held.elders,
            family: Fen(whole.family.0 - held.family.0),
            government: Fen(whole.government.0 - held.government.0),
            society: Fen(whole.society.0 - held.society.0),
            matched: Fen(whole.matched.0 - held.matched.0),
        }
    }
}

/// The period that the next run of a fund is about.
#[derive(Clone, Debug)]
pub struct Next {
    pub rule: rule::Model,
    pub from: Month,
    pub to_on: Day,
}

impl Next {
    /// Whether its last day lies behind us.
    pub fn is_over(&self, now: Time) -> bool {
        self.to_on < china_date(now)
    }
}

/// The month after the last run's period, or the first one of the fund's rule; as long as the rule then says.
pub async fn next(db: &impl ConnectionTrait, fund: FundId) -> Result<Option<Next>> {
    let rules = rule::of(db, fund).await?;
    let from = match last(db, fund).await? {
        Some(run) => Some(Month::with(run.to_on).next()),
        None => rules.first().map(rule::Model::from),
    };
    let Some((from, rule)) = from.and_then(|from| Some((from, rule::in_force(&rules, from)?))) else {
        return Ok(None);
    };
    let end = (1..rule.cadence.months()).fold(from, |month, _| month.next());
    let to_on = end.next().first().pred_opt().unwrap_or(end.first());
    Ok(Some(Next { rule: rule.clone(), from, to_on }))
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
    let own = super::Entity::find().filter(super::COLUMN.village_id.eq(village.village()));
    let funds = own.filter(super::COLUMN.state.ne(super::State::Draft)).all(db).await?;
    let runs = Entity::find()
        .filter(COLUMN.fund_id.is_in(funds.iter().map(|fund| fund.id)))
        .filter(COLUMN.state.is_in([State::Approved, State::Paid]))
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

async fn with_sums(db: &impl ConnectionTrait, runs: Vec<Model>) -> Result<Vec<Run>> {
    let ids: Vec<PayoutId> = runs.iter().map(|run| run.id).collect();
    let mut sums = summed(db, &ids).await?;
    let with = |run: Model| {
        let (whole, held) = sums.remove(&run.id).unwrap_or_default();
        Run { run, whole, held }
    };
    Ok(runs.into_iter().map(with).collect())
}

/// All lines of each run, and those held back.
async fn summed(db: &impl ConnectionTrait, runs: &[PayoutId]) -> Result<HashMap<PayoutId, (Sums, Sums)>> {
    type Row = (PayoutId, bool, i64, i64, i64, i64, i64);
    let sum = |columns: &str| Expr::cust(format!("CAST(SUM({columns}) AS bigint)"));
    let rows: Vec<Row> = line::Entity::find()
        .select_only()
        .column(line::Column::PayoutId)
        .column_as(Expr::cust("held_at IS NOT NULL"), "is_held")
        .column_as(line::Column::ElderId.count(), "elders")
        .column_as(sum("family_fen"), "family")
        .column_as(sum("government_fen + carried_government_fen"), "government")
        .column_as(sum("society_fen + carried_society_fen"), "society")
        .column_as(sum("government_fen + society_fen"), "matched")
        .filter(line::COLUMN.payout_id.is_in(runs.iter().copied()))
        .group_by(line::Column::PayoutId)
        .group_by(Expr::cust("held_at IS NOT NULL"))
        .into_tuple()
        .all(db)
        .await?;
    let mut sums: HashMap<PayoutId, (Sums, Sums)> = HashMap::new();
    for (run, is_held, elders, family, government, society, matched) in rows {
        let (whole, held) = sums.entry(run).or_default();
        let own = Sums {
            elders: u64::try_from(elders).unwrap_or(0),
            family: Fen(family),
            government: Fen(government),
            society: Fen(society),
            matched: Fen(matched),
        };
        *whole = Sums {
            elders: whole.elders + own.elders,
            family: Fen(whole.family.0 + family),
            government: Fen(whole.government.0 + government),
            society: Fen(whole.society.0 + society),
            matched: Fen(whole.matched.0 + matched),
        };
        if is_held {
            *held = own;
        }
    }
    Ok(sums)
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
