//! The worker's side of a print job: lease, read what is to be printed, done or failed, gone after its day.

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};

use super::{ActiveModel, COLUMN, Column, Entity, KEPT, Model, State};
use crate::{
    Refusal, Result, Store, Time, account,
    actor::Actor,
    child::look,
    handout::roster::{self, Roster},
    id::{PrintJobId, SchoolId},
    journal::{self, Act, Subject},
    paper::{self, Papers},
    school,
};

/// How long a worker may take before another takes over.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long it is left alone when the database was busy.
const PAUSE: TimeDelta = TimeDelta::seconds(20);
/// A file that cannot be made is not tried for ever.
const MOST_TRIES: i32 = 3;

/// Leases the oldest job that waits, or whose worker was lost. No job is leased to two workers at once.
pub async fn begin(store: &Store, now: Time) -> Result<Option<Model>> {
    loop {
        let txn = store.write().await?;
        let open = Entity::find()
            .filter(COLUMN.state.is_in([State::Waiting, State::Working]))
            .filter(COLUMN.leased_until.is_null().or(COLUMN.leased_until.lt(now)))
            .order_by_asc(COLUMN.id)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(&txn)
            .await?;
        let Some(job) = open else { return Ok(None) };
        let row = ActiveModel { id: Set(job.id), tries: Set(job.tries + 1), ..Default::default() };
        if job.tries >= MOST_TRIES {
            let row = ActiveModel { state: Set(State::Failed), ended_at: Set(Some(now)), ..row };
            ActiveModel { leased_until: Set(None), ..row }.update(&txn).await?;
            txn.commit().await?;
            continue;
        }
        let row = ActiveModel { state: Set(State::Working), done: Set(0), ..row };
        let job = ActiveModel { leased_until: Set(Some(now + LEASE)), ..row }.update(&txn).await?;
        txn.commit().await?;
        return Ok(Some(job));
    }
}

/// Lets go of what a worker that was killed had leased. Only for a process that is alone with its database.
pub async fn take_back(store: &Store) -> Result<()> {
    let txn = store.write().await?;
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(None::<Time>))
        .filter(COLUMN.state.eq(State::Working))
        .exec(&txn)
        .await?;
    Ok(txn.commit().await?)
}

/// The schools this job is about.
pub async fn schools(db: &impl ConnectionTrait, job: &Model) -> Result<Vec<school::Model>> {
    let waiting = paper::waiting(db, job.phase_id).await?.into_iter().map(|one| one.school);
    Ok(waiting.filter(|school| job.school_id.is_none_or(|only| only == school.id)).collect())
}

/// What names nobody, for one of the job's schools.
pub async fn papers(db: &impl ConnectionTrait, job: &Model, school: SchoolId) -> Result<Papers> {
    paper::read(db, job.phase_id, school).await
}

/// The roster of one of the job's schools, in the name of who gave the reason; journalled and counted before it is opened.
pub async fn roster(store: &Store, job: &Model, school: SchoolId, now: Time) -> Result<Roster> {
    let reason = job.reason.ok_or(Refusal::ReasonMissing)?;
    let txn = store.write().await?;
    let officer = account::Entity::find_by_id(job.asked_by).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if officer.disabled_at.is_some() {
        return Err(Refusal::NotYours.into());
    }
    let roster = roster::read(store, &txn, school, job.phase_id).await?;
    let detail = format!("{} {} {}", roster.phase.number, reason.key(), roster.lines.len());
    journal::note(&txn, Actor::of(&officer), Act::RosterPrinted, Subject("school", school.0), &detail, now).await?;
    look::of_office(&txn, officer.id, reason, roster.lines.len(), now).await?;
    txn.commit().await?;
    Ok(roster)
}

/// How far the work is; the lease begins anew.
pub async fn progress(store: &Store, id: PrintJobId, done: i32, total: i32, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let row = ActiveModel {
        id: Set(id),
        done: Set(done),
        total: Set(total),
        leased_until: Set(Some(now + LEASE)),
        ..Default::default()
    };
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// What the file will hold: papers, rosters among them, and the names of the schools whose roster has no line.
pub async fn pack(store: &Store, id: PrintJobId, papers: usize, rosters: usize, without_roster: &[&str]) -> Result<()> {
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    let txn = store.write().await?;
    let row = ActiveModel {
        id: Set(id),
        papers: Set(count(papers)),
        rosters: Set(count(rosters)),
        without_roster: Set(without_roster.join("\n")),
        ..Default::default()
    };
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// The file is there.
pub async fn finish(store: &Store, id: PrintJobId, file: &str, now: Time) -> Result<()> {
    end(store, id, ActiveModel { state: Set(State::Done), file: Set(Some(file.to_owned())), ..Default::default() }, now)
        .await
}

/// The database was busy: it is made anew in a while, as if its worker had been lost.
pub async fn put_off(store: &Store, id: PrintJobId, now: Time) -> Result<()> {
    let txn = store.write().await?;
    ActiveModel { id: Set(id), leased_until: Set(Some(now + PAUSE)), ..Default::default() }.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// No file can be made; `failure` is a sentence for who asked, or empty.
pub async fn fail(store: &Store, id: PrintJobId, failure: &str, now: Time) -> Result<()> {
    let failure = Set(Some(failure.to_owned()));
    end(store, id, ActiveModel { state: Set(State::Failed), failure, ..Default::default() }, now).await
}

async fn end(store: &Store, id: PrintJobId, row: ActiveModel, now: Time) -> Result<()> {
    let txn = store.write().await?;
    ActiveModel { id: Set(id), leased_until: Set(None), ended_at: Set(Some(now)), ..row }.update(&txn).await?;
    Ok(txn.commit().await?)
}

/// Jobs whose files were kept long enough: delete each, then say that it is [`gone`].
pub async fn expired(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(COLUMN.state.is_in([State::Done, State::Failed]))
        .filter(COLUMN.ended_at.lt(now - KEPT))
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?)
}

/// The file is deleted, and what was said of it forgotten.
pub async fn gone(store: &Store, id: PrintJobId) -> Result<()> {
    let txn = store.write().await?;
    let row =
        ActiveModel { id: Set(id), state: Set(State::Gone), file: Set(None), failure: Set(None), ..Default::default() };
    row.update(&txn).await?;
    Ok(txn.commit().await?)
}
