//! Matching in too little time: sound whenever it ends, mended even without any, every phase with its part, and with
//! plenty the same as without a limit. The time that goes by here is how often it was asked for.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use entity::matching::assign::{Answer, Idle, Left, Policy, Settings, Step, Wish, solve};
use proptest::prelude::*;

use super::{
    by_waiting, evenly,
    judge::keeps_the_rules,
    made::{Case, case, county, offer, wish},
    missing, settings, told,
};

const POLICIES: [Policy; 2] = [Policy::Waiting, Policy::Even { floor: 500 }];

/// Solves it by a clock that is told how often it was asked before.
fn by_clock(case: &Case, policy: Policy, clock: impl Fn(usize) -> f64 + Sync) -> Answer {
    let asked = AtomicUsize::new(0);
    let gone = || clock(asked.fetch_add(1, Ordering::Relaxed));
    solve(&case.wishes, &case.offers, &Settings { gone: &gone, ..settings(policy) })
}

/// The time goes by evenly, until it was asked for so often.
fn within(questions: u32) -> impl Fn(usize) -> f64 + Sync {
    move |asked| f64::from(u32::try_from(asked).unwrap()) / f64::from(questions)
}

fn with_budgets(seed: u64, wishes: usize, offers: usize) -> Case {
    county(seed, wishes, offers).into_iter().find(|(profile, _)| *profile == "budget").unwrap().1
}

#[test]
fn when_time_is_up_what_there_is_is_sound() {
    for (profile, case) in county(3, 240, 30) {
        let answer = by_clock(&case, Policy::Waiting, |_| 1.0);
        keeps_the_rules(&case, &answer);
        assert!(answer.bound >= by_waiting(&case).matches.len(), "{profile}");
        assert!(answer.cut_short, "{profile}");
    }
}

/// Wherever it is by then: learning, proving, filling, mending, exchanging, bringing together.
#[test]
fn whenever_the_time_is_up_what_there_is_is_sound() {
    for (profile, case) in county(5, 90, 12).into_iter().filter(|(profile, _)| ["tight", "budget"].contains(profile)) {
        let most = by_waiting(&case).matches.len();
        let sound = |answer: &Answer, policy: Policy, patience: usize| {
            keeps_the_rules(&case, answer);
            assert!(answer.bound >= most, "{profile} {patience}");
            if policy != Policy::Waiting {
                assert_eq!(told(answer), missing(&case, answer), "{profile} {patience}");
            }
        };
        for policy in POLICIES {
            for patience in [0, 1, 40, 90, 100, 15_990, 16_000, 16_001, 16_003, 16_006, 16_020] {
                let all_at_once = |asked: usize| if asked >= patience { 1.0 } else { 0.0 };
                sound(&by_clock(&case, policy, all_at_once), policy, patience);
            }
            for questions in [1, 10, 40, 60, 100, 200, 1_000, 5_000, 20_000, 50_000] {
                sound(&by_clock(&case, policy, within(questions)), policy, questions as usize);
            }
        }
    }
}

#[test]
fn without_any_time_it_is_mended_all_the_same() {
    for seed in 1..=3 {
        let case = with_budgets(seed, 240, 30);
        let (hurried, most) = (by_clock(&case, Policy::Waiting, |_| 1.0), by_waiting(&case));
        assert!(hurried.bound * 100 <= most.bound * 104, "{seed}: {} {}", hurried.bound, most.bound);
        let (hurried, most) = (hurried.matches.len(), most.matches.len());
        assert!(hurried * 100 >= most * 96, "{seed}: {hurried} of {most}");
    }
}

#[test]
fn with_some_time_it_is_nearly_as_good_as_with_all() {
    for seed in 1..=3 {
        let case = with_budgets(seed, 240, 30);
        let most = by_waiting(&case);
        let mut before = 0;
        for questions in [200, 2_000, 20_000] {
            let answer = by_clock(&case, Policy::Waiting, within(questions));
            let served = answer.matches.len();
            assert!(served * 100 >= most.matches.len() * 98, "{seed}, {questions}: {served} {}", most.matches.len());
            assert!(answer.bound * 100 <= most.bound * 103, "{seed}, {questions}: {} {}", answer.bound, most.bound);
            assert!(served * 100 >= before * 99, "{seed}, {questions}: {served} after {before} in less time");
            before = served;
        }
    }
}

#[test]
fn every_phase_has_its_part_of_the_time() {
    let case = with_budgets(5, 240, 30);
    for questions in [1_000, 4_000] {
        let (asked, begun) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let clock = within(questions);
        let gone = || clock(asked.fetch_add(1, Ordering::Relaxed));
        let progress = |step: Step| begun.lock().unwrap().push((step, clock(asked.load(Ordering::Relaxed))));
        let ask = Settings { gone: &gone, progress: &progress, ..settings(Policy::Waiting) };
        let answer = solve(&case.wishes, &case.offers, &ask);
        assert!(answer.cut_short);
        let begun = begun.into_inner().unwrap();
        let first = |is: fn(&Step) -> bool| begun.iter().find(|(step, _)| is(step)).map(|(_, gone)| *gone).unwrap();
        let assigning = first(|step| matches!(step, Step::Assigning { .. }));
        let improving = first(|step| matches!(step, Step::Improving { .. }));
        let arranging = first(|step| matches!(step, Step::Arranging { .. }));
        assert!(assigning > 0.3 && improving < 0.5, "{questions}: {assigning} {improving}");
        assert!(arranging > 0.5 && arranging < 1.0, "{questions}: {arranging}");
    }
}

/// How often a long matching asks for the time.
fn questions(case: &Case) -> usize {
    let asked = AtomicUsize::new(0);
    let gone = || {
        asked.fetch_add(1, Ordering::Relaxed);
        0.0
    };
    solve(&case.wishes, &case.offers, &Settings { gone: &gone, ..settings(Policy::Waiting) });
    asked.load(Ordering::Relaxed)
}

#[test]
fn while_many_siblings_are_brought_together_the_time_is_asked_for() {
    let alone = Case { wishes: vec![wish(1, 1, 9); 1_280], offers: vec![offer(2_000)] };
    let in_pairs = (0..).zip(&alone.wishes).map(|(n, one)| Wish { set: 1 + n / 2, ..*one }).collect();
    let siblings = Case { wishes: in_pairs, ..alone.clone() };
    assert!(questions(&siblings) >= questions(&alone) + 10, "{} {}", questions(&siblings), questions(&alone));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_has_plenty_of_time_gets_what_everybody_gets(case in case(20, 6, true)) {
        for policy in POLICIES {
            let (plenty, all) = (by_clock(&case, policy, within(400_000)), by_clock(&case, policy, |_| 0.0));
            prop_assert_eq!((plenty.matches, plenty.bound, plenty.cut_short), (all.matches, all.bound, false));
        }
    }

    #[test]
    fn more_or_less_time_it_is_sound(case in case(14, 6, true), questions in 1..20_000_u32) {
        for policy in POLICIES {
            let answer = by_clock(&case, policy, within(questions));
            keeps_the_rules(&case, &answer);
            prop_assert_eq!(told(&answer), if policy == Policy::Waiting { 0 } else { missing(&case, &answer) });
        }
    }
}

#[test]
fn what_nobody_had_time_to_level_is_not_said_to_be_level() {
    let case = Case { wishes: vec![wish(1, 1, 30), wish(2, 1, 20)], offers: vec![offer(1)] };
    assert!(!by_clock(&case, Policy::Even { floor: 500 }, |_| 1.0).is_level);
    assert!(evenly(&case).is_level);
}

#[test]
fn what_nobody_had_time_for_says_so() {
    let case = Case { wishes: vec![wish(1, 1, 30), wish(1, 1, 20)], offers: vec![offer(1)] };
    let answer = by_clock(&case, Policy::Waiting, |_| 1.0);
    assert_eq!(answer.left, [(0, Left::OutOfTime), (1, Left::OutOfTime)]);
    assert_eq!(answer.idle, [(0, Idle::OutOfTime)]);
    assert_eq!(by_waiting(&case).left, [(1, Left::CountsSpent)]);
}
