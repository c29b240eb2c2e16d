//! A wish's gift, its phase and where it goes, as letters say them.

use serde::{Deserialize, Serialize};

use crate::{Code, Fen, Lang, grade::GradeBand, wish::Category};

/// A gift as a letter may show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    pub code: Code,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub grade_band: GradeBand,
    pub price: Fen,
    /// The school's public alias in the letter's language.
    pub school: String,
    pub township: String,
}

impl Gift {
    pub fn place(&self, lang: Lang) -> String {
        place(&self.school, &self.township, lang)
    }
}

/// The school by its public alias and its township; most aliases name the township themselves.
pub fn place(school: &str, township: &str, lang: Lang) -> String {
    if school.contains(township) {
        return school.to_owned();
    }
    lang.pick(format!("{township}{school}"), format!("{school}, {township}"))
}

/// Where a confirmed gift is sent: the real name and address, for this donor's eyes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub school: String,
    pub address: String,
    pub contact: String,
    pub phone: String,
}

/// The phase and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    pub number: i32,
    pub title: String,
    pub organiser: String,
}
