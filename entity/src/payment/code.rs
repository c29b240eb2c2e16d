//! The payment code 付款参考码: `P` and seven signs of the gift code's alphabet, the last one a check character.
//!
//! People type it into a bank's remark, where it stands among other words, often with one wrong sign.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::{
    code::{ALPHABET, check, places, spelled},
    store::Dice,
    text::half_width,
};

/// Two signs shorter than a gift code, so that neither is ever taken for the other.
const LENGTH: usize = 8;
const FIRST: u8 = b'P';

/// A payment code in its plain form (`P7M49XQ2`); [`PayCode::grouped`] is how people read it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PayCode(String);

/// Not a payment code: wrong length, a sign that is not used, or the check character does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a payment code")]
pub struct NotAPayCode;

impl PayCode {
    /// A new code, which somebody may have already: see `reference::make`.
    pub fn mint(dice: &Dice) -> Self {
        let mut signs = vec![first()];
        signs.extend((0..LENGTH - 2).map(|_| dice.below(ALPHABET.len())));
        signs.push(check(&signs));
        Self(spelled(&signs))
    }

    /// `P7M4-9XQ2`
    pub fn grouped(&self) -> String {
        format!("{}-{}", &self.0[..4], &self.0[4..])
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(signs: &[usize]) -> Option<Self> {
        let (last, body) = signs.split_last()?;
        let is_sound = signs.len() == LENGTH && signs[0] == first() && check(body) == *last;
        is_sound.then(|| Self(spelled(signs)))
    }
}

impl fmt::Display for PayCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PayCode {
    type Err = NotAPayCode;

    /// Accepts small letters, full-width signs, spaces and hyphens.
    fn from_str(typed: &str) -> Result<Self, NotAPayCode> {
        places(half_width(typed).trim()).and_then(|signs| Self::of(&signs)).ok_or(NotAPayCode)
    }
}

fn first() -> usize {
    ALPHABET.iter().position(|sign| *sign == FIRST).unwrap_or_default()
}

/// Every code that stands in a remark, whatever is written round it.
pub fn found_in(remark: &str) -> Vec<PayCode> {
    let mut found = Vec::new();
    for window in windows(remark) {
        let signs: Option<Vec<usize>> = window.iter().copied().collect();
        if let Some(code) = signs.and_then(|signs| PayCode::of(&signs)).filter(|code| !found.contains(code)) {
            found.push(code);
        }
    }
    found
}

/// Every code that a remark may mean if one sign of it is wrong, or two neighbours changed places.
pub fn near_in(remark: &str) -> Vec<PayCode> {
    let mut near: Vec<PayCode> = Vec::new();
    for window in windows(remark) {
        for code in mended(&window) {
            if !near.contains(&code) {
                near.push(code);
            }
        }
    }
    near
}

/// What stands side by side, eight signs each; none for a letter or digit that no code holds. What is no letter or
/// digit but can be typed between them is passed over; a Chinese word ends what was before it.
fn windows(remark: &str) -> Vec<Vec<Option<usize>>> {
    let plain = half_width(remark).to_uppercase();
    let mut windows = Vec::new();
    for piece in plain.split(|c: char| !c.is_ascii()) {
        let signs: Vec<Option<usize>> = piece
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|sign| ALPHABET.iter().position(|known| *known == sign))
            .collect();
        windows.extend(signs.windows(LENGTH).map(<[_]>::to_vec));
    }
    windows
}

fn mended(window: &[Option<usize>]) -> Vec<PayCode> {
    let unknown: Vec<usize> = (0..LENGTH).filter(|at| window[*at].is_none()).collect();
    // With the first letter wrong, all the others must be right: else any long number would be near to a code.
    let is_first_wrong = window[0] != Some(first());
    let wrong: Vec<usize> = match unknown[..] {
        _ if is_first_wrong => vec![0],
        [] => (1..LENGTH).collect(),
        [one] => vec![one],
        _ => return Vec::new(),
    };
    let mut codes = Vec::new();
    for at in wrong {
        let with = |sign: usize| -> Option<Vec<usize>> {
            (0..LENGTH).map(|i| if i == at { Some(sign) } else { window[i] }).collect()
        };
        let right = if at == 0 { first()..first() + 1 } else { 0..ALPHABET.len() };
        codes.extend(right.filter_map(|sign| PayCode::of(&with(sign)?)));
    }
    if let (false, Some(signs)) = (is_first_wrong, window.iter().copied().collect::<Option<Vec<usize>>>()) {
        codes.extend((1..LENGTH - 1).filter(|at| signs[*at] != signs[at + 1]).filter_map(|at| {
            let mut swapped = signs.clone();
            swapped.swap(at, at + 1);
            PayCode::of(&swapped)
        }));
    }
    // What is right as it stands is no near miss.
    let whole: Option<Vec<usize>> = window.iter().copied().collect();
    codes.retain(|code| whole.as_ref().is_none_or(|signs| spelled(signs) != code.as_str()));
    codes
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, PayCode, found_in, near_in};
    use crate::{Code, store::Dice};

    #[test]
    fn a_code_is_found_in_whatever_people_write() {
        let code = PayCode::mint(&Dice::seeded(3));
        let (plain, grouped) = (code.as_str(), code.grouped());
        for remark in [
            plain.to_owned(),
            grouped.to_lowercase(),
            format!("付款码{grouped}谢谢"),
            format!("转账 {} 一亩地", grouped.replace('-', " ")),
            format!("PAY/{plain}/0001"),
            plain.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect(),
        ] {
            assert_eq!(found_in(&remark), std::slice::from_ref(&code), "{remark}");
        }
        assert!(found_in("爱心捐款 13800000000").is_empty());
    }

    #[test]
    fn one_wrong_sign_or_a_swap_is_a_near_miss() {
        let dice = Dice::seeded(5);
        for _ in 0..20 {
            let code = PayCode::mint(&dice);
            let signs: Vec<char> = code.as_str().chars().collect();
            for at in 0..signs.len() {
                for other in "0O1I5S".chars().chain(ALPHABET.iter().map(|sign| char::from(*sign))) {
                    if other == signs[at] {
                        continue;
                    }
                    let mut wrong = signs.clone();
                    wrong[at] = other;
                    let wrong: String = wrong.into_iter().collect();
                    assert!(!found_in(&wrong).contains(&code));
                    assert!(near_in(&format!("捐款{wrong}")).contains(&code), "{wrong} for {code}");
                }
                if at > 1 && signs[at] != signs[at - 1] {
                    let mut swapped = signs.clone();
                    swapped.swap(at, at - 1);
                    assert!(near_in(&swapped.iter().collect::<String>()).contains(&code));
                }
            }
            assert!(!near_in(code.as_str()).contains(&code), "what is right is no near miss");
        }
    }

    #[test]
    fn neither_code_is_taken_for_the_other() {
        let dice = Dice::seeded(9);
        for _ in 0..200 {
            let (gift, payment) = (Code::mint(&dice), PayCode::mint(&dice));
            assert!(gift.as_str().parse::<PayCode>().is_err());
            assert!(payment.as_str().parse::<Code>().is_err());
            assert_eq!(payment.grouped().parse(), Ok(payment));
        }
    }
}
