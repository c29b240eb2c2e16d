//! What the public sees of a cut: no line of so few wishes that one could be told for one child.
//!
//! Lines under [`FEWEST`] become one, "others". Where they are too few together, the smallest of the rest joins them:
//! else they could be had by taking every other line from the total.

use super::Share;

/// Wishes that a line in public has at least, and that an average in public is made of.
pub const FEWEST: u64 = 5;

/// A line of a cut; without a key: the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<K> {
    pub of: Option<K>,
    pub share: Share,
}

/// The lines in their order, the others last. Nothing at all where everything together is too little.
pub fn merged<K>(lines: impl IntoIterator<Item = (K, Share)>) -> Vec<Line<K>> {
    let all: Vec<(K, Share)> = lines.into_iter().filter(|(_, share)| share.wishes > 0).collect();
    let (mut shown, few): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, share)| share.wishes >= FEWEST);
    let mut others: Share = few.iter().map(|(_, share)| *share).sum();
    while others.wishes > 0 && others.wishes < FEWEST {
        let smallest = shown.iter().enumerate().min_by_key(|(_, (_, share))| share.wishes).map(|(place, _)| place);
        let Some(place) = smallest else { return Vec::new() };
        others += shown.remove(place).1;
    }
    let shown = shown.into_iter().map(|(of, share)| Line { of: Some(of), share });
    let others = (others.wishes > 0).then_some(Line { of: None, share: others });
    shown.chain(others).collect()
}

impl Share {
    /// As the public may know it: the averages of so few that they could be told for one child are left out.
    pub fn waited_in_public(&self) -> Option<u64> {
        self.waited().filter(|_| self.served >= FEWEST)
    }

    pub fn waits_in_public(&self, today: crate::Day) -> Option<u64> {
        self.waits(today).filter(|_| self.waiting() >= FEWEST)
    }
}

#[cfg(test)]
mod tests {
    use super::{FEWEST, Line, Share, merged};
    use crate::Day;

    /// So many open wishes.
    fn open(wishes: u64) -> Share {
        let since = Day::from_ymd_opt(2026, 11, 1).unwrap();
        (0..wishes).map(|_| Share::of(false, since, None)).sum()
    }

    fn seen(lines: &[(char, u64)]) -> Vec<(Option<char>, u64)> {
        let lines = lines.iter().map(|(key, wishes)| (*key, open(*wishes)));
        merged(lines).into_iter().map(|Line { of, share }| (of, share.wishes)).collect()
    }

    #[test]
    fn few_wishes_are_told_together() {
        assert_eq!(seen(&[('a', 9), ('b', 3), ('c', 5), ('d', 2)]), [(Some('a'), 9), (Some('c'), 5), (None, 5)]);
        assert_eq!(seen(&[('a', 9), ('b', 5)]), [(Some('a'), 9), (Some('b'), 5)], "nothing to hide");
        assert_eq!(seen(&[('a', 9), ('b', 4), ('c', 6)]), [(Some('a'), 9), (None, 10)], "4 is not 19 less 15");
        assert_eq!(seen(&[('a', 3), ('b', 0), ('c', 2)]), [(None, 5)]);
        assert_eq!(seen(&[('a', 3), ('b', 1)]), []);
        assert_eq!(seen(&[]), []);
    }

    #[test]
    fn no_line_in_public_is_of_few_and_they_add_up() {
        for a in 0..12 {
            for b in 0..12 {
                for c in 0..12 {
                    let lines = seen(&[('a', a), ('b', b), ('c', c)]);
                    assert!(lines.iter().all(|(_, wishes)| *wishes >= FEWEST), "{a} {b} {c}: {lines:?}");
                    let sum: u64 = lines.iter().map(|(_, wishes)| wishes).sum();
                    assert_eq!(sum, if a + b + c < FEWEST { 0 } else { a + b + c });
                }
            }
        }
    }
}
