//! Rounds for the office: all of them, one of them, the wishes that one leaves, and the offers that could give more.

use std::collections::{HashMap, HashSet};

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::ExprTrait};

use super::{
    COLUMN, Column, Entity, Model, State,
    proposal::{self, Answer},
    summary::LeftLine,
};
use crate::{
    Code, Refusal, Result,
    actor::Officer,
    id::{AccountId, OfferId, RoundId, SchoolId, WishId},
    offer, wish,
};

/// The newest first.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_desc(COLUMN.id).limit(most).all(db).await?)
}

pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: RoundId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// Those that wait for an officer's decision: over the same wishes one at most.
pub async fn waiting(db: &impl ConnectionTrait, _officer: Officer) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(COLUMN.state.eq(State::Open)).order_by_desc(COLUMN.id).all(db).await?)
}

/// Other rounds over some of the same wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlaps {
    /// They wait for a decision, too.
    pub waiting: Vec<RoundId>,
    /// They were applied since this one was drawn, and asked somebody, so that it has to be drawn anew.
    pub ahead: Vec<RoundId>,
}

/// What stands in the way of a round that waits.
pub async fn overlapping(db: &impl ConnectionTrait, _officer: Officer, round: &Model) -> Result<Overlaps> {
    if round.state != State::Open {
        return Ok(Overlaps::default());
    }
    let ids = async |others: Select<Entity>| -> Result<Vec<RoundId>> {
        let others = others.filter(COLUMN.id.ne(round.id)).order_by_desc(COLUMN.id).all(db).await?;
        Ok(others.iter().map(|other| other.id).collect())
    };
    let waiting = ids(beside(round).filter(COLUMN.state.eq(State::Open))).await?;
    Ok(Overlaps { waiting, ahead: ids(ahead(round)).await? })
}

/// Rounds that were applied since this one was drawn. One that asks nobody has taken nothing.
pub(super) fn ahead(round: &Model) -> Select<Entity> {
    let asking = asking().select_only().column(proposal::Column::RoundId).into_query();
    beside(round)
        .filter(COLUMN.state.eq(State::Applied))
        .filter(COLUMN.applied_at.gt(round.drawn_at))
        .filter(Column::Id.in_subquery(asking))
}

/// Of these, the rounds that have asked somebody, or are still to.
pub async fn that_ask(db: &impl ConnectionTrait, _officer: Officer, rounds: &[RoundId]) -> Result<HashSet<RoundId>> {
    let those: Vec<RoundId> = asking()
        .select_only()
        .column(proposal::Column::RoundId)
        .distinct()
        .filter(proposal::COLUMN.round_id.is_in(rounds.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(those.into_iter().collect())
}

/// What was proposed to somebody, or is still to be.
fn asking() -> Select<proposal::Entity> {
    let asks = proposal::COLUMN.answer.is_null().or(proposal::COLUMN.answer.ne(Answer::Nothing));
    proposal::Entity::find().filter(asks)
}

/// Rounds over some of the wishes of this one, itself among them.
fn beside(round: &Model) -> Select<Entity> {
    let all = Entity::find();
    match round.phase_id {
        None => all,
        Some(phase) => all.filter(COLUMN.phase_id.eq(phase).or(COLUMN.phase_id.is_null())),
    }
}

/// How many donors a round is about, and how many of them were asked.
pub async fn progress(db: &impl ConnectionTrait, _officer: Officer, id: RoundId) -> Result<(u64, u64)> {
    let donors = || proposal::Entity::find().filter(proposal::COLUMN.round_id.eq(id));
    let asked = donors().filter(proposal::COLUMN.made_at.is_not_null()).count(db).await?;
    Ok((donors().count(db).await?, asked))
}

/// A wish that is left, as the office knows it.
#[derive(Clone, Debug)]
pub struct Left {
    pub line: LeftLine,
    pub code: Code,
    pub item: String,
    pub school: SchoolId,
}

/// The wishes of these lines, in their order.
pub async fn left(db: &impl ConnectionTrait, _officer: Officer, lines: &[LeftLine]) -> Result<Vec<Left>> {
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(lines.iter().map(|line| line.wish)));
    let mut wishes: HashMap<WishId, wish::Model> =
        wishes.all(db).await?.into_iter().map(|wish| (wish.id, wish)).collect();
    let left = |line: &LeftLine| {
        let wish = wishes.remove(&line.wish)?;
        Some(Left { line: *line, code: wish.code, item: wish.item, school: wish.school_id })
    };
    Ok(lines.iter().filter_map(left).collect())
}

/// An offer that a round tells of, whose it is, and why it is told of.
#[derive(Clone, Copy, Debug)]
pub struct Whose<W> {
    pub offer: OfferId,
    pub account: AccountId,
    pub why: W,
}

/// The offers of these lines, in their order.
pub async fn offers<W: Copy>(
    db: &impl ConnectionTrait,
    _officer: Officer,
    lines: &[(OfferId, W)],
) -> Result<Vec<Whose<W>>> {
    let accounts = whose(db, lines.iter().map(|(offer, _)| *offer)).await?;
    let told = |(offer, why): &(OfferId, W)| {
        let account = accounts.get(offer).copied()?;
        Some(Whose { offer: *offer, account, why: *why })
    };
    Ok(lines.iter().filter_map(told).collect())
}

async fn whose(
    db: &impl ConnectionTrait,
    offers: impl Iterator<Item = OfferId>,
) -> Result<HashMap<OfferId, AccountId>> {
    let whose: Vec<(OfferId, AccountId)> = offer::Entity::find()
        .select_only()
        .column(offer::Column::Id)
        .column(offer::Column::AccountId)
        .filter(offer::COLUMN.id.is_in(offers))
        .into_tuple()
        .all(db)
        .await?;
    Ok(whose.into_iter().collect())
}
