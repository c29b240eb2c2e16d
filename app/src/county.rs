//! The county's small tables, kept in memory until something is committed: every public page needs them.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::{Store, county::County, store::DbBackend};

use crate::AppError;

/// How old they may be where another process may have committed (PostgreSQL).
const OLDEST: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub struct Kept(Mutex<Option<Read>>);

#[derive(Debug)]
struct Read {
    version: u64,
    at: Instant,
    county: Arc<County>,
}

impl Kept {
    pub async fn county(&self, store: &Store) -> Result<Arc<County>, AppError> {
        if let Some(county) = self.fresh(store) {
            return Ok(county);
        }
        // Before the tables: what is committed while they are read makes them old at once.
        let (version, at) = (store.version(), Instant::now());
        let county = Arc::new(County::read(store.read()).await?);
        let read = Read { version, at, county: county.clone() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        Ok(county)
    }

    fn fresh(&self, store: &Store) -> Option<Arc<County>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref().filter(|kept| kept.version == store.version())?;
        let is_alone = store.backend() == DbBackend::Sqlite;
        (is_alone || kept.at.elapsed() < OLDEST).then(|| kept.county.clone())
    }
}
