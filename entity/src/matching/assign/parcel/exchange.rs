//! Few parcels among the offers themselves, whatever their counts and budgets: a wish that alone makes its offer send
//! to a school goes to another one that sends there, or changes places with a wish there, until no single exchange
//! makes one parcel less. How many are served, how long they have waited and what each school gets stay as they are.

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
    let mut pace = Pace::new(settings, WISHES);
    let mut changed = false;
    while parcels.to_see.contains(&true) {
        let mut first = 0;
        for (school, &wishes) in ground.wishes_of.iter().enumerate() {
            let all = first..first + wishes;
            first = all.end;
            if !std::mem::take(&mut parcels.to_see[school]) {
                continue;
            }
            for wish in all {
                if pace.is_up(Step::Arranging { served }) || parcels.looks > LOOKS {
                    return changed;
                }
                changed |= parcels.is_alone(wish) && parcels.join(wish);
            }
        }
    }
    changed
}

struct Parcels<'a> {
    hands: Hands<'a>,
    /// What goes to each school: from which offer, and how many wishes; by offer.
    sent: Vec<Vec<(u32, u32)>>,
    /// The schools to which anything goes from an offer that has changed since their wishes were looked at.
    to_see: Vec<bool>,
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
        Self { to_see: vec![true; sent.len()], hands, sent, may_part, looks: 0 }
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

    /// To an offer that sends to its school already.
    fn join(&mut self, wish: u32) -> bool {
        let (school, here) = (self.school(wish), self.hands.takers[wish as usize]);
        for n in 0..small(self.sent[school as usize].len()) {
            let target = self.sent[school as usize][n as usize].0;
            self.looks += 1;
            if target == here || !self.hands.offers[target as usize].admits(self.hands.asked(wish)) {
                continue;
            }
            if self.hands.has_room(target, self.hands.price(wish)) {
                self.put(wish, target);
                return true;
            }
            self.looks += self.hands.held[target as usize].len() as u64;
            let held = self.hands.held[target as usize].iter().copied();
            if let Some(other) = { held }.find(|&other| self.may_change(wish, other, target)) {
                self.put(other, here);
                self.put(wish, target);
                return true;
            }
        }
        false
    }

    /// Whether the other one, which the target has, can go where the wish is without a parcel more.
    fn may_change(&self, wish: u32, other: u32, target: u32) -> bool {
        let (school, here) = (self.school(other), self.hands.takers[wish as usize]);
        let more = self.hands.price(wish) - self.hands.price(other);
        school != self.school(wish)
            && self.hands.pays(target, more)
            && self.hands.pays(here, -more)
            && (self.parcel(school, target) == 1 || self.parcel(school, here) > 0)
            && self.hands.offers[here as usize].admits(self.hands.asked(other))
            && self.may_go(other)
    }

    fn put(&mut self, wish: u32, offer: u32) {
        let school = self.school(wish) as usize;
        let from = self.hands.takers[wish as usize];
        let sent = &mut self.sent[school];
        if let Ok(at) = sent.binary_search_by_key(&from, |sent| sent.0) {
            sent[at].1 -= 1;
            if sent[at].1 == 0 {
                sent.remove(at);
            }
        }
        match sent.binary_search_by_key(&offer, |sent| sent.0) {
            Ok(at) => sent[at].1 += 1,
            Err(at) => sent.insert(at, (offer, 1)),
        }
        for changed in [from, offer] {
            for &wish in &self.hands.held[changed as usize] {
                self.to_see[self.hands.ground.school[wish as usize] as usize] = true;
            }
        }
        self.hands.put(wish, offer);
    }
}
