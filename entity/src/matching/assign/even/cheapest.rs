//! The cheapest chains by which schools under their floors serve more wishes: a flow of least cost.
//!
//! A chain begins at a school: a wish of it takes a place, whose wish moves on to another offer or stands back; where
//! it stands back its school asks again or, in the end, serves one less. It costs the days of those who stand back less
//! the days of those who come, and more than all days together where the last school falls under its floor by it. What
//! was assigned by waiting alone is the cheapest as long as no school may have more than it has; the cheapest chain of
//! all keeps it so with one more. Once no chain helps the floors, it is exact: no assignment of as many wishes misses
//! less of them, or with as little waits longer.

mod learn;

use std::{cmp::Reverse, collections::BinaryHeap};

use super::super::{Settings, Step, number::small, outcome::NOBODY, pace::Pace, parcel::Held};

/// How many chains go by between two questions for the time.
const CHAINS: u32 = 16;

/// A rung, a group, a school or the end of a chain, numbered in this order.
type Node = u32;

pub(super) struct Chains<'h, 'g> {
    held: &'h mut Held<'g>,
    floors: &'h [u32],
    /// How many wishes of each school are served.
    pub served: Vec<u32>,
    /// What it costs where the last school falls under its floor: more than all days.
    fall: i64,
    /// What the rest of a chain costs from each node, at least.
    least: Vec<i64>,
    marks: Vec<Mark>,
    search: u32,
    /// Nodes that are no farther than where the search is.
    near: Vec<Node>,
    /// Those farther away.
    far: BinaryHeap<(Reverse<i64>, Node)>,
    /// The nodes that the search went through.
    through: Vec<Node>,
    /// What comes next, while nodes are passed.
    next: Vec<Way>,
}

/// What a search knows of a node.
#[derive(Clone, Copy, Default)]
struct Mark {
    search: u32,
    is_through: bool,
    /// What a chain by way of here costs, at least.
    all: i64,
}

/// One step of a chain.
#[derive(Clone, Copy)]
struct Way {
    to: Node,
    /// Who takes a place beyond, or stands back; nobody on the way up a shelf.
    wish: u32,
    cost: i64,
}

/// A node on the chain, how it was come to, and where its ways begin in `next`.
type Stop = (Way, usize);

impl<'h, 'g> Chains<'h, 'g> {
    /// On what serves as many as possible and the longest waiting.
    pub fn new(held: &'h mut Held<'g>, floors: &'h [u32], served: Vec<u32>) -> Self {
        let ground = held.ground;
        let nodes = ground.rungs.rows() + ground.groups.len() + floors.len() + 1;
        let mut chains = Self {
            held,
            floors,
            served,
            fall: 1 + ground.waiting.iter().map(|&days| i64::from(days)).sum::<i64>(),
            least: vec![0; nodes],
            marks: vec![Mark::default(); nodes],
            search: 0,
            near: Vec::new(),
            far: BinaryHeap::new(),
            through: Vec::new(),
            next: Vec::new(),
        };
        chains.begin();
        chains
    }

    /// Follows the cheapest chains until none helps; says whether there was time for all.
    pub fn lift(&mut self, settings: &Settings) -> bool {
        let served = self.served.iter().sum::<u32>() as usize;
        let mut pace = Pace::new(settings, CHAINS);
        loop {
            let low: Vec<u32> = (0..small(self.served.len())).filter(|&school| self.is_low(school)).collect();
            if low.is_empty() {
                return true;
            }
            if pace.is_up(Step::Arranging { served }) || settings.time_is_up() {
                return false;
            }
            let cheapest = self.learn(&low);
            if cheapest >= self.fall {
                return true;
            }
            self.search += 1;
            for &school in &low {
                let node = self.school(school) as usize;
                while self.is_low(school) && self.least[node] == cheapest && self.follow(school) {
                    if pace.is_up(Step::Arranging { served }) {
                        return false;
                    }
                }
            }
        }
    }

    fn is_low(&self, school: u32) -> bool {
        self.served[school as usize] < self.floors[school as usize]
    }

    fn group(&self, group: u32) -> Node {
        small(self.held.ground.rungs.rows()) + group
    }

    fn school(&self, school: u32) -> Node {
        self.group(small(self.held.ground.groups.len())) + school
    }

    fn end(&self) -> Node {
        small(self.least.len() - 1)
    }

    /// One wish more for the school by a chain of which nothing costs more than the least, if there is any. Each node
    /// is looked at once by all such searches, but for those on the chains that were found.
    fn follow(&mut self, school: u32) -> bool {
        let mut chain: Vec<Stop> = Vec::new();
        self.stop(Way { to: self.school(school), wish: NOBODY, cost: 0 }, &mut chain);
        while let Some(&(here, first)) = chain.last() {
            if self.next.len() == first {
                chain.pop();
                continue;
            }
            let Some(way) = self.next.pop() else { break };
            if way.cost + self.least[way.to as usize] > self.least[here.to as usize] {
                continue;
            }
            if way.to == self.end() {
                self.next.clear();
                self.settle(school, &chain);
                return true;
            }
            if self.marks[way.to as usize].search != self.search {
                self.stop(way, &mut chain);
            }
        }
        false
    }

    fn stop(&mut self, way: Way, chain: &mut Vec<Stop>) {
        self.marks[way.to as usize].search = self.search;
        chain.push((way, self.next.len()));
        self.pass(way.to);
    }

    /// Everybody on the chain goes where it says; its nodes may be on others.
    fn settle(&mut self, first: u32, chain: &[Stop]) {
        let (groups, schools) = (self.group(0), self.school(0));
        let mut to = NOBODY;
        let mut last = None;
        for &(Way { to: node, wish, .. }, _) in chain.iter().rev() {
            self.marks[node as usize].search = 0;
            if node >= schools {
                to = NOBODY;
                last = last.or(Some(node - schools));
            } else if node >= groups {
                to = node - groups;
            }
            if wish != NOBODY {
                self.held.put(wish, to);
            }
        }
        self.served[first as usize] += 1;
        if let Some(last) = last {
            self.served[last as usize] -= 1;
        }
    }

    /// Puts everything that comes next into `next`.
    fn pass(&mut self, node: Node) {
        let ground = self.held.ground;
        let (groups, schools) = (self.group(0), self.school(0));
        if node >= schools {
            let school = (node - schools) as usize;
            let falls = self.served[school] <= self.floors[school];
            for wish in self.held.first[school]..self.held.first[school + 1] {
                if self.held.holder[wish as usize] == NOBODY {
                    self.stand(wish, -i64::from(ground.waiting[wish as usize]));
                }
            }
            self.next.push(Way { to: self.end(), wish: NOBODY, cost: if falls { self.fall } else { 0 } });
        } else if node >= groups {
            let group = (node - groups) as usize;
            for n in 0..self.held.wishes[group].len() {
                let wish = self.held.wishes[group][n];
                self.stand(wish, 0);
                let to = schools + ground.school[wish as usize];
                self.next.push(Way { to, wish, cost: i64::from(ground.waiting[wish as usize]) });
            }
        } else {
            self.climb(node + 1, NOBODY, 0);
            let row = ground.rungs.row(node).iter();
            self.next.extend(row.map(|&group| Way { to: groups + group, wish: NOBODY, cost: 0 }));
        }
    }

    /// The wish may take any place on the shelves where it stands.
    fn stand(&mut self, wish: u32, cost: i64) {
        for foot in self.held.ground.feet[wish as usize] {
            self.climb(foot, wish, cost);
        }
    }

    fn climb(&mut self, rung: u32, wish: u32, cost: i64) {
        if !self.held.ground.end[rung as usize] {
            self.next.push(Way { to: rung, wish, cost });
        }
    }
}
