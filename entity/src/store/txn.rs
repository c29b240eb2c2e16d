//! A transaction that writes; its commit is counted.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

/// Nothing of it is kept unless [`Txn::commit`] is reached.
#[derive(Debug)]
pub struct Txn {
    inner: DatabaseTransaction,
    version: Arc<AtomicU64>,
}

impl Txn {
    pub(super) const fn new(inner: DatabaseTransaction, version: Arc<AtomicU64>) -> Self {
        Self { inner, version }
    }

    /// Keeps everything, durably: on SQLite the file is synced, on PostgreSQL the log.
    pub async fn commit(self) -> Result<(), DbErr> {
        // Counted even when the answer got lost, or nobody waits for it any more: the rows may be there.
        let _counted = Counted(self.version);
        self.inner.commit().await
    }
}

/// Counts a commit when it ends, however it ends.
struct Counted(Arc<AtomicU64>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl ConnectionTrait for Txn {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
    }
}
