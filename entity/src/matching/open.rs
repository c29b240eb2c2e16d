//! The open wishes in memory, by class (phase, category, school, grade, price), each class in the order of waiting.
//!
//! A copy to choose from, 24 bytes a wish: whoever claims asks the database. [`Since::changes`] brings in what has
//! opened and leaves out what was claimed since, by this process or another; what went otherwise is found out when it
//! is looked at ([`OpenWishes::leave_out`]), and all is read anew from time to time.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use chrono::TimeDelta;
use sea_orm::{
    JoinType, QueryOrder, QuerySelect, Select,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Fen, Result, Time, claim,
    id::{ClaimId, PhaseId, SchoolId, TownshipId, WishId},
    wish::{self, Category, Status},
};

/// Rows of one statement.
const ROWS: u64 = 20_000;
/// Looked at again each time: another process may have committed late, or have another clock.
const OVERLAP: TimeDelta = TimeDelta::minutes(2);
const OVERLAP_CLAIMS: i64 = 500;

/// What is alike in all its wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Class {
    pub phase: PhaseId,
    pub school: SchoolId,
    pub township: TownshipId,
    /// Position in [`Category::ALL`].
    category: u8,
    pub grade: u8,
    pub price: Fen,
}

impl Class {
    pub fn category(&self) -> Option<Category> {
        Category::ALL.get(usize::from(self.category)).copied()
    }
}

/// One wish of a class. The order is that of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Microseconds since 1970.
    pub since: i64,
    pub id: WishId,
    /// The same number: they go together. Nought: it goes alone.
    pub set: u64,
}

/// All open wishes.
#[derive(Debug, Default)]
pub struct OpenWishes {
    pub(super) classes: HashMap<Class, Vec<Entry>>,
    pub(super) sets: HashMap<u64, Vec<(Class, Entry)>>,
    schools: HashMap<SchoolId, Served>,
    last_claim: i64,
    seen: Time,
}

/// How a school fares.
#[derive(Clone, Copy, Debug, Default)]
struct Served {
    /// Wishes of the phases that take claims, that were ever open, when all was read.
    all: u32,
    open: u32,
}

/// What happened since somebody last looked.
#[derive(Debug)]
pub struct Changes {
    opened: Vec<Row>,
    claimed: Vec<Row>,
    last_claim: i64,
    seen: Time,
}

#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "wish::Entity")]
struct Row {
    id: WishId,
    phase_id: PhaseId,
    school_id: SchoolId,
    township_id: TownshipId,
    category: Category,
    grade: i32,
    price_fen: Fen,
    set_no: Option<String>,
    waiting_since: Time,
}

impl Row {
    fn class(&self) -> Class {
        let category = Category::ALL.iter().position(|one| *one == self.category).unwrap_or_default();
        Class {
            phase: self.phase_id,
            school: self.school_id,
            township: self.township_id,
            category: u8::try_from(category).unwrap_or_default(),
            grade: u8::try_from(self.grade).unwrap_or_default(),
            price: self.price_fen,
        }
    }

    fn entry(&self) -> Entry {
        let set = self.set_no.as_ref().map_or(0, |word| {
            let mut hasher = DefaultHasher::new();
            (self.phase_id, word).hash(&mut hasher);
            hasher.finish()
        });
        Entry { since: self.waiting_since.timestamp_micros(), id: self.id, set }
    }
}

impl OpenWishes {
    /// All of them: some seconds where they are a million. `now`: the reader's clock.
    pub async fn read(db: &impl ConnectionTrait, now: Time) -> Result<Self> {
        let mut open = Self { last_claim: last_claim(db).await?, seen: now, ..Self::default() };
        open.count_schools(db).await?;
        let mut after: Option<(Time, WishId)> = None;
        loop {
            let mut query =
                open_now().order_by_asc(wish::COLUMN.waiting_since).order_by_asc(wish::COLUMN.id).limit(ROWS);
            if let Some((since, id)) = after {
                let place = Expr::tuple([column(wish::Column::WaitingSince), column(wish::Column::Id)]);
                query = query.filter(place.gt(Expr::tuple([Expr::value(since), Expr::value(id)])));
            }
            let rows = query.into_partial_model::<Row>().all(db).await?;
            after = rows.last().map(|row| (row.waiting_since, row.id));
            for row in &rows {
                open.add(row);
            }
            if u64::try_from(rows.len()).unwrap_or(0) < ROWS {
                break;
            }
        }
        open.classes.values_mut().for_each(Vec::shrink_to_fit);
        Ok(open)
    }

    async fn count_schools(&mut self, db: &impl ConnectionTrait) -> Result<()> {
        let counts: Vec<(SchoolId, i64)> = wish::Entity::find()
            .select_only()
            .column(wish::Column::SchoolId)
            .column_as(wish::Column::Id.count(), "count")
            .join(
                JoinType::InnerJoin,
                wish::Entity::belongs_to(crate::phase::Entity)
                    .from(wish::Column::PhaseId)
                    .to(crate::phase::Column::Id)
                    .into(),
            )
            .filter(crate::phase::COLUMN.state.eq(crate::phase::State::Open))
            .filter(wish::COLUMN.status.is_in(Status::PUBLIC))
            .group_by(wish::Column::SchoolId)
            .into_tuple()
            .all(db)
            .await?;
        for (school, count) in counts {
            self.schools.entry(school).or_default().all = u32::try_from(count).unwrap_or(u32::MAX);
        }
        Ok(())
    }

    /// From where to look for [`Since::changes`], so that nobody waits for the database with the wishes in hand.
    pub const fn since(&self) -> Since {
        Since { last_claim: self.last_claim, seen: self.seen }
    }

    /// Takes the changes in.
    pub fn apply(&mut self, changes: &Changes) {
        for row in &changes.claimed {
            self.remove(&row.class(), &row.entry());
        }
        for row in &changes.opened {
            self.add(row);
        }
        self.last_claim = Ord::max(self.last_claim, changes.last_claim);
        self.seen = Ord::max(self.seen, changes.seen);
    }

    /// Leaves out what is not to be had after all.
    pub fn leave_out(&mut self, gone: &[(Class, Entry)]) {
        for (class, entry) in gone {
            self.remove(class, entry);
        }
    }

    /// All of these phases, those that wait longest first.
    pub fn of(&self, phases: &[PhaseId]) -> Vec<(Class, Entry)> {
        let classes = self.classes.iter().filter(|(class, _)| phases.contains(&class.phase));
        let mut all: Vec<_> = classes.flat_map(|(class, list)| list.iter().map(|entry| (*class, *entry))).collect();
        all.sort_unstable_by_key(|(_, entry)| *entry);
        all
    }

    pub fn len(&self) -> usize {
        self.classes.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.classes.values().all(Vec::is_empty)
    }

    /// Of a thousand wishes of this school, how many have somebody; `more` come in addition.
    pub(super) fn served(&self, school: SchoolId, more: u32) -> u32 {
        let Served { all, open } = self.schools.get(&school).copied().unwrap_or_default();
        let all = u64::from(Ord::max(Ord::max(all, open), 1));
        let served = all.saturating_sub(open.into()) + u64::from(more);
        u32::try_from(served * 1_000 / all).unwrap_or(1_000)
    }

    fn add(&mut self, row: &Row) {
        self.insert(row.class(), row.entry());
    }

    fn insert(&mut self, class: Class, entry: Entry) {
        let entries = self.classes.entry(class).or_default();
        let Err(place) = entries.binary_search(&entry) else { return };
        entries.insert(place, entry);
        if entry.set != 0 {
            self.sets.entry(entry.set).or_default().push((class, entry));
        }
        self.schools.entry(class.school).or_default().open += 1;
    }

    fn remove(&mut self, class: &Class, entry: &Entry) {
        let Some(entries) = self.classes.get_mut(class) else { return };
        let Ok(place) = entries.binary_search(entry) else { return };
        entries.remove(place);
        if entries.is_empty() {
            self.classes.remove(class);
        }
        if let Some(set) = self.sets.get_mut(&entry.set) {
            set.retain(|(_, one)| one.id != entry.id);
            if set.is_empty() {
                self.sets.remove(&entry.set);
            }
        }
        if let Some(school) = self.schools.get_mut(&class.school) {
            school.open = school.open.saturating_sub(1);
        }
    }
}

/// Where somebody last looked.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    last_claim: i64,
    seen: Time,
}

impl Since {
    /// Two statements along an index each.
    pub async fn changes(&self, db: &impl ConnectionTrait, now: Time) -> Result<Changes> {
        let newest = last_claim(db).await?;
        let from = ClaimId(Ord::min(self.last_claim, newest).saturating_sub(OVERLAP_CLAIMS));
        let to_claim = wish::Entity::belongs_to(claim::Entity).from(wish::Column::Id).to(claim::Column::WishId);
        let claimed = wish::Entity::find()
            .join(JoinType::InnerJoin, to_claim.into())
            .filter(claim::COLUMN.id.gt(from))
            .filter(wish::COLUMN.status.ne(Status::Open))
            .into_partial_model::<Row>()
            .all(db)
            .await?;
        let opened = open_now().filter(wish::COLUMN.opened_at.gte(self.seen - OVERLAP));
        let opened = opened.into_partial_model::<Row>().all(db).await?;
        Ok(Changes { opened, claimed, last_claim: newest, seen: now })
    }
}

fn open_now() -> Select<wish::Entity> {
    wish::Entity::find().filter(wish::is(Status::Open)).filter(wish::COLUMN.hidden_at.is_null())
}

fn column(column: wish::Column) -> Expr {
    Expr::col((wish::Entity, column))
}

async fn last_claim(db: &impl ConnectionTrait) -> Result<i64> {
    let last = claim::Entity::find().select_only().column(claim::Column::Id).order_by_desc(claim::COLUMN.id);
    Ok(last.into_tuple::<ClaimId>().one(db).await?.map_or(0, |id| id.0))
}

#[cfg(test)]
pub(super) mod made_up;
