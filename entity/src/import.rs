//! Imports 导入: a school's table of wishes, judged line by line before any of it is taken.
//!
//! ready → taking → taken; aside: undone, expired. Until it is taken the table is kept under a key of its own, which
//! is destroyed when it is taken or undone, or after thirty days.

mod cell;
mod check;
pub mod columns;
pub mod expire;
pub mod finding;
mod ground;
pub(crate) mod header;
mod judged;
pub mod kept;
pub mod list;
pub mod read;
pub mod remap;
pub mod sheet;
pub mod take_in;
pub mod undo;
mod write;

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Day, Refusal, Result, Store, Time,
    actor::Importer,
    id::{AccountId, ImportId, PhaseId, SchoolId},
    phase,
};

pub use check::Checked;
pub use header::{Table, find};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Judged; what can be taken is known.
    Ready,
    /// The school has said yes; the server is at it.
    Taking,
    Taken,
    Undone,
    /// Nobody came back to it.
    Expired,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ImportId,
    pub school_id: SchoolId,
    pub phase_id: PhaseId,
    /// Keyed hash of the file.
    pub digest: String,
    pub file_name: String,
    /// The line of the headings; 0: none was found.
    pub header_row: i32,
    /// The field of each column; see [`columns::Mapping`].
    pub mapping: String,
    pub state: State,
    pub row_count: i32,
    pub good_count: i32,
    /// The wishes it became.
    pub wish_count: i32,
    /// When the consents were signed, for lines that do not say it themselves.
    pub consent_on: Option<Day>,
    pub consent_photo: bool,
    pub consent_card: bool,
    /// Between the rehearsal and the taking the county learnt something that keeps lines from being taken.
    pub changed_at: Option<DateTimeUtc>,
    /// Ordered at the command line.
    pub by_operator: bool,
    pub made_by: AccountId,
    pub made_at: DateTimeUtc,
    pub ordered_at: Option<DateTimeUtc>,
    pub taken_at: Option<DateTimeUtc>,
    pub undone_at: Option<DateTimeUtc>,
    /// How often the server has failed at it since it was ordered.
    pub tries: i32,
    /// When the server gave up; the school may order it again.
    pub failed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn mapping(&self) -> columns::Mapping {
        columns::Mapping::from_text(&self.mapping)
    }

    const fn importer(&self) -> Importer {
        Importer::new(self.made_by, self.school_id, self.by_operator)
    }
}

/// Judges a table without keeping anything of it.
pub async fn rehearse(
    store: &Store,
    db: &impl ConnectionTrait,
    school: SchoolId,
    phase: &phase::Model,
    table: &Table,
    now: Time,
) -> Result<Checked> {
    if !phase.takes_wishes() {
        return Err(Refusal::PhaseState.into());
    }
    if !table.mapping.lacks().is_empty() {
        return Ok(Checked::default());
    }
    Ok(judged::Judged::of(store, db, school, phase, table, now).await?.checked)
}

/// The school's own import, locked until the transaction ends; a foreign one is not found.
async fn within_reach(db: &impl ConnectionTrait, school: SchoolId, id: ImportId) -> Result<Model> {
    let own = Entity::find_by_id(id).filter(COLUMN.school_id.eq(school)).lock_exclusive().one(db).await?;
    Ok(own.ok_or(Refusal::NotFound)?)
}
