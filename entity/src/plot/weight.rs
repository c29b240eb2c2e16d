//! Weights: whole grams, typed and shown as kilograms, never floats.

use std::fmt;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use super::{Mode, Model};
use crate::{
    Field, Refusal,
    fund::payout::compute::apportion,
    money::{grouped, ungroup},
    text,
};

/// Grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weight(pub i32);

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&kilograms(self.0.into()))
    }
}

impl Weight {
    /// See [`plain`].
    pub fn plain(self) -> String {
        plain(self.0.into())
    }
}

/// What these adoptions of a plot were promised to be sent, in grams, each by its shares.
pub(crate) fn promised_to(plot: &Model, shares: &[i32]) -> Vec<i64> {
    parts(plot, shares, super::harvest::promised(plot))
}

/// What of the harvest is to be sent to each: a field that gave less gives every share less, to the gram, unless the
/// village makes it up. Before it is weighed it is what was promised.
pub(crate) fn due_to(plot: &Model, shares: &[i32]) -> Vec<i64> {
    let promised = super::harvest::promised(plot);
    let there = plot.weight_g.filter(|_| !plot.is_made_up()).map_or(promised, |weight| weight.min(promised));
    parts(plot, shares, there)
}

/// Shares that stand in no list keep their part.
fn parts(plot: &Model, shares: &[i32], all: i64) -> Vec<i64> {
    let sent = if plot.mode == Mode::Half { all / 2 } else { all };
    let listed: i32 = shares.iter().sum();
    let weights = shares.iter().copied().chain([(plot.taken - listed).max(0)]);
    let weights: Vec<i64> = weights.map(|shares| i64::from(shares) * i64::from(plot.harvest_g.0)).collect();
    let mut parts = apportion(&weights, sent);
    parts.truncate(shares.len());
    parts
}

/// `12.5`, `3`, `1,234.5`: grams as kilograms for readers, without idle noughts.
pub fn kilograms(grams: i64) -> String {
    written(grams, grouped)
}

/// `1234.5`: for fields to type into.
pub fn plain(grams: i64) -> String {
    written(grams, |whole| whole.to_string())
}

fn written(grams: i64, whole: impl Fn(u64) -> String) -> String {
    let sign = if grams < 0 { "-" } else { "" };
    let (kilograms, rest) = (whole(grams.unsigned_abs() / 1_000), grams.unsigned_abs() % 1_000);
    if rest == 0 {
        return format!("{sign}{kilograms}");
    }
    format!("{sign}{kilograms}.{rest:03}").trim_end_matches('0').to_owned()
}

/// Kilograms as people type them: `3`, `12.5`, `1,234.5`, `１２公斤`; between these, in grams.
pub fn read(field: Field, typed: &str, from: i64, to: i64) -> Result<i64, Refusal> {
    let plain = text::half_width(typed).to_lowercase();
    let plain = plain.trim();
    let plain = plain.strip_suffix("公斤").or_else(|| plain.strip_suffix("千克")).unwrap_or(plain);
    let plain = plain.strip_suffix("kg").unwrap_or(plain).trim();
    if plain.is_empty() {
        return Err(Refusal::Missing(field));
    }
    let no = || Refusal::NotAWeight(field, from, to);
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let whole = ungroup(whole).ok_or_else(no)?;
    if whole.is_empty() || !digits(&whole) || !digits(decimals) || decimals.len() > 3 || plain.ends_with('.') {
        return Err(no());
    }
    let kilograms: i64 = whole.parse().map_err(|_| no())?;
    let rest: i64 = format!("{decimals:0<3}").parse().map_err(|_| no())?;
    let grams = kilograms.checked_mul(1_000).and_then(|grams| grams.checked_add(rest)).ok_or_else(no)?;
    if (from..=to).contains(&grams) { Ok(grams) } else { Err(no()) }
}

#[cfg(test)]
mod tests {
    use super::{Weight, kilograms, plain, read};
    use crate::{Field, Refusal};

    #[test]
    fn kilograms_are_read_exactly_or_refused() {
        for (typed, grams) in [
            ("3", 3_000),
            ("12.5", 12_500),
            ("１２公斤", 12_000),
            ("0.125 kg", 125),
            (" 7千克 ", 7_000),
            ("1,000", 1_000_000),
        ] {
            assert_eq!(read(Field::HarvestShare, typed, 100, 1_000_000), Ok(grams), "{typed}");
        }
        for typed in ["-1", "1e3", "0.05", "1.2345", "9.", ".5", "99999999999999999999", "1001", "1,00", "一斤", "NaN"]
        {
            let no = read(Field::HarvestShare, typed, 100, 1_000_000);
            assert_eq!(no, Err(Refusal::NotAWeight(Field::HarvestShare, 100, 1_000_000)), "{typed}");
        }
        assert_eq!(read(Field::HarvestShare, " ", 100, 1_000_000), Err(Refusal::Missing(Field::HarvestShare)));
    }

    #[test]
    fn grams_are_shown_without_idle_noughts() {
        for (grams, shown) in [(3_000, "3"), (12_500, "12.5"), (125, "0.125"), (0, "0")] {
            assert_eq!((kilograms(grams), plain(grams)), (shown.to_owned(), shown.to_owned()));
        }
    }

    #[test]
    fn readers_get_groups_and_fields_do_not() {
        for (grams, shown, typed) in
            [(1_234_500, "1,234.5", "1234.5"), (12_345_000, "12,345", "12345"), (-1_000_125, "-1,000.125", "-1000.125")]
        {
            assert_eq!((kilograms(grams), plain(grams)), (shown.to_owned(), typed.to_owned()));
        }
        assert_eq!((Weight(1_000_000).to_string(), Weight(1_000_000).plain()), ("1,000".into(), "1000".into()));
        assert_eq!(read(Field::HarvestShare, &kilograms(1_234_500), 100, 2_000_000), Ok(1_234_500));
    }
}
