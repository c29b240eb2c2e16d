//! Where a page begins: the sorted value and the number of the row before it, as an opaque word in the address.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Datelike};

use super::{Row, Sort};
use crate::{Day, Fen, Time, id::WishId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Towards the front of the list.
    pub(super) back: bool,
    pub(super) key: Key,
    pub(super) id: WishId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Time(Time),
    Day(Day),
    Price(Fen),
}

impl Cursor {
    pub(super) fn at(sort: Sort, wish: &Row, back: bool) -> Self {
        let key = match sort {
            Sort::Waiting => Key::Time(wish.waiting_since),
            Sort::Closing => Key::Day(wish.closes_on.unwrap_or(Day::MAX)),
            Sort::PriceUp | Sort::PriceDown => Key::Price(wish.price_fen),
        };
        Self { back, key, id: wish.id }
    }

    /// For the address: `after=` or `before=` with this word.
    pub const fn parameter(&self) -> &'static str {
        if self.back { "before" } else { "after" }
    }

    pub fn word(&self) -> String {
        let key = match self.key {
            Key::Time(at) => at.timestamp_nanos_opt().unwrap_or(i64::MAX),
            Key::Day(day) => day.num_days_from_ce().into(),
            Key::Price(price) => price.0,
        };
        let bytes: Vec<u8> = [key.to_be_bytes(), self.id.0.to_be_bytes()].concat();
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// `None` for what is no cursor of ours: the list then begins at its beginning.
    pub(super) fn read(sort: Sort, word: &str, back: bool) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(word).ok()?;
        let (key, id) = bytes.split_first_chunk::<8>()?;
        let key = i64::from_be_bytes(*key);
        let id = WishId(i64::from_be_bytes(id.try_into().ok()?));
        let key = match sort {
            Sort::Waiting => Key::Time(DateTime::from_timestamp_nanos(key)),
            Sort::Closing => Key::Day(Day::from_num_days_from_ce_opt(i32::try_from(key).ok()?)?),
            Sort::PriceUp | Sort::PriceDown => Key::Price(Fen(key)),
        };
        Some(Self { back, key, id })
    }
}
