//! How far the long works of this process are, for the pages that wait for them. Nothing depends on it: it goes with the
//! process, and of another process's works nothing is known.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Which work: its table and its row.
pub(crate) type Work = (&'static str, i64);

#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<Mutex<HashMap<Work, usize>>>);

impl Progress {
    /// How much of this work is done; none where it is not under way here.
    pub fn of(&self, work: Work) -> Option<usize> {
        self.works().get(&work).copied()
    }

    pub fn begin(&self, work: Work) -> UnderWay {
        self.works().insert(work, 0);
        UnderWay { progress: self.clone(), work }
    }

    fn works(&self) -> MutexGuard<'_, HashMap<Work, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A work until it ends, however it ends.
#[derive(Debug)]
pub(crate) struct UnderWay {
    progress: Progress,
    work: Work,
}

impl UnderWay {
    pub fn done(&self, much: usize) {
        self.progress.works().insert(self.work, much);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.progress.works().remove(&self.work);
    }
}
