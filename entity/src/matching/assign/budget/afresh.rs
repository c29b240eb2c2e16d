//! A few offers near each other take all their wishes back and begin afresh, a little otherwise each time; what serves
//! fewer than before is undone.

use super::{
    super::{
        Settings, Step,
        number::{Dice, small},
    },
    bound::{ONE, Proof},
    chain::{SOME, Search},
    purse::Purses,
};

/// How many offers at least, and how many more by chance.
const OFFERS: (u32, u32) = (2, 5);
/// Those with more wishes stay as they are: nothing is found by all of them, and it takes long.
const WISHES: usize = 64;
/// How far before and behind a wish, on the ground, others may take the places.
const NEAR: u32 = 400;
/// How much chance tells against what a wish costs: a part of a wish, in so many.
const CHANCE: i64 = 20;
/// How many links a chain may follow.
const LINKS: u32 = 32;
/// After so many wishes in a row that no chain is found for, the others are not tried.
const MISSES: usize = 8;
/// What may be looked at: for the first wishes, and for each.
const LOOKS: u64 = 12_000_000;
const LOOKS_EACH: u64 = 20;
/// After so many turns for each wish without any gain it stops.
const TURNS_EACH: usize = 20;
/// How many turns go by between two words to whoever watches.
const STRIDE: usize = 64;

/// Goes on until the bound is reached, nothing is found for long or the time is up.
pub(super) fn afresh(purses: &mut Purses, proof: &Proof, settings: &Settings) {
    let bound = proof.bound;
    let mut search = Search::new(purses, proof, settings.seed);
    let wishes = search.purses.ground.wishes();
    let most = LOOKS + LOOKS_EACH * u64::from(wishes);
    let patience = TURNS_EACH * search.purses.ground.order.len();
    let mut turn = Turn { dice: Dice::new(settings.seed ^ 0x5eed), offers: Vec::new(), pool: Vec::new() };
    let (mut turns, mut gained) = (0_usize, 0_usize);
    while search.work < most && search.purses.served < bound && turns - gained < patience {
        // Each turn takes long enough to ask.
        if settings.time_is_up() {
            return;
        }
        if turns.is_multiple_of(STRIDE) {
            (settings.progress)(Step::Improving { served: search.purses.served, bound });
        }
        turns += 1;
        let before = search.purses.served;
        search.purses.note();
        turn.take(&mut search);
        if search.purses.served < before {
            search.purses.undo();
        } else if search.purses.served > before {
            gained = turns;
        }
        search.purses.forget();
    }
}

struct Turn {
    dice: Dice,
    offers: Vec<u32>,
    /// The wishes that places are sought for: what they cost, with some chance in it.
    pool: Vec<(i64, u32)>,
}

impl Turn {
    fn take(&mut self, search: &mut Search) {
        let around = self.dice.roll(search.purses.ground.wishes());
        self.choose(search, around);
        self.empty(search, around);
        search.work += 1 + (self.pool.len() * self.offers.len()) as u64;
        for &(_, wish) in &self.pool {
            if let Some(group) = cheapest(search, &self.offers, wish) {
                search.purses.give(wish, group);
            }
        }
        search.forget();
        let mut misses = 0;
        for &(_, wish) in &self.pool {
            if search.purses.waits(wish, search.cost) {
                misses = if search.serve(wish, LINKS) { 0 } else { misses + 1 };
                if misses == MISSES {
                    break;
                }
            }
        }
    }

    /// Some of the offers that admit one wish.
    fn choose(&mut self, search: &Search, around: u32) {
        search.purses.candidates(around, SOME, self.dice.roll(1 << 16), &mut self.offers);
        self.offers.retain(|&group| search.purses.held[group as usize].len() <= WISHES);
        let all = small(self.offers.len());
        let some = all.min(OFFERS.0 + self.dice.roll(OFFERS.1));
        for n in 0..some {
            let other = n + self.dice.roll(all - n);
            self.offers.swap(n as usize, other as usize);
        }
        self.offers.truncate(some as usize);
    }

    /// Their wishes, and those near by that wait, the cheapest first but for chance.
    fn empty(&mut self, search: &mut Search, around: u32) {
        let near = around.saturating_sub(NEAR)..around.saturating_add(NEAR).min(search.purses.ground.wishes());
        self.pool.clear();
        let waiting = near.filter(|&wish| search.purses.waits(wish, search.cost));
        self.pool.extend(waiting.map(|wish| (0, wish)));
        for &group in &self.offers {
            while let Some(&(_, wish)) = search.purses.held[group as usize].last() {
                search.purses.take_back(wish);
                self.pool.push((0, wish));
            }
        }
        for (cost, wish) in &mut self.pool {
            let chance = i64::from(self.dice.roll(1 << 16)) * (ONE >> 16) / CHANCE;
            *cost = search.cost[*wish as usize].saturating_add(chance);
        }
        self.pool.sort_unstable();
    }
}

/// The one of these offers that the wish takes least from.
fn cheapest(search: &Search, offers: &[u32], wish: u32) -> Option<u32> {
    let price = search.purses.price(wish);
    let pays = |group: &u32| search.purses.free(*group) >= price && search.purses.admits(*group, wish);
    let paying = offers.iter().copied().filter(pays);
    paying.min_by_key(|&group| (search.lines[group as usize].at(price), group))
}
