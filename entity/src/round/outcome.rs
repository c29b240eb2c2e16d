//! What became of a round: counted from its lines and their claims.

use std::collections::HashMap;

use sea_orm::{JoinType, QueryOrder, QuerySelect, Select, entity::prelude::*};

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
    wish,
};

/// Wishes of one donor that are told one by one.
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
        self.add(line.lost, state, 1);
    }

    fn add(&mut self, lost: Option<Lost>, state: Option<State>, count: u64) {
        if let Some(why) = lost {
            *self.lost.entry(why).or_default() += count;
            return;
        }
        let counter = match state {
            None => &mut self.planned,
            Some(State::Held) => &mut self.waiting,
            Some(State::Confirmed | State::Shipped | State::Received | State::Fulfilled) => &mut self.accepted,
            Some(State::Released) => &mut self.given_back,
            Some(State::Lapsed) => &mut self.lapsed,
            Some(State::Cancelled) => &mut self.cancelled,
        };
        *counter += count;
    }
}

/// The whole round.
pub async fn of(db: &impl ConnectionTrait, _officer: Officer, round: RoundId) -> Result<Outcome> {
    let rows: Vec<(Option<Lost>, Option<State>, i64)> = lines(round)
        .select_only()
        .column(line::Column::Lost)
        .column(claim::Column::State)
        .column_as(line::Column::Id.count(), "count")
        .group_by(line::Column::Lost)
        .group_by(claim::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut outcome = Outcome::default();
    for (lost, state, count) in rows {
        outcome.add(lost, state, u64::try_from(count).unwrap_or(0));
    }
    Ok(outcome)
}

/// What became of its plots, and of its funds.
pub async fn beside(db: &impl ConnectionTrait, _officer: Officer, round: RoundId) -> Result<(Outcome, Outcome)> {
    let (mut plots, mut funds) = (Outcome::default(), Outcome::default());
    for line in shown::counted(db, round).await? {
        if line.is_plot { plots.add_beside(&line) } else { funds.add_beside(&line) }
    }
    Ok((plots, funds))
}

/// What one donor is asked, and what became of it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub proposal: proposal::Model,
    pub outcome: Outcome,
    /// Plots and funds together.
    pub beside: Outcome,
    /// The first of its wishes.
    pub pairs: Vec<Pair>,
}

/// A wish that was found for a donor's offer, and why.
#[derive(Clone, Debug)]
pub struct Pair {
    pub code: Code,
    pub item: String,
    pub school: SchoolId,
    pub why: Option<Reason>,
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
    let rows: Vec<(ProposalId, Option<Lost>, Option<State>)> = lines(round)
        .select_only()
        .column(line::Column::ProposalId)
        .column(line::Column::Lost)
        .column(claim::Column::State)
        .filter(line::COLUMN.proposal_id.is_in(page.iter().map(|proposal| proposal.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut outcomes: HashMap<ProposalId, Outcome> = HashMap::new();
    for (proposal, lost, state) in rows {
        outcomes.entry(proposal).or_default().add(lost, state, 1);
    }
    let mut beside: HashMap<ProposalId, Outcome> = HashMap::new();
    for line in shown::counted(db, round).await? {
        beside.entry(line.proposal).or_default().add_beside(&line);
    }
    let mut pairs = pairs(db, &page).await?;
    let asked = |proposal: proposal::Model| {
        let outcome = outcomes.remove(&proposal.id).unwrap_or_default();
        let beside = beside.remove(&proposal.id).unwrap_or_default();
        let pairs = pairs.remove(&proposal.id).unwrap_or_default();
        Asked { proposal, outcome, beside, pairs }
    };
    Ok(page.into_iter().map(asked).collect())
}

/// The first wishes of each of these, in the order in which they were written down.
async fn pairs(db: &impl ConnectionTrait, page: &[proposal::Model]) -> Result<HashMap<ProposalId, Vec<Pair>>> {
    let lines: Vec<(ProposalId, WishId, String)> = line::Entity::find()
        .select_only()
        .column(line::Column::ProposalId)
        .column(line::Column::WishId)
        .column(line::Column::Reason)
        .filter(line::COLUMN.proposal_id.is_in(page.iter().map(|proposal| proposal.id)))
        .order_by_asc(line::COLUMN.id)
        .into_tuple()
        .all(db)
        .await?;
    let mut told: HashMap<ProposalId, Vec<(WishId, String)>> = HashMap::new();
    for (proposal, wish, why) in lines {
        let told = told.entry(proposal).or_default();
        if told.len() < TOLD {
            told.push((wish, why));
        }
    }
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(told.values().flatten().map(|(wish, _)| *wish)));
    let wishes: HashMap<WishId, wish::Model> = wishes.all(db).await?.into_iter().map(|wish| (wish.id, wish)).collect();
    let pair = |(wish, why): (WishId, String)| {
        let wish = wishes.get(&wish)?;
        let why = Reason::from_key(&why);
        Some(Pair { code: wish.code.clone(), item: wish.item.clone(), school: wish.school_id, why })
    };
    let of_proposal = |(proposal, lines): (ProposalId, Vec<(WishId, String)>)| {
        let pairs: Vec<Pair> = lines.into_iter().filter_map(pair).collect();
        (proposal, pairs)
    };
    Ok(told.into_iter().map(of_proposal).collect())
}

fn lines(round: RoundId) -> Select<line::Entity> {
    let to_proposal =
        line::Entity::belongs_to(proposal::Entity).from(line::Column::ProposalId).to(proposal::Column::Id);
    let to_claim = line::Entity::belongs_to(claim::Entity).from(line::Column::ClaimId).to(claim::Column::Id);
    line::Entity::find()
        .join(JoinType::InnerJoin, to_proposal.into())
        .join(JoinType::LeftJoin, to_claim.into())
        .filter(proposal::COLUMN.round_id.eq(round))
}
