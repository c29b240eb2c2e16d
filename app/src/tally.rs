//! The public counters, kept for a moment: sums over all wishes are too dear to make for every page.
//!
//! They are made anew when something was committed, but never take more than a twentieth of the time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::{Store, id::PhaseId, statistics, statistics::Counts};

use crate::AppError;

/// Sums that took a millisecond are kept for twenty.
const REST: u32 = 20;
/// How old any may be, because another process may have committed.
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

#[derive(Debug, Default)]
pub struct Tally(Mutex<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    version: u64,
    made_at: Instant,
    took: Duration,
    counts: Arc<HashMap<PhaseId, Counts>>,
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
        Ok(PerPhase { counts, is_current: true })
    }

    fn kept(&self, version: u64) -> Option<PerPhase> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let (age, is_current) = (kept.made_at.elapsed(), kept.version == version);
        let is_fresh = age < OLDEST && (is_current || age < kept.took * REST);
        is_fresh.then(|| PerPhase { counts: kept.counts.clone(), is_current })
    }
}
