//! The names that must not stand in a school's texts: its pupils', their guardians', the county's villages'.

use std::collections::HashSet;

use sea_orm::{QuerySelect, entity::prelude::*};

use super::compared;
use crate::{
    Result, Store, child,
    child::record::{self, Record},
    id::{ChildId, SchoolId},
    place::village,
};

/// Names that must not stand in a school's texts. No `Debug`: it holds them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Guarded {
    pub(super) pupils: Names,
    pub(super) guardians: Names,
    /// As written, and as compared.
    pub(super) villages: Vec<(String, String)>,
}

impl Guarded {
    /// The villages of the county and the people of one school, read by the machine for comparison only.
    pub(crate) async fn of_school(store: &Store, db: &impl ConnectionTrait, school: SchoolId) -> Result<Self> {
        let mut guarded = Self::of_county(db).await?;
        let children: Vec<ChildId> = child::Entity::find()
            .select_only()
            .column(child::Column::Id)
            .filter(child::COLUMN.school_id.eq(school))
            .filter(child::COLUMN.erased_at.is_null())
            .into_tuple()
            .all(db)
            .await?;
        for some in children.chunks(5_000) {
            record::read_many(store, db, some).await?.values().for_each(|record| guarded.add(record));
        }
        Ok(guarded)
    }

    pub(crate) async fn of_county(db: &impl ConnectionTrait) -> Result<Self> {
        let villages = village::Entity::find().all(db).await?;
        Ok(Self {
            villages: villages.into_iter().map(|village| (village.name.clone(), compared(&village.name))).collect(),
            ..Self::default()
        })
    }

    /// A child that is being written down just now, and its guardian.
    pub(crate) fn add(&mut self, record: &Record) {
        self.pupils.add(compared(&record.name));
        self.guardians.add(compared(&record.guardian));
    }
}

/// Names as compared, looked up by every piece of a text that could be one: a sheet of five thousand wishes is
/// compared with five thousand pupils.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    all: HashSet<String>,
    /// In characters.
    longest: usize,
}

impl Names {
    /// A name of one character would refuse half of all texts.
    pub(super) fn add(&mut self, name: String) {
        let length = name.chars().count();
        if length > 1 {
            self.longest = self.longest.max(length);
            self.all.insert(name);
        }
    }

    pub(super) fn stand_in(&self, plain: &str) -> bool {
        let ends: Vec<usize> = plain.char_indices().map(|(at, _)| at).chain([plain.len()]).collect();
        (0..ends.len()).any(|from| {
            let pieces = ends.iter().skip(from + 2).take(self.longest.saturating_sub(1));
            pieces.into_iter().any(|end| self.all.contains(&plain[ends[from]..*end]))
        })
    }
}
