//! Room for one wish more although no budget has enough left: it takes the place of another wish, which what was left
//! over pays for, that one of another yet, until one fits where a little is left. Of all such chains those are followed
//! first that use up least of the budgets.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    super::{
        number::{Dice, small},
        outcome::NOBODY,
    },
    bound::{Line, ONE, Proof},
    purse::Purses,
};

/// Of how many offers of a long shelf a place is sought.
pub(super) const SOME: usize = 48;
/// How much more than what is still needed counts what was used up.
const WEIGHT: i64 = 10;
/// How much dearer than the wish that takes its place another one may be, as a part of a wish.
const DEARER: i64 = ONE / 32;
/// Before the first.
const NONE: u32 = u32::MAX;

/// A wish without a place, if all before it take the places of those behind them.
#[derive(Clone, Copy)]
struct Link {
    wish: u32,
    /// Where it loses its place to the one before.
    group: u32,
    before: u32,
    /// What the places so far take from the offers beyond what those had before.
    used: i64,
}

pub(super) struct Search<'p, 'g> {
    pub purses: &'p mut Purses<'g>,
    /// What the cheapest offer takes from each wish.
    pub cost: &'p [i64],
    pub lines: &'p [Line],
    dice: Dice,
    links: Vec<Link>,
    /// Where chains may go on: the least that they would use up, and the link.
    open: BinaryHeap<Reverse<(i64, u32)>>,
    /// In which turn each wish was met last.
    met: Vec<u32>,
    turn: u32,
    barred: Vec<u32>,
    candidates: Vec<u32>,
    /// What was looked at, as a measure of work that is the same everywhere.
    pub work: u64,
}

impl<'p, 'g> Search<'p, 'g> {
    pub fn new(purses: &'p mut Purses<'g>, proof: &'p Proof, seed: u64) -> Self {
        Self {
            met: vec![0; purses.holder.len()],
            purses,
            cost: &proof.cost,
            lines: &proof.lines,
            dice: Dice::new(seed),
            links: Vec::new(),
            open: BinaryHeap::new(),
            turn: 1,
            barred: Vec::new(),
            candidates: Vec::new(),
            work: 0,
        }
    }

    /// Wishes that chains have met may be met again. Until then what led nowhere is not tried twice.
    pub fn forget(&mut self) {
        self.turn += 1;
    }

    /// Serves the wish by a chain, if one is found by following so many links.
    pub fn serve(&mut self, wish: u32, most: u32) -> bool {
        self.links.clear();
        self.open.clear();
        self.push(Link { wish, group: NOBODY, before: NONE, used: 0 });
        let mut followed = 0;
        while let Some(Reverse((_, at))) = self.open.pop() {
            self.bar(at);
            if let Some(group) = self.purses.seat(self.links[at as usize].wish, &self.barred) {
                self.pass_on(at, group);
                return true;
            }
            if followed == most {
                return false;
            }
            followed += 1;
            self.branch(at);
        }
        false
    }

    fn push(&mut self, link: Link) {
        self.met[link.wish as usize] = self.turn;
        self.open.push(Reverse((self.rank(link.wish, link.used), small(self.links.len()))));
        self.links.push(link);
    }

    /// The lower, the sooner: what the wish still needs, and above all what that and the places before use up.
    fn rank(&self, wish: u32, used: i64) -> i64 {
        let cost = self.cost[wish as usize];
        cost.saturating_add(used.saturating_add(cost).saturating_mul(WEIGHT))
    }

    /// The offers that the chain has changed so far.
    fn bar(&mut self, at: u32) {
        self.barred.clear();
        let mut link = self.links[at as usize];
        while link.before != NONE {
            self.barred.push(link.group);
            link = self.links[link.before as usize];
        }
    }

    /// The places that the wish could take: of each offer, the one that leaves least to do.
    fn branch(&mut self, at: u32) {
        let wish = self.links[at as usize].wish;
        let mut candidates = std::mem::take(&mut self.candidates);
        self.purses.candidates(wish, SOME, self.dice.roll(1 << 16), &mut candidates);
        self.work += candidates.len() as u64;
        for &group in &candidates {
            if !self.barred.contains(&group)
                && let Some(link) = self.best(at, group)
            {
                self.push(link);
            }
        }
        self.candidates = candidates;
    }

    fn best(&self, at: u32, group: u32) -> Option<Link> {
        let Link { wish, used, .. } = self.links[at as usize];
        let price = self.purses.price(wish);
        let line = self.lines[group as usize];
        let dearest = self.cost[wish as usize].saturating_add(DEARER);
        let held = &self.purses.held[group as usize];
        let from = held.partition_point(|other| other.0 < price - self.purses.left[group as usize]);
        let may =
            |&&(_, other): &&(i64, u32)| self.cost[other as usize] < dearest && self.met[other as usize] != self.turn;
        let link = |&(theirs, wish): &(i64, u32)| Link {
            wish,
            group,
            before: at,
            used: used.saturating_add(line.at(price)).saturating_sub(line.at(theirs)),
        };
        held[from..].iter().filter(may).map(link).min_by_key(|link| (self.rank(link.wish, link.used), link.wish))
    }

    /// Every wish of the chain takes the place of the next; the last one goes to an offer that can pay for it.
    fn pass_on(&mut self, last: u32, group: u32) {
        let (mut link, mut group) = (self.links[last as usize], group);
        while link.before != NONE {
            self.purses.take_back(link.wish);
            self.purses.give(link.wish, group);
            group = link.group;
            link = self.links[link.before as usize];
        }
        self.purses.give(link.wish, group);
    }
}

/// Wishes without an offer although some admit them, the cheapest first.
pub(super) fn waiting(purses: &Purses, cost: &[i64]) -> Vec<u32> {
    let mut waiting: Vec<u32> = (0..purses.ground.wishes()).filter(|&wish| purses.waits(wish, cost)).collect();
    waiting.sort_unstable_by_key(|&wish| (cost[wish as usize], purses.price(wish), wish));
    waiting
}
