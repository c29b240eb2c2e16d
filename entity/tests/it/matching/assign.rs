//! Matching: every rule kept, exact where only counts bind, never above the bound, no single exchange left that helps;
//! against an independent solver on thousands of small cases.

mod evenly;
mod heard;
mod hurried;
mod judge;
mod made;
mod parcels;
mod siblings;

use entity::{
    Fen,
    matching::assign::{Answer, Idle, Left, Offer, Policy, Reason, Settings, Wish, solve},
};
use proptest::prelude::*;

use judge::{best_by_trying, best_of_counts, check, keeps_the_rules, served};
use made::{Case, case, county, offer, wish};

fn settings(policy: Policy) -> Settings<'static> {
    Settings { policy, seed: 1, gone: &|| 0.0, progress: &|_| () }
}

fn by_waiting(case: &Case) -> Answer {
    solve(&case.wishes, &case.offers, &settings(Policy::Waiting))
}

fn evenly(case: &Case) -> Answer {
    solve(&case.wishes, &case.offers, &settings(Policy::Even { floor: 500 }))
}

fn figures(answer: &Answer) -> (usize, u64) {
    (answer.matches.len(), answer.waiting_total)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_alone_are_matched_exactly(case in case(10, 5, false)) {
        let answer = by_waiting(&case);
        check(&case, &answer);
        prop_assert_eq!(figures(&answer), best_of_counts(&case));
        prop_assert_eq!(answer.bound, answer.matches.len());
        prop_assert!(answer.optimal);
    }

    #[test]
    fn evenness_costs_no_child(case in case(10, 4, false)) {
        let (even, longest) = (evenly(&case), by_waiting(&case));
        keeps_the_rules(&case, &even);
        prop_assert_eq!(even.matches.len(), longest.matches.len());
        prop_assert!(even.waiting_total <= longest.waiting_total);
        prop_assert!(missing(&case, &even) <= missing(&case, &longest));
        prop_assert_eq!(told(&even), missing(&case, &even));
    }

    #[test]
    fn who_is_left_behind_could_get_nothing_that_another_school_spares(case in case(10, 4, false)) {
        let even = evenly(&case);
        prop_assert!(even.is_level && nobody_could_spare_any(&case, &even));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_budgets_nothing_is_above_the_bound(case in case(6, 3, true)) {
        let answer = by_waiting(&case);
        check(&case, &answer);
        let (most, waiting) = best_by_trying(&case);
        prop_assert!(answer.matches.len() <= most && most <= answer.bound);
        prop_assert!(!answer.optimal || figures(&answer) == (most, waiting));
    }

    #[test]
    fn with_budgets_the_floors_are_those_of_what_is_served(case in case(6, 3, true)) {
        let even = evenly(&case);
        keeps_the_rules(&case, &even);
        let (most, _) = best_by_trying(&case);
        prop_assert!(even.matches.len() <= most && most <= even.bound);
        prop_assert_eq!(told(&even), missing(&case, &even));
    }

    #[test]
    fn with_more_of_everything_they_are_too(case in case(14, 6, true)) {
        let even = evenly(&case);
        keeps_the_rules(&case, &even);
        prop_assert_eq!(told(&even), missing(&case, &even));
    }

    #[test]
    fn the_order_of_the_rows_changes_no_figure(case in case(12, 5, true), by in 0..12_usize) {
        let mut turned = case.clone();
        turned.wishes.rotate_left(by % case.wishes.len().max(1));
        turned.offers.reverse();
        prop_assert_eq!(figures(&by_waiting(&case)), figures(&by_waiting(&turned)));
        prop_assert_eq!(by_waiting(&case).matches, by_waiting(&case).matches);
    }
}

/// How many wishes are missing to the floors of all schools.
fn missing(case: &Case, answer: &Answer) -> usize {
    served(case, answer).iter().map(|&(had, of)| below(case, answer, had, of)).sum()
}

/// The same, as the answer tells it.
fn told(answer: &Answer) -> usize {
    answer.floor_missed.iter().map(|missed| (missed.floor - missed.served) as usize).sum()
}

/// Whether each school that got anything of what fits one under its floor would be under its own with one less.
fn nobody_could_spare_any(case: &Case, answer: &Answer) -> bool {
    let school = |wish: u32| case.wishes[wish as usize].school;
    let had = |of: u64| answer.matches.iter().filter(|pair| school(pair.wish) == of).count();
    let all = |of: u64| case.wishes.iter().filter(|wish| wish.school == of).count();
    let spares = |of: u64| had(of) > (all(of) * answer.matches.len()).div_ceil(2 * case.wishes.len());
    answer.floor_missed.iter().all(|missed| {
        answer.left.iter().filter(|left| school(left.0) == missed.school).all(|left| {
            let wish = &case.wishes[left.0 as usize];
            let fitting = answer.matches.iter().filter(|pair| case.offers[pair.offer as usize].admits(wish));
            fitting.map(|pair| school(pair.wish)).all(|school| !spares(school))
        })
    })
}

/// How many wishes of a school are missing to half of the overall share.
fn below(case: &Case, answer: &Answer, had: usize, of: usize) -> usize {
    (of * answer.matches.len()).div_ceil(2 * case.wishes.len()).saturating_sub(had)
}

#[test]
fn a_small_county_is_matched_exactly_in_every_profile() {
    for (profile, case) in county(7, 240, 30) {
        let answer = by_waiting(&case);
        check(&case, &answer);
        if case.offers.iter().all(|offer| offer.budget.is_none()) {
            assert_eq!(figures(&answer), best_of_counts(&case), "{profile}");
        } else {
            assert!(
                answer.matches.len() * 100 >= answer.bound * 90,
                "{profile}: {} {}",
                answer.matches.len(),
                answer.bound
            );
        }
    }
}

#[test]
fn a_chain_through_all_schools_is_found() {
    let wishes: Vec<Wish> = (0..60).map(|n| wish(n, 1, 10 + u32::try_from(n % 59).unwrap())).collect();
    let offers: Vec<Offer> =
        (0..60).map(|n| Offer { schools: if n == 59 { vec![59] } else { vec![n, n + 1] }, ..offer(1) }).collect();
    let answer = by_waiting(&Case { wishes, offers });
    assert_eq!((answer.matches.len(), answer.optimal), (60, true));
}

#[test]
fn everything_says_why() {
    let wishes =
        vec![wish(1, 1, 30), wish(1, 1, 20), Wish { category: 2, ..wish(2, 1, 9) }, Wish { grade: 9, ..wish(2, 1, 8) }];
    let named = Offer { schools: vec![1], grade_max: 6, ..offer(1) };
    let dear = Offer { max_price: Some(Fen(1)), townships: vec![1], categories: vec![2], ..offer(3) };
    let nobody = Offer { categories: vec![77], ..offer(5) };
    let answer = by_waiting(&Case { wishes, offers: vec![named, dear, nobody] });
    assert_eq!(
        answer.matches.iter().map(|pair| (pair.wish, pair.offer, pair.reason)).collect::<Vec<_>>(),
        [(0, 0, Reason::OnlyOffer)]
    );
    assert_eq!(answer.left, [(1, Left::CountsSpent), (2, Left::NoOfferAtPrice), (3, Left::NoOfferHere)]);
    assert_eq!(answer.idle, [(1, Idle::NothingAdmitted), (2, Idle::NothingAdmitted)]);
}

#[test]
fn a_spent_budget_is_said() {
    let poor = Offer { budget: Some(Fen(1500)), ..offer(2) };
    let answer = by_waiting(&Case { wishes: vec![wish(1, 1, 30), wish(1, 1, 20)], offers: vec![poor] });
    assert_eq!((answer.matches.len(), answer.bound), (1, 1));
    assert_eq!(answer.left, [(1, Left::BudgetsSpent)]);
    assert_eq!(answer.idle, [(0, Idle::BudgetSpent)]);
}

#[test]
fn who_waits_no_longer_than_all_others_has_not_waited_longest() {
    let alike = vec![wish(1, 1, 9), wish(2, 1, 9)];
    let named = Offer { townships: vec![1], ..offer(2) };
    let offers = vec![named.clone(), named];
    let answer = by_waiting(&Case { wishes: alike, offers });
    assert!(answer.matches.iter().all(|pair| pair.reason == Reason::NamesTownship));
}

#[test]
fn pieces_of_wishes_are_no_wishes() {
    let wishes = vec![wish(1, 1, 30), wish(1, 1, 20), wish(2, 1, 9), wish(2, 1, 8)];
    let half_too_much = Offer { budget: Some(Fen(1500)), ..offer(2) };
    let answer = by_waiting(&Case { wishes, offers: vec![half_too_much.clone(), half_too_much] });
    assert_eq!((answer.matches.len(), answer.bound), (2, 2), "each pays for one and a half");
}

#[test]
fn no_wishes_and_no_offers_are_no_trouble() {
    let none = Case { wishes: Vec::new(), offers: vec![offer(3)] };
    assert_eq!(by_waiting(&none).idle, [(0, Idle::NothingAdmitted)]);
    let answer = by_waiting(&Case { wishes: vec![wish(1, 1, 3)], offers: Vec::new() });
    assert_eq!((answer.matches.len(), answer.left), (0, vec![(0, Left::NoOfferHere)]));
}
