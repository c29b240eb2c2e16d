//! Reports of pages 举报: anybody says what should not stand there; the office answers and closes.
//!
//! The words and the address are sealed, and dropped when the report has been closed for a while.

pub mod close;
pub mod send;

use chrono::TimeDelta;
use sea_orm::{
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Code, Error, Lang, Refusal, Result, Store, Time,
    actor::Officer,
    id::{AccountId, PageReportId, WishId},
    outbox,
    store::{Txn, keys},
    wish,
};

/// Words and address are kept so long after the report was closed.
pub const KEPT: TimeDelta = TimeDelta::days(90);

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Somebody can be recognised.
    Personal,
    Wrong,
    Other,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Personal, Self::Wrong, Self::Other];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Wrong => "wrong",
            Self::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_report")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PageReportId,
    /// The page's path, without what stands after a question mark.
    pub path: String,
    /// The wish that the page is about.
    pub wish_id: Option<WishId>,
    pub kind: Kind,
    pub words: Option<Vec<u8>>,
    pub reply_to: Option<Vec<u8>>,
    pub lang: Lang,
    pub made_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_by: Option<AccountId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A report as the office reads it. No `Debug`: its words may name anybody.
#[derive(Clone)]
pub struct Opened {
    pub report: Model,
    /// None: dropped.
    pub words: Option<String>,
    /// Whether whoever sent it can be answered.
    pub can_answer: bool,
    /// The wish of the page, and whether it is off the public pages now.
    pub wish: Option<(Code, wish::Status, bool)>,
}

/// The reports nobody has closed, oldest first.
pub async fn open(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(COLUMN.closed_at.is_null()).order_by_asc(COLUMN.id).limit(most).all(db).await?)
}

/// The reports closed last, newest first.
pub async fn closed(db: &impl ConnectionTrait, _officer: Officer, most: u64) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(COLUMN.closed_at.is_not_null()).order_by_desc(COLUMN.id).limit(most).all(db).await?)
}

/// One report with its words.
pub async fn one(store: &Store, _officer: Officer, id: PageReportId) -> Result<Opened> {
    let report = Entity::find_by_id(id).one(store.read()).await?.ok_or(Refusal::NotFound)?;
    let words = match &report.words {
        Some(sealed) => Some(unseal(store, "words", id, sealed)?),
        None => None,
    };
    let wish = match report.wish_id {
        Some(id) => wish::Entity::find_by_id(id).one(store.read()).await?,
        None => None,
    };
    let wish = wish.map(|wish| (wish.code, wish.status, wish.hidden_at.is_some()));
    Ok(Opened { words, can_answer: report.reply_to.is_some(), wish, report })
}

/// Wishes that are about to be deleted: a report of their page stays, and is about no wish.
pub(crate) async fn unlink(txn: &Txn, wishes: &[WishId]) -> Result<()> {
    for some in wishes.chunks(1_000) {
        Entity::update_many()
            .col_expr(Column::WishId, Expr::value(None::<WishId>))
            .filter(COLUMN.wish_id.is_in(some.iter().copied()))
            .exec(txn)
            .await?;
    }
    Ok(())
}

fn unseal(store: &Store, column: &str, id: PageReportId, sealed: &[u8]) -> Result<String> {
    let words = store.keys.open_words(&place(column, id), sealed);
    words.map_err(|e| Error::Db(DbErr::Custom(format!("a report cannot be read: {e}"))))
}

fn place(column: &str, id: PageReportId) -> String {
    keys::place("page_report", column, id.0)
}

/// Drops the words and addresses of reports that were closed long enough ago, and the answers that were sent; run by
/// the clock. Says how many.
pub async fn forget(store: &Store, now: Time) -> Result<u64> {
    let old = || COLUMN.closed_at.lt(now - KEPT).and(COLUMN.words.is_not_null());
    if Entity::find().filter(old()).one(store.read()).await?.is_none() {
        return Ok(0);
    }
    let txn = store.write().await?;
    let dropped = Entity::update_many()
        .col_expr(Column::Words, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ReplyTo, Expr::value(None::<Vec<u8>>))
        .filter(old())
        .exec(&txn)
        .await?;
    outbox::forget(&txn, "page_report_answered", now - KEPT).await?;
    txn.commit().await?;
    Ok(dropped.rows_affected)
}
