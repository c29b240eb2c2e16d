//! The outbox: a letter's row is written in the transaction of the act it tells of, and sent afterwards.
//!
//! A worker leases rows, sends, marks; a failed try comes back with back-off; what cannot be delivered
//! is dead, shown to the office with its reason, and can be sent again. What is no longer of use is over, and not sent.

pub(crate) mod compose;
pub mod letter;
pub mod over;
pub mod work;

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

use crate::{
    Lang, Result, Store, Time, account,
    id::{AccountId, LetterId},
    store::Txn,
};

pub use letter::Letter;

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Waiting,
    Leased,
    Sent,
    Dead,
    /// No longer of use: see [`Letter::is_over`].
    Over,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: LetterId,
    pub kind: String,
    pub recipient: String,
    pub account_id: Option<AccountId>,
    pub lang: Lang,
    /// JSON of a [`Letter`]; holds link numbers, never tokens.
    pub letter: String,
    pub dedupe: Option<String>,
    /// Fixed when the row is written, so that a letter sent twice is one letter to a mail program.
    pub message_id: String,
    pub state: State,
    pub due_at: DateTimeUtc,
    pub lease: Option<String>,
    pub leased_until: Option<DateTimeUtc>,
    pub tries: i32,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The letter itself.
    pub fn read(&self) -> Result<Letter, serde_json::Error> {
        serde_json::from_str(&self.letter)
    }
}

/// Whom a letter goes to.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub email: String,
    pub name: String,
    pub lang: Lang,
    pub account: Option<AccountId>,
}

impl From<&account::Model> for Recipient {
    fn from(account: &account::Model) -> Self {
        Self { email: account.email.clone(), name: account.name.clone(), lang: account.lang, account: Some(account.id) }
    }
}

/// Puts a letter into the outbox, in the act's own transaction.
pub(crate) async fn post(store: &Store, txn: &Txn, to: &Recipient, letter: &Letter, now: Time) -> Result<()> {
    post_once(store, txn, to, letter, None, now).await.map(|_| ())
}

/// Letters in one statement: 16 columns each stay below SQLite's 32,766 bound values.
const AT_ONCE: usize = 1_000;

/// Puts any number of letters into the outbox, in the act's own transaction.
pub(crate) async fn post_all(
    store: &Store,
    txn: &Txn,
    letters: impl IntoIterator<Item = (Recipient, Letter)>,
    now: Time,
) -> Result<()> {
    let rows = letters.into_iter().map(|(to, letter)| row(store, &to, &letter, now)).collect::<Result<Vec<_>>>()?;
    for some in rows.chunks(AT_ONCE) {
        Entity::insert_many(some.iter().cloned()).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Whether a letter was put under this `dedupe`; for the clock, which asks before it begins to write.
pub(crate) async fn has(db: &impl ConnectionTrait, dedupe: &str) -> Result<bool> {
    Ok(Entity::find().filter(COLUMN.dedupe.eq(dedupe)).one(db).await?.is_some())
}

/// Drops letters of one kind that were written before `before`, with the addresses they went to.
pub(crate) async fn forget(txn: &Txn, kind: &str, before: Time) -> Result<u64> {
    let old = Entity::delete_many().filter(COLUMN.kind.eq(kind)).filter(COLUMN.created_at.lt(before));
    Ok(old.exec(txn).await?.rows_affected)
}

/// Drops what was written before `before` to addresses without an account and has gone, or never will: an address
/// somebody typed, or whose account was forgotten, is not ours to keep. Run by the clock.
pub(crate) async fn forget_strangers(txn: &Txn, before: Time) -> Result<u64> {
    let old = Entity::delete_many()
        .filter(COLUMN.account_id.is_null())
        .filter(COLUMN.state.is_in([State::Sent, State::Dead, State::Over]))
        .filter(COLUMN.created_at.lt(before));
    Ok(old.exec(txn).await?.rows_affected)
}

/// Whether what was put under this `dedupe` has gone, or is in a worker's hands.
pub(crate) async fn may_have_gone(db: &impl ConnectionTrait, dedupe: &str) -> Result<bool> {
    let gone = Entity::find().filter(COLUMN.dedupe.eq(dedupe)).filter(COLUMN.state.is_in([State::Leased, State::Sent]));
    Ok(gone.one(db).await?.is_some())
}

/// Takes back what was put under this `dedupe` and has not gone yet.
pub(crate) async fn retract(txn: &Txn, dedupe: &str) -> Result<u64> {
    let unsent = Entity::delete_many().filter(COLUMN.dedupe.eq(dedupe)).filter(COLUMN.state.ne(State::Sent));
    Ok(unsent.exec(txn).await?.rows_affected)
}

/// Like [`post`], but at most once for each `dedupe`; says whether it was put.
pub(crate) async fn post_once(
    store: &Store,
    txn: &Txn,
    to: &Recipient,
    letter: &Letter,
    dedupe: Option<String>,
    now: Time,
) -> Result<bool> {
    let row = ActiveModel { dedupe: Set(dedupe), ..row(store, to, letter, now)? };
    let put = Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Dedupe).do_nothing().to_owned())
        .exec_without_returning(txn)
        .await?;
    Ok(put == 1)
}

/// Like [`post`], but it goes out only at `due`.
pub(crate) async fn post_later(
    store: &Store,
    txn: &Txn,
    to: &Recipient,
    letter: &Letter,
    due: Time,
    now: Time,
) -> Result<()> {
    let row = ActiveModel { due_at: Set(due), ..row(store, to, letter, now)? };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

fn row(store: &Store, to: &Recipient, letter: &Letter, now: Time) -> Result<ActiveModel> {
    Ok(ActiveModel {
        kind: Set(letter.kind().to_owned()),
        recipient: Set(to.email.clone()),
        account_id: Set(to.account),
        lang: Set(to.lang),
        letter: Set(serde_json::to_string(letter).map_err(|e| DbErr::Json(e.to_string()))?),
        dedupe: Set(None),
        message_id: Set(store.dice.id()),
        state: Set(State::Waiting),
        due_at: Set(now),
        tries: Set(0),
        created_at: Set(now),
        ..Default::default()
    })
}
