//! Few parcels, as far as that costs nobody his gift: who alone would make an offer send to a school moves to one that
//! sends there anyway, or changes places with somebody; and offers with equal filters share their wishes by school.

mod exchange;

use std::{cmp::Reverse, iter::repeat_n};

use super::{Offer, Settings, Step, Wish, ground::Ground, number::small, outcome::NOBODY, pace::Pace};
pub(super) use exchange::exchange;

/// How many other offers a wish looks at.
const LOOKS: usize = 48;
/// How many looks all wishes together have: enough for any county, not for a million wishes.
const ALL_LOOKS: u32 = 1 << 21;
/// How many wishes are looked at between two questions for the time.
const WISHES: u32 = 64;

/// The wishes of each group while they may still change.
pub(super) struct Held<'a> {
    pub ground: &'a Ground,
    /// In the order of the ground, so that those of a school stand together.
    pub wishes: Vec<Vec<u32>>,
    pub holder: Vec<u32>,
    /// Where each school's wishes begin on the ground, and at last where they end.
    pub first: Vec<u32>,
}

impl<'a> Held<'a> {
    pub fn new(ground: &'a Ground, mut wishes: Vec<Vec<u32>>) -> Self {
        let mut holder = vec![NOBODY; ground.order.len()];
        for (held, group) in wishes.iter_mut().zip(0..) {
            held.sort_unstable();
            for &wish in &*held {
                holder[wish as usize] = group;
            }
        }
        let mut first = vec![0];
        for &wishes in &ground.wishes_of {
            first.push(first[first.len() - 1] + wishes);
        }
        Self { ground, wishes, holder, first }
    }

    /// Moves single wishes together, as far as there is time.
    pub fn fewer_parcels(&mut self, wishes: &[Wish], offers: &[Offer], settings: &Settings) {
        let served = self.holder.iter().filter(|&&group| group != NOBODY).count();
        let (mut looks, mut pace) = (0, Pace::new(settings, WISHES));
        for wish in 0..self.ground.wishes() {
            if pace.is_up(Step::Arranging { served }) {
                return;
            }
            let group = self.holder[wish as usize];
            if group != NOBODY && looks < ALL_LOOKS && self.parcel(wish, group) == 1 {
                self.join(wish, group, wishes, offers, &mut looks);
            }
        }
    }

    /// How many wishes of the wish's school a group has.
    fn parcel(&self, wish: u32, group: u32) -> usize {
        let school = self.ground.school[wish as usize] as usize;
        let held = &self.wishes[group as usize];
        let from = held.partition_point(|&other| other < self.first[school]);
        held[from..].partition_point(|&other| other < self.first[school + 1])
    }

    /// Finds an offer that sends to the wish's school already.
    fn join(&mut self, wish: u32, group: u32, wishes: &[Wish], offers: &[Offer], looks: &mut u32) {
        let ground = self.ground;
        for other in ground.admitting(wish).take(LOOKS) {
            *looks += 1;
            if other == group || self.parcel(wish, other) == 0 {
                continue;
            }
            if (self.wishes[other as usize].len() as u64) < ground.groups[other as usize].room {
                self.put(wish, other);
                return;
            }
            let offer = &offers[ground.groups[group as usize].offer as usize];
            let school = ground.school[wish as usize];
            let partner = self.wishes[other as usize].iter().copied().find(|&partner| {
                ground.school[partner as usize] != school
                    && (self.parcel(partner, other) == 1 || self.parcel(partner, group) > 0)
                    && ground.price[partner as usize] <= offer.dearest()
                    && offer.admits(&wishes[ground.order[partner as usize] as usize])
            });
            if let Some(partner) = partner {
                self.put(partner, group);
                self.put(wish, other);
                return;
            }
        }
    }

    /// Gives the wish to a group, or to nobody.
    pub fn put(&mut self, wish: u32, group: u32) {
        let from = std::mem::replace(&mut self.holder[wish as usize], group);
        if from != NOBODY {
            self.wishes[from as usize].retain(|&other| other != wish);
        }
        if group != NOBODY {
            let held = &mut self.wishes[group as usize];
            held.insert(held.partition_point(|&other| other < wish), wish);
        }
    }

    /// The offer of each wish: within a group the largest offer first, school by school.
    pub fn takers(&self, offers: &[Offer]) -> Vec<u32> {
        let mut takers = vec![NOBODY; self.holder.len()];
        for (wishes, group) in self.wishes.iter().zip(0..small(self.wishes.len())) {
            let mut members = self.ground.members.row(group).to_vec();
            members.sort_by_key(|&offer| Reverse(offers[offer as usize].max_count));
            let places = members.iter().flat_map(|&offer| repeat_n(offer, offers[offer as usize].max_count as usize));
            for (&wish, offer) in wishes.iter().zip(places) {
                takers[wish as usize] = offer;
            }
        }
        takers
    }
}
