//! Few parcels: no single exchange of two wishes would save one, whether budgets bind or not, and one offer more makes
//! none more; and what each is sent for.

use std::collections::BTreeSet;

use entity::{
    Fen,
    matching::assign::{Match, Offer, Policy, Reason, Wish, solve},
};
use proptest::prelude::*;

use super::{
    by_waiting, evenly,
    judge::no_exchange_saves_a_parcel,
    made::{Case, case, offer, wish},
    settings,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_exchange_saves_a_parcel_whether_budgets_bind_or_not(case in case(16, 6, true), counts in case(16, 6, false)) {
        for case in [&case, &counts] {
            no_exchange_saves_a_parcel(case, &by_waiting(case));
            no_exchange_saves_a_parcel(case, &evenly(case));
        }
    }
}

#[test]
fn parcels_are_few_where_that_costs_nothing() {
    let wishes = vec![wish(1, 1, 9), wish(2, 1, 9), wish(1, 1, 8), wish(2, 1, 8)];
    let offers = vec![Offer { grade_max: 8, ..offer(2) }, offer(2)];
    let answer = by_waiting(&Case { wishes: wishes.clone(), offers });
    let mut parcels: Vec<_> =
        answer.matches.iter().map(|pair| (wishes[pair.wish as usize].school, pair.offer)).collect();
    parcels.sort_unstable();
    parcels.dedup();
    assert_eq!(parcels.len(), 2);
    let whys: Vec<_> = answer.matches.iter().map(|pair| (pair.wish, pair.reason)).collect();
    let (longest, along) = (Reason::WaitedLongest, Reason::SameParcel);
    assert_eq!(whys, [(0, longest), (1, longest), (2, along), (3, along)], "each parcel says what it is sent for");
}

/// How many parcels there are, by each policy; all are served.
fn parcels(wishes: &[Wish], offers: &[Offer]) -> [usize; 2] {
    [Policy::Waiting, Policy::Even { floor: 500 }].map(|policy| {
        let answer = solve(wishes, offers, &settings(policy));
        assert_eq!(answer.matches.len(), wishes.len());
        let parcel = |pair: &Match| (wishes[pair.wish as usize].school, pair.offer);
        answer.matches.iter().map(parcel).collect::<BTreeSet<_>>().len()
    })
}

#[test]
fn an_offer_that_serves_nobody_more_makes_no_parcel_more() {
    let other = Wish { category: 2, ..wish(1, 1, 9) };
    let wishes = [wish(1, 1, 9), wish(1, 1, 9), other, other];
    let narrow = Offer { categories: vec![1], ..offer(2) };
    assert_eq!(parcels(&wishes, &[offer(4)]), [1, 1]);
    assert_eq!(parcels(&wishes, &[offer(4), narrow]), [1, 1], "both that it could take go with the others");
}

#[test]
fn two_parcels_of_several_change_places() {
    let wishes = [wish(1, 1, 30), wish(1, 1, 30), wish(1, 1, 9), wish(1, 1, 9), wish(2, 1, 9), wish(2, 1, 9)];
    let narrow = Offer { grade_max: 8, ..offer(2) };
    assert_eq!(parcels(&wishes, &[offer(4), narrow.clone()]), [2, 2], "one to each school");
    let dear = Wish { grade: 9, ..wish(2, 1, 9) };
    let wishes = [wishes[0], wishes[1], wishes[2], wishes[3], dear, dear];
    assert_eq!(parcels(&wishes, &[offer(4), narrow]), [3, 3], "those it does not admit stay");
}

#[test]
fn a_budget_elsewhere_makes_no_parcel_more() {
    let dearer = |(school, n): (u64, i64)| Wish { price: Fen(1000 + 10 * n), ..wish(school, 1, 9) };
    let wishes: Vec<Wish> = [1, 2, 3, 2, 4, 5, 1].into_iter().zip(0..).map(dearer).collect();
    let unused = Offer { budget: Some(Fen(1500)), schools: vec![9], ..offer(3) };
    for offers in [vec![offer(5), offer(5)], vec![unused, offer(5), offer(5)]] {
        for policy in [Policy::Waiting, Policy::Even { floor: 500 }] {
            let answer = solve(&wishes, &offers, &settings(policy));
            let parcels: BTreeSet<_> =
                answer.matches.iter().map(|pair| (wishes[pair.wish as usize].school, pair.offer)).collect();
            assert_eq!((answer.matches.len(), parcels.len()), (7, 5), "one to each school");
        }
    }
}

#[test]
fn a_parcel_is_sent_for_what_no_other_offer_admits() {
    let wishes = vec![wish(1, 1, 9), Wish { grade: 9, ..wish(1, 1, 8) }, wish(1, 1, 7)];
    let offers = vec![offer(3), Offer { grade_max: 6, schools: vec![1], ..offer(1) }];
    let answer = by_waiting(&Case { wishes: wishes[..2].to_vec(), offers: offers[..1].to_vec() });
    assert!(answer.matches.iter().all(|pair| pair.reason == Reason::OnlyOffer), "there is one offer");
    let answer = by_waiting(&Case { wishes, offers });
    let why = |wish| answer.matches.iter().find(|pair| pair.wish == wish).map(|pair| (pair.offer, pair.reason));
    assert_eq!(why(1), Some((0, Reason::OnlyOffer)));
    for pair in answer.matches.iter().filter(|pair| pair.offer == 0 && pair.wish != 1) {
        assert_eq!(pair.reason, Reason::SameParcel, "it goes along with it");
    }
}
