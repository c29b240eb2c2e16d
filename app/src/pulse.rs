//! Whether the database is there, as those find out who wait for it: who reads a page is told soon that it is away, and
//! does not wait for it once more for each thing that the page needs.
//!
//! The rule: nothing is given up here because it is slow. Once work takes longer than a moment, the database is asked
//! whether it is there, beside the work and on a connection of its own ([`Store::is_there`]). Where it is away the work
//! is given up; where it is there the work goes on. Of many who wait one asks for all; what was found holds a while.

use std::{
    pin::pin,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use entity::Store;
use tokio::{sync::Mutex as Turn, time::timeout};

/// Work that takes longer makes somebody ask for the database.
const PATIENCE: Duration = Duration::from_secs(1);
/// The same where it was away when it was last asked for. What needs no database takes less.
const HASTE: Duration = Duration::from_millis(200);
/// A database that has not said a word by then is away.
const ANSWER: Duration = Duration::from_secs(3);
/// What was found holds for so long: nobody asks again.
const LATELY: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub struct Pulse {
    found: Mutex<Option<Found>>,
    /// Held by the one who asks.
    turn: Turn<()>,
}

/// What came of the last question.
#[derive(Clone, Copy, Debug)]
struct Found {
    at: Instant,
    is_away: bool,
}

impl Pulse {
    /// What comes of this work; none where it waits for a database that is away.
    pub async fn unless_away<T>(&self, store: &Store, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        let patience = if self.was_away() { HASTE } else { PATIENCE };
        if let Ok(done) = timeout(patience, &mut work).await {
            return Some(done);
        }
        tokio::select! {
            biased;
            done = &mut work => Some(done),
            // A database that is there is not what takes so long: the work alone is waited for.
            true = self.finds_it_away(store) => None,
        }
    }

    /// Whether it was away a moment ago; asks nobody.
    pub fn is_away(&self) -> bool {
        self.lately().unwrap_or(false)
    }

    /// Asks, unless somebody did a moment ago.
    async fn finds_it_away(&self, store: &Store) -> bool {
        let _turn = self.turn.lock().await;
        if let Some(is_away) = self.lately() {
            return is_away;
        }
        let is_away = !timeout(ANSWER, store.is_there()).await.unwrap_or(false);
        if is_away && !self.was_away() {
            tracing::warn!("the database is away");
        }
        let found = Found { at: Instant::now(), is_away };
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        is_away
    }

    /// When it was last asked for, however long ago.
    fn was_away(&self) -> bool {
        self.found().is_some_and(|found| found.is_away)
    }

    fn lately(&self) -> Option<bool> {
        self.found().filter(|found| found.at.elapsed() < LATELY).map(|found| found.is_away)
    }

    fn found(&self) -> Option<Found> {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
