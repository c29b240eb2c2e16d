//! Cards cut out of one photo of many: those whose sticker says whose they are become cards at once ([`bring`]); the
//! others wait a little for their school to say it ([`pair`]), and are destroyed if it does not.
//!
//! Rule: seen by the school that took the photo alone, sealed like every picture, gone after [`KEPT`].

pub mod bring;
pub mod pair;
pub mod turn;

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Result, Store, Time,
    actor::{Actor, School},
    id::{AccountId, CardPieceId, PhotoId, SchoolId},
    journal::{self, Act, Subject},
    photo::bring::erase,
    store::Txn,
};

/// How long a piece waits to be matched.
pub const KEPT: TimeDelta = TimeDelta::hours(72);

/// Why its sticker did not say whose card it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Why {
    /// No sticker could be read.
    Unread,
    /// More than one is on it: perhaps two cards that touch.
    Several,
    /// It is no code of a gift of this school.
    Unknown,
    /// Another card of the same photo bears the same.
    Again,
}

impl Why {
    pub const ALL: [Self; 4] = [Self::Unread, Self::Several, Self::Unknown, Self::Again];
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card_piece")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CardPieceId,
    pub school_id: SchoolId,
    pub photo_id: PhotoId,
    pub why: Why,
    pub brought_by: AccountId,
    pub brought_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn gone_at(&self) -> Time {
        self.brought_at + KEPT
    }
}

/// What the school has still to match, in the order of the photo.
pub async fn waiting(db: &impl ConnectionTrait, school: School) -> Result<Vec<Model>> {
    let own = Entity::find().filter(COLUMN.school_id.eq(school.school())).order_by_asc(COLUMN.id);
    Ok(own.all(db).await?)
}

/// Destroys the pieces that nobody matched in time; run by the clock. Says how many.
pub async fn expire(store: &Store, now: Time) -> Result<u64> {
    let old = || Entity::find().filter(COLUMN.brought_at.lt(now - KEPT)).order_by_asc(COLUMN.id);
    if old().one(store.read()).await?.is_none() {
        return Ok(0);
    }
    let txn = store.write().await?;
    let pieces = old().lock_exclusive().all(&txn).await?;
    for piece in &pieces {
        destroy(&txn, piece, now).await?;
        let school = Subject("school", piece.school_id.0);
        journal::note(&txn, Actor::CLOCK, Act::CardPieceExpired, school, "", now).await?;
    }
    txn.commit().await?;
    Ok(pieces.len() as u64)
}

/// The piece, and with its key the picture.
async fn destroy(txn: &Txn, piece: &Model, now: Time) -> Result<()> {
    Entity::delete_by_id(piece.id).exec(txn).await?;
    erase(txn, piece.photo_id, now).await
}
