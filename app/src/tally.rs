//! Public sums, kept for a moment: what is counted over all wishes is too dear to count for every page.
//!
//! They are made anew when something was committed, but never take more than a twentieth of the time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::{
    Store, Time, county::County, handout::pool::is_open_to_pool, id::PhaseId, statistics::Counts, store::DbBackend,
};
use tokio::sync::Mutex as Turn;

use crate::AppError;

/// Sums that took a millisecond are kept for twenty.
const REST: u32 = 20;
/// How old any may be where another process may have committed (PostgreSQL).
const OLDEST: Duration = Duration::from_secs(5);

/// Sums as they were counted last.
#[derive(Clone, Debug)]
pub struct Counted<T> {
    pub sums: Arc<T>,
    /// Nothing was committed since. A page with older sums must not be kept as if it were current.
    pub is_current: bool,
}

/// How far every phase is.
pub type PerPhase = Counted<HashMap<PhaseId, Counts>>;

impl PerPhase {
    pub fn of(&self, phase: PhaseId) -> Counts {
        self.sums.get(&phase).copied().unwrap_or_default()
    }

    /// All phases together.
    pub fn sum(&self) -> Counts {
        self.sums.values().copied().sum()
    }

    /// Wishes that nobody claimed, where claiming is over everywhere and the pool fills them.
    pub fn left_to_pool(&self, county: &County, now: Time) -> u64 {
        if county.claimable(now).next().is_some() {
            return 0;
        }
        let over = county.public_phases().filter(|phase| is_open_to_pool(phase, now));
        over.map(|phase| self.of(phase.id).open).sum()
    }
}

/// One reader counts at a time; who comes meanwhile sees the sums of before, or waits for the first ones.
#[derive(Debug)]
pub struct Tally<T> {
    kept: Mutex<Option<Kept<T>>>,
    counting: Turn<()>,
}

#[derive(Debug)]
struct Kept<T> {
    version: u64,
    made_at: Instant,
    took: Duration,
    sums: Arc<T>,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { kept: Mutex::default(), counting: Turn::default() }
    }
}

impl<T> Tally<T> {
    /// `count` begins only where the sums are not to be had otherwise.
    pub async fn read(
        &self,
        store: &Store,
        count: impl Future<Output = entity::Result<T>>,
    ) -> Result<Counted<T>, AppError> {
        if let Some(counted) = self.fresh(store) {
            return Ok(counted);
        }
        let _turn = match self.counting.try_lock() {
            Ok(turn) => turn,
            Err(_) if let Some(counted) = self.of_before() => return Ok(counted),
            Err(_) => self.counting.lock().await,
        };
        if let Some(counted) = self.fresh(store) {
            return Ok(counted);
        }
        let (version, began) = (store.version(), Instant::now());
        let sums = Arc::new(count.await?);
        let kept = Kept { version, made_at: Instant::now(), took: began.elapsed(), sums: sums.clone() };
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(Counted { sums, is_current: true })
    }

    fn fresh(&self, store: &Store) -> Option<Counted<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let (age, is_current) = (kept.made_at.elapsed(), kept.version == store.version());
        let is_alone = store.backend() == DbBackend::Sqlite;
        let is_fresh = (is_alone || age < OLDEST) && (is_current || age < kept.took * REST);
        is_fresh.then(|| Counted { sums: kept.sums.clone(), is_current })
    }

    fn of_before(&self) -> Option<Counted<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|kept| Counted { sums: kept.sums.clone(), is_current: false })
    }
}
