//! The register of consents: every one that was ever recorded, with its version, scope and withdrawal.
//!
//! A school reads its own, the office all; nothing in it tells who a child is.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde::Deserialize;

use super::{COLUMN, Column, Entity, Model, Scope, replaced};
use crate::{
    Result,
    actor::Receiver,
    child,
    id::{ChildId, ConsentId, PhaseId, SchoolId},
    wish,
};

/// Rows on a page.
pub const PAGE: usize = 24;
/// The filter's words for what stands, what ended with nothing in its place, and what ended for another.
pub const STATES: [&str; 3] = ["stands", "withdrawn", "replaced"];

/// The parameters of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A part of the form number.
    pub q: String,
    pub phase: String,
    pub school: String,
    /// One of [`STATES`].
    pub state: String,
    /// A [`Scope`] by its key.
    pub scope: String,
    /// Rows before this one.
    pub before: String,
}

/// One consent.
#[derive(Clone, Debug)]
pub struct Line {
    pub consent: Model,
    pub school: SchoolId,
    /// It ended because another took its place.
    pub is_replaced: bool,
    /// The child's record was erased.
    pub is_erased: bool,
    /// The child's wishes, newest first; those that rest on this consent before the others.
    pub wishes: Vec<wish::Model>,
}

/// Newest first; with the number after which the next page begins.
pub async fn all(db: &impl ConnectionTrait, by: Receiver, typed: &Typed) -> Result<(Vec<Line>, Option<ConsentId>)> {
    let mut query = Entity::find().order_by_desc(COLUMN.id);
    let own = by.school().or_else(|| typed.school.parse().ok());
    if let Some(school) = own {
        let children = child::Entity::find().select_only().column(child::Column::Id);
        query =
            query.filter(Column::ChildId.in_subquery(children.filter(child::COLUMN.school_id.eq(school)).into_query()));
    }
    if let Ok(phase) = typed.phase.parse::<PhaseId>() {
        let wishes = wish::Entity::find().select_only().column(wish::Column::ChildId);
        query = query.filter(Column::ChildId.in_subquery(wishes.filter(wish::COLUMN.phase_id.eq(phase)).into_query()));
    }
    query = match typed.state.as_str() {
        "stands" => query.filter(COLUMN.withdrawn_at.is_null()),
        "withdrawn" => query.filter(COLUMN.withdrawn_at.is_not_null()).filter(Expr::not_exists(in_its_place())),
        "replaced" => query.filter(Expr::exists(in_its_place())),
        _ => query,
    };
    query = match Scope::from_key(&typed.scope) {
        Some(Scope::Photo) => query.filter(COLUMN.photo.eq(true)),
        Some(Scope::Card) => query.filter(COLUMN.card.eq(true)),
        None => query,
    };
    let sought: String = typed.q.trim().chars().filter(|c| !matches!(c, '%' | '_' | '\\' | '\0')).take(40).collect();
    if !sought.is_empty() {
        query = query.filter(COLUMN.form_no.contains(sought));
    }
    if let Ok(before) = typed.before.parse::<ConsentId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    let most = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut consents = query.limit(most).all(db).await?;
    let more = consents.len() > PAGE;
    consents.truncate(PAGE);
    let next = consents.last().filter(|_| more).map(|last| last.id);
    Ok((lines(db, consents).await?, next))
}

/// A second look into the register, beside the one that is walked.
#[derive(Clone, Copy, Debug, DeriveIden)]
#[sea_orm(iden = "next_consent")]
struct Next;

/// What took the place of the one that is walked, by the rule of [`replaced`].
fn in_its_place() -> SelectStatement {
    let next = |column: Column| Expr::col((Next, column));
    Query::select()
        .column((Next, Column::Id))
        .from_as(Entity, Next)
        .and_where(next(Column::ChildId).equals((Entity, Column::ChildId)))
        .and_where(next(Column::RecordedAt).equals((Entity, Column::WithdrawnAt)))
        .and_where(next(Column::Id).gt(Expr::col((Entity, Column::Id))))
        .to_owned()
}

async fn lines(db: &impl ConnectionTrait, consents: Vec<Model>) -> Result<Vec<Line>> {
    let ids: HashSet<ChildId> = consents.iter().map(|consent| consent.child_id).collect();
    let children: HashMap<ChildId, child::Model> = child::Entity::find()
        .filter(child::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|child| (child.id, child))
        .collect();
    let wishes = wish::Entity::find().filter(wish::COLUMN.child_id.is_in(ids)).order_by_desc(wish::COLUMN.id);
    let wishes = wishes.all(db).await?;
    let replaced = replaced(db, &consents).await?;
    let line = |consent: Model| {
        let child = children.get(&consent.child_id)?;
        let mut own: Vec<wish::Model> = wishes.iter().filter(|wish| wish.child_id == child.id).cloned().collect();
        own.sort_by_key(|wish| wish.consent_id != Some(consent.id));
        Some(Line {
            school: child.school_id,
            is_replaced: replaced.contains(&consent.id),
            is_erased: child.erased_at.is_some(),
            wishes: own,
            consent,
        })
    };
    Ok(consents.into_iter().filter_map(line).collect())
}
