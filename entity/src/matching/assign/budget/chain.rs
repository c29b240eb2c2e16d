//! Room for one wish more although no budget has enough left: it takes the place of a somewhat cheaper wish, which what
//! was left over pays for, that one of a cheaper one yet, until one fits where a little is left.

use super::{
    super::{
        number::{Dice, small},
        outcome::NOBODY,
    },
    purse::Purses,
};

/// How many ways are tried from the first wish of a chain, and from the next ones.
const WAYS: [usize; 5] = [4, 3, 2, 1, 1];
/// Of how many offers of a long shelf.
const SOME: usize = 48;

/// A wish that takes the place of another one.
#[derive(Clone, Copy)]
struct Step {
    wish: u32,
    group: u32,
    instead_of: u32,
    /// Of the other one.
    price: i64,
}

pub(super) struct Search<'p, 'g> {
    pub purses: &'p mut Purses<'g>,
    dice: Dice,
    chain: Vec<Step>,
    barred: Vec<u32>,
    candidates: Vec<u32>,
    /// What was looked at, as a measure of work that is the same everywhere.
    pub work: u64,
}

impl<'p, 'g> Search<'p, 'g> {
    pub fn new(purses: &'p mut Purses<'g>, seed: u64) -> Self {
        Self { purses, dice: Dice::new(seed), chain: Vec::new(), barred: Vec::new(), candidates: Vec::new(), work: 0 }
    }

    /// Serves the wish by a chain of at most so many moves, if one is found.
    pub fn serve(&mut self, wish: u32, moves: u32) -> bool {
        self.chain.clear();
        self.barred.clear();
        let Some((last, group)) = self.find(wish, moves) else { return false };
        for step in &self.chain {
            self.purses.take_back(step.instead_of);
            self.purses.give(step.wish, step.group);
        }
        self.purses.give(last, group);
        true
    }

    /// Gives the wish the place of any other one that its price and what is left pay for; says of which.
    pub fn exchange(&mut self, wish: u32, dice: &mut Dice) -> Option<u32> {
        let mut candidates = std::mem::take(&mut self.candidates);
        self.purses.candidates(wish, SOME, dice.roll(1 << 16), &mut candidates);
        self.work += 1;
        let group = candidates.get(dice.roll(small(candidates.len()).max(1)) as usize).copied();
        self.candidates = candidates;
        let group = group?;
        let held = &self.purses.held[group as usize];
        let least = self.purses.price(wish) - self.purses.left[group as usize];
        let from = held.partition_point(|other| other.0 < least);
        let others = &held[from..];
        let &(_, other) = others.get(dice.roll(small(others.len()).max(1)) as usize)?;
        self.purses.take_back(other);
        self.purses.give(wish, group);
        Some(other)
    }

    fn find(&mut self, wish: u32, moves: u32) -> Option<(u32, u32)> {
        if let Some(group) = self.purses.seat(wish, &self.barred) {
            return Some((wish, group));
        }
        if moves == 0 {
            return None;
        }
        for step in self.ways(wish).into_iter().flatten() {
            self.chain.push(step);
            self.barred.push(step.group);
            if let Some(found) = self.find(step.instead_of, moves - 1) {
                return Some(found);
            }
            self.chain.pop();
            self.barred.pop();
        }
        None
    }

    /// The places that the wish could take from the cheapest others.
    fn ways(&mut self, wish: u32) -> [Option<Step>; WAYS[0]] {
        let price = self.purses.price(wish);
        let turn = self.dice.roll(1 << 16);
        let mut candidates = std::mem::take(&mut self.candidates);
        self.purses.candidates(wish, SOME, turn, &mut candidates);
        self.work += candidates.len() as u64;
        let mut best = [None; WAYS[0]];
        let ways = WAYS.get(self.chain.len()).copied().unwrap_or(1);
        for &group in &candidates {
            let held = &self.purses.held[group as usize];
            let least = price - self.purses.left[group as usize];
            let at = held.partition_point(|other| other.0 < least);
            if let Some(&(theirs, other)) = held.get(at).filter(|other| other.0 < price)
                && !self.barred.contains(&group)
            {
                rank(&mut best[..ways], Step { wish, group, instead_of: other, price: theirs });
            }
        }
        self.candidates = candidates;
        best
    }
}

/// Keeps the cheapest, in order.
fn rank(best: &mut [Option<Step>], step: Step) {
    let price = |step: &Step| (step.price, step.instead_of);
    let mut step = Some(step);
    for kept in best {
        if let Some(new) = &step
            && kept.as_ref().is_none_or(|kept| price(new) < price(kept))
        {
            std::mem::swap(kept, &mut step);
        }
    }
}

/// Wishes without an offer, the cheapest first.
pub(super) fn waiting(purses: &Purses) -> Vec<u32> {
    let mut waiting: Vec<u32> =
        (0..purses.ground.wishes()).filter(|&wish| purses.holder[wish as usize] == NOBODY).collect();
    waiting.sort_unstable_by_key(|&wish| (purses.price(wish), wish));
    waiting
}
