//! The two languages, and the county's calendar.

use chrono::FixedOffset;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::{Day, Time};

/// Chinese (zh-CN) first, English as a full second language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    /// The tag for `lang=` attributes and mail headers.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// Picks the text of this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// What is kept as the English words: where none were written, the Chinese ones serve both languages.
pub(crate) fn english_kept(english: String, chinese: &str) -> String {
    if english.is_empty() { chinese.to_owned() } else { english }
}

/// What a form shows as the English words: none where the Chinese ones serve both, so that they do so after a change,
/// too.
pub(crate) fn english_shown(english: &str, chinese: &str) -> String {
    if english == chinese { String::new() } else { english.to_owned() }
}

/// A number under a hundred as Chinese writes it in a title: `五`, `十二`, `二十`.
pub fn in_words(number: i32) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let one = |place: i32| usize::try_from(place).ok().and_then(|place| ONES.get(place)).copied().unwrap_or_default();
    match number {
        1..=9 => one(number).to_owned(),
        10..=19 => format!("十{}", one(number - 10)),
        20..=99 => format!("{}十{}", one(number / 10), one(number % 10)),
        _ => number.to_string(),
    }
}

/// The day it is in China (UTC+8 all year; no summer time since 1991).
pub fn china_date(at: Time) -> Day {
    at.with_timezone(&china()).date_naive()
}

/// How many days of China's calendar lie between these moments; nought where the second is not on a later day.
pub fn china_days(from: Time, to: Time) -> i64 {
    (china_date(to) - china_date(from)).num_days().max(0)
}

/// China's time of day at that moment.
pub fn china_time(at: Time) -> chrono::DateTime<FixedOffset> {
    at.with_timezone(&china())
}

const fn china() -> FixedOffset {
    match FixedOffset::east_opt(8 * 3600) {
        Some(offset) => offset,
        None => unreachable!(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn numbers_in_titles_are_written_out() {
        assert_eq!([1, 10, 11, 20, 35, 100].map(in_words), ["一", "十", "十一", "二十", "三十五", "100"]);
    }
}
