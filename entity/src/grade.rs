//! School grades 1–9 and the bands in which the public sees them.

use serde::{Deserialize, Serialize};

/// What the public sees of a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeBand {
    OneTwo,
    ThreeFour,
    FiveSix,
    SevenNine,
}

impl GradeBand {
    pub const ALL: [Self; 4] = [Self::OneTwo, Self::ThreeFour, Self::FiveSix, Self::SevenNine];

    /// The band of a grade; grades outside 1–9 do not exist in the database.
    pub const fn of(grade: i32) -> Self {
        match grade {
            ..=2 => Self::OneTwo,
            3..=4 => Self::ThreeFour,
            5..=6 => Self::FiveSix,
            _ => Self::SevenNine,
        }
    }

    /// The grades in the band.
    pub const fn grades(self) -> std::ops::RangeInclusive<i32> {
        match self {
            Self::OneTwo => 1..=2,
            Self::ThreeFour => 3..=4,
            Self::FiveSix => 5..=6,
            Self::SevenNine => 7..=9,
        }
    }

    /// The word for URLs and both languages' labels: `1-2`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OneTwo => "1-2",
            Self::ThreeFour => "3-4",
            Self::FiveSix => "5-6",
            Self::SevenNine => "7-9",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.key() == key)
    }
}
