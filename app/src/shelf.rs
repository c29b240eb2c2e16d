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
/// After this all is read anew, for what no change tells of: a wish that was withdrawn, or shown again.
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
    /// When all was read.
    anew: Instant,
}

impl Shelf {
    /// The best wishes for this question; `true`: it is time to read all anew.
    pub async fn suggest(&self, store: &Store, question: &Question, now: Time) -> Result<(Vec<Pick>, bool), AppError> {
        self.bring_up_to_date(store, now).await?;
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let picks = open.as_ref().map(|open| suggest::suggest(open, question)).unwrap_or_default();
        Ok((picks, self.last().is_some_and(|read| read.anew.elapsed() > ANEW && read.version != store.version())))
    }

    /// Reads everything, beside what is there until then.
    pub async fn read_anew(&self, store: &Store, now: Time) -> Result<(), AppError> {
        let _turn = self.turn.lock().await;
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
        let anew = self.last().map_or(began, |read| read.anew);
        self.note(Read { version, at: Instant::now(), took: began.elapsed(), anew });
        Ok(())
    }

    async fn read_all(&self, store: &Store, now: Time) -> Result<(), AppError> {
        let (version, began) = (store.version(), Instant::now());
        let open = OpenWishes::read(store.read(), now).await?;
        tracing::info!(wishes = open.len(), took = ?began.elapsed(), "open wishes read");
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(open);
        self.note(Read { version, at: Instant::now(), took: Duration::ZERO, anew: Instant::now() });
        Ok(())
    }

    fn is_fresh(&self, store: &Store) -> bool {
        self.last().is_some_and(|read| {
            let (age, is_current) = (read.at.elapsed(), read.version == store.version());
            let is_alone = store.backend() == DbBackend::Sqlite;
            (is_alone || age < OLDEST) && (is_current || age < read.took * REST)
        })
    }

    fn last(&self) -> Option<Read> {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, read: Read) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
    }
}
