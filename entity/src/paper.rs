//! What is printed for the schools of a phase: tags, packing lists, receive sheets; and rosters.
//!
//! All but the roster name nobody. A roster names the children: for their own school, or for the office with a
//! reason, each opening journalled.

pub mod job;

use std::collections::{HashMap, HashSet};

use sea_orm::{JoinType, QueryOrder, QuerySelect, Select, entity::prelude::*};

use crate::{
    Code, Day, Refusal, Result, account,
    actor::{Officer, Receiver},
    claim::{self, Source, State},
    handout::{claims_with_wishes, receipt},
    id::{ClaimId, PhaseId, SchoolId},
    phase, school,
    wish::{self, Category, Gender, Status},
};

/// A school's gifts of a phase that are promised and not handed out yet.
#[derive(Clone, Debug)]
pub struct Papers {
    pub phase: phase::Model,
    pub school: school::Model,
    /// By grade, then by code.
    pub lines: Vec<Line>,
}

/// One gift. Says nothing of who gives it, and nothing of who gets it.
#[derive(Clone, Debug)]
pub struct Line {
    pub code: Code,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub gender: Option<Gender>,
    pub grade: i32,
    pub source: Source,
    /// On its way: what is neither that nor here is only promised.
    pub is_sent: bool,
    /// Received, by the school or by the office's hub, and not handed out.
    pub is_here: bool,
    /// The school itself received it: nobody has to pack it any more.
    pub is_at_school: bool,
    pub give_by: Option<Day>,
    pub carrier: Option<String>,
    pub tracking_no: Option<String>,
    pub drop_off_on: Option<Day>,
}

/// What is printed for a school: its own desk or the office asks. Another school's is not found.
pub async fn of_school(
    db: &impl ConnectionTrait,
    receiver: Receiver,
    phase: PhaseId,
    school: SchoolId,
) -> Result<Papers> {
    if receiver.school().is_some_and(|own| own != school) {
        return Err(Refusal::NotFound.into());
    }
    read(db, phase, school).await
}

async fn read(db: &impl ConnectionTrait, phase: PhaseId, school: SchoolId) -> Result<Papers> {
    let phase = phase::find(db, phase).await?;
    let school = school::Entity::find_by_id(school).one(db).await?.ok_or(Refusal::NotFound)?;
    let taken_in = by_schools(phase.id).select_only().column(receipt::Column::ClaimId);
    let taken_in = taken_in.filter(wish::COLUMN.school_id.eq(school.id)).into_tuple::<ClaimId>().all(db).await?;
    let taken_in: HashSet<ClaimId> = taken_in.into_iter().collect();
    let lines = claims_with_wishes()
        .filter(wish::COLUMN.phase_id.eq(phase.id))
        .filter(wish::COLUMN.school_id.eq(school.id))
        .filter(wish::COLUMN.status.is_in([Status::Taken, Status::Received]))
        .filter(claim::COLUMN.state.is_in([State::Confirmed, State::Shipped, State::Received]))
        .order_by_asc(wish::COLUMN.grade)
        .order_by_asc(wish::COLUMN.code)
        .all(db)
        .await?
        .into_iter()
        .filter_map(|(claim, wish)| {
            let is_at_school = taken_in.contains(&claim.id);
            Some(Line::of(claim, wish?, is_at_school))
        })
        .collect();
    Ok(Papers { phase, school, lines })
}

/// What schools received themselves and have not handed out.
fn by_schools(phase: PhaseId) -> Select<receipt::Entity> {
    let to_account =
        receipt::Entity::belongs_to(account::Entity).from(receipt::Column::ReceivedBy).to(account::Column::Id);
    let to_wish = receipt::Entity::belongs_to(wish::Entity).from(receipt::Column::WishId).to(wish::Column::Id);
    receipt::Entity::find()
        .join(JoinType::InnerJoin, to_account.into())
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(account::COLUMN.role.eq(account::Role::School))
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(wish::COLUMN.status.eq(Status::Received))
}

impl Line {
    fn of(claim: claim::Model, wish: wish::Model, is_at_school: bool) -> Self {
        Self {
            is_sent: claim.state == State::Shipped,
            is_here: wish.status == Status::Received,
            is_at_school,
            code: wish.code,
            category: wish.category,
            item: wish.item,
            specification: wish.specification,
            gender: wish.gender,
            grade: wish.grade,
            source: claim.source,
            give_by: claim.give_by,
            carrier: claim.carrier,
            tracking_no: claim.tracking_no,
            drop_off_on: claim.drop_off_on,
        }
    }
}

/// A school with gifts to print for.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub school: school::Model,
    /// Promised, not here.
    pub coming: u64,
    /// Of those, what is on its way.
    pub sent: u64,
    pub here: u64,
    /// Of those here, what the school itself received.
    pub at_school: u64,
}

impl Waiting {
    /// Gifts that nobody has sent yet.
    pub const fn not_sent(&self) -> u64 {
        self.coming.saturating_sub(self.sent)
    }

    /// Gifts that may still have to be packed for the school.
    pub const fn to_pack(&self) -> u64 {
        self.coming + self.here.saturating_sub(self.at_school)
    }
}

/// The schools of a phase that have gifts which are promised and not handed out, by their code.
pub async fn schools(db: &impl ConnectionTrait, _officer: Officer, phase: PhaseId) -> Result<Vec<Waiting>> {
    waiting(db, phase).await
}

async fn waiting(db: &impl ConnectionTrait, phase: PhaseId) -> Result<Vec<Waiting>> {
    let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
    let rows: Vec<(SchoolId, Status, State, i64)> = claim::Entity::find()
        .select_only()
        .columns([wish::Column::SchoolId, wish::Column::Status])
        .column(claim::Column::State)
        .column_as(wish::Column::Id.count(), "gifts")
        .join(JoinType::InnerJoin, to_wish.into())
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(wish::COLUMN.status.is_in([Status::Taken, Status::Received]))
        .filter(claim::COLUMN.state.is_in([State::Confirmed, State::Shipped, State::Received]))
        .group_by(wish::Column::SchoolId)
        .group_by(wish::Column::Status)
        .group_by(claim::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut counts: HashMap<SchoolId, (u64, u64, u64)> = HashMap::new();
    for (school, status, state, gifts) in rows {
        let (coming, sent, here) = counts.entry(school).or_default();
        let gifts = u64::try_from(gifts).unwrap_or(0);
        *(if status == Status::Received { here } else { coming }) += gifts;
        *sent += if state == State::Shipped { gifts } else { 0 };
    }
    let taken_in = by_schools(phase).select_only().column(wish::Column::SchoolId);
    let taken_in = taken_in.column_as(wish::Column::Id.count(), "gifts").group_by(wish::Column::SchoolId);
    let taken_in: Vec<(SchoolId, i64)> = taken_in.into_tuple().all(db).await?;
    let taken_in: HashMap<SchoolId, i64> = taken_in.into_iter().collect();
    let mut schools = school::Entity::find().filter(school::COLUMN.id.is_in(counts.keys().copied())).all(db).await?;
    schools.sort_by(|one, other| one.code.cmp(&other.code));
    let beside = |school: school::Model| {
        let (coming, sent, here) = counts.get(&school.id).copied().unwrap_or_default();
        let at_school = taken_in.get(&school.id).and_then(|gifts| u64::try_from(*gifts).ok()).unwrap_or(0);
        Waiting { school, coming, sent, here, at_school }
    };
    Ok(schools.into_iter().map(beside).collect())
}
