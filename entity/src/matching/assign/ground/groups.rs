//! Offers with equal filters, which matching by count alone may treat as one.

use std::hash::{Hash, Hasher};

use super::{
    super::number::{Mixer, Rows, small},
    ENOUGH, Fen, Offer,
};

/// Offers that admit the same wishes.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Group {
    /// One of them, for the filters.
    pub offer: u32,
    /// How many wishes all of them may take.
    pub room: u64,
    /// For all its wishes together, where budgets matter.
    pub budget: i64,
}

/// The groups, narrow before wide, and their offers; the order of the offers decides only between alike ones.
pub(super) fn gather(offers: &[Offer], merge: bool) -> (Vec<Group>, Rows<u32>) {
    let mut order: Vec<_> = offers
        .iter()
        .zip(0..)
        .map(|(offer, n)| (width(offer), digest(offer), offer.budget, offer.max_count, n))
        .collect();
    order.sort_unstable();
    let mut groups: Vec<Group> = Vec::new();
    let mut members = Rows::new();
    for &(.., n) in &order {
        let offer = &offers[n as usize];
        let room = u64::from(offer.max_count);
        match groups.last_mut() {
            Some(last) if merge && alike(&offers[last.offer as usize], offer) => last.room += room,
            _ => {
                members.open();
                let budget = offer.budget.map_or(ENOUGH, |Fen(budget)| budget.min(ENOUGH));
                groups.push(Group { offer: n, room, budget });
            }
        }
        members.push(n);
    }
    members.open();
    (groups, members)
}

fn alike(one: &Offer, other: &Offer) -> bool {
    one.categories == other.categories
        && one.townships == other.townships
        && one.schools == other.schools
        && (one.grade_min, one.grade_max, one.dearest()) == (other.grade_min, other.grade_max, other.dearest())
}

fn digest(offer: &Offer) -> u64 {
    let mut mixer = Mixer::default();
    offer.categories.hash(&mut mixer);
    offer.townships.hash(&mut mixer);
    offer.schools.hash(&mut mixer);
    mixer.write_u64((u64::from(offer.grade_min) << 8) | u64::from(offer.grade_max));
    mixer.write_u64(offer.dearest().unsigned_abs());
    mixer.finish()
}

/// About how many wishes an offer can choose from, as its filters read: places × categories × grades.
fn width(offer: &Offer) -> u64 {
    let places = match (offer.schools.len(), offer.townships.len()) {
        (0, 0) => 10_000,
        (0, towns) => 6 * small(towns),
        (schools, _) => small(schools),
    };
    let categories = if offer.categories.is_empty() { 12 } else { small(offer.categories.len()) };
    let grades = offer.grade_max.saturating_sub(offer.grade_min).saturating_add(1);
    u64::from(places) * u64::from(categories) * u64::from(grades)
}
