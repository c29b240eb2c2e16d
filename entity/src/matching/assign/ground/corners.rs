//! Places and what is wished for there: anywhere, then township by township, with its schools behind it.

use std::cmp::Reverse;

use super::{
    super::number::{dense, small},
    Wish,
};

/// A place and the categories that are wished for there; a corner each.
#[derive(Clone, Copy, Default)]
struct Place {
    first: u32,
    end: u32,
}

/// The wishes by place and category.
pub(super) struct Corners {
    /// Positions of the ground: which wish stands there.
    pub order: Vec<u32>,
    /// The school of each position.
    pub school: Vec<u32>,
    /// Township and id, by number.
    pub schools: Vec<(u32, u64)>,
    /// The schools by their ids.
    called: Vec<(u64, u32)>,
    pub towns: Vec<u64>,
    pub categories: Vec<u64>,
    /// The category of each position.
    pub category: Vec<u32>,
    /// The category of each corner.
    kinds: Vec<u32>,
    anywhere: Place,
    town: Vec<Place>,
    at_school: Vec<Place>,
}

impl Corners {
    pub fn of(wishes: &[Wish]) -> Self {
        let (town_of, towns) = dense(wishes.iter().map(|wish| wish.township));
        let (school_of, schools) = dense(town_of.iter().zip(wishes).map(|(&town, wish)| (town, wish.school)));
        let mut called: Vec<(u64, u32)> = schools.iter().zip(0..).map(|(&(_, id), school)| (id, school)).collect();
        called.sort_unstable();
        let (category_of, categories) = dense(wishes.iter().map(|wish| wish.category));
        let order = sorted(wishes, &school_of, &category_of, schools.len());
        let mut corners = Self {
            school: order.iter().map(|&n| school_of[n as usize]).collect(),
            category: order.iter().map(|&n| category_of[n as usize]).collect(),
            order,
            schools,
            called,
            kinds: Vec::new(),
            anywhere: Place::default(),
            town: vec![Place::default(); towns.len()],
            at_school: Vec::new(),
            towns,
            categories,
        };
        corners.number();
        corners
    }

    /// Numbers the corners: anywhere, then each township followed by its schools.
    fn number(&mut self) {
        self.at_school = vec![Place::default(); self.schools.len()];
        self.anywhere = self.place(0..small(self.categories.len()));
        let mut from = 0;
        while from < self.order.len() {
            let town = self.town_of(from);
            let end = from + self.school[from..].partition_point(|&school| self.schools[school as usize].0 <= town);
            let mut here = self.category[from..end].to_vec();
            here.sort_unstable();
            here.dedup();
            self.town[town as usize] = self.place(here.into_iter());
            while from < end {
                let school = self.school[from];
                let last = from + self.school[from..end].partition_point(|&other| other <= school);
                let mut here = self.category[from..last].to_vec();
                here.dedup();
                self.at_school[school as usize] = self.place(here.into_iter());
                from = last;
            }
        }
    }

    fn place(&mut self, kinds: impl Iterator<Item = u32>) -> Place {
        let first = small(self.kinds.len());
        self.kinds.extend(kinds);
        Place { first, end: small(self.kinds.len()) }
    }

    pub fn town_of(&self, position: usize) -> u32 {
        self.schools[self.school[position] as usize].0
    }

    pub fn count(&self) -> usize {
        self.kinds.len()
    }

    /// The corners where a wish stands: school, township, anywhere.
    pub fn around(&self, position: usize) -> [u32; 3] {
        let school = self.at_school[self.school[position] as usize];
        let town = self.town[self.town_of(position) as usize];
        let kind = self.category[position];
        [school, town, self.anywhere].map(|place| self.corner(place, kind).unwrap_or_default())
    }

    fn corner(&self, place: Place, kind: u32) -> Option<u32> {
        let kinds = &self.kinds[place.first as usize..place.end as usize];
        kinds.binary_search(&kind).ok().map(|n| place.first + small(n))
    }

    /// The corners that an offer's filters name: the fewest places that cover both sets, and their categories.
    pub fn named(&self, categories: &[u64], townships: &[u64], schools: &[u64], mut tell: impl FnMut(u32)) {
        let mut kinds: Vec<u32> = categories.iter().filter_map(|&id| found(&self.categories, id)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for place in self.places(townships, schools) {
            if categories.is_empty() {
                (place.first..place.end).for_each(&mut tell);
            } else {
                kinds.iter().filter_map(|&kind| self.corner(place, kind)).for_each(&mut tell);
            }
        }
    }

    fn places(&self, townships: &[u64], schools: &[u64]) -> Vec<Place> {
        let mut towns: Vec<u32> = townships.iter().filter_map(|&id| found(&self.towns, id)).collect();
        towns.sort_unstable();
        towns.dedup();
        if schools.is_empty() {
            let anywhere = townships.is_empty().then_some(self.anywhere);
            return anywhere.into_iter().chain(towns.iter().map(|&town| self.town[town as usize])).collect();
        }
        let mut named = self.schools_called(schools);
        if !townships.is_empty() {
            named.retain(|&school| towns.binary_search(&self.schools[school as usize].0).is_ok());
        }
        named.iter().map(|&school| self.at_school[school as usize]).collect()
    }

    /// Schools by their ids; the same id in two townships is two schools.
    fn schools_called(&self, ids: &[u64]) -> Vec<u32> {
        let mut named: Vec<u32> = ids
            .iter()
            .flat_map(|&id| {
                let from = self.called.partition_point(|&(other, _)| other < id);
                self.called[from..].iter().take_while(move |&&(other, _)| other == id).map(|&(_, school)| school)
            })
            .collect();
        named.sort_unstable();
        named.dedup();
        named
    }
}

fn found(ids: &[u64], id: u64) -> Option<u32> {
    ids.binary_search(&id).ok().map(small)
}

/// By school, category, grade, price, the longest waiting first.
fn sorted(wishes: &[Wish], school: &[u32], category: &[u32], schools: usize) -> Vec<u32> {
    let mut start = vec![0_usize; schools + 1];
    for &school in school {
        start[school as usize + 1] += 1;
    }
    for n in 0..schools {
        start[n + 1] += start[n];
    }
    let mut next = start.clone();
    let mut lines = vec![(0, 0, 0, Reverse(0), 0); wishes.len()];
    for (n, wish) in wishes.iter().enumerate() {
        let slot = &mut next[school[n] as usize];
        lines[*slot] = (category[n], wish.grade, wish.price.0, Reverse(wish.waiting_days), small(n));
        *slot += 1;
    }
    for span in start.windows(2) {
        lines[span[0]..span[1]].sort_unstable();
    }
    lines.iter().map(|line| line.4).collect()
}
