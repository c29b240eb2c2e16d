//! The database as the verbs see it, with the keys, the dice and the watch that belong to it.

mod dice;
pub mod key_check;
pub mod keys;
pub(crate) mod literal;
pub(crate) mod private;
pub(crate) mod progress;
mod reach;
mod txn;
mod watch;

use std::{
    sync::{Arc, atomic::AtomicU64, atomic::Ordering},
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

pub use dice::Dice;
pub use keys::{Keys, Secret};
pub use sea_orm::DbBackend;
pub use txn::Txn;
pub use watch::{TimeGone, Watch};

use crate::Result;

/// A connection for reads.
pub type Connection = DatabaseConnection;

/// How long a writer waits for its turn before the reader of the page is told to try again.
const WAIT: Duration = Duration::from_secs(5);

/// Database, keys, dice and watch: what every verb needs.
///
/// SQLite: one writer connection (every write transaction IMMEDIATE) and a pool of readers. PostgreSQL: one pool.
#[derive(Clone, Debug)]
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    pub keys: Keys,
    pub dice: Dice,
    /// How long the matching of a round may go on; patient where nobody says.
    pub watch: Watch,
    /// How far what this process is at has come.
    pub(crate) progress: progress::Progress,
    /// Counts commits of this process, so that what was rendered from older data is known to be old.
    version: Arc<AtomicU64>,
}

impl Store {
    /// Opens `sqlite://…` or `postgres://…`; does not migrate.
    pub async fn open(url: &str, keys: Keys, dice: Dice) -> Result<Self, DbErr> {
        if !url.starts_with("sqlite:") {
            reach::once(url, WAIT).await?;
            let pool = Database::connect(options(url, 16)).await?;
            return Ok(Self::with(pool.clone(), pool, keys, dice));
        }
        let url = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
        let writer = Database::connect(sqlite(&url, 1, "-16000")).await?;
        let reader = Database::connect(sqlite(&url, 4, "-4000")).await?;
        Ok(Self::with(writer, reader, keys, dice))
    }

    /// Opens what is there, beside the process that writes it; makes no file. Whoever tries to write to SQLite is
    /// refused by SQLite itself.
    pub async fn open_to_read(url: &str, keys: Keys, dice: Dice) -> Result<Self, DbErr> {
        let options = if url.starts_with("sqlite:") {
            sqlite_to_read(url)
        } else {
            reach::once(url, WAIT).await?;
            options(url, 4)
        };
        let pool = Database::connect(options).await?;
        Ok(Self::with(pool.clone(), pool, keys, dice))
    }

    fn with(writer: DatabaseConnection, reader: DatabaseConnection, keys: Keys, dice: Dice) -> Self {
        let progress = progress::Progress::default();
        Self { writer, reader, keys, dice, watch: Watch::patient(), progress, version: Arc::default() }
    }

    /// Begins a transaction that may write. On SQLite it waits for its turn here, not half-way.
    pub async fn write(&self) -> Result<Txn> {
        let options = match self.writer.get_database_backend() {
            DbBackend::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            _ => TransactionOptions::default(),
        };
        Ok(Txn::new(self.writer.begin_with_options(options).await?, self.version.clone()))
    }

    /// For reads outside a transaction.
    pub const fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Grows with every commit of this process; on SQLite there is no other process.
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    /// For migrations.
    pub const fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// Whether a statement can be answered now; how long that may take is for who asks to say.
    pub async fn is_ready(&self) -> bool {
        self.reader.execute_unprepared("SELECT 1").await.is_ok()
    }

    /// Whether the database is there at all, however busy it is. An SQLite file is.
    pub async fn is_there(&self) -> bool {
        let is_a_file = self.backend() != DbBackend::Postgres;
        is_a_file || reach::is_there(&self.reader.get_postgres_connection_pool().connect_options()).await
    }

    /// Closes both pools; what was committed stays.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }
}

fn options(url: &str, most: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // Statements, never their values, at level info under `sqlx::query`; the usual filter leaves them out.
    options.max_connections(most).acquire_timeout(WAIT).connect_timeout(WAIT).sqlx_logging(true);
    options
}

/// `cache`: what each connection keeps in memory, as SQLite's `cache_size` says it (negative: KiB).
fn sqlite(url: &str, most: u32, cache: &'static str) -> ConnectOptions {
    let mut options = options(url, most);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .foreign_keys(true)
            .busy_timeout(WAIT)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("cache_size", cache)
            .pragma("temp_store", "MEMORY")
    });
    options
}

/// The file stays as it is: not even its journal mode, which it keeps itself, is set.
fn sqlite_to_read(url: &str) -> ConnectOptions {
    let mut options = options(url, 4);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(false)
            .foreign_keys(true)
            .busy_timeout(WAIT)
            .pragma("cache_size", "-4000")
            .pragma("temp_store", "MEMORY")
            .pragma("query_only", "ON")
    });
    options
}
