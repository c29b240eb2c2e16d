//! The ground that matching stands on: instead of pairs of wishes and offers, corners (a place and a category), in
//! each a shelf per grade, on each shelf rungs by the dearest price. An offer lies on one rung of every shelf it serves;
//! a wish stands on up to three shelves (school, township, anywhere), on the first rung that its price reaches, and
//! may take any offer from there upwards.

mod corners;
mod groups;
mod shelves;

use super::{
    Fen, Left, Offer, Wish,
    number::{Rows, small},
};
use corners::Corners;
pub(super) use groups::Group;
use shelves::Shelves;

/// A budget that never runs out.
pub(super) const ENOUGH: i64 = i64::MAX / 4;

/// Wishes and offers, numbered so that what is asked together lies together.
pub(super) struct Ground {
    /// The wish at each position of the ground: township by township, school by school, category, grade, price.
    pub order: Vec<u32>,
    pub school: Vec<u32>,
    pub price: Vec<i64>,
    pub waiting: Vec<u32>,
    /// Where each wish stands: on the shelf of its school, its township and anywhere.
    pub feet: Vec<[u32; 3]>,
    /// The wishes that no offer admits, and what they lack.
    pub lacking: Vec<(u32, Left)>,
    /// How many wishes each school has.
    pub wishes_of: Vec<u32>,
    /// The id of each school, as it was asked.
    pub school_id: Vec<u64>,
    pub groups: Vec<Group>,
    /// The offers of each group.
    pub members: Rows<u32>,
    /// The groups on each rung; a shelf ends with an empty rung.
    pub rungs: Rows<u32>,
    /// Whether a rung is the end of a shelf.
    pub end: Vec<bool>,
    /// Where the groups of a rung's shelf end.
    until: Vec<u32>,
}

impl Ground {
    /// Lays it out; offers with equal filters become one group where `merge` says so.
    pub fn lay(wishes: &[Wish], offers: &[Offer], merge: bool) -> Self {
        let corners = Corners::of(wishes);
        let (groups, members) = groups::gather(offers, merge);
        let shelves = Shelves::fill(&corners, offers, &groups);
        let at = |n: &u32| &wishes[*n as usize];
        let mut wishes_of = vec![0; corners.schools.len()];
        for &school in &corners.school {
            wishes_of[school as usize] += 1;
        }
        let (feet, lacking) = shelves.feet(&corners, wishes);
        Self {
            price: corners.order.iter().map(|n| at(n).price.0).collect(),
            waiting: corners.order.iter().map(|n| at(n).waiting_days).collect(),
            feet,
            lacking,
            wishes_of,
            school_id: corners.schools.iter().map(|&(_, id)| id).collect(),
            groups,
            members,
            until: shelves.until(),
            rungs: shelves.rungs,
            end: shelves.end,
            order: corners.order,
            school: corners.school,
        }
    }

    pub fn wishes(&self) -> u32 {
        small(self.order.len())
    }

    /// The rungs of a shelf from a foot upwards.
    pub fn climb(&self, foot: u32) -> impl Iterator<Item = u32> + '_ {
        (foot..).take_while(move |&rung| !self.end[rung as usize])
    }

    /// The groups from a rung to the end of its shelf.
    pub fn above(&self, foot: u32) -> &[u32] {
        self.rungs.span(self.rungs.range(foot).0, self.until[foot as usize])
    }

    /// Whether a rung from this foot upwards, which is not the end of a shelf, is on the same shelf.
    pub fn is_above(&self, rung: u32, foot: u32) -> bool {
        self.rungs.range(rung).0 < self.until[foot as usize]
    }

    /// Every group that admits the wish: those of its school first, then of its township, then of anywhere.
    pub fn admitting(&self, wish: u32) -> impl Iterator<Item = u32> + '_ {
        self.feet[wish as usize].into_iter().flat_map(move |foot| self.above(foot).iter().copied())
    }
}
