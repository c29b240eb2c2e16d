//! Looking at a child's record. A school sees its own pupils, the office on request with a reason; each look
//! stands in the journal, and is counted for the monthly report, before the record is opened.

pub mod monthly;

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::record::{self, Record};
use crate::{
    Code, Error, Field, Refusal, Result, Store, Time,
    actor::{Admin, Importer, Officer, School},
    id::{AccountId, ChildId, LookId, SchoolId, WishId},
    journal::{self, Act, Subject},
    store::{Txn, keys},
    text, wish,
};

/// Longest remark, in characters.
pub const REMARK: usize = 200;

/// What for. The journal holds the word, so it is one of a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Reason {
    /// Something in the wish or the consent does not fit.
    Review,
    /// Two wishes may be one child's.
    Duplicate,
    /// A gift cannot be handed out without it.
    Delivery,
    /// The guardian asked to see or mend the data.
    Guardian,
    /// A school writes or mends a wish.
    Wish,
    /// A school's list of its wishes.
    List,
    Roster,
    /// The signed sheet of a hand-out.
    Sheet,
    /// A school's register of consents.
    Consents,
    /// A household's contract or receipt is signed.
    Contract,
    /// A household asked to see or mend its data.
    Household,
}

impl Reason {
    /// What an officer chooses from; the others are a school's daily work.
    pub const CHOICES: [Self; 4] = [Self::Review, Self::Duplicate, Self::Delivery, Self::Guardian];
    pub const ALL: [Self; 11] = [
        Self::Review,
        Self::Duplicate,
        Self::Delivery,
        Self::Guardian,
        Self::Wish,
        Self::List,
        Self::Roster,
        Self::Sheet,
        Self::Consents,
        Self::Contract,
        Self::Household,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Duplicate => "duplicate",
            Self::Delivery => "delivery",
            Self::Guardian => "guardian",
            Self::Wish => "wish",
            Self::List => "list",
            Self::Roster => "roster",
            Self::Sheet => "sheet",
            Self::Consents => "consents",
            Self::Contract => "contract",
            Self::Household => "household",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// One look: who opened how many names, when and why.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "look")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: LookId,
    pub at: DateTimeUtc,
    pub account_id: AccountId,
    /// The school that looked at its own pupils; none: the office.
    pub school_id: Option<SchoolId>,
    pub reason: Reason,
    pub names: i32,
    /// The wish whose child it was; none where a list was opened.
    pub wish_id: Option<WishId>,
    /// Sealed: an officer's own words may name anybody.
    pub remark: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Why an officer needs the name, as typed. No `Debug`: the remark may name anybody.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// One of [`Reason::CHOICES`] by its key.
    pub reason: String,
    /// May be empty; read by administrators only.
    pub remark: String,
}

/// The school opens one pupil's record, to write or mend the wish. `None`: it was erased.
pub async fn by_school(store: &Store, school: School, code: &Code, now: Time) -> Result<Option<Record>> {
    let txn = store.write().await?;
    let wish = wish::within_reach(&txn, Some(school.school()), code).await?;
    journal::note(&txn, school, Act::ChildLooked, Subject("child", wish.child_id.0), code.as_str(), now).await?;
    own(&txn, school, Reason::Wish, 1, Some(wish.id), now).await?;
    let record = record::read(store, &txn, wish.child_id).await?;
    txn.commit().await?;
    Ok(record)
}

/// The office opens one child's record, for a reason it chose.
pub async fn by_office(
    store: &Store,
    officer: Officer,
    code: &Code,
    typed: &Typed,
    now: Time,
) -> Result<Option<Record>> {
    let reason = match typed.reason.as_str() {
        "" => return Err(Refusal::ReasonMissing.into()),
        key => Reason::from_key(key).filter(|reason| Reason::CHOICES.contains(reason)),
    };
    let reason = reason.ok_or(Refusal::NotAChoice(Field::Reason))?;
    let remark = text::lines(Field::Remark, &typed.remark, REMARK)?;
    let txn = store.write().await?;
    let wish = wish::within_reach(&txn, None, code).await?;
    let detail = format!("{code} {}", reason.key());
    journal::note(&txn, officer, Act::ChildLooked, Subject("child", wish.child_id.0), &detail, now).await?;
    let row = row(officer.account(), reason, 1, Some(wish.id), now);
    let look = row.insert(&txn).await?.id;
    if !remark.is_empty() {
        let sealed = store.keys.seal_words(&store.dice, &place(look), &remark);
        let sealing = Entity::update_many().col_expr(Column::Remark, Expr::value(sealed));
        sealing.filter(COLUMN.id.eq(look)).exec(&txn).await?;
    }
    let record = record::read(store, &txn, wish.child_id).await?;
    txn.commit().await?;
    Ok(record)
}

/// The names behind the school's own wishes, for its list; one entry says how many were shown.
pub async fn names(
    store: &Store,
    school: School,
    wishes: &[WishId],
    reason: Reason,
    now: Time,
) -> Result<HashMap<WishId, String>> {
    if wishes.is_empty() {
        return Ok(HashMap::new());
    }
    let txn = store.write().await?;
    let pupils: Vec<(WishId, ChildId)> = wish::Entity::find()
        .select_only()
        .columns([wish::Column::Id, wish::Column::ChildId])
        .filter(wish::COLUMN.id.is_in(wishes.iter().copied()))
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .into_tuple()
        .all(&txn)
        .await?;
    let count = pupils.len().to_string();
    journal::note(&txn, school, Act::PupilsLooked, Subject("school", school.school().0), &count, now).await?;
    own(&txn, school, reason, pupils.len(), None, now).await?;
    let children: Vec<ChildId> = pupils.iter().map(|(_, child)| *child).collect();
    let records = record::read_many(store, &txn, &children).await?;
    txn.commit().await?;
    Ok(pupils.into_iter().filter_map(|(wish, child)| Some((wish, records.get(&child)?.name.clone()))).collect())
}

/// Counts a school's look at its own pupils; its journal entry is the caller's. None opened, none counted.
pub(crate) async fn own(
    txn: &Txn,
    school: School,
    reason: Reason,
    names: usize,
    wish: Option<WishId>,
    now: Time,
) -> Result<()> {
    if names > 0 {
        let row = row(school.account(), reason, names, wish, now);
        insert(txn, ActiveModel { school_id: Set(Some(school.school())), ..row }).await?;
    }
    Ok(())
}

/// Counts a school's look at the names in a table it brought; its journal entry is the caller's.
pub(crate) async fn in_table(txn: &Txn, by: Importer, names: usize, now: Time) -> Result<()> {
    if names > 0 {
        let row = row(by.account(), Reason::List, names, None, now);
        insert(txn, ActiveModel { school_id: Set(Some(by.school())), ..row }).await?;
    }
    Ok(())
}

/// Counts a look by the office, or by a village at its own households; its journal entry is the caller's. None opened,
/// none counted.
pub(crate) async fn of_office(txn: &Txn, account: AccountId, reason: Reason, names: usize, now: Time) -> Result<()> {
    if names > 0 {
        insert(txn, row(account, reason, names, None, now)).await?;
    }
    Ok(())
}

async fn insert(txn: &Txn, row: ActiveModel) -> Result<()> {
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

fn row(account: AccountId, reason: Reason, names: usize, wish: Option<WishId>, now: Time) -> ActiveModel {
    ActiveModel {
        at: Set(now),
        account_id: Set(account),
        reason: Set(reason),
        names: Set(i32::try_from(names).unwrap_or(i32::MAX)),
        wish_id: Set(wish),
        ..Default::default()
    }
}

/// What the officer wrote beside the reason; for administrators.
pub fn remark(store: &Store, _admin: Admin, look: &Model) -> Result<Option<String>> {
    let Some(sealed) = &look.remark else { return Ok(None) };
    let words = store.keys.open_words(&place(look.id), sealed);
    words.map(Some).map_err(|e| Error::Db(DbErr::Custom(format!("a remark cannot be read: {e}"))))
}

/// A child that is erased leaves no remark that could name it.
pub(super) async fn forget(txn: &Txn, child: ChildId) -> Result<()> {
    let wishes = wish::Entity::find().select_only().column(wish::Column::Id).filter(wish::COLUMN.child_id.eq(child));
    Entity::update_many()
        .col_expr(Column::Remark, Expr::value(None::<Vec<u8>>))
        .filter(Column::WishId.in_subquery(sea_orm::QueryTrait::into_query(wishes)))
        .filter(COLUMN.remark.is_not_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Wishes that are about to be deleted: that somebody looked stays counted, what was said of the child goes.
pub(crate) async fn unlink(txn: &Txn, wishes: &[WishId]) -> Result<()> {
    for some in wishes.chunks(1_000) {
        Entity::update_many()
            .col_expr(Column::WishId, Expr::value(None::<WishId>))
            .col_expr(Column::Remark, Expr::value(None::<Vec<u8>>))
            .filter(COLUMN.wish_id.is_in(some.iter().copied()))
            .exec(txn)
            .await?;
    }
    Ok(())
}

fn place(look: LookId) -> String {
    keys::place("look", "remark", look.0)
}
