//! Rounds for the office: all of them, one of them, and the wishes that one leaves.

use std::collections::HashMap;

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Entity, Model, proposal, summary::LeftLine};
use crate::{
    Code, Refusal, Result,
    actor::Officer,
    id::{RoundId, SchoolId, WishId},
    wish,
};

/// The newest first.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_desc(COLUMN.id).limit(most).all(db).await?)
}

pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: RoundId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
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
