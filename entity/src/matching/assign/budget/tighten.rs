//! A tighter bound for small counties. Every wish has a price, which whoever serves it pays; what an offer can gain at
//! most is then a knapsack of its own, solved in integers. All prices and gains together are a bound, whatever the
//! prices (Held and Karp; Fisher). It counts no pieces of wishes, as the other one does.

use super::{
    super::{Settings, ground::Ground},
    bound::{ONE, Proof},
    knapsack::{Item, Knapsack},
    purse::Purses,
};

/// Where more pairs of wishes and offers fit it takes too long, and gains little.
const PAIRS: usize = 20_000;
/// How often prices change at most.
const ROUNDS: u32 = 400;
/// How many items all knapsacks may look at.
const LOOKS: u64 = 16_000_000;
/// By how much all prices together change at first, and what is too little.
const STEP: (i64, i64) = (2 * ONE, ONE / 1024);
/// After so many rounds without a lower bound prices change half as much.
const PATIENCE: u32 = 7;

/// Lowers the bound where it can, unless as many are served already.
pub(super) fn tighten(proof: &mut Proof, purses: &Purses, settings: &Settings) {
    if purses.served >= proof.bound {
        return;
    }
    let Some(mut offers) = knapsacks(purses.ground, proof) else { return };
    let mut prices: Vec<i64> = proof.cost.iter().map(|&cost| (ONE - cost).max(0)).collect();
    let mut asked = vec![0; prices.len()];
    let served = i64::try_from(purses.served).unwrap_or(i64::MAX);
    let (mut least, mut step, mut idle, mut looks) = (i64::MAX, STEP.0, 0, 0);
    for _ in 0..ROUNDS {
        if looks > LOOKS || least / ONE <= served || step < STEP.1 || settings.time_is_up() {
            break;
        }
        asked.fill(0);
        let mut total: i64 = prices.iter().sum();
        for offer in &mut offers {
            total += offer.gain(&prices, &mut asked);
            looks += offer.looks;
        }
        idle += 1;
        if total < least {
            (least, idle) = (total, 0);
        } else if idle > PATIENCE {
            (step, idle) = (step / 2, 0);
        }
        if !change(&mut prices, &asked, step) {
            break;
        }
    }
    proof.bound = proof.bound.min(usize::try_from(least / ONE).unwrap_or(usize::MAX));
}

/// What several offers ask for grows dearer, what none asks for cheaper; says whether anything was out of balance.
fn change(prices: &mut [i64], asked: &[i64], step: i64) -> bool {
    let off = |price: i64, asked: i64| if price == 0 && asked == 0 { 0 } else { asked - 1 };
    let all: i64 = prices.iter().zip(asked).map(|(&price, &asked)| off(price, asked).pow(2)).sum();
    for (price, &asked) in prices.iter_mut().zip(asked).filter(|_| all > 0) {
        *price = (*price + off(*price, asked) * (step / all)).clamp(0, ONE);
    }
    all > 0
}

/// What each offer may choose from; none if that is too much.
fn knapsacks(ground: &Ground, proof: &Proof) -> Option<Vec<Knapsack>> {
    let mut pairs = 0;
    let mut items = vec![Vec::new(); ground.groups.len()];
    for wish in 0..ground.wishes() {
        for group in ground.admitting(wish) {
            pairs += 1;
            if pairs > PAIRS {
                return None;
            }
            items[group as usize].push(Item { wish, price: ground.price[wish as usize], gain: 0 });
        }
    }
    let offers = items.into_iter().zip(&ground.groups).zip(&proof.lines);
    Some(offers.map(|((items, group), line)| Knapsack::new(items, group.room, group.budget, line.base)).collect())
}
