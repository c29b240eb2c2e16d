//! Wishes that may be one child's, or one household's: found by keyed hashes, in this phase and in earlier ones.

use std::collections::HashMap;

use sea_orm::{
    QueryOrder,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Code, Refusal, Result, Store, child,
    id::{ChildId, PhaseId, WishId},
    phase,
    store::Txn,
    wish::{self, Status},
};

/// Another wish of the same child or household.
#[derive(Clone, Debug)]
pub struct Duplicate {
    pub code: Code,
    pub phase: i32,
    pub in_this_phase: bool,
    pub item: String,
    pub status: Status,
    /// Otherwise a child of the same household.
    pub same_child: bool,
}

/// Newest phase first.
pub(super) async fn of(db: &impl ConnectionTrait, wish: &wish::Model) -> Result<Vec<Duplicate>> {
    let relatives = relatives(db, wish.child_id).await?;
    let wishes = wish::Entity::find()
        .filter(wish::COLUMN.child_id.is_in(relatives.keys().copied()))
        .filter(wish::COLUMN.id.ne(wish.id))
        .filter(wish::COLUMN.status.is_not_in([Status::Draft, Status::Withdrawn]))
        .order_by_desc(wish::COLUMN.id)
        .all(db)
        .await?;
    let phases: HashMap<PhaseId, i32> = phase::Entity::find()
        .filter(phase::COLUMN.id.is_in(wishes.iter().map(|wish| wish.phase_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|phase| (phase.id, phase.number))
        .collect();
    let mut found: Vec<Duplicate> = wishes
        .into_iter()
        .map(|other| Duplicate {
            phase: phases.get(&other.phase_id).copied().unwrap_or_default(),
            in_this_phase: other.phase_id == wish.phase_id,
            same_child: relatives.get(&other.child_id).copied().unwrap_or_default(),
            code: other.code,
            item: other.item,
            status: other.status,
        })
        .collect();
    found.sort_by_key(|duplicate| std::cmp::Reverse(duplicate.phase));
    Ok(found)
}

/// A child has one wish in a phase, whichever school wrote it down; a household not the same item twice,
/// unless the officer has seen that these are two children.
pub(super) async fn refuse(db: &impl ConnectionTrait, wish: &wish::Model, siblings: bool) -> Result<()> {
    // Of two that wait for review, the one approved first stands.
    let stands = |duplicate: &&Duplicate| {
        duplicate.in_this_phase && !matches!(duplicate.status, Status::Submitted | Status::Returned)
    };
    let found = of(db, wish).await?;
    if found.iter().filter(stands).any(|duplicate| duplicate.same_child) {
        return Err(Refusal::DuplicateChild.into());
    }
    match found.iter().filter(stands).find(|duplicate| duplicate.item == wish.item) {
        Some(other) if !siblings => Err(Refusal::DuplicateHousehold(other.code.clone()).into()),
        _ => Ok(()),
    }
}

/// Children of one household whose wishes are approved in the same phase are offered as a set.
pub(super) async fn join_set(store: &Store, txn: &Txn, wish: &wish::Model) -> Result<()> {
    let siblings: Vec<ChildId> = relatives(txn, wish.child_id)
        .await?
        .into_iter()
        .filter_map(|(child, same)| (!same && child != wish.child_id).then_some(child))
        .collect();
    let others = wish::Entity::find()
        .filter(wish::COLUMN.child_id.is_in(siblings))
        .filter(wish::COLUMN.phase_id.eq(wish.phase_id))
        .filter(wish::COLUMN.approved_at.is_not_null())
        .filter(wish::COLUMN.status.ne(Status::Withdrawn))
        .order_by_asc(wish::COLUMN.id)
        .all(txn)
        .await?;
    if others.is_empty() {
        return Ok(());
    }
    let set_no = others.iter().find_map(|other| other.set_no.clone()).unwrap_or_else(|| store.dice.id());
    let ids: Vec<WishId> = others.iter().map(|other| other.id).chain([wish.id]).collect();
    wish::Entity::update_many()
        .col_expr(wish::Column::SetNo, Expr::value(set_no))
        .filter(wish::COLUMN.id.is_in(ids))
        .exec(txn)
        .await?;
    Ok(())
}

/// The child itself, the same child written down by another school (`true`), and its household (`false`).
async fn relatives(db: &impl ConnectionTrait, id: ChildId) -> Result<HashMap<ChildId, bool>> {
    let own = child::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let mut same = child::COLUMN.identity_hash.eq(own.identity_hash.clone());
    if let Some(household) = own.household_hash.clone() {
        same = same.or(child::COLUMN.household_hash.eq(household));
    }
    let found = child::Entity::find().filter(same).all(db).await?;
    Ok(found.into_iter().map(|child| (child.id, child.identity_hash == own.identity_hash)).collect())
}
