//! The work that officers ordered: lines are read from a statement, sure ones are booked. What a killed server left
//! half done is taken up again by whoever looks next; no line is there twice.

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    PaginatorTrait, QueryOrder,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use super::{
    ActiveModel, COLUMN, Column, Entity, LineState, Model, State, Wrong, book, bring, count, finding, line,
    matching::Ground,
    row::{self, Digests, Read, Row},
};
use crate::{
    Error, Field, Result, Store, Time,
    actor::Actor,
    id::StatementId,
    import::Table,
    journal::{self, Act, Subject},
    lang::china_date,
};

/// Lines in one transaction: 12 columns each stay below SQLite's 32,766 bound values, and others get their turn.
const AT_ONCE: usize = 1_000;
/// After so many failures an officer has to say what next.
const MOST_TRIES: i32 = 5;

/// Does the next piece of what was ordered and can be done; says whether there was any. A statement that fails lets the
/// others pass, and goes back to the office after some tries; one for which it is too busy now lets them pass and
/// waits. An error: whatever is left fails.
pub async fn next(store: &Store, now: Time) -> Result<bool> {
    let ordered = Entity::find().filter(COLUMN.state.is_in([State::Reading, State::Booking]));
    let ordered = ordered.order_by_asc(COLUMN.tries).order_by_asc(COLUMN.id);
    let mut failure = None;
    for statement in ordered.all(store.read()).await? {
        match piece(store, &statement, now).await {
            Ok(()) => return Ok(true),
            Err(error) => {
                // A database that is busy is no fault of the statement's.
                if !matches!(error, Error::Busy) {
                    failed(store, &statement, now).await?;
                }
                failure = Some(error);
            }
        }
    }
    failure.map_or(Ok(false), Err)
}

async fn piece(store: &Store, statement: &Model, now: Time) -> Result<()> {
    match statement.state {
        State::Booking => book::some(store, statement, now).await,
        _ => read(store, statement, now).await,
    }
}

/// Its lines stay as far as they were read or booked.
async fn failed(store: &Store, seen: &Model, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let there = super::locked(&txn, seen.id).await?;
    // Another process was quicker.
    if there.state != seen.state {
        return Ok(());
    }
    let tries = there.tries + 1;
    let mut row = ActiveModel { id: Set(there.id), tries: Set(tries), ..Default::default() };
    if tries >= MOST_TRIES {
        row.state = Set(State::Ready);
        row.failed_at = Set(Some(now));
    }
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// All of one statement, for whoever waits for it.
pub async fn carry_out(store: &Store, id: StatementId, now: Time) -> Result<()> {
    while let Some(statement) = Entity::find_by_id(id).one(store.read()).await? {
        match statement.state {
            State::Reading | State::Booking => piece(store, &statement, now).await?,
            State::Unmapped | State::Ready | State::Dropped => break,
        }
    }
    Ok(())
}

/// What a table says, counted.
#[derive(Default)]
struct Tally {
    came: u64,
    out: usize,
    bad: Vec<(u32, Field, Wrong)>,
}

async fn read(store: &Store, statement: &Model, now: Time) -> Result<()> {
    let table = bring::unseal(store, store.read(), statement).await?;
    let mut ground = Ground::of(store, store.read(), statement.organiser_id).await?;
    let (mut tally, mut digests) = (Tally::default(), Digests::default());
    let mut some = Vec::with_capacity(AT_ONCE);
    let today = china_date(now);
    for cells in table.rows() {
        match row::read(cells, &table.mapping, today) {
            Read::In(row) => some.push(judged(store, statement, &mut ground, &mut digests, &row)?),
            Read::Out => tally.out += 1,
            Read::Bad(field, wrong) => tally.bad.push((cells.number, field, wrong)),
        }
        if some.len() == AT_ONCE {
            let Some(given) = put(store, statement, std::mem::take(&mut some)).await? else { return Ok(()) };
            tally.came += given;
        }
    }
    let Some(given) = put(store, statement, some).await? else { return Ok(()) };
    tally.came += given;
    finish(store, statement, &table, tally, now).await
}

fn judged(
    store: &Store,
    statement: &Model,
    ground: &mut Ground,
    digests: &mut Digests,
    row: &Row,
) -> Result<line::ActiveModel> {
    let digest = digests.of(store, row);
    let payer = row.words.payer_hash(store);
    let found = ground.judge(row, payer.as_ref());
    Ok(line::ActiveModel {
        statement_id: Set(statement.id),
        organiser_id: Set(statement.organiser_id),
        row_no: Set(row.number.into()),
        words: Set(row.words.seal(store, &super::place(&digest))?),
        digest: Set(digest),
        arrived_on: Set(row.on),
        amount_fen: Set(row.amount),
        payer_hash: Set(payer),
        state: Set(if found.arrival.is_some() { LineState::Booked } else { LineState::Open }),
        fit: Set(found.fit),
        reference_id: Set(found.reference),
        arrival_id: Set(found.arrival),
        bookings: Set(0),
        ..Default::default()
    })
}

/// Says how many were given; those that are there already stay as they are. None: another was quicker, and its columns
/// may have been named anew since.
async fn put(store: &Store, statement: &Model, mut lines: Vec<line::ActiveModel>) -> Result<Option<u64>> {
    if lines.is_empty() {
        return Ok(Some(0));
    }
    let given = lines.len() as u64;
    // Two statements with the same days wait for each other and never for ever.
    lines.sort_by(|one, other| one.digest.as_ref().cmp(other.digest.as_ref()));
    let txn = store.write().await?;
    let there = super::locked(&txn, statement.id).await?;
    if (there.state, there.header_row, &there.mapping) != (State::Reading, statement.header_row, &statement.mapping) {
        return Ok(None);
    }
    let known = OnConflict::columns([line::Column::OrganiserId, line::Column::Digest]).do_nothing().to_owned();
    line::Entity::insert_many(lines).on_conflict(known).exec_without_returning(&txn).await?;
    txn.commit().await?;
    Ok(Some(given))
}

async fn finish(store: &Store, statement: &Model, table: &Table, tally: Tally, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let own = line::Entity::find().filter(line::COLUMN.statement_id.eq(statement.id)).count(&txn).await?;
    let known = tally.came.saturating_sub(own);
    let finished = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Ready))
        .col_expr(Column::RowCount, Expr::value(count(table.rows().count())))
        .col_expr(Column::OutCount, Expr::value(count(tally.out)))
        .col_expr(Column::BadCount, Expr::value(count(tally.bad.len())))
        .col_expr(Column::KnownCount, Expr::value(i32::try_from(known).unwrap_or(i32::MAX)))
        .filter(COLUMN.id.eq(statement.id))
        .filter(COLUMN.state.eq(State::Reading))
        .filter(COLUMN.header_row.eq(statement.header_row))
        .filter(COLUMN.mapping.eq(statement.mapping.as_str()))
        .exec(&txn)
        .await?;
    if finished.rows_affected == 0 {
        return Ok(());
    }
    for some in tally.bad.chunks(AT_ONCE) {
        let rows = some.iter().map(|(number, field, wrong)| finding::ActiveModel {
            statement_id: Set(statement.id),
            row_no: Set((*number).into()),
            field: Set(field.key().to_owned()),
            kind: Set(*wrong),
            ..Default::default()
        });
        finding::Entity::insert_many(rows).exec_without_returning(&txn).await?;
    }
    // Money that was written down by hand before is booked with it, so that its columns are settled.
    let booked = line::Entity::find().filter(line::COLUMN.statement_id.eq(statement.id));
    if booked.filter(line::COLUMN.state.eq(LineState::Booked)).count(&txn).await? > 0 {
        bring::destroy(&txn, statement.id).await?;
    }
    let subject = Subject("statement", statement.id.0);
    journal::note(&txn, Actor::CLOCK, Act::StatementRead, subject, &own.to_string(), now).await?;
    Ok(txn.commit().await?)
}
