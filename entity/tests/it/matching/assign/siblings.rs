//! Brothers and sisters: brought to one offer where that costs nobody anything, and as far as that goes.

use std::collections::BTreeMap;

use entity::{
    Fen,
    matching::assign::{Answer, Offer, Wish},
};
use proptest::{collection::vec, prelude::*};

use super::{
    by_waiting, evenly, figures,
    judge::{check, keeps_the_rules, served},
    made::{Case, case, offer, wish},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn siblings_cost_nobody_anything(case in case(10, 4, false), sets in vec(0..4_u64, 10)) {
        let (with, alone) = (with_sets(&case, &sets), by_waiting(&case));
        let answer = by_waiting(&with);
        check(&with, &answer);
        prop_assert_eq!(figures(&answer), figures(&alone));
        prop_assert_eq!(served(&with, &answer), served(&with, &alone));
        prop_assert!(pairs(&with, &answer) >= pairs(&with, &alone));
        prop_assert_eq!(better(&with, &answer), None);
        let even = evenly(&with);
        keeps_the_rules(&with, &even);
        prop_assert_eq!(served(&with, &even), served(&with, &evenly(&case)));
        prop_assert_eq!(figures(&even), figures(&evenly(&case)));
    }

    #[test]
    fn nor_do_they_where_budgets_bind(case in case(7, 3, true), sets in vec(0..3_u64, 7)) {
        let with = with_sets(&case, &sets);
        let answer = by_waiting(&with);
        check(&with, &answer);
        prop_assert!(figures(&answer) >= figures(&by_waiting(&case)));
        prop_assert_eq!(&answer.matches, &by_waiting(&with).matches);
    }
}

fn with_sets(case: &Case, sets: &[u64]) -> Case {
    let set = |(wish, &set): (&Wish, &u64)| Wish { set, ..*wish };
    Case { wishes: case.wishes.iter().zip(sets).map(set).collect(), offers: case.offers.clone() }
}

fn takers(case: &Case, answer: &Answer) -> Vec<Option<usize>> {
    let mut takers = vec![None; case.wishes.len()];
    for pair in &answer.matches {
        takers[pair.wish as usize] = Some(pair.offer as usize);
    }
    takers
}

/// How many of the set have the offer.
fn beside(case: &Case, takers: &[Option<usize>], set: u64, offer: usize) -> usize {
    takers.iter().zip(&case.wishes).filter(|(taker, wish)| wish.set == set && **taker == Some(offer)).count()
}

/// Pairs of siblings with the same offer.
fn pairs(case: &Case, answer: &Answer) -> usize {
    let takers = takers(case, answer);
    let mut together: BTreeMap<(u64, usize), usize> = BTreeMap::new();
    for (wish, taker) in case.wishes.iter().zip(&takers).filter(|(wish, _)| wish.set != 0) {
        if let Some(offer) = taker {
            *together.entry((wish.set, *offer)).or_default() += 1;
        }
    }
    together.values().map(|count| count * (count - 1) / 2).sum()
}

/// A wish and an offer at which it would have more of its siblings, and that it can still have: counts alone bind.
fn better(case: &Case, answer: &Answer) -> Option<(usize, usize)> {
    let takers = takers(case, answer);
    let held = |offer: usize| takers.iter().filter(|taker| **taker == Some(offer)).count();
    let alone = |other: usize, offer: usize| {
        let set = case.wishes[other].set;
        set == 0 || beside(case, &takers, set, offer) == 1
    };
    let may_change = |wish: usize, other: usize, target: usize| {
        let (one, theirs) = (&case.wishes[wish], &case.wishes[other]);
        takers[other] == Some(target)
            && theirs.set != one.set
            && alone(other, target)
            && takers[wish].map_or_else(
                || (one.school, one.waiting_days) == (theirs.school, theirs.waiting_days),
                |here| case.offers[here].admits(theirs),
            )
    };
    let all = (0..case.wishes.len()).flat_map(|wish| (0..case.offers.len()).map(move |offer| (wish, offer)));
    all.filter(|&(wish, target)| case.wishes[wish].set != 0 && takers[wish] != Some(target)).find(|&(wish, target)| {
        let one = &case.wishes[wish];
        let there = beside(case, &takers, one.set, target);
        let here = takers[wish].map_or(0, |here| beside(case, &takers, one.set, here));
        let has_room = takers[wish].is_some() && held(target) < case.offers[target].max_count as usize;
        there > 0
            && there >= here
            && case.offers[target].admits(one)
            && (has_room || (0..takers.len()).any(|other| may_change(wish, other, target)))
    })
}

#[test]
fn three_of_one_household_have_one_donor() {
    let of = |school, set| Wish { set, ..wish(school, 1, 9) };
    let wishes = vec![of(1, 7), of(1, 0), of(1, 0), of(2, 7), of(2, 0), of(2, 7)];
    let answer = by_waiting(&Case { wishes, offers: vec![offer(3), offer(3)] });
    let of_set: Vec<u32> = [0, 3, 5].map(|wish| answer.matches[wish].offer).to_vec();
    assert_eq!(answer.matches.len(), 6);
    assert!(of_set.iter().all(|offer| *offer == of_set[0]), "{of_set:?}");
}

#[test]
fn a_sibling_takes_the_place_of_one_of_its_school_that_has_waited_as_long() {
    let of = |school, days, set| Wish { set, ..wish(school, 1, days) };
    let named = Offer { schools: vec![1], ..offer(2) };
    let served = |wishes: Vec<Wish>| {
        let answer = by_waiting(&Case { wishes, offers: vec![named.clone()] });
        answer.matches.iter().map(|pair| pair.wish).collect::<Vec<_>>()
    };
    assert_eq!(served(vec![of(1, 9, 7), of(1, 5, 0), of(1, 5, 7)]), [0, 2]);
    assert_eq!(served(vec![of(1, 9, 7), of(1, 6, 0), of(1, 5, 7)]), [0, 1], "who has waited longer stays");
}

#[test]
fn a_budget_that_cannot_pay_for_both_parts_them() {
    let of = |price, set| Wish { set, price: Fen(price), ..wish(1, 1, 9) };
    let poor = |budget| Offer { budget: Some(Fen(budget)), ..offer(2) };
    let case = |first, second| Case { wishes: vec![of(900, 7), of(800, 7)], offers: vec![poor(first), poor(second)] };
    let offers = |case: Case| by_waiting(&case).matches.iter().map(|pair| pair.offer).collect::<Vec<_>>();
    assert_eq!(offers(case(1700, 900)), [0, 0]);
    let apart = offers(case(1600, 900));
    assert_eq!(apart.len(), 2);
    assert_ne!(apart[0], apart[1]);
}
