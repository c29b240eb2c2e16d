//! Weights: whole grams, typed and shown as kilograms, never floats.

use std::fmt;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::{Field, Refusal, text};

/// Grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weight(pub i32);

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&kilograms(self.0.into()))
    }
}

/// `12.5`, `3`: grams as kilograms without idle noughts.
pub fn kilograms(grams: i64) -> String {
    let (whole, rest) = (grams / 1_000, grams % 1_000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
}

/// Kilograms as people type them: `3`, `12.5`, `１２公斤`; between these, in grams.
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
    if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > 3 || plain.ends_with('.') {
        return Err(no());
    }
    let kilograms: i64 = whole.parse().map_err(|_| no())?;
    let rest: i64 = format!("{decimals:0<3}").parse().map_err(|_| no())?;
    let grams = kilograms.checked_mul(1_000).and_then(|grams| grams.checked_add(rest)).ok_or_else(no)?;
    if (from..=to).contains(&grams) { Ok(grams) } else { Err(no()) }
}

#[cfg(test)]
mod tests {
    use super::{kilograms, read};
    use crate::{Field, Refusal};

    #[test]
    fn kilograms_are_read_exactly_or_refused() {
        for (typed, grams) in
            [("3", 3_000), ("12.5", 12_500), ("１２公斤", 12_000), ("0.125 kg", 125), (" 7千克 ", 7_000)]
        {
            assert_eq!(read(Field::HarvestShare, typed, 100, 1_000_000), Ok(grams), "{typed}");
        }
        for typed in ["-1", "1e3", "0.05", "1.2345", "9.", ".5", "99999999999999999999", "1001", "一斤", "NaN"] {
            let no = read(Field::HarvestShare, typed, 100, 1_000_000);
            assert_eq!(no, Err(Refusal::NotAWeight(Field::HarvestShare, 100, 1_000_000)), "{typed}");
        }
        assert_eq!(read(Field::HarvestShare, " ", 100, 1_000_000), Err(Refusal::Missing(Field::HarvestShare)));
    }

    #[test]
    fn grams_are_shown_without_idle_noughts() {
        for (grams, shown) in [(3_000, "3"), (12_500, "12.5"), (125, "0.125"), (0, "0")] {
            assert_eq!(kilograms(grams), shown);
        }
    }
}
