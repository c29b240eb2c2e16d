//! The open wishes in memory, for who wants the best ones at once: read when the site starts, brought up to date before
//! each question if something was committed, read anew from time to time. The claim itself asks the database.

use std::{
    sync::{Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use entity::{
    Store, Time,
    matching::{
        open::{Class, Entry, OpenWishes},
        suggest::{self, Pick, Question},
    },
    store::DbBackend,
};
use tokio::sync::Mutex as Turn;

use crate::AppError;

/// What took a millisecond to bring up to date is left alone for twenty.
const REST: u32 = 20;
/// How old it may be where another process may have committed (PostgreSQL).
const OLDEST: Duration = Duration::from_secs(2);
/// After this all is read anew, if anything was committed since it last was, for what no change tells of: a wish that was
/// withdrawn, or shown again.
const ANEW: Duration = Duration::from_mins(10);

/// One reader brings it up to date at a time; who comes meanwhile chooses from what was there before.
#[derive(Debug, Default)]
pub struct Shelf {
    open: RwLock<Option<OpenWishes>>,
    read: Mutex<Option<Read>>,
    turn: Turn<()>,
}

#[derive(Clone, Copy, Debug)]
struct Read {
    version: u64,
    /// When it was last brought up to date, and how long that took.
    at: Instant,
    took: Duration,
    /// The same of when all was read.
    all: All,
}

#[derive(Clone, Copy, Debug)]
struct All {
    version: u64,
    at: Instant,
    took: Duration,
}

impl All {
    /// Whether it is time to read all anew. `is_changed`: something was committed since, or may have been.
    fn is_old(&self, age: Duration, is_changed: bool, is_outgrown: bool) -> bool {
        let least = if is_outgrown { Duration::ZERO } else { ANEW };
        is_changed && age > least.max(self.took * REST)
    }
}

impl Shelf {
    /// The best wishes for this question; `true`: it is time to read all anew.
    pub async fn suggest(&self, store: &Store, question: &Question, now: Time) -> Result<(Vec<Pick>, bool), AppError> {
        self.bring_up_to_date(store, now).await?;
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = open.as_ref() else { return Ok((Vec::new(), false)) };
        let is_old = self.last().is_some_and(|Read { all, .. }| {
            let is_changed = all.version != store.version() || !is_alone(store);
            all.is_old(all.at.elapsed(), is_changed, open.is_outgrown())
        });
        Ok((suggest::suggest(open, question), is_old))
    }

    /// Reads everything, beside what is there until then; nothing where somebody is at it.
    pub async fn read_anew(&self, store: &Store, now: Time) -> Result<(), AppError> {
        let Ok(_turn) = self.turn.try_lock() else { return Ok(()) };
        self.read_all(store, now).await
    }

    /// What was suggested and is not to be had.
    pub fn leave_out(&self, gone: &[(Class, Entry)]) {
        if let Some(open) = self.open.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            open.leave_out(gone);
        }
    }

    async fn bring_up_to_date(&self, store: &Store, now: Time) -> Result<(), AppError> {
        if self.is_fresh(store) {
            return Ok(());
        }
        let _turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(_) if self.last().is_some() => return Ok(()),
            Err(_) => self.turn.lock().await,
        };
        let since = self.open.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(OpenWishes::since);
        let Some(since) = since else { return self.read_all(store, now).await };
        if self.is_fresh(store) {
            return Ok(());
        }
        let (version, began) = (store.version(), Instant::now());
        let changes = since.changes(store.read(), now).await?;
        if let Some(open) = self.open.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            open.apply(&changes);
        }
        let took = began.elapsed();
        let all = self.last().map_or(All { version, at: began, took }, |read| read.all);
        self.note(Read { version, at: Instant::now(), took, all });
        Ok(())
    }

    async fn read_all(&self, store: &Store, now: Time) -> Result<(), AppError> {
        let (version, began) = (store.version(), Instant::now());
        let open = OpenWishes::read(store.read(), now).await?;
        let took = began.elapsed();
        tracing::info!(wishes = open.len(), ?took, "open wishes read");
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(open);
        let all = All { version, at: Instant::now(), took };
        self.note(Read { version, at: all.at, took: Duration::ZERO, all });
        Ok(())
    }

    fn is_fresh(&self, store: &Store) -> bool {
        self.last().is_some_and(|read| {
            let (age, is_current) = (read.at.elapsed(), read.version == store.version());
            (is_alone(store) || age < OLDEST) && (is_current || age < read.took * REST)
        })
    }

    fn last(&self) -> Option<Read> {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, read: Read) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
    }
}

/// On SQLite nobody else writes.
fn is_alone(store: &Store) -> bool {
    store.backend() == DbBackend::Sqlite
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn read_in(took: Duration) -> All {
        All { version: 3, at: Instant::now(), took }
    }

    #[test]
    fn all_is_read_anew_after_a_while_in_which_something_was_committed() {
        let all = read_in(SECOND);
        assert!(!all.is_old(ANEW, true, false));
        assert!(all.is_old(ANEW + SECOND, true, false));
        assert!(!all.is_old(ANEW + SECOND, false, false), "nothing can have changed");
    }

    #[test]
    fn a_phase_that_has_opened_since_does_not_wait_so_long() {
        assert!(read_in(SECOND).is_old(SECOND * (REST + 1), true, true));
        assert!(!read_in(SECOND).is_old(SECOND * REST, true, true), "reading takes a twentieth of the time at most");
    }

    #[test]
    fn who_reads_for_long_reads_seldom() {
        assert!(!read_in(SECOND * 60).is_old(ANEW + SECOND, true, false));
        assert!(read_in(SECOND * 60).is_old(SECOND * (60 * REST + 1), true, false));
    }
}
