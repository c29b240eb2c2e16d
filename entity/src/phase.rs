//! Phases: one round of micro-wishes with its dates, price cap and timers.
//!
//! draft → open → closed → finished; nothing opens while anything required is blank.

use sea_orm::entity::prelude::*;

use crate::{
    Day, Fen, Lang, Time,
    id::{OrganiserId, PhaseId},
    lang::china_date,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Draft,
    /// Wishes can be claimed until the claiming day is over.
    Open,
    /// No more claims; gifts still arrive and are handed out. What nobody took is filled from the pool.
    Closed,
    Finished,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phase")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PhaseId,
    pub number: i32,
    pub title_zh: String,
    pub title_en: String,
    pub organiser_id: Option<OrganiserId>,
    pub price_cap_fen: Fen,
    pub opens_on: Option<Day>,
    /// The last day on which wishes can be claimed.
    pub claim_until: Option<Day>,
    /// The last day on which gifts can arrive.
    pub return_by: Option<Day>,
    pub hand_out_on: Option<Day>,
    /// How long a visitor's hold lasts before it releases itself.
    pub hold_hours: i32,
    /// Days from the confirmation to the day by which the gift is to be given.
    pub give_days: i32,
    /// Days after the give-by day before the claim lapses.
    pub grace_days: i32,
    /// Days the school has from receipt to hand-out before it is reminded and listed as stuck.
    pub confirm_days: i32,
    pub card_days: i32,
    /// Live claims one donor may have in this phase.
    pub donor_limit: i32,
    pub state: State,
    pub opened_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn title(&self, lang: Lang) -> &str {
        lang.pick(&self.title_zh, &self.title_en)
    }

    /// Whether wishes can be claimed now: until the last claiming day is over in China.
    pub fn takes_claims(&self, now: Time) -> bool {
        self.state == State::Open && self.claim_until.is_some_and(|last| china_date(now) <= last)
    }

    /// The day by which a gift confirmed today is to be given: never after the phase's return date.
    pub fn give_by(&self, today: Day) -> Day {
        let due = today + chrono::TimeDelta::days(self.give_days.into());
        self.return_by.map_or(due, |last| due.min(last))
    }
}
