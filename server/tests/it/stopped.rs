//! A program that stops at a write of its own, for the tests that kill it there. A trigger fills a table and then
//! reckons for ever: what SQLite no longer holds in memory goes into its log, uncommitted, and by the length of that
//! file anybody outside sees that the transaction has come so far and no further.

use std::{
    thread,
    time::{Duration, Instant},
};

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

/// The log of a program that goes on is shorter: it is emptied every four megabytes, and what it holds back until a
/// commit stays in sixteen megabytes of memory.
const FILLED: u64 = 24 << 20;
/// Longer than any way to a write.
const PATIENCE: Duration = Duration::from_mins(2);

/// From now on nobody comes further than this write: `INSERT ON journal WHEN NEW.act = 'payout_paid'`. No program may
/// be at the database.
pub async fn at(database: &str, write: &str) {
    let trigger = format!(
        "CREATE TABLE stopped (filler BLOB);
        CREATE TRIGGER stop AFTER {write} BEGIN
            INSERT INTO stopped VALUES (zeroblob(64 << 20));
            SELECT count(*) FROM journal a, journal b, journal c, journal d, journal e;
        END;"
    );
    change(database, trigger).await;
}

/// Waits until a program has come to it.
pub fn came(database: &str, write: &str, mut is_running: impl FnMut() -> bool) {
    let log = format!("{}-wal", database.trim_start_matches("sqlite://"));
    let begun = Instant::now();
    while std::fs::metadata(&log).map_or(0, |log| log.len()) < FILLED {
        assert!(is_running(), "it came to its end without: {write}");
        assert!(begun.elapsed() < PATIENCE, "it does not come to: {write}");
        thread::yield_now();
    }
}

/// Every write passes again. The program that was stopped is dead by now.
pub async fn goes_on(database: &str) {
    change(database, "DROP TRIGGER stop; DROP TABLE stopped;".to_owned()).await;
}

async fn change(database: &str, statements: String) {
    let mut connection = SqliteConnection::connect(database).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
    // The last to leave empties the log.
    connection.close().await.unwrap();
}
