//! The worked examples of the domain, and what holds for any run.

use proptest::prelude::*;

use super::{Claim, Match, Run, Terms, apportion, compute};
use crate::{Fen, fund::rule::MatchSource, id::ElderId};

const RICH: Match = Match { government: Fen::yuan(1_000_000), society: Fen::yuan(1_000_000) };

fn terms(percent: u32, cap: i64) -> Terms {
    Terms { percent, cap: Fen::yuan(cap), months: 1, supporters: 1, from: MatchSource::Government }
}

/// So many supporters who all paid, together this much.
fn claim(elder: i64, paid_by: u32, received: Fen) -> Claim {
    Claim {
        elder: ElderId(elder),
        received,
        owed: received,
        paid_by,
        supporters: paid_by,
        is_waived: false,
        carried: Match::default(),
    }
}

fn sums(run: &Run) -> Vec<Fen> {
    run.lines.iter().map(super::Line::sum).collect()
}

#[test]
fn five_children_pay_a_hundred_each_and_the_elder_receives_550() {
    let run = compute(&terms(10, 50), RICH, &[claim(1, 5, Fen::yuan(500))]);
    assert_eq!(sums(&run), [Fen::yuan(550)]);
    assert_eq!(run.lines[0].given, Match { government: Fen::yuan(50), society: Fen::ZERO });
}

#[test]
fn ten_per_cent_on_200_gives_220() {
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &[claim(1, 2, Fen::yuan(200))])), [Fen::yuan(220)]);
}

#[test]
fn a_couple_with_seven_children_at_a_hundred_each_receives_385_apiece() {
    let couple = [claim(1, 7, Fen::yuan(350)), claim(2, 7, Fen::yuan(350))];
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &couple)), [Fen::yuan(385), Fen::yuan(385)]);
    // Alone, the cap would be reached.
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &[claim(1, 7, Fen::yuan(700))])), [Fen::yuan(750)]);
}

#[test]
fn a_short_pool_is_spread_by_one_factor_to_the_fen() {
    let claims = [claim(1, 5, Fen::yuan(500)), claim(2, 2, Fen::yuan(200)), claim(3, 3, Fen::yuan(300))];
    let pool = Match { government: Fen(3_334), society: Fen::yuan(900) };
    let run = compute(&terms(10, 50), pool, &claims);
    assert_eq!((run.wanted, run.given.sum(), run.is_scaled()), (Fen::yuan(100), Fen(3_334), true));
    // 1667, 666.8, 1000.2: the fen that is left goes to the largest remainder.
    let given: Vec<Fen> = run.lines.iter().map(|line| line.given.sum()).collect();
    assert_eq!(given, [Fen(1_667), Fen(667), Fen(1_000)]);
    let equal = [claim(3, 1, Fen(1_000)), claim(1, 1, Fen(1_000)), claim(2, 1, Fen(1_000))];
    let run = compute(&terms(10, 50), Match { government: Fen(200), society: Fen::ZERO }, &equal);
    let given: Vec<(i64, Fen)> = run.lines.iter().map(|line| (line.elder.0, line.given.sum())).collect();
    assert_eq!(given, [(1, Fen(67)), (2, Fen(67)), (3, Fen(66))], "among equals those who joined first");
}

#[test]
fn both_sources_match_together_and_government_money_goes_first() {
    let claims = [claim(1, 5, Fen::yuan(500)), claim(2, 5, Fen::yuan(500))];
    let both = Terms { from: MatchSource::Both, ..terms(10, 50) };
    let run = compute(&both, Match { government: Fen::yuan(30), society: Fen::yuan(900) }, &claims);
    assert_eq!(run.given, Match { government: Fen::yuan(30), society: Fen::yuan(70) });
    assert_eq!(run.lines[0].given, Match { government: Fen::yuan(15), society: Fen::yuan(35) });
    let society = Terms { from: MatchSource::Society, ..terms(10, 50) };
    let run = compute(&society, RICH, &claims);
    assert_eq!(run.given, Match { government: Fen::ZERO, society: Fen::yuan(100) });
}

#[test]
fn the_match_waits_for_enough_supporters_but_the_family_s_money_does_not() {
    let two = Terms { supporters: 2, ..terms(10, 50) };
    let one_of_three = Claim { supporters: 3, ..claim(1, 1, Fen::yuan(100)) };
    assert_eq!(sums(&compute(&two, RICH, &[one_of_three])), [Fen::yuan(100)]);
    assert_eq!(sums(&compute(&two, RICH, &[claim(1, 1, Fen::yuan(100))])), [Fen::yuan(110)], "an only child");
    let excused = Claim { is_waived: true, ..one_of_three };
    assert_eq!(sums(&compute(&two, RICH, &[excused])), [Fen::yuan(110)]);
}

#[test]
fn what_came_in_earlier_is_paid_out_and_not_matched_again() {
    let after_a_pause = Claim { owed: Fen::yuan(300), ..claim(1, 1, Fen::yuan(100)) };
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &[after_a_pause])), [Fen::yuan(310)]);
}

#[test]
fn a_correction_is_made_good_before_anything_is_paid_or_matched() {
    // A hundred too much was paid out last time.
    let corrected = Claim { received: Fen::yuan(100), owed: Fen::ZERO, ..claim(1, 1, Fen::ZERO) };
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &[corrected])), []);
    let more = Claim { owed: Fen::yuan(50), ..claim(1, 1, Fen::yuan(150)) };
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &[more])), [Fen::yuan(55)]);
}

#[test]
fn what_nobody_signed_for_comes_again_beside_the_cap() {
    let carried = Match { government: Fen::yuan(50), society: Fen::ZERO };
    let absent = Claim { owed: Fen::yuan(1_000), carried, ..claim(1, 5, Fen::yuan(500)) };
    assert_eq!(sums(&compute(&terms(10, 50), RICH, &[absent])), [Fen::yuan(1_100)]);
}

#[test]
fn a_quarter_has_three_months_caps() {
    let quarter = Terms { months: 3, ..terms(10, 50) };
    assert_eq!(sums(&compute(&quarter, RICH, &[claim(1, 5, Fen::yuan(1_500))])), [Fen::yuan(1_650)]);
    assert_eq!(sums(&compute(&quarter, RICH, &[claim(1, 5, Fen::yuan(2_000))])), [Fen::yuan(2_150)]);
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let from = prop_oneof![Just(MatchSource::Government), Just(MatchSource::Society), Just(MatchSource::Both)];
    (0_u32..=100, 0_i64..=20_000, prop_oneof![Just(1_u32), Just(3), Just(12)], 0_u32..4, from)
        .prop_map(|(percent, cap, months, supporters, from)| Terms { percent, cap: Fen(cap), months, supporters, from })
}

fn any_claims() -> impl Strategy<Value = Vec<Claim>> {
    let one = (-50_000_i64..200_000, -50_000_i64..100_000, 0_u32..5, 0_u32..3, any::<bool>(), 0_i64..5_000);
    proptest::collection::vec(one, 0..40).prop_map(|rows| {
        let claims = (1..).zip(rows).map(|(elder, (received, earlier, paid_by, more, is_waived, carried))| Claim {
            elder: ElderId(elder),
            received: Fen(received),
            owed: Fen(received + earlier),
            paid_by,
            supporters: paid_by + more,
            is_waived,
            carried: Match { government: Fen(carried), society: Fen(carried / 3) },
        });
        claims.collect()
    })
}

fn any_pool() -> impl Strategy<Value = Match> {
    (0_i64..60_000, 0_i64..60_000)
        .prop_map(|(government, society)| Match { government: Fen(government), society: Fen(society) })
}

proptest! {
    #[test]
    fn the_lines_sum_to_what_the_pool_pays(terms in any_terms(), pool in any_pool(), claims in any_claims()) {
        let run = compute(&terms, pool, &claims);
        let of = |part: fn(&super::Line) -> i64| -> i64 { run.lines.iter().map(part).sum() };
        prop_assert_eq!(of(|line| line.given.government.0), run.given.government.0);
        prop_assert_eq!(of(|line| line.given.society.0), run.given.society.0);
        prop_assert_eq!(of(|line| line.wanted.0), run.wanted.0);
        let (government, society) = terms.from.of(pool);
        prop_assert!(run.given.government.0 <= government && run.given.society.0 <= society);
        prop_assert_eq!(run.given.sum().0, run.wanted.0.min(government + society));
        prop_assert_eq!(of(|line| line.family.0), claims.iter().map(|claim| claim.owed.0.max(0)).sum::<i64>());
    }

    #[test]
    fn no_line_is_over_its_cap_or_its_percentage(terms in any_terms(), pool in any_pool(), claims in any_claims()) {
        for line in compute(&terms, pool, &claims).lines {
            prop_assert!(line.wanted.0 <= terms.cap.0 * i64::from(terms.months));
            prop_assert!(line.wanted.0 * 100 <= line.base.0 * i64::from(terms.percent));
            prop_assert!(line.given.sum() <= line.wanted);
            prop_assert!(line.given.government.0 >= 0 && line.given.society.0 >= 0);
        }
    }

    #[test]
    fn scaling_is_fair_to_one_fen(terms in any_terms(), pool in any_pool(), claims in any_claims()) {
        let run = compute(&terms, pool, &claims);
        for line in &run.lines {
            let exact = i128::from(line.wanted.0) * i128::from(run.given.sum().0);
            let off = i128::from(line.given.sum().0) * i128::from(run.wanted.0) - exact;
            prop_assert!(off.abs() < i128::from(run.wanted.0.max(1)));
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(
        terms in any_terms(),
        pool in any_pool(),
        (claims, shuffled) in any_claims().prop_flat_map(|claims| (Just(claims.clone()), Just(claims).prop_shuffle())),
    ) {
        prop_assert_eq!(compute(&terms, pool, &claims), compute(&terms, pool, &shuffled));
    }

    #[test]
    fn parts_sum_to_the_total_and_stay_under_their_weights(
        weights in proptest::collection::vec(0_i64..1_000_000_000_000, 0..50),
        part in 0_u8..=100,
    ) {
        let total = i64::try_from(weights.iter().map(|w| i128::from(*w)).sum::<i128>() * i128::from(part) / 100).unwrap();
        let parts = apportion(&weights, total);
        prop_assert_eq!(parts.iter().sum::<i64>(), total);
        prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| part <= weight));
    }
}
