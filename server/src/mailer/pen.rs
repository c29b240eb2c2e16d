//! What the templates write with: one language, the site's address, and the links only a letter may hold.
//!
//! Days and times are China's; a time always says so.

mod givers;
mod links;
mod words;

use entity::{
    Day, Lang, Time,
    id::AccountId,
    lang,
    outbox::letter::{Delivery, Gift},
    store::Keys,
};

/// Whether the PDF that a letter speaks of could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Attached,
    OnTheSite,
}

pub(super) struct Pen<'a> {
    pub lang: Lang,
    /// The site's address without a slash at the end.
    pub site: &'a str,
    /// The site's host: the right side of every number of ours.
    pub host: &'a str,
    pub keys: &'a Keys,
    pub account: Option<AccountId>,
    pub written_at: Time,
    pub sheet: Sheet,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass every value by reference")]
impl Pen<'_> {
    /// `2026年11月23日`, `23 November 2026`
    pub fn day(&self, day: &Day) -> String {
        day.format(self.lang.pick("%Y年%-m月%-d日", "%-d %B %Y")).to_string()
    }

    /// Whether the day was over when the letter was written.
    pub fn is_past(&self, day: &Day) -> bool {
        *day < lang::china_date(self.written_at)
    }

    /// The day and the time, in China, and says so.
    pub fn moment(&self, at: &Time) -> String {
        let format = self.lang.pick("%Y年%-m月%-d日 %H:%M（北京时间）", "%-d %B %Y, %H:%M Beijing time (UTC+8)");
        lang::china_time(*at).format(format).to_string()
    }

    /// The day on which a moment falls in China.
    pub fn day_of(&self, at: &Time) -> String {
        self.day(&lang::china_date(*at))
    }

    /// `2026年11月`, `November 2026`
    pub fn month(&self, first: &Day) -> String {
        first.format(self.lang.pick("%Y年%-m月", "%B %Y")).to_string()
    }

    /// The picture that goes with the letter, as its HTML calls it.
    pub fn picture(&self) -> String {
        format!("cid:{}", self.picture_number())
    }

    pub fn picture_number(&self) -> String {
        format!("card@{}", self.host)
    }

    pub fn is_sheet_attached(&self) -> bool {
        self.sheet == Sheet::Attached
    }

    /// Gifts that go to the same place stand together under one address.
    pub fn by_delivery(gifts: &[(Gift, Delivery)]) -> Vec<(&Delivery, Vec<&Gift>)> {
        let mut places: Vec<(&Delivery, Vec<&Gift>)> = Vec::new();
        for (gift, delivery) in gifts {
            match places.iter_mut().find(|(known, _)| *known == delivery) {
                Some((_, together)) => together.push(gift),
                None => places.push((delivery, vec![gift])),
            }
        }
        places
    }
}
