//! No school under the floor, as far as that costs no child: a school below it serves one wish more where, along a
//! chain of moves, one school above it serves one less; as few waiting days as possible are lost over it.

mod cheapest;

use super::{Missed, Settings, ground::Ground, outcome::NOBODY, parcel::Held};
use cheapest::Chains;

/// What levelling did.
#[derive(Default)]
pub(super) struct Evened {
    pub missed: Vec<Missed>,
    /// Whether every chain was looked for: no wish more is missing to the floors than must be, nor is a day more lost.
    pub is_level: bool,
}

/// How many of so many wishes of a school make up the floor: `floor` thousandths of the share of all that is served.
pub fn floor_of(wishes: u32, floor: u32, served: usize, all: usize) -> u32 {
    let part = (u128::from(wishes) * u128::from(floor) * served as u128).div_ceil((all as u128 * 1000).max(1));
    u32::try_from(part).unwrap_or(wishes).min(wishes)
}

/// How many wishes of each school make up the floor.
pub(super) fn floors(ground: &Ground, served: usize, floor: u32) -> Vec<u32> {
    ground.wishes_of.iter().map(|&wishes| floor_of(wishes, floor, served, ground.order.len())).collect()
}

/// The schools that stay under the floor.
pub(super) fn missed(ground: &Ground, served_of: &[u32], floors: &[u32]) -> Vec<Missed> {
    let mut admitted = ground.wishes_of.clone();
    for &(wish, _) in &ground.lacking {
        admitted[ground.school[wish as usize] as usize] -= 1;
    }
    (0..served_of.len())
        .filter(|&school| served_of[school] < floors[school])
        .map(|school| Missed {
            school: ground.school_id[school],
            served: served_of[school],
            floor: floors[school],
            wishes: ground.wishes_of[school],
            admitted: admitted[school],
        })
        .collect()
}

/// Levels what was assigned by waiting; `is_most`: as many are served as can be.
pub(super) fn even(held: &mut Held, floor: u32, is_most: bool, settings: &Settings) -> Evened {
    let ground = held.ground;
    let mut served_of = vec![0; ground.wishes_of.len()];
    for (&school, _) in ground.school.iter().zip(&held.holder).filter(|&(_, &group)| group != NOBODY) {
        served_of[school as usize] += 1;
    }
    let served = served_of.iter().sum::<u32>() as usize;
    let floors = floors(ground, served, floor);
    let mut is_level = is_most;
    if is_most && served_of.iter().zip(&floors).any(|(served, floor)| served < floor) {
        let mut chains = Chains::new(held, &floors, served_of);
        is_level = chains.lift(settings);
        served_of = chains.served;
    }
    Evened { missed: missed(ground, &served_of, &floors), is_level }
}
