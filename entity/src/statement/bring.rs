//! An officer brings a statement: the file's table is kept sealed until its first line is booked, or for a while. The
//! same file again is the same statement, and the officer hears of it.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, PaginatorTrait, entity::prelude::*};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{ActiveModel, COLUMN, Entity, Model, State, columns, count, sheet};
use crate::{
    Error, Field, FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{OrganiserId, StatementId},
    import::{
        Table,
        read::Brought,
        sheet::{Sheet, Unreadable},
    },
    journal::{self, Act, Subject},
    organiser,
    store::{Txn, keys},
};

/// Longest name of a file that is kept, in characters.
const FILE_NAME: usize = 80;

/// The form, beside the file itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Whose bank account it is.
    pub organiser: String,
}

/// The statement that a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub id: StatementId,
    /// Nobody had brought it before.
    pub is_new: bool,
}

/// Keeps it for [`super::work`]; one whose columns nobody knows waits for an officer to say what they are.
pub async fn bring(
    store: &Store,
    officer: Officer,
    brought: Brought,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<Kept> {
    let organiser = chosen(store.read(), &typed.organiser).await?;
    let remembered = columns::remembered(store.read(), &columns::bank(&organiser)).await?;
    let table = columns::find(&brought.book, &remembered).ok_or(Refusal::Unreadable(Unreadable::NoHeader))?;
    match keep(store, officer, &organiser, &brought, &table, form, now).await {
        // Brought twice at the same moment: the first is there now.
        Err(Error::Refused(refused)) if refused.0 == [Refusal::BookedAlready] => {
            keep(store, officer, &organiser, &brought, &table, form, now).await
        }
        kept => kept,
    }
}

async fn keep(
    store: &Store,
    officer: Officer,
    organiser: &organiser::Model,
    brought: &Brought,
    table: &Table,
    form: &FormKey,
    now: Time,
) -> Result<Kept> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let kept = match live(&txn, organiser.id, &brought.digest).await? {
        Some(same) => Kept { id: same.id, is_new: false },
        None => Kept { id: insert(store, &txn, officer, organiser.id, brought, table, now).await?, is_new: true },
    };
    form.keep(&txn, &kept, now).await?;
    txn.commit().await?;
    Ok(kept)
}

async fn insert(
    store: &Store,
    txn: &Txn,
    officer: Officer,
    organiser: OrganiserId,
    brought: &Brought,
    table: &Table,
    now: Time,
) -> Result<StatementId> {
    let is_known = columns::lacks(&table.mapping).is_empty();
    let rows = table.rows().count();
    let row = ActiveModel {
        organiser_id: Set(organiser),
        digest: Set(brought.digest.clone()),
        file_name: Set(brought.name.chars().filter(|c| !c.is_control()).take(FILE_NAME).collect()),
        header_row: Set(count(table.header as usize)),
        mapping: Set(table.mapping.to_text()),
        state: Set(if is_known { State::Reading } else { State::Unmapped }),
        row_count: Set(count(rows)),
        out_count: Set(0),
        bad_count: Set(0),
        known_count: Set(0),
        ordered_count: Set(0),
        made_by: Set(officer.account()),
        made_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(txn).await?.id;
    seal(store, txn, id, &table.sheet).await?;
    journal::note(txn, officer, Act::StatementBrought, Subject("statement", id.0), &rows.to_string(), now).await?;
    Ok(id)
}

async fn chosen(db: &impl ConnectionTrait, typed: &str) -> Result<organiser::Model> {
    if typed.is_empty() {
        return Err(Refusal::Missing(Field::Organiser).into());
    }
    let id: OrganiserId = typed.parse().map_err(|_| Refusal::NotAChoice(Field::Organiser))?;
    let found = organiser::Entity::find_by_id(id).one(db).await?;
    Ok(found.ok_or(Refusal::NotAChoice(Field::Organiser))?)
}

async fn live(txn: &Txn, organiser: OrganiserId, digest: &str) -> Result<Option<Model>> {
    let same = Entity::find().filter(COLUMN.organiser_id.eq(organiser)).filter(COLUMN.digest.eq(digest));
    Ok(same.filter(COLUMN.state.ne(State::Dropped)).one(txn).await?)
}

async fn seal(store: &Store, txn: &Txn, id: StatementId, table: &Sheet) -> Result<()> {
    let secret = Zeroizing::new(store.dice.bytes());
    let plain = Zeroizing::new(serde_json::to_vec(table).map_err(|e| DbErr::Json(e.to_string()))?);
    let row = sheet::ActiveModel {
        statement_id: Set(id),
        wrapped: Set(store.keys.wrap(&store.dice, "payment_sheet", id.0, &secret)),
        cells: Set(keys::seal(&secret, &store.dice, &place(id), &plain)),
    };
    sheet::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// The table with what its columns are; gone once a line of it was booked, or in time.
pub(super) async fn unseal(store: &Store, db: &impl ConnectionTrait, statement: &Model) -> Result<Table> {
    let unreadable = |what: &str| Error::Db(DbErr::Custom(format!("a statement's table cannot be read: {what}")));
    let row = sheet::Entity::find_by_id(statement.id).one(db).await?.ok_or(Refusal::PaymentMoved)?;
    let secret = store.keys.unwrap("payment_sheet", statement.id.0, &row.wrapped);
    let secret = secret.map_err(|e| unreadable(&e.to_string()))?;
    let plain = keys::open(&secret, &place(statement.id), &row.cells).map_err(|e| unreadable(&e.to_string()))?;
    // What is wrong with the text must not quote it.
    let sheet = serde_json::from_slice(&plain).map_err(|_| unreadable("no table"))?;
    let header = u32::try_from(statement.header_row).unwrap_or_default();
    Ok(Table { sheet, header, mapping: statement.mapping() })
}

/// Whether the table is still there.
pub(super) async fn is_kept(db: &impl ConnectionTrait, id: StatementId) -> Result<bool> {
    Ok(sheet::Entity::find_by_id(id).count(db).await? > 0)
}

/// Destroys the key, and with it the table.
pub(super) async fn destroy(txn: &Txn, id: StatementId) -> Result<()> {
    sheet::Entity::delete_by_id(id).exec(txn).await?;
    Ok(())
}

fn place(id: StatementId) -> String {
    keys::place("payment_sheet", "cells", id.0)
}
