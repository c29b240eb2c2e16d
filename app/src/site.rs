//! What every page needs of the running site.

use std::{collections::HashMap, fmt, future::Future, pin::Pin, sync::Arc};

use entity::{
    Store, Time,
    card::piece::bring::Piece,
    county::County,
    id::{AccountId, PhaseId, PhotoId},
    import::sheet::{Book, Unreadable},
    matching::{
        open::{Class, Entry},
        suggest::{Pick, Question},
    },
    photo::{self, area::Area, turn::Way},
    statistics::{self, Counts, fairness::ByPhase},
};
use tokio::sync::Notify;

use crate::{
    AppError, county,
    pulse::Pulse,
    shelf::Shelf,
    tally::{Counted, PerPhase, Tally},
};

/// Cheap to clone; one for the whole process.
#[derive(Clone)]
pub struct Site(Arc<Whole>);

struct Whole {
    parts: Parts,
    tally: Tally<HashMap<PhaseId, Counts>>,
    fairness: Tally<ByPhase>,
    county: county::Kept,
    shelf: Shelf,
    pulse: Pulse,
}

/// See [`Parts::read_sheet`].
pub type ReadSheet =
    Box<dyn Fn(Vec<u8>) -> Pin<Box<dyn Future<Output = Result<Book, Unreadable>> + Send>> + Send + Sync>;

/// See [`Parts::take_picture`].
pub type TakePicture = Box<
    dyn Fn(photo::Purpose, AccountId, Vec<u8>, Time) -> Pin<Box<dyn Future<Output = Result<PhotoId, AppError>> + Send>>
        + Send
        + Sync,
>;

/// See [`Parts::cut_cards`].
pub type CutCards = Box<
    dyn Fn(AccountId, Vec<u8>, Time) -> Pin<Box<dyn Future<Output = Result<Vec<Piece>, AppError>> + Send>>
        + Send
        + Sync,
>;

/// See [`Parts::blur_picture`].
pub type BlurPicture = Box<
    dyn Fn(photo::Model, AccountId, Vec<Area>, Time) -> Pin<Box<dyn Future<Output = Result<PhotoId, AppError>> + Send>>
        + Send
        + Sync,
>;

/// See [`Parts::turn_picture`].
pub type TurnPicture = Box<
    dyn Fn(photo::Model, AccountId, Way, Time) -> Pin<Box<dyn Future<Output = Result<PhotoId, AppError>> + Send>>
        + Send
        + Sync,
>;

/// What a site is made of.
pub struct Parts {
    pub store: Store,
    /// `https://…`, without a slash at the end.
    pub public_url: String,
    /// Made-up data: the sign-in page lists the cast, `/dev/mail` shows letters.
    pub demo: bool,
    pub assets: Assets,
    /// The one clock of the process; tests move it.
    pub clock: Box<dyn Fn() -> Time + Send + Sync>,
    /// Reads a file of a spreadsheet program, in a confined child.
    pub read_sheet: ReadSheet,
    /// Makes a photo clean in a confined child and lays it down sealed; the act it is for has still to keep it.
    pub take_picture: TakePicture,
    /// Finds the cards on one photo of many and lays each down, as `take_picture` does with one.
    pub cut_cards: CutCards,
    /// Lays a picture down once more with these parts of it blurred; it has still to be kept in the old one's place.
    pub blur_picture: BlurPicture,
    /// Lays a picture down once more, turned by a quarter; it has still to be kept in the old one's place.
    pub turn_picture: TurnPicture,
    /// The same for a bank's statement, which has more lines.
    pub read_statement: ReadSheet,
    /// Rung when a school has ordered an import.
    pub imports: Arc<Notify>,
    /// Rung when an officer has brought a statement, or has it booked.
    pub statements: Arc<Notify>,
}

/// Names of the files that `app/bundle` made.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// `/pkg/site.<hash>.css`
    pub css: String,
    /// `/pkg/islands.<hash>.js`; none: islands stay as the server drew them.
    pub islands: Option<String>,
}

impl Site {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(Whole {
            parts,
            tally: Tally::default(),
            fairness: Tally::default(),
            county: county::Kept::default(),
            shelf: Shelf::default(),
            pulse: Pulse::default(),
        }))
    }

    /// How far every phase is.
    pub async fn counts(&self) -> Result<PerPhase, AppError> {
        let store = &self.0.parts.store;
        self.0.tally.read(store, statistics::per_phase(store.read())).await
    }

    /// Who was served in all phases and in each, and how long it took.
    pub async fn fairness(&self) -> Result<Counted<ByPhase>, AppError> {
        let store = &self.0.parts.store;
        self.0.fairness.read(store, statistics::fairness::by_phase(store.read())).await
    }

    /// Phases, townships and schools, as anybody may know them.
    pub async fn county(&self) -> Result<Arc<County>, AppError> {
        self.0.county.county(&self.0.parts.store).await
    }

    /// The best open wishes for what somebody would give; some may have gone by now.
    pub async fn suggest(&self, question: &Question) -> Result<Vec<Pick>, AppError> {
        let (picks, is_old) = self.0.shelf.suggest(&self.0.parts.store, question, self.now()).await?;
        if is_old {
            let site = self.clone();
            tokio::spawn(async move { site.read_open_wishes().await });
        }
        Ok(picks)
    }

    /// Reads the open wishes, so that nobody has to wait for it later.
    pub async fn read_open_wishes(&self) {
        if let Err(error) = self.0.shelf.read_anew(&self.0.parts.store, self.now()).await {
            tracing::warn!(?error, "open wishes could not be read; the next question tries again");
        }
    }

    /// What was suggested and is not to be had.
    pub fn forget_open(&self, gone: &[(Class, Entry)]) {
        self.0.shelf.leave_out(gone);
    }

    /// What comes of this work; none where it waits for a database that is away.
    pub async fn unless_away<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.0.pulse.unless_away(&self.0.parts.store, work).await
    }

    /// Whether the database was found to be away a moment ago.
    pub fn is_away(&self) -> bool {
        self.0.pulse.is_away()
    }

    pub fn now(&self) -> Time {
        (self.clock)()
    }
}

impl std::ops::Deref for Site {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Site")
    }
}
