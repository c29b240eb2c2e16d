//! All papers of a phase in one go: the office asks, a worker makes them, the file is kept for a day.
//!
//! waiting → working → done or failed → gone. The rosters are part of it only where a reason was given; then only
//! who asked may fetch it, and each school's roster is journalled when it is opened.

pub mod work;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, ExprTrait},
};
use serde::Deserialize;

use crate::{
    Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Officer,
    child::look::Reason,
    error::Refusals,
    id::{AccountId, PhaseId, PrintJobId, SchoolId},
    journal::{self, Act, Subject},
    phase,
    store::Txn,
};

/// How long a file is kept.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    Waiting,
    Working,
    Done,
    Failed,
    /// Its file was deleted.
    Gone,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "print_job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PrintJobId,
    pub phase_id: PhaseId,
    /// None: all schools of the phase.
    pub school_id: Option<SchoolId>,
    /// Why the rosters are part of it: one of [`Reason::CHOICES`]. None: they are not.
    pub reason: Option<Reason>,
    pub lang: Lang,
    pub state: State,
    /// Papers made so far …
    pub done: i32,
    /// … of so many; 0 until it is known.
    pub total: i32,
    /// The name of the sealed file.
    pub file: Option<String>,
    /// Papers in it; a school with nothing to print on a paper has none.
    pub papers: i32,
    /// Those of them that name children.
    pub rosters: i32,
    /// Schools whose roster was asked for and has no line, one a line.
    pub without_roster: String,
    /// What was in the way, for who asked; forgotten with the file.
    pub failure: Option<String>,
    pub asked_by: AccountId,
    pub asked_at: DateTimeUtc,
    pub leased_until: Option<DateTimeUtc>,
    pub tries: i32,
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub const fn has_rosters(&self) -> bool {
        self.reason.is_some()
    }

    /// The names of the schools whose roster was asked for and has no line.
    pub fn without_roster(&self) -> Vec<String> {
        self.without_roster.lines().map(str::to_owned).collect()
    }

    pub const fn is_under_way(&self) -> bool {
        matches!(self.state, State::Waiting | State::Working)
    }
}

/// What is to be printed, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Blank: all schools.
    pub school: String,
    /// Why the rosters are wanted; blank: without them.
    pub reason: String,
}

/// Asks for the papers of a phase.
pub async fn ask(
    store: &Store,
    officer: Officer,
    phase: PhaseId,
    typed: &Typed,
    lang: Lang,
    form: &FormKey,
    now: Time,
) -> Result<PrintJobId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let phase = phase::find(&txn, phase).await?;
    let mut refusals = Refusals::default();
    let school = refusals.take(chosen(&txn, phase.id, &typed.school).await?);
    let reason = refusals.take(match typed.reason.as_str() {
        "" => Ok(None),
        key => {
            let reason = Reason::from_key(key).filter(|reason| Reason::CHOICES.contains(reason));
            reason.map(Some).ok_or(Refusal::NotAChoice(Field::Reason))
        }
    });
    let (Some(school), Some(reason)) = (school, reason) else { return Err(refusals.into()) };
    if super::waiting(&txn, phase.id).await?.is_empty() {
        return Err(Refusal::NothingToPrint.into());
    }
    let row = ActiveModel {
        phase_id: Set(phase.id),
        school_id: Set(school),
        reason: Set(reason),
        lang: Set(lang),
        state: Set(State::Waiting),
        done: Set(0),
        total: Set(0),
        asked_by: Set(officer.account()),
        asked_at: Set(now),
        tries: Set(0),
        ..Default::default()
    };
    let id = row.insert(&txn).await?.id;
    let detail = reason.map_or("", Reason::key);
    journal::note(&txn, officer, Act::PapersAsked, Subject("phase", phase.id.0), detail, now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// One of the schools that have something to print.
async fn chosen(
    db: &impl ConnectionTrait,
    phase: PhaseId,
    typed: &str,
) -> Result<std::result::Result<Option<SchoolId>, Refusal>> {
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let Ok(id) = typed.parse::<SchoolId>() else { return Ok(Err(Refusal::NotAChoice(Field::School))) };
    let is_there = super::waiting(db, phase).await?.iter().any(|one| one.school.id == id);
    Ok(if is_there { Ok(Some(id)) } else { Err(Refusal::NotAChoice(Field::School)) })
}

/// The newest jobs of a phase, while their files are kept.
pub async fn recent(db: &impl ConnectionTrait, _officer: Officer, phase: PhaseId, now: Time) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(COLUMN.phase_id.eq(phase))
        .filter(COLUMN.state.ne(State::Gone))
        .filter(COLUMN.asked_at.gt(now - KEPT))
        .order_by_desc(COLUMN.id)
        .limit(10)
        .all(db)
        .await?)
}

pub async fn one(db: &impl ConnectionTrait, _officer: Officer, id: PrintJobId) -> Result<Model> {
    Ok(Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?)
}

/// Whether this officer may have the file: one with real names only who gave the reason.
pub fn may_fetch(job: &Model, officer: Officer) -> bool {
    job.state == State::Done && (!job.has_rosters() || job.asked_by == officer.account())
}

/// A child of this school was erased: files with rosters of its phases are over at once, and the worker deletes them.
pub(crate) async fn recall(txn: &Txn, school: SchoolId, phases: &[PhaseId], now: Time) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now - KEPT - TimeDelta::seconds(1)))
        .filter(COLUMN.state.eq(State::Done))
        .filter(COLUMN.reason.is_not_null())
        .filter(COLUMN.phase_id.is_in(phases.iter().copied()))
        .filter(COLUMN.school_id.is_null().or(COLUMN.school_id.eq(school)))
        .exec(txn)
        .await?;
    Ok(())
}

/// The job whose file is about to be read; written down.
pub async fn fetch(store: &Store, officer: Officer, id: PrintJobId, now: Time) -> Result<Model> {
    let txn = store.write().await?;
    let job = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let is_over = job.ended_at.is_some_and(|at| at < now - KEPT);
    if is_over || !may_fetch(&job, officer) {
        return Err(Refusal::NotFound.into());
    }
    let detail = id.to_string();
    journal::note(&txn, officer, Act::PapersFetched, Subject("phase", job.phase_id.0), &detail, now).await?;
    txn.commit().await?;
    Ok(job)
}
