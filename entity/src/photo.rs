//! Pictures that people bring, sealed under a key of their own: what each shows, how large it is, who brought it.
//!
//! brought → kept → erased. The file is the edge's (`server::pictures`); here is the row that says what may be done
//! with it. Rule: nobody but those of the privacy table sees one ([`sight`]), and without its key it is noise.

pub mod area;
pub mod bring;
pub(crate) mod of;
pub mod sight;
pub mod sweep;
pub mod turn;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{
    Store,
    id::{AccountId, PhotoId},
    store::{
        Secret,
        keys::{self, Unsealable},
    },
};

/// The largest file that is taken, in bytes.
pub const MOST_BYTES: usize = 10 << 20;
/// The most pixels: what phones call 24 megapixels is 5712 × 4284.
pub const MOST_PIXELS: u64 = 24_500_000;

/// What a picture shows: the noun whose row its subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    /// A child's thank-you card; of a wish.
    Card,
    /// A card cut out of a photo of many, whose wish is not known yet; of a piece.
    Piece,
    /// A gift with which something is wrong; of a problem.
    Problem,
    /// What grows; of an entry of a plot's diary. Anybody may see it.
    Diary,
    /// The contract that a household signed; of an adoption.
    Paper,
    /// The receipt that a household signed for its part; of a plot.
    Receipt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Its act has still to come: dropped after a while if it does not.
    Brought,
    Kept,
    /// Its key is destroyed.
    Erased,
}

/// Each picture lies there in three sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// In a list.
    Small,
    /// In a letter, on a phone.
    Medium,
    /// To read what a child wrote.
    Large,
}

impl Size {
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.key() == key)
    }

    /// Its longer side at most, in pixels.
    pub const fn longest(self) -> u32 {
        match self {
            Self::Small => 400,
            Self::Medium => 1_000,
            Self::Large => 2_000,
        }
    }
}

/// Why a file is no picture that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unusable {
    Empty,
    /// More than [`MOST_BYTES`].
    TooBig,
    /// More than [`MOST_PIXELS`].
    TooManyPixels,
    /// What iPhones write unless told otherwise.
    Heic,
    /// Neither JPEG nor PNG nor WebP, whatever its name says.
    NotAPhoto,
    /// It ends half-way, or does not hold what it says.
    Damaged,
    TimedOut,
}

impl Unusable {
    pub const ALL: [Self; 7] =
        [Self::Empty, Self::TooBig, Self::TooManyPixels, Self::Heic, Self::NotAPhoto, Self::Damaged, Self::TimedOut];
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PhotoId,
    pub purpose: Purpose,
    /// The row of the noun that it shows; none until it is kept.
    pub subject_id: Option<i64>,
    /// The name under which the sealed bytes lie; none: they are deleted.
    pub file: Option<String>,
    /// Its own key, wrapped.
    pub wrapped: Option<Vec<u8>>,
    /// Of the large one, in pixels.
    pub width: i32,
    pub height: i32,
    pub state: State,
    pub brought_by: AccountId,
    pub brought_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The picture's own key; none where it is destroyed.
    fn key(&self, store: &Store) -> Result<Option<Secret>, Unsealable> {
        self.wrapped.as_deref().map(|wrapped| store.keys.unwrap(TABLE, self.id.0, wrapped)).transpose()
    }

    /// One size of it, as it lies on disk. None: its key is destroyed.
    pub fn seal(&self, store: &Store, size: Size, plain: &[u8]) -> Result<Option<Vec<u8>>, Unsealable> {
        let place = keys::place(TABLE, size.key(), self.id.0);
        Ok(self.key(store)?.map(|key| keys::seal(&key, &store.dice, &place, plain)))
    }

    /// The plain bytes of [`Model::seal`].
    pub fn open(&self, store: &Store, size: Size, sealed: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, Unsealable> {
        let place = keys::place(TABLE, size.key(), self.id.0);
        self.key(store)?.map(|key| keys::open(&key, &place, sealed)).transpose()
    }
}

const TABLE: &str = "photo";
