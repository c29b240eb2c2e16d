//! Serves further wishes by chains of moves: short chains first, longer ones once these find little; then chance makes
//! exchanges that change no number, after which new chains may be found.

use super::{
    super::{
        Settings,
        number::{Dice, small},
        outcome::NOBODY,
    },
    chain::{Search, waiting},
    purse::Purses,
};

/// The longest chains.
const MOVES: u32 = 5;
/// A round that finds fewer than one in so many is the last of its length.
const LITTLE: usize = 2000;
/// After so many in a row that no chain is found for, dearer ones are not tried.
const PATIENCE: usize = 300;
/// What all chains together may look at: enough for any county, and a minute or so for a million wishes.
const CHAIN_LOOKS: u64 = 150_000_000;
/// How often the time is asked.
const STRIDE: usize = 256;
/// What shaking may look at: for the first wishes, and for each.
const LOOKS: u64 = 12_000_000;
const LOOKS_EACH: u64 = 20;
/// After so many for each wish without any gain it stops.
const SHAKES_EACH: usize = 600;

/// Goes on until the bound is reached, little is found or the time is up.
pub(super) fn mend(purses: &mut Purses, bound: usize, settings: &Settings) {
    let mut search = Search::new(purses, settings.seed);
    let mut moves = 1;
    while moves <= MOVES && search.work < CHAIN_LOOKS {
        let before = search.purses.served;
        let asking = waiting(search.purses);
        let patience = PATIENCE + asking.len() / 16;
        let mut misses = 0;
        for (n, wish) in asking.into_iter().enumerate() {
            if search.purses.served >= bound || (n % STRIDE == 0 && (settings.time_is_up)()) {
                return;
            }
            misses = if search.serve(wish, moves) { 0 } else { misses + 1 };
            if misses > patience || search.work >= CHAIN_LOOKS {
                break;
            }
        }
        (settings.progress)(search.purses.served);
        if (search.purses.served - before) * LITTLE < search.purses.served {
            moves += 1;
        }
    }
    shake(&mut search, bound, settings);
}

/// Exchanges by chance, each followed by a chain for the wish that lost its place.
fn shake(search: &mut Search, bound: usize, settings: &Settings) {
    let wishes = search.purses.ground.wishes();
    let most = search.work + LOOKS + LOOKS_EACH * u64::from(wishes);
    let mut dice = Dice::new(settings.seed ^ 0x5eed);
    let mut asking = waiting(search.purses);
    let (mut turns, mut best) = (0_usize, (search.purses.served, 0_usize));
    let patience = SHAKES_EACH * search.purses.ground.order.len();
    while search.work < most && search.purses.served < bound && !asking.is_empty() && turns - best.1 < patience {
        turns += 1;
        if search.purses.served > best.0 {
            best = (search.purses.served, turns);
        }
        if turns.is_multiple_of(STRIDE) {
            if (settings.time_is_up)() {
                return;
            }
            (settings.progress)(search.purses.served);
        }
        // The cheaper ones sooner: of three, the one that stands first.
        let sides = small(asking.len());
        let at = (0..3).map(|_| dice.roll(sides)).min().unwrap_or(0) as usize;
        let wish = asking[at];
        if search.serve(wish, 2) {
            asking.remove(at);
        } else if let Some(other) = search.exchange(wish, &mut dice) {
            asking[at] = other;
            if search.serve(other, 3) {
                asking.remove(at);
            }
        }
        debug_assert!(asking.get(at).is_none_or(|&wish| search.purses.holder[wish as usize] == NOBODY));
    }
}
