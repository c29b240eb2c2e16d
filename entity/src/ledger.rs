//! The ledger 账: where money came from and went to, as append-only double entry in integers of fen.
//!
//! Every transfer sums to zero; what was wrong is reversed, never changed. Balances are sums of lines. The database
//! refuses change, deletion, a transfer that is not whole, a gap, and a booking in a closed period by itself.

pub mod account;
mod book;
mod chain;
pub mod list;
pub mod period;
pub mod programme;
pub mod record;
pub mod reverse;
pub mod seal;
pub mod totals;
pub mod verify;

use sea_orm::entity::prelude::*;

use crate::{
    Day, Fen, Result,
    id::{AccountId, LedgerAccountId, TransferId},
};

pub use account::{Account, Kind, Purpose, Source};
pub(crate) use book::Book;
pub use programme::Programme;

/// Why money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    /// An officer booked it by hand.
    ByHand,
    /// It arrived at the organiser's bank.
    Arrived,
    /// What had arrived was found to be for a programme.
    Sorted,
    /// It was given back to who had paid it.
    Returned,
    /// It was paid out as a programme's own rule says.
    PaidOut,
    /// An earlier transfer was wrong.
    Reversal,
}

impl Reason {
    pub const ALL: [Self; 6] =
        [Self::ByHand, Self::Arrived, Self::Sorted, Self::Returned, Self::PaidOut, Self::Reversal];

    pub const fn key(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Arrived => "arrived",
            Self::Sorted => "sorted",
            Self::Returned => "returned",
            Self::PaidOut => "paid_out",
            Self::Reversal => "reversal",
        }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_transfer")]
pub struct Model {
    /// 1, 2, 3, … without a gap.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TransferId,
    pub reason: Reason,
    /// The day it belongs to; never in a closed period.
    pub booked_on: Day,
    /// When it was written down.
    pub at: DateTimeUtc,
    pub role: String,
    pub account_id: Option<AccountId>,
    /// The number of the paper behind it; for the office only. Blank: none.
    pub document: String,
    /// What may be booked but once: the line of a statement, a payout run.
    pub once: Option<String>,
    pub reverses: Option<TransferId>,
    /// How many lines it has.
    pub lines: i32,
    /// Over the hash before it and all of it, its lines included.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod entry {
    //! The lines of a transfer: what went into an account (+) or out of it (−).

    use sea_orm::entity::prelude::*;

    use crate::{
        Fen,
        id::{LedgerAccountId, TransferId},
    };

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub transfer_id: TransferId,
        /// 1, 2, 3, … within its transfer.
        #[sea_orm(primary_key, auto_increment = false)]
        pub line: i32,
        pub account_id: LedgerAccountId,
        pub amount_fen: Fen,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Money that is to move: lines that sum to zero.
#[derive(Clone, Debug)]
pub struct Transfer {
    pub reason: Reason,
    pub on: Day,
    pub lines: Vec<(Account, Fen)>,
    pub document: String,
    pub once: Option<String>,
    pub reverses: Option<TransferId>,
}

impl Transfer {
    /// From one account into another.
    pub fn between(reason: Reason, on: Day, from: Account, to: Account, amount: Fen) -> Self {
        let lines = vec![(from, Fen(-amount.0)), (to, amount)];
        Self { reason, on, lines, document: String::new(), once: None, reverses: None }
    }

    /// The number of the paper behind it.
    #[must_use]
    pub fn document(self, number: String) -> Self {
        Self { document: number, ..self }
    }

    /// Whatever else was or will be booked under this word is the same thing, and is refused.
    #[must_use]
    pub fn once(self, word: String) -> Self {
        Self { once: Some(word), ..self }
    }

    /// Two lines or more, none of them nothing, together zero.
    fn is_whole(&self) -> bool {
        let sum = self.lines.iter().try_fold(Fen::ZERO, |sum, (_, amount)| sum.plus(*amount));
        self.lines.len() >= 2 && sum == Some(Fen::ZERO) && self.lines.iter().all(|(_, amount)| *amount != Fen::ZERO)
    }
}

/// The number of the last transfer and the chain's head.
pub async fn head(db: &impl ConnectionTrait) -> Result<(i64, String)> {
    book::head(db).await
}

/// An account as its row says it.
fn place(row: &account::Model) -> (LedgerAccountId, Account) {
    (row.id, row.place())
}
