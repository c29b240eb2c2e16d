//! Schools evenly: by counts alone exact in every goal, against trying every set of wishes that can be served; where
//! budgets bind, no single exchange left that helps.

use std::{cmp::Reverse, collections::BTreeMap};

use entity::{
    Fen,
    matching::assign::{Answer, Match, Offer, Wish},
};
use proptest::{collection::vec, prelude::*};

use super::{
    below, evenly, figures,
    judge::keeps_the_rules,
    made::{Case, case, offer, wish},
    missing,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn evenness_is_exact(case in case(10, 4, false)) {
        let answer = evenly(&case);
        keeps_the_rules(&case, &answer);
        let (matched, waiting) = figures(&answer);
        prop_assert_eq!((matched, missing(&case, &answer), waiting), best_evenly(&case));
        prop_assert!(answer.optimal && answer.is_level);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_is_with_longer_chains_too(case in chained()) {
        let answer = evenly(&case);
        let (matched, waiting) = figures(&answer);
        prop_assert_eq!((matched, missing(&case, &answer), waiting), best_evenly(&case));
        prop_assert!(answer.optimal);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_budgets_no_exchange_helps_that_takes_no_more_from_the_floors(case in case(14, 6, true)) {
        prop_assert_eq!(better_by_one(&case, &evenly(&case)), None);
    }
}

/// Fourteen wishes of five schools, and offers for two categories each, so that they make chains; the later the
/// category, the shorter the wait.
fn chained() -> impl Strategy<Value = Case> {
    let wish = |(school, category, days): (u64, u64, u32)| {
        let first = u32::try_from(7 - category).unwrap();
        Wish { category, ..wish(school, school.div_ceil(2), days + 20 * first) }
    };
    let offer = |(count, first): (u32, u64)| Offer { categories: vec![first, first % 6 + 1], ..offer(count) };
    (vec((1..6_u64, 1..7_u64, 0..100_u32), 14), vec((1..3_u32, 1..7_u64), 3..7)).prop_map(move |(wishes, offers)| {
        Case { wishes: wishes.into_iter().map(wish).collect(), offers: offers.into_iter().map(offer).collect() }
    })
}

/// The most wishes, then the least missing to the floors, then the most waiting days: of all sets that can be served.
fn best_evenly(case: &Case) -> (usize, usize, u64) {
    let sets = served_together(case);
    let most = sets.iter().map(|set| set.count_ones()).max().unwrap_or(0);
    let best = sets.into_iter().filter(|set| set.count_ones() == most).map(|set| {
        let is_served = |n: &usize| set & (1 << n) != 0;
        let waiting = (0..case.wishes.len()).filter(is_served).map(|n| u64::from(case.wishes[n].waiting_days)).sum();
        (missing_of(case, set), Reverse(waiting))
    });
    let (missing, Reverse(waiting)) = best.min().unwrap_or_default();
    (usize::try_from(most).unwrap(), missing, waiting)
}

/// How many wishes are missing to half of the overall share, of all schools together.
fn missing_of(case: &Case, set: u32) -> usize {
    let mut schools: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    for (n, wish) in case.wishes.iter().enumerate() {
        let (served, all) = schools.entry(wish.school).or_default();
        *all += 1;
        *served += usize::from(set & (1 << n) != 0);
    }
    let most = usize::try_from(set.count_ones()).unwrap();
    schools.values().map(|&(served, all)| (all * most).div_ceil(2 * case.wishes.len()).saturating_sub(served)).sum()
}

/// Every set of wishes that can be served, as bits: place by place.
fn served_together(case: &Case) -> Vec<u32> {
    let mut can = vec![false; 1 << case.wishes.len()];
    can[0] = true;
    for offer in &case.offers {
        for _ in 0..offer.max_count {
            for set in (0..can.len()).rev().filter(|&set| can[set]).collect::<Vec<_>>() {
                let more = (0..case.wishes.len()).filter(|&n| set & (1 << n) == 0 && offer.admits(&case.wishes[n]));
                more.for_each(|n| can[set | (1 << n)] = true);
            }
        }
    }
    (0..).zip(can).filter(|&(_, can)| can).map(|(set, _)| set).collect()
}

#[test]
fn whoever_waits_less_stands_back_for_the_school_that_has_nothing() {
    let of = |school, category, days| Wish { category, ..wish(school, 1, days) };
    let wishes = vec![of(1, 1, 90), of(1, 1, 80), of(1, 2, 70), of(1, 2, 40), of(2, 1, 30), of(2, 1, 20)];
    let offers = vec![Offer { categories: vec![1], ..offer(1) }, Offer { categories: vec![1, 2], ..offer(2) }];
    let answer = evenly(&Case { wishes, offers });
    let served: Vec<u32> = answer.matches.iter().map(|pair| pair.wish).collect();
    assert_eq!(served, [0, 1, 4], "the third of the first school gives its place up, along a chain");
    assert!(answer.optimal && answer.floor_missed.is_empty());
}

/// The two of one school are the longest waiting, and whoever takes one place of the other's takes its only one.
#[test]
fn of_two_schools_that_need_the_one_place_the_longer_waiting_has_it() {
    let of = |school, price, days| Wish { price: Fen(price), ..wish(school, school, days) };
    let mut wishes = vec![of(7, 4800, 45), of(7, 9000, 37), of(8, 4200, 38), of(8, 6200, 30)];
    wishes.extend([1, 1, 1, 1].map(|school| Wish { category: 2, ..of(school, 100, 10) }));
    let offers = vec![
        Offer { budget: Some(Fen(5000)), categories: vec![1], ..offer(5) },
        Offer { categories: vec![2], ..offer(9) },
    ];
    let answer = evenly(&Case { wishes, offers });
    let missed: Vec<_> = answer.floor_missed.iter().map(|missed| (missed.school, missed.served)).collect();
    assert_eq!((answer.matches.len(), answer.waiting_total, missed), (5, 85, vec![(8, 0)]));
}

/// What could take the place of what: whatever waits longer and leaves no more missing to the floors, or leaves less
/// missing.
fn better_by_one(case: &Case, answer: &Answer) -> Option<(u32, u32)> {
    let wish = |number: u32| &case.wishes[number as usize];
    let lacks = |of: u64, more: isize| {
        let had = answer.matches.iter().filter(|pair| wish(pair.wish).school == of).count();
        let all = case.wishes.iter().filter(|wish| wish.school == of).count();
        below(case, answer, had.saturating_add_signed(more), all)
    };
    let spent = |offer: u32| {
        let given = answer.matches.iter().filter(|pair| pair.offer == offer);
        given.map(|pair| wish(pair.wish).price.0).sum::<i64>()
    };
    let helps = |left: u32, taker: &Match| {
        let (one, other, offer) = (wish(left), wish(taker.wish), &case.offers[taker.offer as usize]);
        let price = spent(taker.offer) - other.price.0 + one.price.0;
        let (ours, theirs) = (one.school, other.school);
        let before = lacks(ours, 0) + lacks(theirs, 0);
        let after = if ours == theirs { before } else { lacks(ours, 1) + lacks(theirs, -1) };
        offer.admits(one)
            && offer.budget.is_none_or(|Fen(budget)| price <= budget)
            && (after < before || (after == before && one.waiting_days > other.waiting_days))
    };
    let mut all = answer.left.iter().flat_map(|left| answer.matches.iter().map(move |taker| (left.0, taker)));
    all.find(|(left, taker)| helps(*left, taker)).map(|(left, taker)| (left, taker.wish))
}
