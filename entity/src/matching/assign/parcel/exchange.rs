//! Few parcels among the offers themselves, whatever their counts and budgets: a wish that alone makes its offer send
//! to a school goes to another one that sends there, or changes places with a wish there, until no single exchange
//! makes one parcel less; then several that go to one school from one offer do, all of them. How many are served, how
//! long they have waited and what each school gets stay as they are.

mod whole;

use super::super::{
    Offer, Settings, Step, Wish, ground::Ground, hands::Hands, number::small, outcome::NOBODY, pace::Pace,
};

/// How many wishes all together may look at: enough for any county, not for a million wishes.
const LOOKS: u64 = 1 << 23;
/// How many wishes go by between two questions for the time.
const WISHES: u32 = 256;

/// Changes the offers of wishes; says whether it did. `takers`: the offer of each position of the ground; `may_part`:
/// whether siblings that have one offer may be parted.
pub(in super::super) fn exchange(
    ground: &Ground,
    wishes: &[Wish],
    offers: &[Offer],
    takers: &mut [u32],
    may_part: bool,
    settings: &Settings,
) -> bool {
    let served = takers.iter().filter(|&&offer| offer != NOBODY).count();
    let mut parcels = Parcels::new(Hands::new(ground, wishes, offers, takers), may_part);
    let (before, mut pace) = (parcels.count, Pace::new(settings, WISHES));
    let mut is_up = |looks: u64| pace.is_up(Step::Arranging { served }) || looks > LOOKS;
    while parcels.single(&mut is_up) && parcels.several_at_once(&mut is_up) {}
    parcels.count < before
}

struct Parcels<'a> {
    hands: Hands<'a>,
    /// What goes to each school: from which offer, and how many wishes; by offer.
    sent: Vec<Vec<(u32, u32)>>,
    /// How many parcels there are.
    count: usize,
    /// The schools to which anything goes from an offer that has changed since their wishes were looked at; since their
    /// parcels were.
    to_see: Vec<bool>,
    to_dissolve: Vec<bool>,
    may_part: bool,
    looks: u64,
}

impl<'a> Parcels<'a> {
    fn new(hands: Hands<'a>, may_part: bool) -> Self {
        let mut sent = vec![Vec::new(); hands.ground.wishes_of.len()];
        for (held, offer) in hands.held.iter().zip(0..) {
            for &wish in held {
                let sent: &mut Vec<(u32, u32)> = &mut sent[hands.ground.school[wish as usize] as usize];
                match sent.last_mut() {
                    Some(last) if last.0 == offer => last.1 += 1,
                    _ => sent.push((offer, 1)),
                }
            }
        }
        let count = sent.iter().map(Vec::len).sum();
        let (to_see, to_dissolve) = (vec![true; sent.len()], vec![true; sent.len()]);
        Self { hands, sent, count, to_see, to_dissolve, may_part, looks: 0 }
    }

    /// Every wish that goes alone, until no exchange helps; says whether there was time for all.
    fn single(&mut self, is_up: &mut impl FnMut(u64) -> bool) -> bool {
        while self.to_see.contains(&true) {
            let mut first = 0;
            for school in 0..self.to_see.len() {
                let all = first..first + self.hands.ground.wishes_of[school];
                first = all.end;
                if !std::mem::take(&mut self.to_see[school]) {
                    continue;
                }
                for wish in all {
                    if is_up(self.looks) {
                        return false;
                    }
                    if self.is_alone(wish) {
                        self.join(wish);
                    }
                }
            }
        }
        true
    }

    /// Every parcel of several wishes once; says whether any is gone, so that single wishes are to be looked at again.
    fn several_at_once(&mut self, is_up: &mut impl FnMut(u64) -> bool) -> bool {
        let mut changed = false;
        for school in 0..small(self.to_dissolve.len()) {
            if !std::mem::take(&mut self.to_dissolve[school as usize]) {
                continue;
            }
            for offer in self.several(school) {
                if is_up(self.looks) {
                    return false;
                }
                changed |= self.parcel(school, offer) > 1 && self.dissolve(school, offer);
            }
        }
        changed
    }

    fn school(&self, wish: u32) -> u32 {
        self.hands.ground.school[wish as usize]
    }

    /// How many wishes of the school an offer has.
    fn parcel(&self, school: u32, offer: u32) -> u32 {
        let sent = &self.sent[school as usize];
        sent.binary_search_by_key(&offer, |sent| sent.0).map_or(0, |at| sent[at].1)
    }

    /// Whether its offer sends to the school for this wish alone, and it may go.
    fn is_alone(&self, wish: u32) -> bool {
        let offer = self.hands.takers[wish as usize];
        offer != NOBODY && self.parcel(self.school(wish), offer) == 1 && self.may_go(wish)
    }

    /// Whether nobody is parted.
    fn may_go(&self, wish: u32) -> bool {
        self.may_part || self.hands.goes_alone(wish, self.hands.takers[wish as usize])
    }

    /// To an offer that sends to its school already, if any lets it.
    fn join(&mut self, wish: u32) {
        let (school, here) = (self.school(wish), self.hands.takers[wish as usize]);
        for n in 0..small(self.sent[school as usize].len()) {
            let target = self.sent[school as usize][n as usize].0;
            self.looks += 1;
            if target == here || !self.hands.offers[target as usize].admits(self.hands.asked(wish)) {
                continue;
            }
            if self.hands.has_room(target, self.hands.price(wish)) {
                self.put(wish, target);
                self.see([here, target]);
                return;
            }
            self.looks += self.hands.held[target as usize].len() as u64;
            let held = self.hands.held[target as usize].iter().copied();
            if let Some(other) = { held }.find(|&other| self.may_change(wish, other, target)) {
                self.put(other, here);
                self.put(wish, target);
                self.see([here, target]);
                return;
            }
        }
    }

    /// Whether the other one, which the target has, can go where the wish is without a parcel more.
    fn may_change(&self, wish: u32, other: u32, target: u32) -> bool {
        let (school, here) = (self.school(other), self.hands.takers[wish as usize]);
        school != self.school(wish)
            && (self.parcel(school, target) == 1 || self.parcel(school, here) > 0)
            && self.may_give_way(wish, other, target)
    }

    /// Whether it can go there at all, and the wish where it was.
    fn may_give_way(&self, wish: u32, other: u32, target: u32) -> bool {
        let here = self.hands.takers[wish as usize];
        let more = self.hands.price(wish) - self.hands.price(other);
        self.hands.pays(target, more)
            && self.hands.pays(here, -more)
            && self.hands.offers[here as usize].admits(self.hands.asked(other))
            && self.may_go(other)
    }

    /// What goes from these offers has changed.
    fn see(&mut self, offers: [u32; 2]) {
        for &wish in offers.iter().flat_map(|&offer| &self.hands.held[offer as usize]) {
            let school = self.hands.ground.school[wish as usize] as usize;
            (self.to_see[school], self.to_dissolve[school]) = (true, true);
        }
    }

    fn put(&mut self, wish: u32, offer: u32) {
        let school = self.school(wish) as usize;
        let from = self.hands.takers[wish as usize];
        let sent = &mut self.sent[school];
        if let Ok(at) = sent.binary_search_by_key(&from, |sent| sent.0) {
            sent[at].1 -= 1;
            if sent[at].1 == 0 {
                sent.remove(at);
                self.count -= 1;
            }
        }
        match sent.binary_search_by_key(&offer, |sent| sent.0) {
            Ok(at) => sent[at].1 += 1,
            Err(at) => {
                sent.insert(at, (offer, 1));
                self.count += 1;
            }
        }
        self.hands.put(wish, offer);
    }
}
