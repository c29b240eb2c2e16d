//! Payments 付款: recorded, never taken. What is to be paid has a reference code; what arrived at an organiser's bank
//! is booked in the ledger, and what it is for hears of it in the same transaction.
//!
//! What nobody can tell yet lies apart as unclear, is sorted later, or given back. Who paid is sealed.

pub mod arrive;
pub mod code;
pub mod confirmation;
pub mod gift;
pub(crate) mod lapsed;
pub mod list;
pub mod look;
pub(crate) mod owe;
pub mod record;
pub mod reference;
pub mod refund;
mod settle;
pub mod sort;
mod tell;
pub mod undo;
mod went;
mod why;

use sea_orm::{
    FromQueryResult, QuerySelect,
    entity::prelude::*,
    sea_query::{Condition, Expr},
};
use serde::{Deserialize, Serialize};

use crate::{
    Day, Error, Fen, Result, Store,
    id::{AccountId, ArrivalId, OrganiserId, PartId, ReferenceId, TransferId},
    ledger::{Programme, Source},
};

pub use code::PayCode;
pub use reference::{Asked, ForWhat};
pub use went::Went;
pub use why::Why;

/// What became of a part of what arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It counts for its reference.
    Counted,
    /// Nobody knows what it is for.
    Unclear,
    /// It is to be given back; until it is, it counts as it did.
    ToReturn,
    Returned,
    /// It was recorded wrongly.
    Undone,
}

/// A line of the organiser's bank account that says that money came in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_arrival")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ArrivalId,
    pub organiser_id: OrganiserId,
    /// What the payer named, whether or not all of it counts there.
    pub reference_id: Option<ReferenceId>,
    pub amount_fen: Fen,
    pub arrived_on: Day,
    /// [`Words`], sealed.
    pub words: Vec<u8>,
    /// Keyed hash of the payer's name.
    pub payer_hash: Option<String>,
    /// The same money has the same word: the database lets it in once.
    pub once: String,
    /// Its booking; set before the transaction that records it is over.
    pub transfer_id: Option<TransferId>,
    pub recorded_by: AccountId,
    pub recorded_at: DateTimeUtc,
    pub undone_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod part {
    //! What arrived in one piece can be for several things: the parts, which sum to it.

    use sea_orm::entity::prelude::*;

    use super::{State, Why};
    use crate::{
        Fen,
        id::{ArrivalId, PartId, ReferenceId, TransferId},
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_part")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: PartId,
        pub arrival_id: ArrivalId,
        /// None: it is not known what it is for.
        pub reference_id: Option<ReferenceId>,
        pub amount_fen: Fen,
        pub state: State,
        /// When it came into this state.
        pub since: DateTimeUtc,
        /// Booked out of what is unclear.
        pub sorted_transfer: Option<TransferId>,
        pub returned_transfer: Option<TransferId>,
        /// Of what is to go back, or went. None there: it was said before reasons were kept.
        pub why: Option<Why>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who paid and what they wrote, as the bank tells it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub payer: String,
    pub remark: String,
}

impl Words {
    /// Longest of each, in characters.
    pub const MOST: usize = 200;

    /// Sealed for its place: table, column, row.
    pub(crate) fn seal(&self, store: &Store, place: &str) -> Result<Vec<u8>> {
        let plain = serde_json::to_string(self).map_err(|e| DbErr::Json(e.to_string()))?;
        Ok(store.keys.seal_words(&store.dice, place, &plain))
    }

    /// What was sealed with the arrival.
    fn of(store: &Store, arrival: &Model) -> Result<Self> {
        Self::open(store, &place(&arrival.once), &arrival.words)
    }

    /// The words of [`Words::seal`].
    pub(crate) fn open(store: &Store, place: &str, sealed: &[u8]) -> Result<Self> {
        let unreadable = |why: &str| Error::Db(DbErr::Custom(format!("a payer's words cannot be read: {why}")));
        let plain = store.keys.open_words(place, sealed).map_err(|e| unreadable(&e.to_string()))?;
        // What is wrong with the text must not quote it.
        serde_json::from_str(&plain).map_err(|_| unreadable("no words"))
    }

    /// Knows the payer again; none where the bank names nobody.
    pub(crate) fn payer_hash(&self, store: &Store) -> Option<String> {
        payer_hash(store, &self.payer)
    }
}

/// Names are compared as they sound in a bank's table: without spaces, in half width.
pub(crate) fn payer_hash(store: &Store, name: &str) -> Option<String> {
    let plain: String = crate::text::half_width(name).chars().filter(|c| c.is_alphanumeric()).collect();
    (!plain.is_empty()).then(|| store.keys.payer_hash(&[&plain.to_lowercase()]))
}

pub(crate) fn place(once: &str) -> String {
    format!("payment_arrival/words/{once}")
}

/// What of a reference has come and was not given back.
pub async fn arrived(db: &impl ConnectionTrait, reference: ReferenceId) -> Result<Fen> {
    Ok(totals(db, [reference]).await?.pop().map_or(Fen::ZERO, |(_, total)| total))
}

/// What of a reference is paid; see [`paid_for`].
pub(crate) async fn paid(db: &impl ConnectionTrait, reference: ReferenceId) -> Result<Fen> {
    Ok(paid_for(db, [reference]).await?.pop().map_or(Fen::ZERO, |(_, total)| total))
}

#[derive(FromQueryResult)]
struct Sum {
    reference_id: ReferenceId,
    total: i64,
}

/// What has come for each of these; nothing is said of those for which nothing came.
pub(crate) async fn totals(
    db: &impl ConnectionTrait,
    references: impl IntoIterator<Item = ReferenceId>,
) -> Result<Vec<(ReferenceId, Fen)>> {
    let its = part::Entity::find().filter(part::COLUMN.reference_id.is_in(references));
    sums(db, its.filter(is_there())).await
}

/// What of each of these is paid: what has come and was not given back, and what went back as its contract says, which
/// nobody pays again.
pub(crate) async fn paid_for(
    db: &impl ConnectionTrait,
    references: impl IntoIterator<Item = ReferenceId>,
) -> Result<Vec<(ReferenceId, Fen)>> {
    let its = part::Entity::find().filter(part::COLUMN.reference_id.is_in(references));
    sums(db, its.filter(is_paid())).await
}

/// The same for each reference of an organiser, in one statement however many they are.
pub(crate) async fn paid_to(db: &impl ConnectionTrait, organiser: OrganiserId) -> Result<Vec<(ReferenceId, Fen)>> {
    let to_reference =
        part::Entity::belongs_to(reference::Entity).from(part::Column::ReferenceId).to(reference::Column::Id);
    let its = part::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, to_reference.into())
        .filter(reference::COLUMN.organiser_id.eq(organiser));
    sums(db, its.filter(is_paid())).await
}

async fn sums(db: &impl ConnectionTrait, parts: Select<part::Entity>) -> Result<Vec<(ReferenceId, Fen)>> {
    let sums = parts
        .select_only()
        .column(part::Column::ReferenceId)
        // PostgreSQL sums whole numbers to a numeric.
        .column_as(Expr::cust("CAST(SUM(amount_fen) AS bigint)"), "total")
        .group_by(part::Column::ReferenceId)
        .into_model::<Sum>()
        .all(db)
        .await?;
    Ok(sums.into_iter().map(|sum| (sum.reference_id, Fen(sum.total))).collect())
}

fn is_there() -> Condition {
    Condition::all().add(part::COLUMN.state.is_in([State::Counted, State::ToReturn]))
}

fn is_paid() -> Condition {
    let went_by_contract =
        Condition::all().add(part::COLUMN.state.eq(State::Returned)).add(part::COLUMN.why.eq(Why::Shortfall));
    Condition::any().add(is_there()).add(went_by_contract)
}

/// Who has given to a programme from this source between two days, each account once: what arrived and was not given
/// back.
pub(crate) async fn payers(
    db: &impl ConnectionTrait,
    programme: Programme,
    source: Source,
    (from, to): (Day, Day),
) -> Result<Vec<AccountId>> {
    let to_reference =
        part::Entity::belongs_to(reference::Entity).from(part::Column::ReferenceId).to(reference::Column::Id);
    let accounts: Vec<AccountId> = parts_with_arrivals()
        .select_only()
        .column(reference::Column::AccountId)
        .join(sea_orm::JoinType::InnerJoin, to_reference.into())
        .filter(reference::COLUMN.programme.eq(programme.kind()))
        .filter(reference::COLUMN.programme_id.eq(programme.number()))
        .filter(reference::COLUMN.source.eq(source))
        .filter(reference::COLUMN.account_id.is_not_null())
        .filter(part::COLUMN.state.is_in([State::Counted, State::ToReturn]))
        .filter(COLUMN.arrived_on.gte(from))
        .filter(COLUMN.arrived_on.lte(to))
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    Ok(accounts)
}

/// The parts, each with the columns of what it came in.
fn parts_with_arrivals() -> Select<part::Entity> {
    let to_arrival = part::Entity::belongs_to(Entity).from(part::Column::ArrivalId).to(Column::Id);
    part::Entity::find().join(sea_orm::JoinType::InnerJoin, to_arrival.into())
}

/// Whether this transfer booked an arrival, or found what a part of one was for: that is undone as a payment.
pub(crate) async fn has_booked(db: &impl ConnectionTrait, transfer: TransferId) -> Result<bool> {
    let arrival = Entity::find().filter(COLUMN.transfer_id.eq(transfer)).one(db).await?;
    let sorted = part::Entity::find().filter(part::COLUMN.sorted_transfer.eq(transfer)).one(db).await?;
    Ok(arrival.is_some() || sorted.is_some())
}

/// A part with what it came in, both locked until the transaction ends.
async fn locked(txn: &crate::store::Txn, id: PartId) -> Result<(part::Model, Model)> {
    let found = part::Entity::find_by_id(id).one(txn).await?.ok_or(crate::Refusal::NotFound)?;
    let arrival = Entity::find_by_id(found.arrival_id).lock_exclusive().one(txn).await?;
    let part = part::Entity::find_by_id(id).lock_exclusive().one(txn).await?;
    Ok((part.ok_or(crate::Refusal::NotFound)?, arrival.ok_or(crate::Refusal::NotFound)?))
}
