//! An independent judge: rules, exchanges that would help, and the best there is for small cases.

use std::collections::{BTreeMap, HashSet};

use entity::{
    Fen,
    matching::assign::{Answer, Match, Offer, Reason, Wish},
};
use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};

use super::made::Case;

/// Worth more than all waiting days together.
const ONE: i64 = 1_000_000_000;

/// Every rule is kept, everything is told, and no single exchange would help.
pub fn check(case: &Case, answer: &Answer) {
    keeps_the_rules(case, answer);
    no_exchange_helps(case, answer);
}

pub fn keeps_the_rules(case: &Case, answer: &Answer) {
    let mut once = HashSet::new();
    for pair in &answer.matches {
        let (wish, offer) = (&case.wishes[pair.wish as usize], &case.offers[pair.offer as usize]);
        assert!(once.insert(pair.wish), "wish {} twice", pair.wish);
        assert!(offer.admits(wish), "{offer:?} does not admit {wish:?}");
    }
    for &(wish, _) in &answer.left {
        assert!(once.insert(wish), "wish {wish} is matched and left");
    }
    assert_eq!(once.len(), case.wishes.len(), "every wish is told of");
    for (offer, (count, spent)) in case.offers.iter().zip(given(case, answer)) {
        assert!(count <= offer.max_count as usize && offer.budget.is_none_or(|Fen(budget)| spent <= budget));
    }
    let waiting =
        answer.matches.iter().map(|pair| u64::from(case.wishes[pair.wish as usize].waiting_days)).sum::<u64>();
    assert_eq!(answer.waiting_total, waiting);
    assert!(answer.matches.len() <= answer.bound);
    reasons_are_true(case, answer);
}

/// Whoever goes along in a parcel has another one there that it is sent for; whoever has waited longest has, and some
/// have not.
fn reasons_are_true(case: &Case, answer: &Answer) {
    let wish = |pair: &Match| &case.wishes[pair.wish as usize];
    let parcel = |pair: &Match| (wish(pair).school, pair.offer);
    let sent: HashSet<_> = answer.matches.iter().filter(|pair| pair.reason != Reason::SameParcel).map(parcel).collect();
    for pair in &answer.matches {
        assert!(sent.contains(&parcel(pair)), "wish {} goes along with nothing", pair.wish);
        if pair.reason == Reason::WaitedLongest {
            let offer = &case.offers[pair.offer as usize];
            let fits = |other: &&Wish| offer.admits(other) && offer.budget.is_none_or(|budget| other.price <= budget);
            let days: Vec<u32> = case.wishes.iter().filter(fits).map(|other| other.waiting_days).collect();
            let own = wish(pair).waiting_days;
            assert_eq!(days.iter().max(), Some(&own), "another waits longer than wish {}", pair.wish);
            assert_ne!(days.iter().min(), Some(&own), "all wait as long as wish {}", pair.wish);
        }
    }
}

/// What each offer gives: how many, and for how much.
fn given(case: &Case, answer: &Answer) -> Vec<(usize, i64)> {
    let mut given = vec![(0, 0); case.offers.len()];
    for pair in &answer.matches {
        let given = &mut given[pair.offer as usize];
        given.0 += 1;
        given.1 += case.wishes[pair.wish as usize].price.0;
    }
    given
}

/// No wish that is left could be served as it is, or instead of one that waits less.
fn no_exchange_helps(case: &Case, answer: &Answer) {
    let given = given(case, answer);
    for &(left, _) in &answer.left {
        let wish = &case.wishes[left as usize];
        for (n, offer) in case.offers.iter().enumerate().filter(|(_, offer)| offer.admits(wish)) {
            let free = offer.budget.map_or(i64::MAX, |Fen(budget)| budget - given[n].1);
            assert!(given[n].0 == offer.max_count as usize || free < wish.price.0, "wish {left} fits offer {n}");
            for pair in answer.matches.iter().filter(|pair| pair.offer as usize == n) {
                let other = &case.wishes[pair.wish as usize];
                let fits = free.saturating_add(other.price.0) >= wish.price.0;
                assert!(!fits || other.waiting_days >= wish.waiting_days, "wish {left} before {}", pair.wish);
            }
        }
    }
}

/// No wish could go to another offer, or change offers with another wish, so that there would be a parcel less.
pub fn no_exchange_saves_a_parcel(case: &Case, answer: &Answer) {
    let given = given(case, answer);
    let wish = |pair: &Match| &case.wishes[pair.wish as usize];
    let parcel = |school: u64, offer: u32| {
        answer.matches.iter().filter(|pair| wish(pair).school == school && pair.offer == offer).count()
    };
    let pays = |offer: u32, more: i64| {
        case.offers[offer as usize].budget.is_none_or(|Fen(budget)| given[offer as usize].1 + more <= budget)
    };
    for one in answer.matches.iter().filter(|one| parcel(wish(one).school, one.offer) == 1) {
        for (target, offer) in (0..).zip(&case.offers).filter(|&(target, _)| target != one.offer) {
            if parcel(wish(one).school, target) == 0 || !offer.admits(wish(one)) {
                continue;
            }
            let (price, at) = (wish(one).price.0, given[target as usize].0);
            assert!(at == offer.max_count as usize || !pays(target, price), "wish {} to offer {target}", one.wish);
            for other in answer.matches.iter().filter(|other| other.offer == target) {
                let more = price - wish(other).price.0;
                let school = wish(other).school;
                let saves = school != wish(one).school
                    && (parcel(school, target) == 1 || parcel(school, one.offer) > 0)
                    && case.offers[one.offer as usize].admits(wish(other))
                    && pays(target, more)
                    && pays(one.offer, -more);
                assert!(!saves, "wish {} for wish {}", one.wish, other.wish);
            }
        }
    }
}

/// Served and asked, per school.
pub fn served(case: &Case, answer: &Answer) -> Vec<(usize, usize)> {
    let mut schools: BTreeMap<(u64, u64), (usize, usize)> = BTreeMap::new();
    let school = |wish: &Wish| (wish.township, wish.school);
    for wish in &case.wishes {
        schools.entry(school(wish)).or_default().1 += 1;
    }
    for pair in &answer.matches {
        schools.entry(school(&case.wishes[pair.wish as usize])).or_default().0 += 1;
    }
    schools.into_values().collect()
}

/// The most wishes and then the most waiting days where only counts bind: an assignment of wishes to single places.
pub fn best_of_counts(case: &Case) -> (usize, u64) {
    let places: Vec<&Offer> = case
        .offers
        .iter()
        .flat_map(|offer| std::iter::repeat_n(offer, (offer.max_count as usize).min(case.wishes.len())))
        .collect();
    if case.wishes.is_empty() {
        return (0, 0);
    }
    // A place more for every wish, that of not being served.
    let weights = Matrix::from_fn(case.wishes.len(), places.len() + case.wishes.len(), |(row, column)| {
        let wish = &case.wishes[row];
        let place = places.get(column).filter(|offer| offer.admits(wish));
        place.map_or(0, |_| ONE + i64::from(wish.waiting_days))
    });
    let (total, _) = kuhn_munkres(&weights);
    (usize::try_from(total / ONE).unwrap(), u64::try_from(total % ONE).unwrap())
}

/// The most wishes and then the most waiting days, by trying everything.
pub fn best_by_trying(case: &Case) -> (usize, u64) {
    let mut left: Vec<(u32, i64)> = case
        .offers
        .iter()
        .map(|offer| (offer.max_count, offer.budget.map_or(i64::MAX, |Fen(budget)| budget)))
        .collect();
    try_from(case, 0, &mut left)
}

fn try_from(case: &Case, n: usize, left: &mut [(u32, i64)]) -> (usize, u64) {
    let Some(wish) = case.wishes.get(n) else { return (0, 0) };
    let mut best = try_from(case, n + 1, left);
    for (at, offer) in case.offers.iter().enumerate() {
        let before = left[at];
        if before.0 > 0 && before.1 >= wish.price.0 && offer.admits(wish) {
            left[at] = (before.0 - 1, before.1 - wish.price.0);
            let (more, days) = try_from(case, n + 1, left);
            best = best.max((more + 1, days + u64::from(wish.waiting_days)));
            left[at] = before;
        }
    }
    best
}
