//! Past hand-outs of a school, and the signed sheet of one. Opening a sheet is journalled: it shows real names.

use std::collections::HashMap;

use sea_orm::{JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use super::line::{self, SignedBy};
use crate::{
    Code, Refusal, Result, Store, Time,
    actor::School,
    child::{look, record},
    id::{ChildId, HandOutId},
    journal::{self, Subject},
    phase, school,
    wish::{self, Category},
};

/// One act, with the children it reached counted.
#[derive(Clone, Debug)]
pub struct Act {
    pub hand_out: super::Model,
    pub phase_number: i32,
    pub children: u64,
}

/// The school's acts, newest first.
pub async fn acts(db: &impl ConnectionTrait, school: School, most: u64) -> Result<Vec<Act>> {
    let acts = super::Entity::find()
        .filter(super::COLUMN.school_id.eq(school.school()))
        .order_by_desc(super::COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    let counts: Vec<(HandOutId, i64)> = line::Entity::find()
        .select_only()
        .column(line::Column::HandOutId)
        .column_as(line::Column::WishId.count(), "children")
        .filter(line::COLUMN.hand_out_id.is_in(acts.iter().map(|act| act.id)))
        .group_by(line::Column::HandOutId)
        .into_tuple()
        .all(db)
        .await?;
    let counts: HashMap<HandOutId, i64> = counts.into_iter().collect();
    let children = |id| counts.get(&id).and_then(|&count| u64::try_from(count).ok()).unwrap_or(0);
    let phases =
        phase::Entity::find().filter(phase::COLUMN.id.is_in(acts.iter().map(|act| act.phase_id))).all(db).await?;
    let number = |id| phases.iter().find(|phase| phase.id == id).map_or(0, |phase| phase.number);
    let act = |hand_out: super::Model| Act {
        phase_number: number(hand_out.phase_id),
        children: children(hand_out.id),
        hand_out,
    };
    Ok(acts.into_iter().map(act).collect())
}

/// One act with its lines.
#[derive(Clone)]
pub struct Sheet {
    pub hand_out: super::Model,
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
    pub signed_by: SignedBy,
}

/// Opens the sheet of one of the school's own acts.
pub async fn open(store: &Store, school: School, id: HandOutId, now: Time) -> Result<Sheet> {
    let txn = store.write().await?;
    let hand_out = super::Entity::find_by_id(id).one(&txn).await?;
    let hand_out = hand_out.filter(|act| act.school_id == school.school()).ok_or(Refusal::NotFound)?;
    let phase = phase::Entity::find_by_id(hand_out.phase_id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let name = school::Entity::find_by_id(hand_out.school_id).one(&txn).await?.ok_or(Refusal::NotFound)?.name;
    let to_wish = line::Entity::belongs_to(wish::Entity).from(line::Column::WishId).to(wish::Column::Id);
    let handed: Vec<(line::Model, wish::Model)> = line::Entity::find()
        .join(JoinType::InnerJoin, to_wish.into())
        .select_also(wish::Entity)
        .filter(line::COLUMN.hand_out_id.eq(id))
        .order_by_asc(wish::COLUMN.grade)
        .order_by_asc(wish::COLUMN.code)
        .all(&txn)
        .await?
        .into_iter()
        .filter_map(|(line, wish)| Some((line, wish?)))
        .collect();
    journal::note(&txn, school, journal::Act::SheetOpened, Subject("hand_out", id.0), &handed.len().to_string(), now)
        .await?;
    look::own(&txn, school, look::Reason::Sheet, handed.len(), None, now).await?;
    let children: Vec<ChildId> = handed.iter().map(|(_, wish)| wish.child_id).collect();
    let mut records = record::read_many(store, &txn, &children).await?;
    txn.commit().await?;
    let line = |(line, wish): (line::Model, wish::Model)| Line {
        child: records.remove(&wish.child_id).map(|record| record.name),
        code: wish.code,
        grade: wish.grade,
        category: wish.category,
        item: wish.item,
        specification: wish.specification,
        signed_by: line.signed_by,
    };
    Ok(Sheet { hand_out, phase, school: name, lines: handed.into_iter().map(line).collect() })
}
