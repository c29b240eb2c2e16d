//! Who gets more than they may take: the most needed of it stays theirs, the rest is for others.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use super::{
    super::capacity::rooms::{Holder, Room},
    Part, Table,
};
use crate::{
    Fen,
    matching::assign::{Answer, Left, Match, Reason},
};

/// What a holder gets who gets too much.
pub(super) struct Beyond {
    /// The most needed of it, as much as there is room for.
    stays: Vec<Match>,
    /// Wishes that others may serve.
    goes: Vec<u32>,
    /// What room there is besides, in other phases.
    room: Room,
}

impl Table {
    /// Whoever gets more than they may take.
    pub(super) fn beyond(&self, answer: &Answer) -> BTreeMap<Holder, Beyond> {
        let mut of_holder: BTreeMap<Holder, Vec<Match>> = BTreeMap::new();
        for pair in &answer.matches {
            of_holder.entry(self.holder(pair.offer)).or_default().push(*pair);
        }
        of_holder.into_iter().filter_map(|(holder, pairs)| Some((holder, self.judged(holder, pairs)?))).collect()
    }

    /// None where there is room for all of it. The most needed: what no other offer admits, then who waits longest.
    fn judged(&self, holder: Holder, mut pairs: Vec<Match>) -> Option<Beyond> {
        let mut room = self.rooms.of(holder);
        let days = |pair: &Match| self.wishes[pair.wish as usize].waiting_days;
        pairs.sort_by_key(|pair| (pair.reason != Reason::OnlyOffer, Reverse(days(pair)), pair.wish));
        let (mut stays, mut goes) = (Vec::new(), Vec::new());
        for pair in pairs {
            let phase = self.phase_of(pair.wish);
            if room.within(phase) > 0 {
                room.take(phase, 1);
                stays.push(pair);
            } else {
                goes.push(pair.wish);
            }
        }
        (!goes.is_empty()).then_some(Beyond { stays, goes, room })
    }

    /// What is left of their offers, in parts for which there is room.
    pub(super) fn kept(&self, beyond: &BTreeMap<Holder, Beyond>) -> Vec<Part> {
        let mut rooms: BTreeMap<Holder, Room> =
            beyond.iter().map(|(holder, one)| (*holder, one.room.clone())).collect();
        let mut stays: HashMap<(u32, usize), (u32, Fen)> = HashMap::new();
        for pair in beyond.values().flat_map(|one| &one.stays) {
            let (count, spent) = stays.entry((pair.offer, self.phase_of(pair.wish))).or_default();
            *count += 1;
            spent.0 += self.wishes[pair.wish as usize].price.0;
        }
        let mut parts = Vec::new();
        for (of, one) in (0..).zip(&self.standing) {
            if let Some(room) = rooms.get_mut(&Holder::of(&one.offer)) {
                parts.extend(self.parts(of, &stays, room));
            }
        }
        parts
    }

    /// One offer's: what stays of it in each phase, and what else its donor has room for.
    fn parts(&self, of: u32, stays: &HashMap<(u32, usize), (u32, Fen)>, room: &mut Room) -> Vec<Part> {
        let one = self.of(of);
        let own = |phase: usize| stays.get(&(of, phase)).copied().unwrap_or_default();
        let (mut more, mut rest) = (one.count, one.budget);
        for phase in 0..self.phases.len() {
            let (count, spent) = own(phase);
            more = more.saturating_sub(count);
            rest = rest.map(|budget| Fen((budget.0 - spent.0).max(0)));
        }
        let mut parts = Vec::new();
        for phase in 0..self.phases.len() {
            let (count, spent) = own(phase);
            let besides = more.min(room.within(phase));
            if count + besides == 0 {
                continue;
            }
            let mut budget = rest.map(|_| spent);
            if besides > 0 {
                // The first that may take something else has what is left of the money.
                budget = rest.map(|rest| Fen(spent.0 + rest.0));
                rest = rest.map(|_| Fen::ZERO);
            }
            room.take(phase, besides);
            more -= besides;
            parts.push(Part { of, phase: Some(phase), count: count + besides, budget });
        }
        parts
    }

    /// What is still beyond a limit is nobody's this time.
    pub(super) fn leave_out(&self, answer: &mut Answer, beyond: BTreeMap<Holder, Beyond>) {
        let goes: BTreeSet<u32> = beyond.into_values().flat_map(|one| one.goes).collect();
        answer.matches.retain(|pair| !goes.contains(&pair.wish));
        for wish in goes {
            answer.waiting_total -= u64::from(self.wishes[wish as usize].waiting_days);
            answer.left.push((wish, Left::CountsSpent));
        }
    }
}
