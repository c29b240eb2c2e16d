//! Schools that a round leaves behind: they get less than half of what schools get in it on average, that half in whole
//! wishes. Says by how much, and what stood in the way, as far as the matching knows it.

use serde::{Deserialize, Serialize};

use super::{
    matched::{FLOOR, Matched},
    summary::SchoolLine,
};
use crate::matching::assign::{Left, floor_of};

/// Why a school stays below the half although offers fit enough of its wishes: how it is with the offers that fit those
/// it has left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InTheWay {
    /// A round of an older make; or one in which donors were found more than they may take on, so that what their
    /// offers hold says little.
    #[default]
    Unknown,
    /// They have given as many as they can.
    Counts,
    /// They have; and every school that got any of it would be below its own half with one less.
    Needed,
    /// Those that could give more have too little money left.
    Budgets,
    /// Of some of the wishes the one, of the others the other.
    Both,
    /// Their donors, or the organisations, have as much on the way as may be.
    Limit,
    /// The time was up, and some could give more.
    Time,
}

impl InTheWay {
    fn of(left: &[Left], matched: &Matched) -> Self {
        let are_there = |why: Left| left.contains(&why);
        let (counts, limits) = (are_there(Left::CountsSpent), are_there(Left::Limit));
        match (counts || limits, are_there(Left::BudgetsSpent)) {
            (true, false) if !counts && !are_there(Left::OutOfTime) => Self::Limit,
            _ if matched.narrowed => Self::Unknown,
            _ if are_there(Left::OutOfTime) => Self::Time,
            (true, true) => Self::Both,
            (false, true) => Self::Budgets,
            (true, false) if matched.answer.is_level => Self::Needed,
            (true, false) => Self::Counts,
            (false, false) => Self::Unknown,
        }
    }
}

/// Tells whether the school is left behind, and what of it is known. `left`: why each of its wishes is that is left.
pub(super) fn tell(line: &mut SchoolLine, left: &[Left], matched: &Matched) {
    line.rests = left.contains(&Left::Resting);
    line.given_back = left.contains(&Left::GivenBack);
    let (served, all) = (matched.answer.matches.len(), matched.answer.matches.len() + matched.answer.left.len());
    let wishes = u32::try_from(line.open).unwrap_or(u32::MAX);
    if line.proposed >= whole_half(wishes, served, all) {
        return;
    }
    let lacking = left.iter().filter(|why| why.has_no_offer()).count();
    let admitted = wishes.saturating_sub(u32::try_from(lacking).unwrap_or(u32::MAX));
    line.missed = Some((floor_of(wishes, FLOOR, served, all), admitted));
    line.in_the_way = InTheWay::of(left, matched);
}

/// The half of a school with so many wishes, in whole ones. A part of one is nothing to be without: in a small round
/// most schools get none, and those that get one are far above the average.
fn whole_half(wishes: u32, served: usize, all: usize) -> u64 {
    let half = u128::from(wishes) * u128::from(FLOOR) * served as u128 / (all as u128 * 1000).max(1);
    u64::try_from(half).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Summary, summary::SchoolLine},
        InTheWay, Left, Matched, tell,
    };
    use crate::{
        id::SchoolId,
        matching::assign::{Answer, Match, Reason},
    };

    fn matched(is_level: bool, narrowed: bool) -> Matched {
        let answer = Answer { is_level, ..Answer::default() };
        Matched { answer, cut_short: false, narrowed, giving: [].into(), limited: Vec::new() }
    }

    #[test]
    fn what_stood_in_the_way_is_no_more_than_what_is_known() {
        use Left::{BudgetsSpent, CountsSpent, Limit, NoOfferHere, OutOfTime};
        let of = |left: &[Left]| InTheWay::of(left, &matched(true, false));
        assert_eq!(of(&[CountsSpent, NoOfferHere]), InTheWay::Needed);
        assert_eq!(of(&[BudgetsSpent]), InTheWay::Budgets);
        assert_eq!(of(&[BudgetsSpent, CountsSpent]), InTheWay::Both);
        assert_eq!(of(&[OutOfTime, CountsSpent]), InTheWay::Time);
        assert_eq!(InTheWay::of(&[CountsSpent], &matched(false, false)), InTheWay::Counts);
        assert_eq!(InTheWay::of(&[CountsSpent], &matched(true, true)), InTheWay::Unknown);
        assert_eq!(InTheWay::of(&[Limit, NoOfferHere], &matched(true, true)), InTheWay::Limit);
        assert_eq!(of(&[Limit, CountsSpent]), InTheWay::Needed);
        assert_eq!(of(&[Limit, BudgetsSpent]), InTheWay::Both);
        assert_eq!(of(&[Limit, OutOfTime]), InTheWay::Time);
    }

    #[test]
    fn who_lacks_only_a_part_of_a_wish_is_not_left_behind() {
        let missed = |open: u64, proposed: u64, served: usize, all: usize| {
            let matches = vec![Match { wish: 0, offer: 0, reason: Reason::Open }; served];
            let answer = Answer { matches, left: vec![(0, Left::CountsSpent); all - served], ..Answer::default() };
            let mut line = SchoolLine { open, proposed, ..SchoolLine::new(SchoolId(1), open) };
            tell(&mut line, &[], &Matched { answer, ..matched(true, false) });
            line.missed
        };
        assert_eq!(missed(6, 0, 2, 42), None, "half of the average is a seventh of a wish");
        assert_eq!(missed(1, 0, 2, 3), None, "its only wish");
        assert_eq!(missed(21, 0, 4, 42), Some((1, 21)));
        assert_eq!(missed(6, 1, 7, 12), None, "three quarters of a wish");
        assert_eq!(missed(6, 0, 7, 12), Some((2, 6)), "the half is reached with the second");
        assert_eq!(missed(12, 2, 13, 24), Some((4, 12)));
    }

    #[test]
    fn a_school_of_an_older_round_can_still_be_read() {
        let older = r#"{"schools": [{"school": 1, "ever": 6, "open": 6, "proposed": 1, "missed": [2, 6]}]}"#;
        let summary: Summary = serde_json::from_str(older).unwrap();
        let line = summary.schools[0];
        assert_eq!((line.missed, line.in_the_way, line.rests), (Some((2, 6)), InTheWay::Unknown, false));
    }
}
