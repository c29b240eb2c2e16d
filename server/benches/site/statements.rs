//! The statements a page sends to the database, and how the database carries them out.

use std::{
    fmt::{Debug, Write},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Row, SqlitePool};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    subscriber::Interest,
};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt, util::SubscriberInitExt};

const TARGET: &str = "sqlx::query";

/// Hears every statement of this process while it listens.
#[derive(Clone, Default)]
pub struct Ear {
    listening: Arc<AtomicBool>,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Ear {
    /// For the whole process: SQLite's statements run on threads of their own.
    pub fn install() -> Self {
        let ear = Self::default();
        tracing_subscriber::registry().with(ear.clone()).init();
        ear
    }

    /// What was sent while the work was done.
    pub async fn during(&self, work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<Vec<String>> {
        self.listening.store(true, Ordering::Release);
        let done = work.await;
        self.listening.store(false, Ordering::Release);
        done?;
        Ok(std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl<S: Subscriber> Layer<S> for Ear {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if metadata.target() == TARGET { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == TARGET && self.listening.load(Ordering::Acquire)
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut words = Words::default();
        event.record(&mut words);
        let statement = if words.statement.is_empty() { words.summary } else { words.statement };
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(statement.trim().to_owned());
    }
}

/// A short statement stands in the summary, a long one has its first words there.
#[derive(Default)]
struct Words {
    summary: String,
    statement: String,
}

impl Visit for Words {
    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }
}

/// The steps of a statement, as SQLite plans them.
pub async fn plan(pool: &SqlitePool, statement: &str) -> anyhow::Result<Vec<String>> {
    let rows = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"))).fetch_all(pool).await?;
    rows.iter().map(|row| Ok(row.try_get("detail")?)).collect()
}

/// What a page costs the database.
#[derive(Default)]
pub struct Cost {
    pub statements: usize,
    /// Tables read from end to end, however small they are.
    pub scans: Vec<String>,
    pub counts: usize,
    /// For whoever wants to see it all.
    pub plans: String,
}

impl Cost {
    pub async fn of(statements: &[String], pool: &SqlitePool) -> anyhow::Result<Self> {
        let mut cost = Self { statements: statements.len(), ..Self::default() };
        for statement in statements {
            let steps = plan(pool, statement).await?;
            cost.counts += usize::from(statement.to_uppercase().contains("COUNT("));
            cost.scans.extend(steps.iter().filter_map(|step| scanned(step)));
            let _ = writeln!(cost.plans, "  {}", shortened(statement));
            for step in steps {
                let _ = writeln!(cost.plans, "      {step}");
            }
        }
        cost.scans.sort_unstable();
        cost.scans.dedup();
        Ok(cost)
    }
}

/// The table of a step that goes through all of it, along an index or not.
fn scanned(step: &str) -> Option<String> {
    let table = step.strip_prefix("SCAN ")?.split(' ').next()?;
    Some(table.to_owned())
}

/// Without the list of columns.
fn shortened(statement: &str) -> String {
    match (statement.starts_with("SELECT "), statement.find(" FROM ")) {
        (true, Some(from)) => format!("SELECT …{}", &statement[from..]),
        _ => statement.to_owned(),
    }
}
