//! A school brings a table: it is judged and kept, nothing is taken yet. The same file again is the same import.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, entity::prelude::*};
use serde::Deserialize;

use super::{
    ActiveModel, COLUMN, Entity, Model, State,
    header::{self, Table},
    kept,
    sheet::{Book, Unreadable},
};
use crate::{
    Field, FormKey, Refusal, Result, Store, Time,
    account::{self, Role},
    actor::Importer,
    id::{ImportId, SchoolId},
    journal::{self, Act, Subject},
    phase, school,
    store::Txn,
};

/// Longest name of a file that is kept, in characters.
const FILE_NAME: usize = 80;

/// The form, beside the file itself.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub phase: String,
}

/// A file, read.
pub struct Brought {
    pub name: String,
    /// [`crate::store::Keys::file_digest`] of its bytes.
    pub digest: String,
    pub book: Book,
}

/// Whoever runs the installation, on behalf of the school with this code; its drafts belong to its teacher, or to an
/// administrator where it has none.
pub async fn operator(db: &impl ConnectionTrait, code: &str) -> Result<Importer> {
    let school = school::Entity::find().filter(school::COLUMN.code.eq(code)).one(db).await?;
    let school = school.ok_or(Refusal::NotFound)?;
    let account = |query: Select<account::Entity>| {
        query.filter(account::COLUMN.disabled_at.is_null()).order_by_asc(account::COLUMN.id).one(db)
    };
    let teacher = account(account::Entity::find().filter(account::COLUMN.school_id.eq(school.id))).await?;
    let whose = match teacher {
        Some(teacher) => Some(teacher),
        None => account(account::Entity::find().filter(account::COLUMN.role.eq(Role::Admin))).await?,
    };
    Ok(Importer::new(whose.ok_or(Refusal::NotYours)?.id, school.id, true))
}

/// Keeps the table and what was found in it. A table without headings is kept too: a person may point at them.
pub async fn read(
    store: &Store,
    by: Importer,
    brought: Brought,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<ImportId> {
    let phase = chosen_phase(store.read(), &typed.phase).await?;
    let remembered = kept::remembered(store.read(), by.school()).await?;
    let Brought { name, digest, book } = brought;
    let table = match header::find(&book, &remembered) {
        Some(table) => table,
        None => Table::unknown(&book).ok_or(Refusal::Unreadable(Unreadable::NoHeader))?,
    };
    let checked = super::rehearse(store, store.read(), by.school(), &phase, &table, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    open_school(&txn, by.school()).await?;
    if let Some(same) = live(&txn, by.school(), phase.id, &digest).await? {
        form.keep(&txn, &same.id, now).await?;
        txn.commit().await?;
        return Ok(same.id);
    }
    let row = ActiveModel {
        school_id: Set(by.school()),
        phase_id: Set(phase.id),
        digest: Set(digest),
        file_name: Set(name.chars().filter(|c| !c.is_control()).take(FILE_NAME).collect()),
        header_row: Set(count(table.header as usize)),
        mapping: Set(table.mapping.to_text()),
        state: Set(State::Ready),
        row_count: Set(count(checked.rows)),
        good_count: Set(count(checked.good())),
        wish_count: Set(0),
        consent_photo: Set(false),
        consent_card: Set(false),
        by_operator: Set(by.is_operator()),
        made_by: Set(by.account()),
        made_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    kept::seal(store, &txn, id, &table.sheet).await?;
    kept::keep_findings(&txn, id, &checked.findings).await?;
    journal::note(&txn, by, Act::ImportRead, Subject("import", id.0), &checked.rows.to_string(), now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

async fn chosen_phase(db: &impl ConnectionTrait, typed: &str) -> Result<phase::Model> {
    if typed.is_empty() {
        return Err(Refusal::Missing(Field::Phase).into());
    }
    let id = typed.parse().map_err(|_| Refusal::NotAChoice(Field::Phase))?;
    let found: Option<phase::Model> = phase::Entity::find_by_id::<crate::id::PhaseId>(id).one(db).await?;
    Ok(found.ok_or(Refusal::NotAChoice(Field::Phase))?)
}

async fn open_school(txn: &Txn, school: SchoolId) -> Result<()> {
    let own = school::Entity::find_by_id(school).one(txn).await?.ok_or(Refusal::NotFound)?;
    if own.closed_at.is_some() { Err(Refusal::NotYours.into()) } else { Ok(()) }
}

/// The import of the same file that was not undone.
async fn live(txn: &Txn, school: SchoolId, phase: crate::id::PhaseId, digest: &str) -> Result<Option<Model>> {
    let same = Entity::find()
        .filter(COLUMN.school_id.eq(school))
        .filter(COLUMN.phase_id.eq(phase))
        .filter(COLUMN.digest.eq(digest))
        .filter(COLUMN.state.is_in([State::Ready, State::Taking, State::Taken]));
    Ok(same.one(txn).await?)
}

pub(super) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
