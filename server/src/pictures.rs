//! Pictures: a photo comes in, is made clean in a confined child, and lies on disk sealed, in three sizes.
//!
//! Rules: the original is never kept, nothing of its metadata comes out, and a file whose row is gone, or whose key
//! is destroyed, is deleted by the sweep. Who may see one is the truth's to say (`entity::photo::sight`).

pub mod blur;
pub mod many;
pub mod picture;
mod shelf;
pub mod turn;

use std::{
    collections::HashSet,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use app::{AppError, site::TakePicture};
use chrono::TimeDelta;
use entity::{
    Refusal, Store, Time,
    id::{AccountId, PhotoId},
    photo::{self, MOST_BYTES, Purpose, Size, Unusable, bring, sweep},
    store::keys::Unsealable,
};

use self::{picture::Sizes, shelf::Shelf};
use crate::confined::{Confined, Failure, Work};

/// How often the files are compared with the rows.
const COMPARED: TimeDelta = TimeDelta::hours(1);

/// Takes pictures in, opens them, clears them away. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pictures {
    shelf: Shelf,
    confined: Confined,
    /// When files and rows were last compared, in seconds.
    compared: Arc<AtomicI64>,
}

/// Why a picture was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum Untaken {
    /// Who sent it can mend it.
    #[error("no picture that can be kept: {0:?}")]
    Unusable(Unusable),
    #[error(transparent)]
    Entity(#[from] entity::Error),
    #[error("a picture could not be sealed: {0}")]
    Unsealable(#[from] Unsealable),
    #[error("a picture could not be written: {0}")]
    File(#[from] object_store::Error),
}

/// Why a picture cannot be opened now.
#[derive(Debug, thiserror::Error)]
pub enum Closed {
    #[error("a picture does not open: {0}")]
    Unsealable(#[from] Unsealable),
    #[error("a picture could not be read: {0}")]
    File(#[from] object_store::Error),
}

impl Untaken {
    /// What the reader is told.
    fn told(self) -> AppError {
        match self {
            Self::Unusable(why) => Refusal::Picture(why).into(),
            Self::Entity(error) => error.into(),
            error => AppError::broken(&error),
        }
    }
}

impl Pictures {
    /// `folder` is made if it is not there.
    pub fn new(folder: &Path, confined: Confined) -> Result<Self, object_store::Error> {
        Ok(Self { shelf: Shelf::in_folder(folder)?, confined, compared: Arc::default() })
    }

    /// Where its children are started.
    pub const fn confined(&self) -> &Confined {
        &self.confined
    }

    /// A photo as it was sent becomes a row and three sealed files, [`photo::State::Brought`]: the act that it is for
    /// keeps it within the hour (`photo::bring::keep`), or it is swept away.
    pub async fn take_in(
        &self,
        store: &Store,
        purpose: Purpose,
        by: AccountId,
        file: &[u8],
        now: Time,
    ) -> Result<PhotoId, Untaken> {
        let sizes = self.clean(file).await.map_err(Untaken::Unusable)?;
        self.put(store, purpose, by, &sizes, now).await
    }

    /// The three sizes of a photo, without anything else that its file held.
    pub async fn clean(&self, file: &[u8]) -> Result<Sizes, Unusable> {
        if file.is_empty() {
            return Err(Unusable::Empty);
        }
        if file.len() > MOST_BYTES {
            return Err(Unusable::TooBig);
        }
        picture::kind(file)?;
        let answer = self.confined.run(Work::Picture, file).await.map_err(|failure| match failure {
            Failure::TimedOut | Failure::NotStarted => Unusable::TimedOut,
            Failure::TooHeavy => Unusable::TooManyPixels,
            Failure::Fell => Unusable::Damaged,
        })?;
        picture::answered(&answer)
    }

    /// Puts what a confined child made: the row first, so that no file is ever without one for long.
    pub async fn put(
        &self,
        store: &Store,
        purpose: Purpose,
        by: AccountId,
        sizes: &Sizes,
        now: Time,
    ) -> Result<PhotoId, Untaken> {
        let photo = bring::begin(store, purpose, by, (sizes.width, sizes.height), now).await?;
        let Some(file) = &photo.file else { return Ok(photo.id) };
        for size in Size::ALL {
            if let Some(sealed) = photo.seal(store, size, sizes.of(size))? {
                self.shelf.write(file, size, sealed).await?;
            }
        }
        Ok(photo.id)
    }

    /// One size of a picture as JPEG. None: it is erased, or its file is lost.
    pub async fn open(&self, store: &Store, photo: &photo::Model, size: Size) -> Result<Option<Vec<u8>>, Closed> {
        let Some(file) = &photo.file else { return Ok(None) };
        let Some(sealed) = self.shelf.read(file, size).await? else { return Ok(None) };
        Ok(photo.open(store, size, &sealed)?.map(|plain| plain.to_vec()))
    }

    /// Deletes the files of pictures whose key is destroyed, and of those that nobody kept; says how many.
    pub async fn erase(&self, store: &Store, now: Time) -> Result<u64, Untaken> {
        let mut erased = 0;
        for photo in sweep::to_delete(store, now).await? {
            if let Some(file) = &photo.file {
                self.shelf.delete(file).await?;
            }
            sweep::gone(store, photo.id).await?;
            erased += 1;
        }
        Ok(erased)
    }

    /// What the clock does each turn: deletes, and now and then compares what lies there with what the rows know.
    pub async fn sweep(&self, store: &Store, now: Time) {
        match self.erase(store, now).await {
            Ok(0) => {}
            Ok(erased) => tracing::info!(erased, "pictures were erased"),
            Err(error) => tracing::warn!(%error, "pictures could not be erased"),
        }
        let last = self.compared.load(Ordering::Relaxed);
        if now.timestamp() < last + COMPARED.num_seconds() {
            return;
        }
        self.compared.store(now.timestamp(), Ordering::Relaxed);
        if let Err(error) = self.compare(store, now).await {
            tracing::warn!(%error, "pictures could not be compared with their rows");
        }
    }

    /// Deletes files that no row knows, once they are old enough to be nobody's unfinished work; says how many. A row
    /// whose file is lost is said aloud and left alone: the folder may only be away.
    pub async fn compare(&self, store: &Store, now: Time) -> Result<u64, Untaken> {
        let lying = self.shelf.list().await?;
        let names: Vec<String> = lying.iter().map(|(name, _)| name.clone()).collect();
        let known = sweep::known(store.read(), &names).await?;
        let mut deleted = 0;
        for (name, written_at) in &lying {
            if !known.contains(name) && *written_at < now - sweep::WAITS {
                self.shelf.delete(name).await?;
                deleted += 1;
            }
        }
        let names: HashSet<String> = names.into_iter().collect();
        let mut after = None;
        loop {
            let batch = sweep::kept(store.read(), after).await?;
            let Some(last) = batch.last() else { break };
            after = Some(last.id);
            for photo in batch.iter().filter(|photo| photo.file.as_ref().is_none_or(|file| !names.contains(file))) {
                tracing::error!(photo = photo.id.0, "the file of a picture is lost");
            }
        }
        Ok(deleted)
    }

    /// [`Pictures::take_in`], for the pages.
    pub fn taker(&self, store: &Store) -> TakePicture {
        let (pictures, store) = (self.clone(), store.clone());
        Box::new(move |purpose, by, file, now| {
            let (pictures, store) = (pictures.clone(), store.clone());
            Box::pin(async move {
                let taken = pictures.take_in(&store, purpose, by, &file, now).await;
                taken.map_err(Untaken::told)
            })
        })
    }
}
