//! The rules of choosing, on wishes made up by number.

use super::{MOST, Question, Why, suggest};
use crate::{
    Fen,
    id::{PhaseId, WishId},
    matching::open::{Class, Entry, OpenWishes, made_up},
};

const PHASE: PhaseId = PhaseId(1);

/// `(number, school, days waited, yuan, set)`
fn open(wishes: &[(i64, i64, i64, i64, u64)]) -> OpenWishes {
    let mut open = OpenWishes::default();
    for (id, school, days, yuan, set) in wishes {
        made_up::add(&mut open, (WishId(*id), *school), (*days, Fen::yuan(*yuan)), *set);
    }
    open
}

fn ask(count: usize) -> Question {
    Question { count, phases: vec![PHASE], ..Question::default() }
}

fn numbers(open: &OpenWishes, question: &Question) -> Vec<i64> {
    suggest(open, question).into_iter().map(|pick| pick.entry.id.0).collect()
}

/// Those with these numbers, as they were suggested.
fn these(open: &OpenWishes, ids: &[i64]) -> Vec<(Class, Entry)> {
    let picks = suggest(open, &ask(MOST)).into_iter().filter(|pick| ids.contains(&pick.entry.id.0));
    picks.map(|pick| (pick.class, pick.entry)).collect()
}

#[test]
fn who_has_waited_longest_comes_first() {
    let open = open(&[(1, 1, 3, 50, 0), (2, 2, 9, 50, 0), (3, 1, 5, 80, 0)]);
    assert_eq!(numbers(&open, &ask(2)), [2, 3]);
    assert_eq!(suggest(&open, &ask(1))[0].why, Why::Longest);
    assert_eq!(numbers(&open, &ask(MOST + 9)), [2, 3, 1]);
}

#[test]
fn the_budget_is_kept_and_who_is_too_dear_is_passed_over() {
    let open = open(&[(1, 1, 9, 90, 0), (2, 1, 8, 50, 0), (3, 1, 7, 60, 0), (4, 1, 6, 40, 0)]);
    let question = Question { budget: Some(Fen::yuan(180)), ..ask(9) };
    assert_eq!(numbers(&open, &question), [1, 2, 4]);
    let question = Question { max_price: Some(Fen::yuan(50)), ..ask(9) };
    assert_eq!(numbers(&open, &question), [2, 4]);
}

#[test]
fn who_is_chosen_for_the_rest_of_the_budget_is_not_called_the_longest_waiting() {
    let open = open(&[(1, 1, 9, 90, 0), (2, 1, 8, 50, 0), (3, 1, 7, 60, 0), (4, 1, 6, 40, 0), (5, 1, 99, 200, 0)]);
    let reasons = |budget: i64| -> Vec<(i64, Why)> {
        let question = Question { budget: Some(Fen::yuan(budget)), ..ask(4) };
        suggest(&open, &question).into_iter().map(|pick| (pick.entry.id.0, pick.why)).collect()
    };
    let expected = [(1, Why::Longest), (2, Why::Longest), (4, Why::LongestPaid)];
    assert_eq!(reasons(180), expected, "60 yuan are not left; 200 no budget of 180 ever paid for");
    assert_eq!(reasons(199).last(), Some(&(4, Why::LongestPaid)), "59 are left");
    assert_eq!(reasons(100), [(1, Why::Longest)]);
    // 200, 90, and then each of the others costs more than 9.
    assert_eq!(reasons(299), [(5, Why::Longest), (1, Why::Longest)]);
    let same_day = self::open(&[(1, 1, 9, 60, 0), (2, 1, 9, 70, 0), (3, 1, 9, 50, 0)]);
    let question = Question { budget: Some(Fen::yuan(120)), ..ask(3) };
    let picks: Vec<_> = suggest(&same_day, &question).iter().map(|pick| (pick.entry.id.0, pick.why)).collect();
    assert_eq!(picks, [(1, Why::Longest), (3, Why::Longest)], "all have waited since the same day");
    let siblings = self::open(&[(1, 1, 9, 50, 7), (2, 1, 8, 60, 0), (3, 1, 2, 50, 7)]);
    let question = Question { budget: Some(Fen::yuan(100)), keep: these(&siblings, &[2]), ..ask(3) };
    let picks = suggest(&siblings, &question);
    assert_eq!((picks.len(), picks[0].why), (1, Why::LongestPaid), "what is kept leaves too little for the two");
}

#[test]
fn brothers_and_sisters_go_together_or_not_at_all() {
    let open = open(&[(1, 1, 9, 50, 7), (2, 1, 5, 50, 0), (3, 1, 2, 50, 7)]);
    let picks = suggest(&open, &ask(3));
    assert_eq!(
        picks.iter().map(|pick| (pick.entry.id.0, pick.why)).collect::<Vec<_>>(),
        [(1, Why::Longest), (3, Why::Together), (2, Why::Longest)]
    );
    assert_eq!(numbers(&open, &ask(1)), [2], "one alone would part them");
    let question = Question { without: [WishId(3)].into(), ..ask(3) };
    assert_eq!(numbers(&open, &question), [2]);
    let question = Question { budget: Some(Fen::yuan(80)), ..ask(3) };
    assert_eq!(numbers(&open, &question), [2], "nor does the budget");
}

#[test]
fn among_equals_a_parcel_that_goes_anyway_and_then_the_school_with_the_fewest() {
    let mut open = open(&[(1, 1, 9, 50, 0), (2, 2, 5, 50, 0), (3, 1, 5, 50, 0), (4, 3, 5, 50, 0)]);
    made_up::ever(&mut open, 2, 10);
    made_up::ever(&mut open, 3, 2);
    let picks = suggest(&open, &ask(3));
    assert_eq!(
        picks.iter().map(|pick| (pick.entry.id.0, pick.why)).collect::<Vec<_>>(),
        [(1, Why::Longest), (3, Why::SameParcel), (4, Why::LeastServed(500))]
    );
}

#[test]
fn a_swap_changes_one_and_leaves_the_rest() {
    let wishes: Vec<_> = (1..=40).map(|id| (id, id % 5, 5, 50, 0)).collect();
    let open = open(&wishes);
    let before = numbers(&open, &ask(6));
    let keep = these(&open, &before[1..]);
    let question = Question { keep, without: [WishId(before[0])].into(), ..ask(6) };
    let mut after = numbers(&open, &question);
    after.sort_unstable();
    let mut kept = before[1..].to_vec();
    kept.sort_unstable();
    assert_eq!(after.len(), 6);
    assert!(kept.iter().all(|id| after.contains(id)), "{before:?} became {after:?}");
    assert!(!after.contains(&before[0]));
}

#[test]
fn leaving_one_out_keeps_the_others_where_the_budget_binds() {
    let open = open(&[(1, 1, 9, 90, 0), (2, 1, 8, 50, 0), (3, 1, 7, 60, 0), (4, 1, 6, 40, 0)]);
    let before = Question { budget: Some(Fen::yuan(180)), ..ask(3) };
    assert_eq!(numbers(&open, &before), [1, 2, 4]);
    let less = Question { count: 2, keep: these(&open, &[1, 4]), without: [WishId(2)].into(), ..before };
    assert_eq!(numbers(&open, &less), [1, 4]);
    let swapped = Question { count: 3, ..less };
    assert_eq!(numbers(&open, &swapped), [1, 4], "nothing else is left for the money that they leave");
    let richer = Question { budget: Some(Fen::yuan(190)), ..swapped };
    assert_eq!(numbers(&open, &richer), [1, 3, 4]);
}

#[test]
fn what_is_kept_goes_before_one_who_has_waited_longer() {
    let mut open = open(&[(1, 1, 9, 50, 0), (2, 2, 8, 60, 0), (3, 3, 7, 70, 0), (4, 1, 2, 50, 0)]);
    let keep = these(&open, &[3, 4]);
    let question = Question { keep, ..ask(3) };
    assert_eq!(numbers(&open, &question), [1, 3, 4]);
    let poor = Question { budget: Some(Fen::yuan(175)), ..question.clone() };
    assert_eq!(numbers(&open, &poor), [1, 3, 4]);
    let poor = Question { budget: Some(Fen::yuan(160)), ..question.clone() };
    assert_eq!(numbers(&open, &poor), [3, 4]);
    let poor = Question { budget: Some(Fen::yuan(110)), ..question.clone() };
    assert_eq!(numbers(&open, &poor), [3], "as far as it goes, the longest waiting");
    open.leave_out(&these(&open, &[3]));
    assert_eq!(numbers(&open, &question), [1, 2, 4], "what is gone keeps no place");
}

#[test]
fn brothers_and_sisters_are_kept_and_left_out_together() {
    let open = open(&[(1, 1, 9, 50, 7), (2, 1, 5, 50, 0), (3, 1, 2, 50, 7), (4, 2, 8, 50, 0)]);
    let question = Question { keep: these(&open, &[3]), ..ask(2) };
    assert_eq!(numbers(&open, &question), [1, 3]);
    let question = Question { keep: these(&open, &[3, 4]), ..ask(2) };
    assert_eq!(numbers(&open, &question), [4, 2], "there is no room for both of them");
    let question = Question { keep: these(&open, &[4]), without: [WishId(3)].into(), ..ask(1) };
    assert_eq!(numbers(&open, &question), [4]);
}

#[test]
fn a_phase_gives_no_more_than_there_is_room_for() {
    let open = open(&[(1, 1, 9, 50, 0), (2, 1, 8, 60, 0), (3, 1, 7, 50, 0)]);
    let question = Question { rooms: [(PHASE, 2)].into(), ..ask(3) };
    assert_eq!(numbers(&open, &question), [1, 2]);
    let question = Question { keep: these(&open, &[2, 3]), ..question };
    assert_eq!(numbers(&open, &question), [2, 3]);
    let question = Question { rooms: [(PHASE, 0)].into(), ..question };
    assert!(numbers(&open, &question).is_empty());
    let question = Question { rooms: [(PhaseId(2), 0)].into(), ..question };
    assert_eq!(numbers(&open, &question), [1, 2, 3]);
}

#[test]
fn what_was_taken_out_is_not_suggested() {
    let mut open = open(&[(1, 1, 9, 50, 3), (2, 1, 5, 50, 3)]);
    let picks = suggest(&open, &ask(2));
    open.leave_out(&[(picks[0].class, picks[0].entry)]);
    assert_eq!(numbers(&open, &ask(1)), [2], "the other is alone now");
    assert_eq!(open.len(), 1);
}
