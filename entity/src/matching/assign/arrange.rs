//! Who has whose wish, once it is settled which wishes are served: brothers and sisters together, and few parcels, as
//! far as neither costs anybody anything.

use super::{Offer, Settings, Wish, ground::Ground, parcel, together};

/// How often siblings are brought together and parcels are made fewer in turn.
const TURNS: usize = 8;

/// Brings siblings together, and makes parcels fewer without parting them, until neither changes anything; says whether
/// it did. `takers`: the offer of each position of the ground.
pub(super) fn arrange(
    ground: &Ground,
    wishes: &[Wish],
    offers: &[Offer],
    takers: &mut [u32],
    settings: &Settings,
) -> bool {
    let mut changed = false;
    for _ in 0..TURNS {
        let brought = together::together(ground, wishes, offers, takers, settings);
        let fewer = parcel::exchange(ground, wishes, offers, takers, false, settings);
        changed |= brought || fewer;
        if !fewer {
            break;
        }
    }
    changed
}
