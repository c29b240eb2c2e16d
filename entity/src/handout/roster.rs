//! The roster 签领表: what is here for which child, for the school alone. Every opening is journalled,
//! because it shows real names.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    notes::{self, Note},
    problem,
};
use crate::{
    Code, Refusal, Result, Store, Time,
    actor::School,
    child::{look, record},
    id::{ChildId, PhaseId, SchoolId, WishId},
    journal::{self, Act, Subject},
    phase, school,
    store::Txn,
    wish::{self, Category, Status},
};

/// What is here in a phase.
#[derive(Clone)]
pub struct Roster {
    pub phase: phase::Model,
    pub school: String,
    /// By grade, then by code.
    pub lines: Vec<Line>,
}

/// One child's line. No `Debug`: it holds a name.
#[derive(Clone)]
pub struct Line {
    pub code: Code,
    /// None: the child's record was erased.
    pub child: Option<String>,
    pub grade: i32,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub received_at: Option<Time>,
    /// Waits for the office's choice and cannot be handed out.
    pub problem: Option<problem::Kind>,
    /// What its donor wrote for the child.
    pub note: Option<Note>,
}

/// Opens the roster of what is here and not handed out yet.
pub async fn open(store: &Store, school: School, phase: PhaseId, now: Time) -> Result<Roster> {
    let txn = store.write().await?;
    let roster = read(store, &txn, school.school(), phase).await?;
    if !roster.lines.is_empty() {
        let count = roster.lines.len().to_string();
        journal::note(&txn, school, Act::RosterOpened, Subject("phase", roster.phase.id.0), &count, now).await?;
        look::own(&txn, school, look::Reason::Roster, roster.lines.len(), None, now).await?;
    }
    txn.commit().await?;
    Ok(roster)
}

/// The roster itself. The caller journals and counts the look in the same transaction.
pub(crate) async fn read(store: &Store, txn: &Txn, school: SchoolId, phase: PhaseId) -> Result<Roster> {
    let phase = phase::Entity::find_by_id(phase).one(txn).await?.ok_or(Refusal::NotFound)?;
    let name = school::Entity::find_by_id(school).one(txn).await?.ok_or(Refusal::NotFound)?.name;
    let wishes = wish::Entity::find()
        .filter(wish::COLUMN.school_id.eq(school))
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.status.eq(Status::Received))
        .order_by_asc(wish::COLUMN.grade)
        .order_by_asc(wish::COLUMN.code)
        .all(txn)
        .await?;
    let children: Vec<ChildId> = wishes.iter().map(|wish| wish.child_id).collect();
    let mut records = record::read_many(store, txn, &children).await?;
    let problems: HashMap<WishId, problem::Kind> = problem::Entity::find()
        .filter(problem::COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id)))
        .filter(problem::COLUMN.choice.is_null())
        .all(txn)
        .await?
        .into_iter()
        .map(|problem| (problem.wish_id, problem.kind))
        .collect();
    let mut notes = notes::beside(txn, wishes.iter().map(|wish| wish.id)).await?;
    let line = |wish: wish::Model| Line {
        problem: problems.get(&wish.id).copied(),
        note: notes.remove(&wish.id),
        child: records.remove(&wish.child_id).map(|record| record.name),
        code: wish.code,
        grade: wish.grade,
        category: wish.category,
        item: wish.item,
        specification: wish.specification,
        received_at: wish.received_at,
    };
    Ok(Roster { phase, school: name, lines: wishes.into_iter().map(line).collect() })
}

/// Phases in which the school has gifts to hand out, newest first, each with how many.
pub async fn phases(db: &impl ConnectionTrait, school: SchoolId) -> Result<Vec<(phase::Model, u64)>> {
    let counts: Vec<(PhaseId, i64)> = wish::Entity::find()
        .select_only()
        .column(wish::Column::PhaseId)
        .column_as(wish::Column::Id.count(), "here")
        .filter(wish::COLUMN.school_id.eq(school))
        .filter(wish::COLUMN.status.eq(Status::Received))
        .group_by(wish::Column::PhaseId)
        .into_tuple()
        .all(db)
        .await?;
    let counts: HashMap<PhaseId, u64> =
        counts.into_iter().map(|(phase, here)| (phase, u64::try_from(here).unwrap_or(0))).collect();
    let phases = phase::Entity::find()
        .filter(phase::COLUMN.id.is_in(counts.keys().copied()))
        .order_by_desc(phase::COLUMN.number)
        .all(db)
        .await?;
    let here = |phase: &phase::Model| counts.get(&phase.id).copied().unwrap_or(0);
    Ok(phases.into_iter().map(|phase| (here(&phase), phase)).map(|(here, phase)| (phase, here)).collect())
}
