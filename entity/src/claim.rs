//! Claims 认领: one donor's promise for one wish. A partial unique index keeps it to one live claim a wish.
//!
//! held → confirmed → shipped → received → fulfilled; ended: released, lapsed, cancelled.
//!
//! Whoever changes a claim locks its wish first, in the order of the wishes' numbers.

mod basket;
pub mod cancel;
pub mod confirm;
pub mod desk;
mod end;
pub mod hold;
pub mod lapse;
pub mod let_go;
pub mod note;
pub(crate) mod propose;
pub mod release;
pub mod remind;
pub mod ship;
pub mod stations;
pub mod take;
mod together;

pub use basket::Wanted;
pub(crate) use basket::{pending, phases};
pub(crate) use confirm::tell;
pub(crate) use end::reopen;

use sea_orm::{JoinType, QueryOrder, QuerySelect, Select, entity::prelude::*};

use crate::{
    Code, Day, Lang, Refusal, Result,
    actor::Officer,
    id::{AccountId, ClaimId, OrganisationId, PhaseId, PoolSourceId, WishId},
    store::Txn,
    wish,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// A visitor's, or what a round proposes to a donor, until it is confirmed or the hold is over.
    Held,
    Confirmed,
    Shipped,
    Received,
    Fulfilled,
    /// Given back by the donor.
    Released,
    /// Ended by the clock.
    Lapsed,
    /// Ended by the office, or because the wish was withdrawn.
    Cancelled,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Held,
        Self::Confirmed,
        Self::Shipped,
        Self::Received,
        Self::Fulfilled,
        Self::Released,
        Self::Lapsed,
        Self::Cancelled,
    ];

    /// Promised, and the gift is not here yet: what a donor's limit counts.
    pub const PENDING: [Self; 3] = [Self::Held, Self::Confirmed, Self::Shipped];

    /// What the partial unique index counts.
    pub const LIVE: [Self; 5] = [Self::Held, Self::Confirmed, Self::Shipped, Self::Received, Self::Fulfilled];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Confirmed => "confirmed",
            Self::Shipped => "shipped",
            Self::Received => "received",
            Self::Fulfilled => "fulfilled",
            Self::Released => "released",
            Self::Lapsed => "lapsed",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn is_live(self) -> bool {
        Self::LIVE.contains(&self)
    }
}

/// Where the gift comes from; the pool's are counted apart from donors' gifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Source {
    Donor,
    Pool,
}

/// A donor's note travels with the gift after the office has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum NoteState {
    Waiting,
    Approved,
    Refused,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ClaimId,
    pub wish_id: WishId,
    pub source: Source,
    /// None while a visitor's hold is not confirmed, and for the pool.
    pub account_id: Option<AccountId>,
    pub holder_email: Option<String>,
    pub holder_name: Option<String>,
    pub lang: Lang,
    /// Claims made in one act share it.
    pub batch: String,
    pub state: State,
    pub made_at: DateTimeUtc,
    pub held_until: Option<DateTimeUtc>,
    pub rules_accepted_at: Option<DateTimeUtc>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub give_by: Option<Day>,
    /// How many of the reminders have been sent.
    pub reminders: i32,
    pub shipped_at: Option<DateTimeUtc>,
    pub carrier: Option<String>,
    pub tracking_no: Option<String>,
    pub drop_off_on: Option<Day>,
    pub received_at: Option<DateTimeUtc>,
    pub fulfilled_at: Option<DateTimeUtc>,
    pub ended_at: Option<DateTimeUtc>,
    pub end_reason: Option<String>,
    pub note: Option<String>,
    pub note_state: Option<NoteState>,
    pub note_reason: Option<String>,
    /// The organisation it counts for.
    pub organisation_id: Option<OrganisationId>,
    /// What of the pool it was filled from; none where the office bought it.
    pub pool_source_id: Option<PoolSourceId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Every claim there ever was for a wish, newest first; for officers.
pub async fn of_wish(db: &impl ConnectionTrait, _officer: Officer, wish: WishId) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(COLUMN.wish_id.eq(wish)).order_by_desc(COLUMN.id).all(db).await?)
}

/// A donor's newest claim for this wish with the wish locked; another donor's answers like a missing one.
pub(crate) async fn of_donor(txn: &Txn, donor: AccountId, code: &Code) -> Result<(wish::Model, Model)> {
    let wish = wish::Entity::find()
        .filter(wish::COLUMN.code.eq(code.clone()))
        .lock_exclusive()
        .one(txn)
        .await?
        .ok_or(Refusal::NotFound)?;
    let claim = newest(txn, donor, wish.id).await?.ok_or(Refusal::NotFound)?;
    Ok((wish, claim))
}

/// A claim with its wish locked.
pub(crate) async fn locked(txn: &Txn, claim: ClaimId) -> Result<(wish::Model, Model)> {
    let wish = Entity::find_by_id(claim).one(txn).await?.ok_or(Refusal::NotFound)?.wish_id;
    let wish = wish::Entity::find_by_id(wish).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?;
    // Read again under the lock: it may have moved while we waited.
    let claim = Entity::find_by_id(claim).one(txn).await?.ok_or(Refusal::NotFound)?;
    Ok((wish, claim))
}

/// Claims of a phase's wishes: joined, so that it goes along the claims and not along the phase's many wishes.
fn in_phase(phase: PhaseId) -> Select<Entity> {
    let to_wish = Entity::belongs_to(wish::Entity).from(Column::WishId).to(wish::Column::Id);
    Entity::find().join(JoinType::InnerJoin, to_wish.into()).filter(wish::COLUMN.phase_id.eq(phase))
}

async fn newest(db: &impl ConnectionTrait, donor: AccountId, wish: WishId) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(COLUMN.wish_id.eq(wish))
        .filter(COLUMN.account_id.eq(donor))
        .order_by_desc(COLUMN.id)
        .one(db)
        .await?)
}
