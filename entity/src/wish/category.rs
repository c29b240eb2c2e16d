//! The categories of wishes, each with a drawing.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Stationery,
    Schoolbag,
    Books,
    Shoes,
    Clothes,
    Sports,
    LearningDevice,
    Toy,
    DailyGoods,
    ArtSupplies,
    Music,
    Other,
}

impl Category {
    pub const ALL: [Self; 12] = [
        Self::Stationery,
        Self::Schoolbag,
        Self::Books,
        Self::Shoes,
        Self::Clothes,
        Self::Sports,
        Self::LearningDevice,
        Self::Toy,
        Self::DailyGoods,
        Self::ArtSupplies,
        Self::Music,
        Self::Other,
    ];

    /// The word in URLs, forms and the drawing's name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stationery => "stationery",
            Self::Schoolbag => "schoolbag",
            Self::Books => "books",
            Self::Shoes => "shoes",
            Self::Clothes => "clothes",
            Self::Sports => "sports",
            Self::LearningDevice => "learning_device",
            Self::Toy => "toy",
            Self::DailyGoods => "daily_goods",
            Self::ArtSupplies => "art_supplies",
            Self::Music => "music",
            Self::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.key() == key)
    }

    /// Whether a donor needs to know if it is for a girl or a boy.
    pub const fn needs_gender(self) -> bool {
        matches!(self, Self::Shoes | Self::Clothes)
    }
}
