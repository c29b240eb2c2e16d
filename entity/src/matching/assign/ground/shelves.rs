//! What lies in each corner: shelves by grade, rungs by price.

use super::{
    super::number::{Rows, small},
    Group, Left, Offer, Wish,
    corners::Corners,
};

const GRADES: usize = 9;

/// From its first rung to its last; behind it stands the end.
#[derive(Clone, Copy, Default)]
struct Shelf {
    first: u32,
    rungs: u32,
}

pub(super) struct Shelves {
    /// Per corner and grade.
    shelf: Vec<[Shelf; GRADES]>,
    pub rungs: Rows<u32>,
    /// The dearest price that each rung's offers take.
    dearest: Vec<i64>,
    pub end: Vec<bool>,
}

/// One group in one corner.
#[derive(Clone, Copy, Default)]
struct Lying {
    dearest: i64,
    group: u32,
    grades: (u8, u8),
}

impl Shelves {
    pub fn fill(corners: &Corners, offers: &[Offer], groups: &[Group]) -> Self {
        let mut shelves = Self {
            shelf: vec![[Shelf::default(); GRADES]; corners.count()],
            rungs: Rows::new(),
            dearest: Vec::new(),
            end: Vec::new(),
        };
        shelves.close();
        let lying = Rows::gather(corners.count(), &lying(corners, offers, groups));
        let mut here = Vec::new();
        for corner in 0..small(corners.count()) {
            here.clear();
            here.extend_from_slice(lying.row(corner));
            here.sort_by_key(|lying| lying.dearest);
            shelves.furnish(corner, &here);
        }
        shelves.rungs.open();
        shelves
    }

    /// The shelves of one corner; grades between which no offer tells a difference share one.
    fn furnish(&mut self, corner: u32, here: &[Lying]) {
        if here.is_empty() {
            return;
        }
        let mut differs = [false; GRADES + 2];
        for lying in here {
            differs[usize::from(lying.grades.0)] = true;
            differs[usize::from(lying.grades.1) + 1] = true;
        }
        let mut shelf = Shelf::default();
        for grade in 1..=9_u8 {
            if differs[usize::from(grade)] {
                shelf = self.shelf(here.iter().filter(|lying| (lying.grades.0..=lying.grades.1).contains(&grade)));
            }
            self.shelf[corner as usize][usize::from(grade) - 1] = shelf;
        }
    }

    /// One shelf, from the lowest price upwards.
    fn shelf<'a>(&mut self, lying: impl Iterator<Item = &'a Lying>) -> Shelf {
        let first = small(self.end.len());
        let mut last = None;
        for lying in lying {
            if last != Some(lying.dearest) {
                self.rungs.open();
                self.dearest.push(lying.dearest);
                self.end.push(false);
                last = Some(lying.dearest);
            }
            self.rungs.push(lying.group);
        }
        let rungs = small(self.end.len()) - first;
        if rungs == 0 {
            return Shelf::default();
        }
        self.close();
        Shelf { first, rungs }
    }

    fn close(&mut self) {
        self.rungs.open();
        self.dearest.push(i64::MAX);
        self.end.push(true);
    }

    /// Where the groups of each rung's shelf end.
    pub fn until(&self) -> Vec<u32> {
        let mut until = vec![0; self.end.len()];
        let mut behind = 0;
        for rung in (0..small(self.end.len())).rev() {
            if self.end[rung as usize] {
                behind = self.rungs.range(rung).0;
            }
            until[rung as usize] = behind;
        }
        until
    }

    /// Where each wish stands, and what those lack that no offer admits.
    pub fn feet(&self, corners: &Corners, wishes: &[Wish]) -> (Vec<[u32; 3]>, Vec<(u32, Left)>) {
        let mut feet = Vec::with_capacity(wishes.len());
        let mut lacking = Vec::new();
        let mut around = [0; 3];
        let mut last = None;
        for (position, &n) in corners.order.iter().enumerate() {
            let wish = &wishes[n as usize];
            let here = (corners.school[position], corners.category[position]);
            if last != Some(here) {
                around = corners.around(position);
                last = Some(here);
            }
            let here = around.map(|corner| self.foot(corner, wish));
            if here.iter().all(|&foot| self.end[foot as usize]) {
                lacking.push((small(position), self.lack(around, wish)));
            }
            feet.push(here);
        }
        (feet, lacking)
    }

    fn lack(&self, around: [u32; 3], wish: &Wish) -> Left {
        let corners = around.map(|corner| &self.shelf[corner as usize]);
        let grade = usize::from(wish.grade.max(1)) - 1;
        if corners.iter().any(|shelves| shelves.get(grade).is_some_and(|shelf| shelf.rungs > 0)) {
            Left::NoOfferAtPrice
        } else if corners.iter().any(|shelves| shelves.iter().any(|shelf| shelf.rungs > 0)) {
            Left::NoOfferForGrade
        } else {
            Left::NoOfferHere
        }
    }

    /// The first rung of the corner that the wish's price reaches, or the end of its shelf.
    fn foot(&self, corner: u32, wish: &Wish) -> u32 {
        let Some(shelf) = usize::from(wish.grade).checked_sub(1).and_then(|g| self.shelf[corner as usize].get(g))
        else {
            return 0;
        };
        let dearest = &self.dearest[shelf.first as usize..(shelf.first + shelf.rungs) as usize];
        shelf.first + small(dearest.partition_point(|&dearest| dearest < wish.price.0))
    }
}

/// Every group in every corner that its filters name.
fn lying(corners: &Corners, offers: &[Offer], groups: &[Group]) -> Vec<(u32, Lying)> {
    let mut all = Vec::new();
    for (group, n) in groups.iter().zip(0..) {
        let offer = &offers[group.offer as usize];
        let grades = (offer.grade_min.max(1), offer.grade_max.min(9));
        if group.room == 0 || grades.0 > grades.1 {
            continue;
        }
        let lying = Lying { dearest: offer.dearest(), group: n, grades };
        corners.named(&offer.categories, &offer.townships, &offer.schools, |corner| all.push((corner, lying)));
    }
    all
}
