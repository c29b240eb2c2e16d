//! Wishes 微心愿: one child's one item in one phase.
//!
//! draft → submitted → approved → open → taken → received → `handed_out`; aside: returned, withdrawn.

pub mod browse;
pub mod category;
pub mod draft;
pub mod freetext;
pub mod hide;
pub mod list;
pub mod returned;
pub mod review;
pub mod search;
pub mod submit;
pub mod withdraw;

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Code, Day, Fen, Lang, Refusal, Result,
    grade::GradeBand,
    id::{AccountId, ChildId, ConsentId, PhaseId, SchoolId, TownshipId, WishId},
    store::literal,
};

pub use category::Category;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    Draft,
    Submitted,
    Returned,
    Approved,
    Open,
    Taken,
    Received,
    HandedOut,
    Withdrawn,
}

impl Status {
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Approved,
        Self::Open,
        Self::Taken,
        Self::Received,
        Self::HandedOut,
        Self::Withdrawn,
    ];

    /// What anybody may see; the rest does not exist for the public.
    pub const PUBLIC: [Self; 4] = [Self::Open, Self::Taken, Self::Received, Self::HandedOut];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Open => "open",
            Self::Taken => "taken",
            Self::Received => "received",
            Self::HandedOut => "handed_out",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    pub fn is_public(self) -> bool {
        Self::PUBLIC.contains(&self)
    }
}

/// Shown only where clothing or shoes need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Gender {
    Girl,
    Boy,
}

impl Gender {
    pub const ALL: [Self; 2] = [Self::Girl, Self::Boy];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Girl => "girl",
            Self::Boy => "boy",
        }
    }

    /// As it stands beside a specification, in Chinese and in English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Girl => ("女生", "for a girl"),
            Self::Boy => ("男生", "for a boy"),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gender| gender.key() == key)
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wish")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WishId,
    pub code: Code,
    pub phase_id: PhaseId,
    pub school_id: SchoolId,
    pub township_id: TownshipId,
    pub child_id: ChildId,
    pub consent_id: Option<ConsentId>,
    pub category: Category,
    pub item: String,
    /// Size, colour, edition: what a donor must know to buy the right thing.
    pub specification: String,
    pub gender: Option<Gender>,
    pub grade: i32,
    pub price_fen: Fen,
    pub status: Status,
    /// Wishes of one household's children in one phase share it; a random word, not a household number.
    pub set_no: Option<String>,
    pub waiting_since: DateTimeUtc,
    /// The phase's last claiming day, copied when it opens.
    pub closes_on: Option<Day>,
    /// Why it was returned or withdrawn.
    pub reason: Option<String>,
    pub created_by: AccountId,
    pub created_at: DateTimeUtc,
    pub submitted_at: Option<DateTimeUtc>,
    pub approved_at: Option<DateTimeUtc>,
    /// When the school was told that it was approved.
    pub approval_told_at: Option<DateTimeUtc>,
    pub opened_at: Option<DateTimeUtc>,
    pub received_at: Option<DateTimeUtc>,
    pub handed_out_at: Option<DateTimeUtc>,
    pub withdrawn_at: Option<DateTimeUtc>,
    /// Taken off the public pages by the office; the gift goes its way. See [`hide`].
    pub hidden_at: Option<DateTimeUtc>,
    /// When the office sent it back last, and why. See [`returned`].
    pub returned_at: Option<DateTimeUtc>,
    pub returned_for: Option<String>,
    /// What the school has changed since: the keys of the form's fields.
    pub mended: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub const fn grade_band(&self) -> GradeBand {
        GradeBand::of(self.grade)
    }

    /// The specification, and for whom where clothing needs it: what a donor buys by.
    pub fn details(&self, lang: Lang) -> String {
        let gender = self.gender.map(Gender::words).map(|(zh, en)| lang.pick(zh, en).to_owned());
        let parts = [Some(self.specification.clone()), gender].into_iter().flatten();
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// In this state; as a literal, for the partial indexes' sake.
pub(crate) fn is(status: Status) -> Expr {
    literal::is(Column::Status, status)
}

/// The wish with this code, for the office (`school`: none) or for the school whose it is; a foreign one is
/// not found. Locked until the transaction ends.
pub(crate) async fn within_reach(db: &impl ConnectionTrait, school: Option<SchoolId>, code: &Code) -> Result<Model> {
    let mut query = Entity::find().filter(COLUMN.code.eq(code.clone())).lock_exclusive();
    if let Some(school) = school {
        query = query.filter(COLUMN.school_id.eq(school));
    }
    Ok(query.one(db).await?.ok_or(Refusal::NotFound)?)
}
