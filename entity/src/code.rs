//! The gift code 心愿码: ten characters, no look-alike letters, the last one a check character.
//!
//! Alphabet: 29 signs (a prime, so that the weighted sum finds every single wrong sign and every swap of
//! two signs). 0 O, 1 I L and 5 S are left out, because a teacher types these codes from paper.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::store::Dice;

pub(crate) const ALPHABET: &[u8; 29] = b"2346789BCDFGHJKMNPQRTVWXYZAEU";
const LENGTH: usize = 10;

/// A gift code in its plain form (`K7M49XQ2TP`); [`Code::grouped`] is how people read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(String);

/// Not a gift code: wrong length, a sign that is not used, or the check character does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a gift code")]
pub struct NotACode;

impl Code {
    /// A new code; the database's unique constraint settles the rare collision.
    pub fn mint(dice: &Dice) -> Self {
        let mut signs: Vec<usize> = (0..LENGTH - 1).map(|_| dice.below(ALPHABET.len())).collect();
        signs.push(check(&signs));
        Self(spelled(&signs))
    }

    /// `K7M4-9XQ2-TP`
    pub fn grouped(&self) -> String {
        format!("{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Code {
    type Err = NotACode;

    /// Accepts small letters, full-width signs, spaces and hyphens, and a whole `…/v/CODE` address.
    fn from_str(typed: &str) -> Result<Self, NotACode> {
        let plain = crate::text::half_width(typed);
        let tail = plain.trim().rsplit_once("/v/").map_or(plain.as_str(), |(_, code)| code);
        let signs = places(tail).ok_or(NotACode)?;
        let (last, body) = signs.split_last().ok_or(NotACode)?;
        if signs.len() != LENGTH || check(body) != *last {
            return Err(NotACode);
        }
        Ok(Self(spelled(&signs)))
    }
}

/// The places of the signs of what was typed; hyphens and spaces between them do not count.
pub(crate) fn places(typed: &str) -> Option<Vec<usize>> {
    let signs = typed.chars().filter(|c| !matches!(c, '-' | '–' | ' ' | '\t'));
    let place = |sign: char| {
        let sign = u8::try_from(sign.to_ascii_uppercase()).ok()?;
        ALPHABET.iter().position(|&a| a == sign)
    };
    signs.map(place).collect()
}

/// The signs at these places.
pub(crate) fn spelled(places: &[usize]) -> String {
    places.iter().map(|&place| char::from(ALPHABET[place])).collect()
}

/// Σ weight·sign mod 29 with the weights 2, 3, …: all differ and none is 0 or 1 modulo 29.
pub(crate) fn check(signs: &[usize]) -> usize {
    let sum: usize = signs.iter().enumerate().map(|(i, sign)| (i + 2) * sign).sum();
    (ALPHABET.len() - sum % ALPHABET.len()) % ALPHABET.len()
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, Code};
    use crate::store::Dice;

    #[test]
    fn every_single_wrong_sign_and_every_swap_is_found() {
        let dice = Dice::seeded(7);
        for _ in 0..50 {
            let code = Code::mint(&dice);
            assert_eq!(code.as_str().parse(), Ok(code.clone()));
            let signs: Vec<char> = code.as_str().chars().collect();
            for place in 0..signs.len() {
                for other in ALPHABET.iter().map(|&a| char::from(a)).filter(|a| *a != signs[place]) {
                    let mut wrong = signs.clone();
                    wrong[place] = other;
                    assert!(wrong.iter().collect::<String>().parse::<Code>().is_err());
                }
                if place > 0 && signs[place] != signs[place - 1] {
                    let mut swapped = signs.clone();
                    swapped.swap(place, place - 1);
                    assert!(swapped.iter().collect::<String>().parse::<Code>().is_err());
                }
            }
        }
    }

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = Code::mint(&Dice::seeded(1));
        let grouped = code.grouped();
        for typed in [
            grouped.to_lowercase(),
            format!(" {grouped} "),
            grouped.replace('-', " "),
            format!("https://example.org/v/{code}"),
            code.as_str().chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect(),
        ] {
            assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
        }
        for typed in ["", "K7M4", "0000000000", "心愿码心愿码心愿码心", "22222222222"] {
            assert!(typed.parse::<Code>().is_err(), "{typed}");
        }
    }
}
