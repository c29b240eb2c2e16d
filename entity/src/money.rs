//! Amounts: integers of fen (1 yuan = 100 fen), checked, never floats.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::{Field, Refusal};

/// The most that one booking can be about: a hundred billion yuan. Sums of such amounts stay far from overflowing.
pub const MOST: Fen = Fen::yuan(100_000_000_000);

/// An amount in fen.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    pub const ZERO: Self = Self(0);

    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }

    /// `None` on overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// `None` on overflow.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// `1234.50`: for tables to calculate with, and for fields to type into.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl fmt::Display for Fen {
    /// `¥1,234.50`, the way both languages print it here.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}¥{}.{:02}", grouped(fen / 100), fen % 100)
    }
}

/// An amount that is promised, arrives or is paid out, as typed: at least one fen, at most [`MOST`].
pub fn read(field: Field, typed: &str) -> Result<Fen, Refusal> {
    read_up_to(field, typed, MOST)
}

/// The same, at most this much.
pub fn read_up_to(field: Field, typed: &str, most: Fen) -> Result<Fen, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    match typed.parse() {
        Ok(amount) if (Fen(1)..=most).contains(&amount) => Ok(amount),
        Ok(_) => Err(Refusal::AmountRange(field, Fen(1), most)),
        Err(NotMoney) => Err(Refusal::NotMoney(field)),
    }
}

/// What cannot be read as an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an amount in yuan with at most two decimals")]
pub struct NotMoney;

impl FromStr for Fen {
    type Err = NotMoney;

    /// Reads yuan as people type them: `95`, `1,000`, `１００`, `100元`, `¥95.5`; exactly, or not at all.
    fn from_str(typed: &str) -> Result<Self, NotMoney> {
        let plain = crate::text::half_width(typed);
        let plain = plain.trim();
        let plain = plain.strip_prefix(['¥', '￥']).unwrap_or(plain);
        let plain = plain.strip_suffix("元").unwrap_or(plain).trim();
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let whole = ungroup(whole).ok_or(NotMoney)?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(&whole) || !digits(decimals) || decimals.len() > 2 || plain.ends_with('.') {
            return Err(NotMoney);
        }
        let yuan: i64 = whole.parse().map_err(|_| NotMoney)?;
        let fen: i64 = format!("{decimals:0<2}").parse().map_err(|_| NotMoney)?;
        yuan.checked_mul(100).and_then(|y| y.checked_add(fen)).map(Self).ok_or(NotMoney)
    }
}

/// Digits in groups of three.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Removes thousands commas where they stand right; `None` where they do not.
pub(crate) fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        plain.push_str(group);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::{Fen, MOST, NotMoney, read, read_up_to};
    use crate::{Field, Refusal};

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, fen) in [
            ("95", 9_500),
            ("1,000", 100_000),
            ("１００", 10_000),
            ("100元", 10_000),
            ("¥95.5", 9_550),
            ("￥ 95.05", 9_505),
            ("0.01", 1),
            (" 12 ", 1_200),
        ] {
            assert_eq!(typed.parse(), Ok(Fen(fen)), "{typed}");
        }
    }

    #[test]
    fn what_is_not_exact_is_refused() {
        for typed in ["", "1e3", "-5", "0.005", "1,00", "9.", ".5", "一百", "92233720368547759", "1 000", "1.2.3", "+1"]
        {
            assert_eq!(typed.parse::<Fen>(), Err(NotMoney), "{typed}");
        }
    }

    #[test]
    fn an_amount_to_book_is_neither_nothing_nor_absurd() {
        let of = Field::Amount;
        let range = Err(Refusal::AmountRange(of, Fen(1), MOST));
        for (typed, read_as) in [
            ("1,000", Ok(Fen::yuan(1_000))),
            ("１００", Ok(Fen::yuan(100))),
            ("100元", Ok(Fen::yuan(100))),
            ("0.01", Ok(Fen(1))),
            ("100000000000", Ok(MOST)),
            ("100000000000.01", range.clone()),
            ("0", range.clone()),
            ("0.00", range.clone()),
            ("92233720368547758.07", range),
            ("92233720368547758.08", Err(Refusal::NotMoney(of))),
            ("9223372036854775807", Err(Refusal::NotMoney(of))),
            ("-9223372036854775808", Err(Refusal::NotMoney(of))),
            ("1e3", Err(Refusal::NotMoney(of))),
            ("-5", Err(Refusal::NotMoney(of))),
            ("0.005", Err(Refusal::NotMoney(of))),
            ("0x10", Err(Refusal::NotMoney(of))),
            ("NaN", Err(Refusal::NotMoney(of))),
            ("壹佰", Err(Refusal::NotMoney(of))),
            (" ", Err(Refusal::Missing(of))),
        ] {
            assert_eq!(read(of, typed), read_as, "{typed}");
        }
        assert_eq!(read_up_to(of, "50.01", Fen::yuan(50)), Err(Refusal::AmountRange(of, Fen(1), Fen::yuan(50))));
    }

    #[test]
    fn a_plain_amount_reads_back_as_itself() {
        for fen in [0, 1, 99, 100, 123_456_789, i64::MAX] {
            assert_eq!(Fen(fen).plain().parse(), Ok(Fen(fen)));
        }
        assert_eq!((Fen(-5).plain(), Fen(i64::MIN).plain()), ("-0.05".into(), "-92233720368547758.08".into()));
    }

    #[test]
    fn amounts_print_grouped() {
        assert_eq!(Fen(123_456_789).to_string(), "¥1,234,567.89");
        assert_eq!(Fen(9_500).to_string(), "¥95.00");
        assert_eq!(Fen(-5).to_string(), "-¥0.05");
    }
}
