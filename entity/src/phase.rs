//! Phases: one round of micro-wishes with its dates, price cap and timers.
//!
//! draft → open → closed → finished; nothing opens while anything required is blank.

pub mod archive;
pub mod change;
pub mod clone;
pub mod close;
pub mod draft;
pub mod keep;
pub mod open;

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Day, Fen, Lang, Refusal, Result, Time,
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

impl State {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Open, Self::Closed, Self::Finished];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Finished => "finished",
        }
    }
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
    /// Months after its end for which its children's records are kept; see [`keep`].
    pub keep_months: i32,
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

    /// Whether schools may write wishes for it.
    pub const fn takes_wishes(&self) -> bool {
        matches!(self.state, State::Draft | State::Open)
    }

    /// Whether wishes can be claimed now: until the last claiming day is over in China.
    pub fn takes_claims(&self, now: Time) -> bool {
        self.takes_claims_on(china_date(now))
    }

    /// The same for a day of China's that is to come, as the phase stands now.
    pub fn takes_claims_on(&self, day: Day) -> bool {
        self.state == State::Open && self.claim_until.is_some_and(|last| day <= last)
    }

    /// The day by which a gift confirmed today is to be given: never after the phase's return date.
    pub fn give_by(&self, today: Day) -> Day {
        let due = today + chrono::TimeDelta::days(self.give_days.into());
        self.return_by.map_or(due, |last| due.min(last))
    }
}

pub async fn find(db: &impl ConnectionTrait, id: PhaseId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// The phase with this number: what its address says.
pub async fn numbered(db: &impl ConnectionTrait, number: i32) -> Result<Model> {
    Ok(Entity::find().filter(COLUMN.number.eq(number)).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// All phases, newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_desc(COLUMN.number).all(db).await?)
}

/// Phases for which a school may write wishes: drafted and open ones, newest first.
pub async fn writable(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let writable = Entity::find().filter(COLUMN.state.is_in([State::Draft, State::Open]));
    Ok(writable.order_by_desc(COLUMN.number).all(db).await?)
}
