//! Schools that a round leaves behind: they get less than half of what schools get on average. Says by how much, and
//! what stood in the way, as far as the matching knows it.

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
    /// The time was up, and some could give more.
    Time,
}

impl InTheWay {
    fn of(left: &[Left], matched: &Matched) -> Self {
        let are_there = |why: Left| left.contains(&why);
        match (are_there(Left::CountsSpent), are_there(Left::BudgetsSpent)) {
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
    let floor = floor_of(wishes, FLOOR, served, all);
    if line.proposed >= u64::from(floor) {
        return;
    }
    let lacking = left.iter().filter(|why| why.has_no_offer()).count();
    let admitted = wishes.saturating_sub(u32::try_from(lacking).unwrap_or(u32::MAX));
    line.missed = Some((floor, admitted));
    line.in_the_way = InTheWay::of(left, matched);
}

#[cfg(test)]
mod tests {
    use super::{super::Summary, InTheWay, Left, Matched};
    use crate::matching::assign::Answer;

    fn matched(is_level: bool, narrowed: bool) -> Matched {
        let answer = Answer { is_level, ..Answer::default() };
        Matched { answer, cut_short: false, narrowed, giving: [].into(), limited: Vec::new() }
    }

    #[test]
    fn what_stood_in_the_way_is_no_more_than_what_is_known() {
        use Left::{BudgetsSpent, CountsSpent, NoOfferHere, OutOfTime};
        let of = |left: &[Left]| InTheWay::of(left, &matched(true, false));
        assert_eq!(of(&[CountsSpent, NoOfferHere]), InTheWay::Needed);
        assert_eq!(of(&[BudgetsSpent]), InTheWay::Budgets);
        assert_eq!(of(&[BudgetsSpent, CountsSpent]), InTheWay::Both);
        assert_eq!(of(&[OutOfTime, CountsSpent]), InTheWay::Time);
        assert_eq!(InTheWay::of(&[CountsSpent], &matched(false, false)), InTheWay::Counts);
        assert_eq!(InTheWay::of(&[CountsSpent], &matched(true, true)), InTheWay::Unknown);
    }

    #[test]
    fn a_school_of_an_older_round_can_still_be_read() {
        let older = r#"{"schools": [{"school": 1, "ever": 6, "open": 6, "proposed": 1, "missed": [2, 6]}]}"#;
        let summary: Summary = serde_json::from_str(older).unwrap();
        let line = summary.schools[0];
        assert_eq!((line.missed, line.in_the_way, line.rests), (Some((2, 6)), InTheWay::Unknown, false));
    }
}
