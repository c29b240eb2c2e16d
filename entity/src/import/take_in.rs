//! The good lines become drafts, all or none. The school orders it; the server does it, even after it was killed.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, LockType},
};
use serde::Deserialize;

use super::{
    ActiveModel, COLUMN, Checked, Column, Entity, Model, State, check::born_after, judged::Judged, kept, read::count,
    write,
};
use crate::{
    Day, Error, Field, FormKey, Refusal, Result, Store, Time,
    actor::Importer,
    id::ImportId,
    journal::{self, Act, Subject},
    lang::china_date,
    phase, school,
    store::{
        Txn,
        progress::{UnderWay, Work},
    },
    text,
};

/// After so many failures the school has to say what next.
const MOST_TRIES: i32 = 5;
/// So often a table is judged anew because something changed meanwhile; then it waits.
const MOST_LOOKS: u32 = 5;

/// What the school says of the consents, for all lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// When they were signed, where a line does not say it.
    pub given_on: String,
    /// Ticked: `yes`.
    pub consent_photo: String,
    pub consent_card: String,
}

/// Says yes; [`carry_out`] does it.
pub async fn order(store: &Store, by: Importer, id: ImportId, typed: &Typed, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let import = super::within_reach(&txn, by.school(), id).await?;
    if import.state != State::Ready {
        return Err(Refusal::ImportState.into());
    }
    if import.good_count == 0 {
        return Err(Refusal::NothingToImport.into());
    }
    let today = china_date(now);
    let signed_on = signed(&typed.given_on, today)?;
    // A table that cannot be opened says so when it is carried out.
    let table = kept::unseal(store, &txn, &import).await.ok();
    if table.is_some_and(|table| born_after(&table, signed_on, today)) {
        return Err(Refusal::ConsentBeforeBirth.into());
    }
    let row = ActiveModel {
        id: Set(id),
        state: Set(State::Taking),
        consent_on: Set(Some(signed_on)),
        consent_photo: Set(!typed.consent_photo.is_empty()),
        consent_card: Set(!typed.consent_card.is_empty()),
        changed_at: Set(None),
        tries: Set(0),
        failed_at: Set(None),
        by_operator: Set(by.is_operator()),
        made_by: Set(by.account()),
        ordered_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(&txn).await?;
    journal::note(&txn, by, Act::ImportOrdered, Subject("import", id.0), &import.good_count.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

fn signed(typed: &str, today: Day) -> Result<Day, Refusal> {
    match text::day(Field::GivenOn, typed)? {
        day if day > today => Err(Refusal::DayInFuture(Field::GivenOn)),
        day => Ok(day),
    }
}

/// Takes the next import that was ordered and can be taken; `None` when none is left. Two processes at once take turns.
/// One that fails lets the others pass, and goes back to its school after some tries; one for which it is too busy now
/// lets them pass and waits. An error: whatever is left fails.
pub async fn carry_out_next(store: &Store, now: Time) -> Result<Option<ImportId>> {
    let waiting = Entity::find().filter(COLUMN.state.eq(State::Taking)).order_by_asc(COLUMN.tries);
    let mut failure = None;
    for next in waiting.order_by_asc(COLUMN.id).all(store.read()).await? {
        match carry_out(store, next.id, now).await {
            Ok(()) => return Ok(Some(next.id)),
            Err(error) => {
                // A database or a school that is busy is no fault of the table's.
                if !matches!(error, Error::Busy) {
                    failed(store, next.id, now).await?;
                }
                failure = Some(error);
            }
        }
    }
    failure.map_or(Ok(None), Err)
}

async fn failed(store: &Store, id: ImportId, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let Some(import) = ordered(&txn, id).await? else { return Ok(()) };
    let tries = import.tries + 1;
    let mut row = ActiveModel { id: Set(id), tries: Set(tries), ..Default::default() };
    if tries >= MOST_TRIES {
        row.state = Set(State::Ready);
        row.failed_at = Set(Some(now));
    }
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// How many lines are in, where this process is at it just now.
pub fn progress(store: &Store, id: ImportId) -> Option<usize> {
    store.progress.of(work(id))
}

const fn work(id: ImportId) -> Work {
    ("import", id.0)
}

/// Judges the table, then writes all good lines in one transaction. Where the county has learnt something meanwhile
/// that keeps a line from being taken, nothing is written and the school sees the table judged anew.
pub async fn carry_out(store: &Store, id: ImportId, now: Time) -> Result<()> {
    match try_to(store, id, now).await {
        Err(Error::Refused(_)) => step_back(store, id, None, now).await,
        done => done,
    }
}

async fn try_to(store: &Store, id: ImportId, now: Time) -> Result<()> {
    let under_way = store.progress.begin(work(id));
    for _ in 0..MOST_LOOKS {
        let db = store.read();
        let import = Entity::find_by_id(id).filter(COLUMN.state.eq(State::Taking)).one(db).await?;
        let Some(import) = import else { return Ok(()) };
        let table = kept::unseal(store, db, &import).await?;
        let phase = open_phase(db, &import).await?;
        let judged = Judged::of(store, db, import.school_id, &phase, &table, now).await?;
        if judged.checked.good() != usize::try_from(import.good_count).unwrap_or_default() {
            return step_back(store, id, Some(&judged.checked), now).await;
        }
        if write_all(store, &import, &judged, &under_way, now).await? {
            return Ok(());
        }
    }
    Err(Error::Busy)
}

async fn open_phase(db: &impl ConnectionTrait, import: &Model) -> Result<phase::Model> {
    let phase = phase::find(db, import.phase_id).await?;
    if phase.takes_wishes() { Ok(phase) } else { Err(Refusal::PhaseState.into()) }
}

/// The one transaction, short because everything was judged before: others wait for it. Not done: something that the
/// table was judged by has changed since.
async fn write_all(store: &Store, judged_as: &Model, judged: &Judged, under_way: &UnderWay, now: Time) -> Result<bool> {
    let id = judged_as.id;
    let txn = store.write().await?;
    let Some(import) = ordered(&txn, id).await? else { return Ok(true) };
    // Two tables of one school take turns.
    school::Entity::find_by_id(import.school_id).lock(LockType::NoKeyUpdate).one(&txn).await?;
    let phase = open_phase(&txn, &import).await?;
    if import != *judged_as || !judged.holds(store, &txn, import.school_id, &phase, now).await? {
        return Ok(false);
    }
    let wishes = write::write(store, &txn, &import, &judged.checked.good, under_way, now).await?;
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Taken))
        .col_expr(Column::WishCount, Expr::value(count(wishes)))
        .col_expr(Column::TakenAt, Expr::value(now))
        .filter(COLUMN.id.eq(id))
        .exec(&txn)
        .await?;
    kept::destroy(&txn, id).await?;
    journal::note(&txn, import.importer(), Act::ImportTaken, Subject("import", id.0), &wishes.to_string(), now).await?;
    txn.commit().await?;
    Ok(true)
}

/// Locked; `None` when another process was quicker.
async fn ordered(txn: &Txn, id: ImportId) -> Result<Option<Model>> {
    let ordered = Entity::find_by_id(id).filter(COLUMN.state.eq(State::Taking)).lock_exclusive();
    Ok(ordered.one(txn).await?)
}

async fn step_back(store: &Store, id: ImportId, checked: Option<&Checked>, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if ordered(&txn, id).await?.is_none() {
        return Ok(());
    }
    let mut row =
        ActiveModel { id: Set(id), state: Set(State::Ready), changed_at: Set(Some(now)), ..Default::default() };
    if let Some(checked) = checked {
        row.row_count = Set(count(checked.rows));
        row.good_count = Set(count(checked.good()));
        kept::keep_findings(&txn, id, &checked.findings).await?;
    }
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}
