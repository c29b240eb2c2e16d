//! Rounds 结对: the office matches standing offers to open wishes, and to plots and funds where they name them, looks at
//! what would come of it, and has it proposed: each donor gets one letter and answers by its link. What is declined, or
//! not answered in time, is there for the next round.
//!
//! open (drawn, and drawn anew) → applied, or discarded. One that the clock makes at night is applied at once.

pub mod answer;
pub mod apply;
pub mod behind;
pub(crate) mod capacity;
pub mod desk;
pub mod discard;
pub mod giver;
pub mod ground;
mod keep;
pub mod lapse;
mod left_over;
pub mod list;
mod matched;
pub mod nightly;
pub mod open;
pub mod outcome;
mod parcels;
pub(crate) mod plan;
mod promised;
pub mod proposal;
mod propose;
mod rest;
pub mod summary;
mod weigh;
pub mod what_if;
mod withheld;

use chrono::Timelike;
use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Refusal, Result, Time,
    claim::remind::daytime,
    id::{AccountId, PhaseId, RoundId},
    lang::china_time,
    store::Txn,
};

pub use summary::Summary;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Drawn; nobody has been asked.
    Open,
    /// Its donors are asked, one after the other.
    Applied,
    Discarded,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Applied, Self::Discarded];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Applied => "applied",
            Self::Discarded => "discarded",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RoundId,
    /// None: over all that take claims.
    pub phase_id: Option<PhaseId>,
    pub state: State,
    /// JSON of a [`Summary`]: what was drawn, in numbers.
    pub summary: String,
    /// None: the clock.
    pub opened_by: Option<AccountId>,
    pub opened_at: DateTimeUtc,
    pub drawn_at: DateTimeUtc,
    pub applied_by: Option<AccountId>,
    pub applied_at: Option<DateTimeUtc>,
    pub discarded_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What was drawn. A summary of an older make tells what it can.
    pub fn read(&self) -> Summary {
        serde_json::from_str(&self.summary).unwrap_or_default()
    }

    /// The hour of China's day from which its letters go out, while they still wait for it: because the clock made a round
    /// nobody is written to at night.
    pub fn letters_from(&self, now: Time) -> Option<u32> {
        let applied = self.applied_at.filter(|_| self.applied_by.is_none())?;
        let morning = daytime(applied);
        (applied < morning && now < morning).then(|| china_time(morning).hour())
    }
}

/// Still open, locked until we commit.
async fn still_open(txn: &Txn, id: RoundId) -> Result<Model> {
    let round = Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    if round.state == State::Open { Ok(round) } else { Err(Refusal::RoundState.into()) }
}
