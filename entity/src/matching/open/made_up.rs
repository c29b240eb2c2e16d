//! Wishes without a database.

use super::{Class, Entry, OpenWishes};
use crate::{
    Fen,
    id::{PhaseId, SchoolId, TownshipId, WishId},
};

/// A wish of this school that has waited so many days.
pub(in crate::matching) fn add(
    open: &mut OpenWishes,
    (id, school): (WishId, i64),
    (days, price): (i64, Fen),
    set: u64,
) {
    let class = Class {
        phase: PhaseId(1),
        school: SchoolId(school),
        township: TownshipId(school % 3),
        category: 0,
        grade: 3,
        price,
    };
    open.insert(class, Entry { since: (1_000 - days) * 24 * 3_600 * 1_000_000, id, set });
}

/// How many wishes the school ever had.
pub(in crate::matching) fn ever(open: &mut OpenWishes, school: i64, all: u32) {
    open.schools.entry(SchoolId(school)).or_default().all = all;
}
