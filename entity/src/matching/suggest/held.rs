//! Wishes that fit and are held for others: what a round proposes to its donors, and what visitors have still to
//! confirm. Whatever nobody says yes to opens again.

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*, sea_query::ExprTrait};

use super::Question;
use crate::{
    Result, Time, claim,
    id::AccountId,
    wish::{self, Status},
};

/// When the last of these holds ends; none where nothing that fits is held. What is held for `reader` is not meant.
pub async fn until(
    db: &impl ConnectionTrait,
    question: &Question,
    reader: Option<AccountId>,
    now: Time,
) -> Result<Option<Time>> {
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
    let last = held.order_by_desc(claim::COLUMN.held_until).one(db).await?;
    Ok(last.and_then(|claim| claim.held_until))
}
