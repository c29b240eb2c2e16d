//! What became of a round: counted from its lines and their claims.

use std::collections::HashMap;

use sea_orm::{JoinType, PaginatorTrait, QueryOrder, QuerySelect, Select, entity::prelude::*, sea_query::ExprTrait};

use super::{
    ground::shown::{self, Counted, Stands},
    proposal::{
        self,
        line::{self, Lost},
    },
};
use crate::{
    Code, Result,
    actor::Officer,
    claim::{self, State},
    id::{ProposalId, RoundId, SchoolId, WishId},
    matching::assign::Reason,
    wish::{self, Category, Status},
};

/// Wishes of one donor that are told one by one on a page of many.
const TOLD: usize = 30;

/// Wishes of a round, or of one donor's part in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Nobody has been asked yet.
    pub planned: u64,
    /// Held until their donor answers.
    pub waiting: u64,
    /// Promised, and whatever came after that.
    pub accepted: u64,
    pub given_back: u64,
    pub lapsed: u64,
    /// By the office, or with the wish.
    pub cancelled: u64,
    pub lost: HashMap<Lost, u64>,
}

/// What became of one of these wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// Nobody has been asked yet.
    Planned,
    /// Its donor was not asked, and why.
    Lost(Lost),
    Asked(State),
}

impl Became {
    const fn of(lost: Option<Lost>, state: Option<State>) -> Self {
        match (lost, state) {
            (Some(why), _) => Self::Lost(why),
            (None, Some(state)) => Self::Asked(state),
            (None, None) => Self::Planned,
        }
    }
}

impl Outcome {
    /// What donors were asked about.
    pub const fn proposed(&self) -> u64 {
        self.waiting + self.accepted + self.given_back + self.lapsed + self.cancelled
    }

    pub fn all_lost(&self) -> u64 {
        self.lost.values().sum()
    }

    fn add_beside(&mut self, line: &Counted) {
        let state = line.stands.map(|stands| match stands {
            Stands::Waiting => State::Held,
            Stands::Accepted => State::Confirmed,
            Stands::GivenBack => State::Released,
            Stands::Lapsed => State::Lapsed,
        });
        self.add(Became::of(line.lost, state), 1);
    }

    fn add(&mut self, became: Became, count: u64) {
        use State::{Cancelled, Confirmed, Fulfilled, Held, Lapsed, Received, Released, Shipped};
        let counter = match became {
            Became::Planned => &mut self.planned,
            Became::Lost(why) => self.lost.entry(why).or_default(),
            Became::Asked(Held) => &mut self.waiting,
            Became::Asked(Confirmed | Shipped | Received | Fulfilled) => &mut self.accepted,
            Became::Asked(Released) => &mut self.given_back,
            Became::Asked(Lapsed) => &mut self.lapsed,
            Became::Asked(Cancelled) => &mut self.cancelled,
        };
        *counter += count;
    }
}

/// The whole round.
pub async fn of(db: &impl ConnectionTrait, officer: Officer, round: RoundId) -> Result<Outcome> {
    Ok(of_all(db, officer, &[round]).await?.remove(&round).unwrap_or_default())
}

/// Several rounds; one without any wishes is not among them.
pub async fn of_all(
    db: &impl ConnectionTrait,
    _officer: Officer,
    rounds: &[RoundId],
) -> Result<HashMap<RoundId, Outcome>> {
    let rows: Vec<(RoundId, Option<Lost>, Option<State>, i64)> = lines(rounds)
        .select_only()
        .column(proposal::Column::RoundId)
        .column(line::Column::Lost)
        .column(claim::Column::State)
        .column_as(line::Column::Id.count(), "count")
        .group_by(proposal::Column::RoundId)
        .group_by(line::Column::Lost)
        .group_by(claim::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut outcomes: HashMap<RoundId, Outcome> = HashMap::new();
    for (round, lost, state, count) in rows {
        outcomes.entry(round).or_default().add(Became::of(lost, state), u64::try_from(count).unwrap_or(0));
    }
    Ok(outcomes)
}

/// Of the wishes that nobody has been asked about yet, those that are not to be had any more.
pub async fn gone(db: &impl ConnectionTrait, _officer: Officer, round: RoundId) -> Result<u64> {
    let to_wish = line::Entity::belongs_to(wish::Entity).from(line::Column::WishId).to(wish::Column::Id);
    let planned = lines(&[round]).join(JoinType::InnerJoin, to_wish.into()).filter(line::COLUMN.claim_id.is_null());
    let gone = wish::COLUMN.status.ne(Status::Open).or(wish::COLUMN.hidden_at.is_not_null());
    Ok(planned.filter(line::COLUMN.lost.is_null()).filter(gone).count(db).await?)
}

/// What became of its plots, and of its funds.
pub async fn beside(db: &impl ConnectionTrait, officer: Officer, round: RoundId) -> Result<(Outcome, Outcome)> {
    Ok(beside_all(db, officer, &[round]).await?.remove(&round).unwrap_or_default())
}

/// The same of several rounds; one without any is not among them.
pub async fn beside_all(
    db: &impl ConnectionTrait,
    _officer: Officer,
    rounds: &[RoundId],
) -> Result<HashMap<RoundId, (Outcome, Outcome)>> {
    let mut outcomes: HashMap<RoundId, (Outcome, Outcome)> = HashMap::new();
    for line in shown::counted(db, rounds).await? {
        let (plots, funds) = outcomes.entry(line.round).or_default();
        if line.is_plot { plots.add_beside(&line) } else { funds.add_beside(&line) }
    }
    Ok(outcomes)
}

/// What one donor is asked, and what became of it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub proposal: proposal::Model,
    pub outcome: Outcome,
    /// Plots and funds together.
    pub beside: Outcome,
    /// The first of its wishes, or all.
    pub pairs: Vec<Pair>,
}

/// A wish that was found for a donor's offer, why, and what became of it.
#[derive(Clone, Debug)]
pub struct Pair {
    pub code: Code,
    pub item: String,
    pub category: Category,
    pub school: SchoolId,
    pub why: Option<Reason>,
    pub became: Became,
}

/// The same as the round has written it down.
struct Written {
    wish: WishId,
    why: String,
    became: Became,
}

impl Written {
    fn pair(&self, wishes: &HashMap<WishId, wish::Model>) -> Option<Pair> {
        let (wish, why) = (wishes.get(&self.wish)?, Reason::from_key(&self.why));
        let (code, item) = (wish.code.clone(), wish.item.clone());
        Some(Pair { code, item, category: wish.category, school: wish.school_id, why, became: self.became })
    }
}

/// A page of the round's donors; `after`: the last one of the page before.
pub async fn donors(
    db: &impl ConnectionTrait,
    _officer: Officer,
    round: RoundId,
    after: Option<ProposalId>,
    most: u64,
) -> Result<Vec<Asked>> {
    let page = proposal::Entity::find()
        .filter(proposal::COLUMN.round_id.eq(round))
        .filter(proposal::COLUMN.id.gt(after.unwrap_or(ProposalId(0))))
        .order_by_asc(proposal::COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    asked(db, round, page, TOLD).await
}

/// The same of one of them, with all wishes.
pub async fn donor(
    db: &impl ConnectionTrait,
    _officer: Officer,
    round: RoundId,
    proposal: ProposalId,
) -> Result<Vec<Asked>> {
    let one = proposal::Entity::find_by_id(proposal).filter(proposal::COLUMN.round_id.eq(round)).all(db).await?;
    asked(db, round, one, usize::MAX).await
}

/// `most`: wishes of each that are told one by one.
async fn asked(
    db: &impl ConnectionTrait,
    round: RoundId,
    page: Vec<proposal::Model>,
    most: usize,
) -> Result<Vec<Asked>> {
    let mut written = written(db, round, &page).await?;
    let wishes = told(db, &written, most).await?;
    let mut beside: HashMap<ProposalId, Outcome> = HashMap::new();
    for line in shown::counted(db, &[round]).await? {
        beside.entry(line.proposal).or_default().add_beside(&line);
    }
    let asked = |proposal: proposal::Model| {
        let written = written.remove(&proposal.id).unwrap_or_default();
        let mut outcome = Outcome::default();
        for line in &written {
            outcome.add(line.became, 1);
        }
        let beside = beside.remove(&proposal.id).unwrap_or_default();
        let pairs = written.iter().take(most).filter_map(|line| line.pair(&wishes)).collect();
        Asked { proposal, outcome, beside, pairs }
    };
    Ok(page.into_iter().map(asked).collect())
}

/// The lines of each of these, in the order in which they were written down.
async fn written(
    db: &impl ConnectionTrait,
    round: RoundId,
    page: &[proposal::Model],
) -> Result<HashMap<ProposalId, Vec<Written>>> {
    let rows = lines(&[round])
        .select_only()
        .column(line::Column::ProposalId)
        .column(line::Column::WishId)
        .column(line::Column::Reason)
        .column(line::Column::Lost)
        .column(claim::Column::State)
        .filter(line::COLUMN.proposal_id.is_in(page.iter().map(|proposal| proposal.id)))
        .order_by_asc(line::Column::Id)
        .into_tuple::<(ProposalId, WishId, String, Option<Lost>, Option<State>)>()
        .all(db)
        .await?;
    let mut written: HashMap<ProposalId, Vec<Written>> = HashMap::new();
    for (proposal, wish, why, lost, state) in rows {
        written.entry(proposal).or_default().push(Written { wish, why, became: Became::of(lost, state) });
    }
    Ok(written)
}

/// The wishes of the first lines of each.
async fn told(
    db: &impl ConnectionTrait,
    written: &HashMap<ProposalId, Vec<Written>>,
    most: usize,
) -> Result<HashMap<WishId, wish::Model>> {
    let first = written.values().flat_map(|lines| lines.iter().take(most));
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(first.map(|line| line.wish)));
    Ok(wishes.all(db).await?.into_iter().map(|wish| (wish.id, wish)).collect())
}

fn lines(rounds: &[RoundId]) -> Select<line::Entity> {
    let to_proposal =
        line::Entity::belongs_to(proposal::Entity).from(line::Column::ProposalId).to(proposal::Column::Id);
    let to_claim = line::Entity::belongs_to(claim::Entity).from(line::Column::ClaimId).to(claim::Column::Id);
    line::Entity::find()
        .join(JoinType::InnerJoin, to_proposal.into())
        .join(JoinType::LeftJoin, to_claim.into())
        .filter(proposal::COLUMN.round_id.is_in(rounds.iter().copied()))
}
