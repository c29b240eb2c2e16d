//! What every page needs of the running site.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use entity::{
    Store, Time,
    county::County,
    import::sheet::{Book, Unreadable},
};
use tokio::sync::Notify;

use crate::{
    AppError, county,
    tally::{PerPhase, Tally},
};

/// Cheap to clone; one for the whole process.
#[derive(Clone)]
pub struct Site(Arc<Whole>);

struct Whole {
    parts: Parts,
    tally: Tally,
    county: county::Kept,
}

/// See [`Parts::read_sheet`].
pub type ReadSheet =
    Box<dyn Fn(Vec<u8>) -> Pin<Box<dyn Future<Output = Result<Book, Unreadable>> + Send>> + Send + Sync>;

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
    /// Rung when a school has ordered an import.
    pub imports: Arc<Notify>,
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
        Self(Arc::new(Whole { parts, tally: Tally::default(), county: county::Kept::default() }))
    }

    /// How far every phase is.
    pub async fn counts(&self) -> Result<PerPhase, AppError> {
        self.0.tally.per_phase(&self.0.parts.store).await
    }

    /// Phases, townships and schools, as anybody may know them.
    pub async fn county(&self) -> Result<Arc<County>, AppError> {
        self.0.county.county(&self.0.parts.store).await
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
