//! Wishes that fit and are held for others: what a round proposes to its donors, and what visitors have still to
//! confirm. Whatever nobody says yes to opens again.

use sea_orm::{JoinType, QueryOrder, QuerySelect, Select, entity::prelude::*, sea_query::ExprTrait};

use super::Question;
use crate::{
    Result, Time, claim,
    id::AccountId,
    wish::{self, Status},
};

/// What fits and is held for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// When the last of the holds ends.
    pub until: Time,
    pub by: By,
}

/// Why it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A round proposes it to donors.
    Rounds,
    /// Visitors have still to confirm it.
    Visitors,
    Both,
}

/// What of this is held; none where nothing that fits is. What is held for `reader` is not meant.
pub async fn held(
    db: &impl ConnectionTrait,
    question: &Question,
    reader: Option<AccountId>,
    now: Time,
) -> Result<Option<Held>> {
    let last = async |held: Select<claim::Entity>| -> Result<Option<Time>> {
        let last = held.order_by_desc(claim::COLUMN.held_until).one(db).await?;
        Ok(last.and_then(|claim| claim.held_until))
    };
    let held = fitting(question, reader, now);
    // Only a round's proposal is held for an account.
    let rounds = last(held.clone().filter(claim::COLUMN.account_id.is_not_null())).await?;
    let visitors = last(held.filter(claim::COLUMN.account_id.is_null())).await?;
    Ok(match (rounds, visitors) {
        (Some(rounds), Some(visitors)) => Some(Held { until: Ord::max(rounds, visitors), by: By::Both }),
        (Some(until), None) => Some(Held { until, by: By::Rounds }),
        (None, Some(until)) => Some(Held { until, by: By::Visitors }),
        (None, None) => None,
    })
}

fn fitting(question: &Question, reader: Option<AccountId>, now: Time) -> Select<claim::Entity> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let mut held = claim::Entity::find()
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(claim::COLUMN.state.eq(claim::State::Held))
        .filter(claim::COLUMN.held_until.gt(now))
        .filter(wish::COLUMN.status.eq(Status::Taken))
        .filter(wish::COLUMN.hidden_at.is_null())
        .filter(wish::COLUMN.phase_id.is_in(question.phases.iter().copied()));
    if let Some(reader) = reader {
        held = held.filter(claim::COLUMN.account_id.is_null().or(claim::COLUMN.account_id.ne(reader)));
    }
    if let Some(most) = [question.budget, question.max_price].into_iter().flatten().min() {
        held = held.filter(wish::COLUMN.price_fen.lte(most));
    }
    if !question.categories.is_empty() {
        held = held.filter(wish::COLUMN.category.is_in(question.categories.iter().copied()));
    }
    if !question.townships.is_empty() {
        held = held.filter(wish::COLUMN.township_id.is_in(question.townships.iter().copied()));
    }
    if !question.schools.is_empty() {
        held = held.filter(wish::COLUMN.school_id.is_in(question.schools.iter().copied()));
    }
    if !question.bands.is_empty() {
        held = held.filter(wish::COLUMN.grade.is_in(question.bands.iter().flat_map(|band| band.grades())));
    }
    held
}
