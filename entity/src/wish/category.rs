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

/// Fewer letters name nothing.
const NAMING: usize = 3;

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

    /// Words that English readers look for it by; what is wished for is mostly written in Chinese.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Stationery => &["stationery", "pencils", "pens"],
            Self::Schoolbag => &["schoolbags", "bags", "backpacks", "satchels"],
            Self::Books => &["books", "dictionary", "dictionaries"],
            Self::Shoes => &["shoes", "trainers", "sneakers", "boots"],
            Self::Clothes => &["clothes", "clothing", "coats", "jackets"],
            Self::Sports => &["sports", "balls"],
            Self::LearningDevice => &["learning", "devices"],
            Self::Toy => &["toys"],
            Self::DailyGoods => &["daily", "goods"],
            Self::ArtSupplies => &["art", "supplies", "paints"],
            Self::Music => &["music", "instruments"],
            Self::Other => &["other"],
        }
    }

    /// The categories that a word, or its beginning of three letters and more, is a name of. In small letters.
    pub(crate) fn named(word: &str) -> Vec<Self> {
        if word.len() < NAMING {
            return Vec::new();
        }
        let is_named = |category: &Self| category.words().iter().any(|name| name.starts_with(word));
        Self::ALL.into_iter().filter(is_named).collect()
    }

    /// Whether a donor needs to know if it is for a girl or a boy.
    pub const fn needs_gender(self) -> bool {
        matches!(self, Self::Shoes | Self::Clothes)
    }
}

#[cfg(test)]
mod tests {
    use super::Category;

    #[test]
    fn a_word_or_its_beginning_names_a_category() {
        for (word, named) in [
            ("schoolbag", vec![Category::Schoolbag]),
            ("schoolbags", vec![Category::Schoolbag]),
            ("dict", vec![Category::Books]),
            ("art", vec![Category::ArtSupplies]),
            ("sc", vec![]),
            ("led", vec![]),
            ("书包", vec![]),
        ] {
            assert_eq!(Category::named(word), named, "{word}");
        }
        for category in Category::ALL {
            assert!(Category::named(category.words()[0]).contains(&category), "{category:?}");
        }
    }
}
