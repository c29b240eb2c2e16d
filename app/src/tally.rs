//! The public counters, kept for a moment: sums over all wishes are too dear to make for every page.
//!
//! They are made anew when something was committed, but never take more than a twentieth of the time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::{
    Store,
    id::PhaseId,
    statistics::{self, Counts},
    store::DbBackend,
};
use tokio::sync::Mutex as Turn;

use crate::AppError;

/// Sums that took a millisecond are kept for twenty.
const REST: u32 = 20;
/// How old any may be where another process may have committed (PostgreSQL).
const OLDEST: Duration = Duration::from_secs(5);

/// The counts of every phase.
#[derive(Clone, Debug)]
pub struct PerPhase {
    counts: Arc<HashMap<PhaseId, Counts>>,
    /// Nothing was committed since. A page with older counts must not be kept as if it were current.
    pub is_current: bool,
}

impl PerPhase {
    pub fn of(&self, phase: PhaseId) -> Counts {
        self.counts.get(&phase).copied().unwrap_or_default()
    }

    /// All phases together.
    pub fn sum(&self) -> Counts {
        self.counts.values().copied().sum()
    }
}

/// One reader counts at a time; who comes meanwhile sees the counts of before, or waits for the first ones.
#[derive(Debug, Default)]
pub struct Tally {
    kept: Mutex<Option<Kept>>,
    counting: Turn<()>,
}

#[derive(Debug)]
struct Kept {
    version: u64,
    made_at: Instant,
    took: Duration,
    counts: Arc<HashMap<PhaseId, Counts>>,
}

impl Tally {
    pub async fn per_phase(&self, store: &Store) -> Result<PerPhase, AppError> {
        if let Some(counts) = self.fresh(store) {
            return Ok(counts);
        }
        let _turn = match self.counting.try_lock() {
            Ok(turn) => turn,
            Err(_) if let Some(counts) = self.of_before() => return Ok(counts),
            Err(_) => self.counting.lock().await,
        };
        if let Some(counts) = self.fresh(store) {
            return Ok(counts);
        }
        let (version, began) = (store.version(), Instant::now());
        let counts = Arc::new(statistics::per_phase(store.read()).await?);
        let kept = Kept { version, made_at: Instant::now(), took: began.elapsed(), counts: counts.clone() };
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(PerPhase { counts, is_current: true })
    }

    fn fresh(&self, store: &Store) -> Option<PerPhase> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let (age, is_current) = (kept.made_at.elapsed(), kept.version == store.version());
        let is_alone = store.backend() == DbBackend::Sqlite;
        let is_fresh = (is_alone || age < OLDEST) && (is_current || age < kept.took * REST);
        is_fresh.then(|| PerPhase { counts: kept.counts.clone(), is_current })
    }

    fn of_before(&self) -> Option<PerPhase> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|kept| PerPhase { counts: kept.counts.clone(), is_current: false })
    }
}
