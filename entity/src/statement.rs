//! Statements 银行流水: an organiser's bank account as a table, read line by line, matched by code and sum.
//!
//! unmapped → reading → ready ⇄ booking; aside: dropped. No line is there twice, however often a statement or one that
//! overlaps it is brought; nothing is booked that no officer said yes to. Until a line is booked, its columns can be
//! named anew.

pub mod book;
pub mod bring;
pub mod columns;
pub mod drop;
pub mod expire;
pub mod list;
mod matching;
pub mod remap;
pub mod remembered;
pub(crate) mod reopen;
mod row;
mod twice;
pub mod unread;
pub mod work;

use sea_orm::{QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    Day, Fen, Refusal, Result,
    id::{AccountId, ArrivalId, LineId, OrganiserId, ReferenceId, StatementId},
    import::columns::Mapping,
    store::Txn,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// An officer has to say what its columns are.
    Unmapped,
    /// The server is at its lines.
    Reading,
    /// The lines are there.
    Ready,
    /// An officer has said yes to all sure lines; the server is at it.
    Booking,
    Dropped,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_statement")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: StatementId,
    pub organiser_id: OrganiserId,
    /// Keyed hash of the file.
    pub digest: String,
    pub file_name: String,
    pub header_row: i32,
    /// The field of each column; see [`Mapping`].
    pub mapping: String,
    pub state: State,
    pub row_count: i32,
    /// Lines that say that money went out: not looked at.
    pub out_count: i32,
    /// Lines that cannot be read; see [`finding`].
    pub bad_count: i32,
    /// Lines that an earlier statement had.
    pub known_count: i32,
    /// So many sure lines were to be booked when an officer said yes.
    pub ordered_count: i32,
    pub made_by: AccountId,
    pub made_at: DateTimeUtc,
    pub ordered_by: Option<AccountId>,
    /// How often the server has failed at it since its columns were named or an officer said yes.
    pub tries: i32,
    /// When the server gave up; an officer may name its columns anew, or say yes again.
    pub failed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub fn mapping(&self) -> Mapping {
        Mapping::of_text(&self.mapping, &columns::FIELDS)
    }
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum LineState {
    Open,
    Booked,
    /// An officer said that it is none of ours: interest, a transfer between own accounts.
    SetAside,
}

/// How well a line fits what is to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Fit {
    /// Its code and the sum that is missing there.
    Sure,
    /// Its code, and less than is missing.
    Partly,
    /// Its code, and more than is missing: twice perhaps.
    Over,
    /// Its code, for which nothing is expected any more.
    Closed,
    /// Its code, and a day before there was that code.
    Early,
    /// A code with one wrong sign, or two codes.
    Near,
    /// No code, but the sum that somebody of this name has still to pay.
    Payer,
    Nothing,
}

impl Fit {
    pub const ALL: [Self; 8] =
        [Self::Sure, Self::Partly, Self::Over, Self::Closed, Self::Early, Self::Near, Self::Payer, Self::Nothing];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Partly => "partly",
            Self::Over => "over",
            Self::Closed => "closed",
            Self::Early => "early",
            Self::Near => "near",
            Self::Payer => "payer",
            Self::Nothing => "nothing",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fit| fit.key() == key)
    }
}

pub mod line {
    //! A line that says that money came in.

    use sea_orm::entity::prelude::*;

    use super::{ArrivalId, Day, Fen, Fit, LineId, LineState, OrganiserId, ReferenceId, StatementId};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_line")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: LineId,
        pub statement_id: StatementId,
        pub organiser_id: OrganiserId,
        pub row_no: i64,
        pub digest: String,
        pub arrived_on: Day,
        pub amount_fen: Fen,
        /// [`crate::payment::Words`], sealed.
        pub words: Vec<u8>,
        pub payer_hash: Option<String>,
        pub state: LineState,
        pub fit: Fit,
        /// What it seems to be for.
        pub reference_id: Option<ReferenceId>,
        pub arrival_id: Option<ArrivalId>,
        /// How often it was booked before and undone.
        pub bookings: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod sheet {
    use sea_orm::entity::prelude::*;

    use super::StatementId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_sheet")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub statement_id: StatementId,
        pub wrapped: Vec<u8>,
        pub cells: Vec<u8>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod heading {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_heading")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub bank: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub heading: String,
        pub field: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod finding {
    //! A line that cannot be read: which, and what is wrong with it; never what stands in it.

    use sea_orm::entity::prelude::*;

    use super::{StatementId, Wrong};

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "payment_finding")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub statement_id: StatementId,
        pub row_no: i64,
        /// A [`crate::Field`] by its key.
        pub field: String,
        pub kind: Wrong,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Wrong {
    Missing,
    NotADay,
    Future,
    NotMoney,
    Range,
    /// Neither in nor out.
    Unknown,
}

/// A statement, locked until the transaction ends.
async fn locked(txn: &Txn, id: StatementId) -> Result<Model> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or(Refusal::NotFound)?)
}

/// Takes its lines away, and what could not be read of it.
async fn clear(txn: &Txn, id: StatementId) -> Result<()> {
    line::Entity::delete_many().filter(line::COLUMN.statement_id.eq(id)).exec(txn).await?;
    finding::Entity::delete_many().filter(finding::COLUMN.statement_id.eq(id)).exec(txn).await?;
    Ok(())
}

/// Where a line's words are sealed.
fn place(digest: &str) -> String {
    format!("payment_line/words/{digest}")
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
