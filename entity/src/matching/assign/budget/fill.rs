//! One pass that gives every wish, the one that gains most first, to the cheapest offer that can still pay for it.

use super::{
    super::{Settings, Step, number::real},
    few::Few,
    purse::Purses,
    worth::Worth,
};

/// How many wishes go by between two words to whoever watches.
const WISHES: usize = 4096;

/// Fills empty purses. `cost` is what the cheapest offer takes from each wish.
pub(super) fn fill(purses: &mut Purses, worth: &[Worth], cost: &[i64], settings: &Settings) {
    let ground = purses.ground;
    let mut order: Vec<u32> = (0..ground.wishes()).collect();
    order.sort_unstable_by_key(|&wish| (cost[wish as usize], ground.price[wish as usize], wish));
    let mut few = Few::new(ground);
    for (n, wish) in order.into_iter().enumerate() {
        if n.is_multiple_of(WISHES) {
            (settings.progress)(Step::Assigning { served: purses.served });
        }
        let group = cheapest(purses, &mut few, worth, wish).or_else(|| purses.seat(wish, &[]));
        if let Some(group) = group {
            purses.give(wish, group);
        }
    }
}

/// The cheapest offer that can pay, as far as the best few tell.
fn cheapest(purses: &Purses, few: &mut Few, worth: &[Worth], wish: u32) -> Option<u32> {
    let fen = purses.price(wish);
    let price = real(fen);
    let cost = |group: u32| if purses.free(group) >= fen { worth[group as usize].cost(price) } else { f32::INFINITY };
    let mut best = (f32::INFINITY, None);
    for foot in purses.ground.feet[wish as usize] {
        let mut found = false;
        for &group in few.of(foot, purses.ground.above(foot), cost) {
            let cost = cost(group);
            found |= cost < f32::INFINITY;
            if cost < best.0 {
                best = (cost, Some(group));
            }
        }
        if !found && purses.rich(foot) >= fen {
            few.forget(foot);
        }
    }
    best.1
}
