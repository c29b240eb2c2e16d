//! A whole parcel less: each of its wishes goes to an offer that sends to the school anyway, into a free place or into
//! that of another one, which goes where the parcel was. What makes no parcel less in all is undone.

use super::Parcels;

impl Parcels<'_> {
    /// The parcels of more than one wish that go to this school, by their offers; the smallest first.
    pub(super) fn several(&self, school: u32) -> Vec<u32> {
        let mut several: Vec<(u32, u32)> = self.sent[school as usize]
            .iter()
            .filter(|sent| sent.1 > 1)
            .map(|&(offer, wishes)| (wishes, offer))
            .collect();
        several.sort_unstable();
        several.into_iter().map(|(_, offer)| offer).collect()
    }

    /// Whether there is a parcel less now.
    pub(super) fn dissolve(&mut self, school: u32, offer: u32) -> bool {
        let before = self.count;
        let held = self.hands.held[offer as usize].iter().copied();
        let all: Vec<u32> = held.filter(|&wish| self.school(wish) == school).collect();
        let mut moved = Vec::new();
        let is_dissolved = all.into_iter().all(|wish| self.leaves(wish, &mut moved)) && self.count < before;
        if is_dissolved {
            for (wish, from) in moved {
                self.see([from, self.hands.takers[wish as usize]]);
            }
        } else {
            for (wish, from) in moved.into_iter().rev() {
                self.put(wish, from);
            }
        }
        is_dissolved
    }

    /// Whether the wish could leave its parcel. `moved`: who has changed offers, and where they were before.
    fn leaves(&mut self, wish: u32, moved: &mut Vec<(u32, u32)>) -> bool {
        let (school, here) = (self.school(wish), self.hands.takers[wish as usize]);
        if !self.may_go(wish) {
            return false;
        }
        let asked = self.hands.asked(wish);
        let others = self.sent[school as usize].iter().map(|sent| sent.0).filter(|&target| target != here);
        let targets: Vec<u32> = others.filter(|&target| self.hands.offers[target as usize].admits(asked)).collect();
        self.looks += self.sent[school as usize].len() as u64;
        let price = self.hands.price(wish);
        let free = targets.iter().copied().find(|&target| self.hands.has_room(target, price));
        if let Some(target) = free {
            self.go(wish, target, moved);
            return true;
        }
        self.looks += targets.iter().map(|&target| self.hands.held[target as usize].len() as u64).sum::<u64>();
        let Some((other, target)) = self.gives_way(wish, &targets) else { return false };
        self.go(other, here, moved);
        self.go(wish, target, moved);
        true
    }

    /// Whose place at one of these offers the wish may take: the one for whom no parcel more is sent, or with the fewest
    /// beside it.
    fn gives_way(&self, wish: u32, targets: &[u32]) -> Option<(u32, u32)> {
        let (school, here) = (self.school(wish), self.hands.takers[wish as usize]);
        let at = |&target: &u32| self.hands.held[target as usize].iter().map(move |&other| (other, target));
        let may =
            |&(other, target): &(u32, u32)| self.school(other) != school && self.may_give_way(wish, other, target);
        let cost = |&(other, target): &(u32, u32)| {
            let theirs = self.school(other);
            (self.parcel(theirs, here) == 0, self.parcel(theirs, target), other)
        };
        targets.iter().flat_map(at).filter(may).min_by_key(cost)
    }

    fn go(&mut self, wish: u32, offer: u32, moved: &mut Vec<(u32, u32)>) {
        moved.push((wish, self.hands.takers[wish as usize]));
        self.put(wish, offer);
    }
}
