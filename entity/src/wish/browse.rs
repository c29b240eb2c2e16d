//! What anybody may see of wishes: the list with its filters, search and sorts. No field here could hold a name.
//!
//! One statement a page, along an index; pages are keyed by the last row, never counted.

pub mod choice;
pub mod cursor;
pub mod filter;
mod one;
pub mod standing;
mod statement;

use std::collections::HashMap;

use sea_orm::{
    QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use super::{Category, Column, Entity, Gender, Model, Status};
use crate::{
    Code, Day, Fen, Lang, Result, Time,
    county::County,
    grade::GradeBand,
    id::{PhaseId, SchoolId, TownshipId, WishId},
    lang::china_days,
    place::township,
    school,
};

pub use choice::Choice;
pub use cursor::Cursor;
pub use filter::{Filter, Sort, Typed};
pub use one::{Detail, by_codes, by_numbers, detail, similar};
pub use standing::Standing;
pub use statement::statement;

/// Wishes on a page.
pub const PAGE: usize = 24;

/// A wish as the public may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicWish {
    pub id: WishId,
    pub code: Code,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub grade_band: GradeBand,
    /// Only where shoes and clothes need it.
    pub gender: Option<Gender>,
    pub price: Fen,
    pub status: Status,
    /// The school's public alias, in the reader's language.
    pub school: String,
    pub township: String,
    pub waiting_since: Time,
    pub closes_on: Option<Day>,
    /// Brothers and sisters of the child have wishes too; they are offered as a set.
    pub set_no: Option<String>,
    pub phase_id: PhaseId,
}

impl PublicWish {
    /// Whole days since the child wrote it down.
    pub fn days_waited(&self, now: Time) -> i64 {
        china_days(self.waiting_since, now)
    }

    fn of(wish: Row, places: &Places) -> Self {
        Self {
            id: wish.id,
            grade_band: GradeBand::of(wish.grade),
            gender: wish.gender.filter(|_| wish.category.needs_gender()),
            school: places.school(wish.school_id).to_owned(),
            township: places.township(wish.township_id).to_owned(),
            code: wish.code,
            category: wish.category,
            item: wish.item,
            specification: wish.specification,
            price: wish.price_fen,
            status: wish.status,
            waiting_since: wish.waiting_since,
            closes_on: wish.closes_on,
            set_no: wish.set_no,
            phase_id: wish.phase_id,
        }
    }
}

/// The columns that a [`PublicWish`] is made of.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Row {
    id: WishId,
    code: Code,
    phase_id: PhaseId,
    school_id: SchoolId,
    township_id: TownshipId,
    category: Category,
    item: String,
    specification: String,
    gender: Option<Gender>,
    grade: i32,
    price_fen: Fen,
    status: Status,
    set_no: Option<String>,
    waiting_since: Time,
    closes_on: Option<Day>,
}

impl From<Model> for Row {
    fn from(wish: Model) -> Self {
        Self {
            id: wish.id,
            code: wish.code,
            phase_id: wish.phase_id,
            school_id: wish.school_id,
            township_id: wish.township_id,
            category: wish.category,
            item: wish.item,
            specification: wish.specification,
            gender: wish.gender,
            grade: wish.grade,
            price_fen: wish.price_fen,
            status: wish.status,
            set_no: wish.set_no,
            waiting_since: wish.waiting_since,
            closes_on: wish.closes_on,
        }
    }
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    pub wishes: Vec<PublicWish>,
    pub next: Option<Cursor>,
    pub previous: Option<Cursor>,
}

/// Townships and schools by the names anybody may know, in the reader's language.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub townships: Vec<(TownshipId, String)>,
    /// Open schools first; with their township.
    pub schools: Vec<(SchoolId, TownshipId, String)>,
    school_names: HashMap<SchoolId, String>,
    township_names: HashMap<TownshipId, String>,
}

impl Places {
    pub(crate) fn named(townships: &[township::Model], schools: &[school::Model], lang: Lang) -> Self {
        Self {
            school_names: schools.iter().map(|school| (school.id, school.alias(lang).to_owned())).collect(),
            township_names: townships.iter().map(|place| (place.id, place.name(lang).to_owned())).collect(),
            schools: schools
                .iter()
                .filter(|school| school.closed_at.is_none())
                .map(|school| (school.id, school.township_id, school.alias(lang).to_owned()))
                .collect(),
            townships: townships.iter().map(|place| (place.id, place.name(lang).to_owned())).collect(),
        }
    }

    pub fn has_school(&self, id: SchoolId) -> bool {
        self.school_names.contains_key(&id)
    }

    pub fn has_township(&self, id: TownshipId) -> bool {
        self.township_names.contains_key(&id)
    }

    pub fn school(&self, id: SchoolId) -> &str {
        self.school_names.get(&id).map_or("", String::as_str)
    }

    pub fn township(&self, id: TownshipId) -> &str {
        self.township_names.get(&id).map_or("", String::as_str)
    }
}

/// The wishes that fit a filter. Open ones only of phases that take claims today; what waits for the pool is
/// not offered to anybody.
pub async fn list(db: &impl ConnectionTrait, county: &County, filter: &Filter, lang: Lang, now: Time) -> Result<Page> {
    let places = county.places(lang);
    let mut query = statement(filter);
    if filter.standing == Standing::Open {
        let phases: Vec<PhaseId> = county.claimable(now).collect();
        if phases.is_empty() {
            return Ok(Page { wishes: Vec::new(), next: None, previous: None });
        }
        query = query.filter(of_phases(phases));
    }
    let most = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut wishes = query.limit(most).into_partial_model::<Row>().all(db).await?;
    let more = wishes.len() > PAGE;
    wishes.truncate(PAGE);
    let back = filter.cursor.as_ref().is_some_and(|cursor| cursor.back);
    if back {
        wishes.reverse();
    }
    let forward_from = wishes.last().filter(|_| more || back);
    let back_from = wishes.first().filter(|_| if back { more } else { filter.cursor.is_some() });
    let next = forward_from.map(|last| Cursor::at(filter.sort, last, false));
    let previous = back_from.map(|first| Cursor::at(filter.sort, first, true));
    Ok(Page { next, previous, wishes: wishes.into_iter().map(|wish| PublicWish::of(wish, places)).collect() })
}

/// Adding nothing keeps SQLite from going along the phase's index, which would have to sort.
fn of_phases(phases: Vec<PhaseId>) -> Expr {
    Expr::col((Entity, Column::PhaseId)).add(0).is_in(phases)
}
