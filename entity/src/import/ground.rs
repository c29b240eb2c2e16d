//! What the county knows already, as far as a table is judged by it: keyed hashes, and names for comparison only.

use std::collections::{HashMap, HashSet};

use sea_orm::{QuerySelect, entity::prelude::*};

use super::check::person;
use crate::{
    Day, Fen, Result, Store, Time,
    child::{
        self,
        record::{self, Record},
        register,
    },
    id::{ChildId, PhaseId, SchoolId},
    lang::china_date,
    phase,
    store::Keys,
    wish::{self, Status, freetext::Guarded},
};

/// Hashes or rows asked for in one statement.
const AT_ONCE: usize = 1_000;

#[derive(Clone)]
pub(super) struct Ground {
    pub known: Known,
    keys: Keys,
}

/// Two tables alike are judged alike by what is equal here. No `Debug`: it holds names.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub cap: Fen,
    pub today: Day,
    pub guarded: Guarded,
    /// The school's children by name and guardian.
    pub birthdays: HashMap<(String, String), HashSet<Day>>,
    /// Hashes of children who have a wish in this phase, at whatever school.
    pub in_phase: HashSet<String>,
    /// And in which phase before.
    pub earlier: HashMap<String, i32>,
}

impl Ground {
    pub async fn of(
        store: &Store,
        db: &impl ConnectionTrait,
        school: SchoolId,
        phase: &phase::Model,
        now: Time,
    ) -> Result<Self> {
        let mut known = Known {
            cap: phase.price_cap_fen,
            today: china_date(now),
            guarded: Guarded::of_county(db).await?,
            birthdays: HashMap::new(),
            in_phase: HashSet::new(),
            earlier: HashMap::new(),
        };
        let pupils: Vec<ChildId> = child::Entity::find()
            .select_only()
            .column(child::Column::Id)
            .filter(child::COLUMN.school_id.eq(school))
            .filter(child::COLUMN.erased_at.is_null())
            .into_tuple()
            .all(db)
            .await?;
        for some in pupils.chunks(AT_ONCE) {
            for record in record::read_many(store, db, some).await?.values() {
                known.guarded.add(record);
                if let Some(person) = person(record) {
                    known.birthdays.entry(person).or_default().insert(record.birth_date);
                }
            }
        }
        Ok(Self { known, keys: store.keys.clone() })
    }

    pub fn identity(&self, record: &Record) -> String {
        register::identity_hash(&self.keys, record)
    }

    /// Looks these children up in this phase and in earlier ones.
    pub async fn look_up(
        &mut self,
        db: &impl ConnectionTrait,
        phase: &phase::Model,
        identities: &[String],
    ) -> Result<()> {
        let numbers: HashMap<PhaseId, i32> =
            phase::all(db).await?.into_iter().map(|phase| (phase.id, phase.number)).collect();
        for some in identities.chunks(AT_ONCE) {
            let children: HashMap<ChildId, String> = child::Entity::find()
                .select_only()
                .columns([child::Column::Id, child::Column::IdentityHash])
                .filter(child::COLUMN.identity_hash.is_in(some.iter().cloned()))
                .into_tuple()
                .all(db)
                .await?
                .into_iter()
                .collect();
            let wishes: Vec<(ChildId, PhaseId)> = wish::Entity::find()
                .select_only()
                .columns([wish::Column::ChildId, wish::Column::PhaseId])
                .filter(wish::COLUMN.child_id.is_in(children.keys().copied()))
                .filter(wish::COLUMN.status.ne(Status::Withdrawn))
                .into_tuple()
                .all(db)
                .await?;
            for (child, its) in wishes {
                let Some(identity) = children.get(&child) else { continue };
                match numbers.get(&its) {
                    _ if its == phase.id => {
                        self.known.in_phase.insert(identity.clone());
                    }
                    Some(number) if *number < phase.number => {
                        let latest = self.known.earlier.entry(identity.clone()).or_insert(*number);
                        *latest = (*latest).max(*number);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}
