//! Serves further wishes by chains of moves: those found soon first, others once these are few.

use super::{
    super::{Settings, Step, pace::Stride},
    bound::Proof,
    chain::{Search, waiting},
    purse::Purses,
};

/// How many links are followed for one wish: at first, so many times as many each time, at most.
const LINKS: (u32, u32, u32) = (4, 4, 1024);
/// A round that finds fewer than one in so many is the last with as many links.
const LITTLE: usize = 500;
/// After so many in a row that no chain is found for, dearer ones are not tried.
const PATIENCE: usize = 300;
/// What all chains together may look at: enough for any county, and a minute or so for a million wishes.
const CHAIN_LOOKS: u64 = 150_000_000;
/// What chains may look at, for each wish and altogether, whether the time is up or not: what is not mended at all is
/// no good.
const LEAST: (u64, u64) = (40, 4_000_000);
/// After how many wishes the time is asked, where chains are short.
const WISHES: u32 = 32;

/// Goes on until the bound is reached, little is found or the time is up.
pub(super) fn mend(purses: &mut Purses, proof: &Proof, settings: &Settings) {
    let bound = proof.bound;
    let mut search = Search::new(purses, proof, settings.seed);
    let mut links = LINKS.0;
    let least = (u64::from(search.purses.ground.wishes()) * LEAST.0).min(LEAST.1);
    while links <= LINKS.2 && search.work < CHAIN_LOOKS {
        let before = search.purses.served;
        let asking = waiting(search.purses, &proof.cost);
        search.forget();
        let patience = PATIENCE + asking.len() / 16;
        let (mut misses, mut stride) = (0, Stride::new(WISHES, search.work));
        for wish in asking {
            let is_due = stride.is_due(search.work);
            if is_due {
                (settings.progress)(Step::Improving { served: search.purses.served, bound });
            }
            let is_up = || is_due && search.work >= least && settings.time_is_up();
            if search.purses.served >= bound || is_up() {
                return;
            }
            misses = if search.serve(wish, links) { 0 } else { misses + 1 };
            if misses > patience || search.work >= CHAIN_LOOKS {
                break;
            }
        }
        (settings.progress)(Step::Improving { served: search.purses.served, bound });
        if (search.purses.served - before) * LITTLE <= search.purses.served {
            links *= LINKS.1;
        }
    }
}
