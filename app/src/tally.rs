//! The public counters, kept for a moment: sums over all wishes are too dear to make for every page.
//!
//! They are made anew whenever something was committed; where making them takes long, at most every few seconds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::{Store, id::PhaseId, statistics, statistics::Counts};

use crate::AppError;

/// Sums made faster than this are made after every commit.
const CHEAP: Duration = Duration::from_millis(5);
/// How old dear sums may be; and any, because another process may have committed.
const OLDEST: Duration = Duration::from_secs(5);

/// The counts of every phase.
pub type PerPhase = Arc<HashMap<PhaseId, Counts>>;

#[derive(Debug, Default)]
pub struct Tally(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    version: u64,
    made_at: Instant,
    took: Duration,
    counts: PerPhase,
}

impl Tally {
    pub async fn per_phase(&self, store: &Store) -> Result<PerPhase, AppError> {
        let version = store.version();
        if let Some(counts) = self.kept(version) {
            return Ok(counts);
        }
        let began = Instant::now();
        let counts = Arc::new(statistics::per_phase(store.read()).await?);
        let kept = Kept { version, made_at: Instant::now(), took: began.elapsed(), counts: counts.clone() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(counts)
    }

    fn kept(&self, version: u64) -> Option<PerPhase> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let is_fresh = kept.version == version || kept.took > CHEAP;
        (is_fresh && kept.made_at.elapsed() < OLDEST).then(|| kept.counts.clone())
    }
}
