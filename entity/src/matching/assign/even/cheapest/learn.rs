//! What chains cost, at least, from wherever they come by: first by who waits longest, then by looking from all schools
//! under their floors at once, nearest first.

use std::cmp::Reverse;

use super::{super::super::outcome::NOBODY, Chains, Mark, Node};

impl Chains<'_, '_> {
    /// Nobody who reaches a place by moves has waited longer than whoever stands back for it: the longest wait of those
    /// who reach it is the least that it costs.
    pub(super) fn begin(&mut self) {
        let ground = self.held.ground;
        let is_left = |&wish: &u32| self.held.holder[wish as usize] == NOBODY;
        let mut left: Vec<u32> = (0..ground.wishes()).filter(is_left).collect();
        left.sort_unstable_by_key(|&wish| (Reverse(ground.waiting[wish as usize]), wish));
        let mut moving = Vec::new();
        for wish in left {
            let days = i64::from(ground.waiting[wish as usize]);
            moving.push(wish);
            while let Some(wish) = moving.pop() {
                for foot in ground.feet[wish as usize] {
                    self.reach(foot, days, &mut moving);
                }
            }
        }
    }

    /// Everything on the shelf from the foot on that nobody came to yet; whoever has these places may move.
    fn reach(&mut self, foot: u32, days: i64, moving: &mut Vec<u32>) {
        let ground = self.held.ground;
        for rung in ground.climb(foot) {
            if !self.is_first(rung, days) {
                return;
            }
            for &group in ground.rungs.row(rung) {
                if self.is_first(self.group(group), days) {
                    moving.extend_from_slice(&self.held.wishes[group as usize]);
                }
            }
        }
    }

    fn is_first(&mut self, node: Node, days: i64) -> bool {
        let mark = &mut self.marks[node as usize];
        if mark.is_through {
            return false;
        }
        mark.is_through = true;
        self.least[node as usize] = days;
        true
    }

    /// What the cheapest chain from any of the schools costs; whatever was come by on the way there knows better.
    pub(super) fn learn(&mut self, low: &[u32]) -> i64 {
        self.search += 1;
        self.near.clear();
        self.far.clear();
        self.through.clear();
        for &school in low {
            let node = self.school(school);
            self.come(node, i64::MIN, self.least[node as usize]);
        }
        let end = self.end();
        while let Some(node) = self.near.pop().or_else(|| self.far.pop().map(|far| far.1)) {
            if node == end {
                break;
            }
            let Mark { is_through, all, .. } = self.marks[node as usize];
            if is_through {
                continue;
            }
            self.marks[node as usize].is_through = true;
            self.through.push(node);
            self.pass(node);
            let done = self.least[node as usize];
            while let Some(way) = self.next.pop() {
                let more = way.cost + self.least[way.to as usize] - done;
                debug_assert!(more >= 0, "no way costs less than the least");
                self.come(way.to, all, all + more);
            }
        }
        let cheapest = self.marks[end as usize].all;
        for &node in &self.through {
            self.least[node as usize] += cheapest - self.marks[node as usize].all;
        }
        cheapest
    }

    /// To a node, unless it was come to as cheaply; `here`: what it costs by way of where the search is.
    fn come(&mut self, node: Node, here: i64, all: i64) {
        let mark = &mut self.marks[node as usize];
        if mark.search == self.search && mark.all <= all {
            return;
        }
        *mark = Mark { search: self.search, is_through: false, all };
        if all == here {
            self.near.push(node);
        } else {
            self.far.push((Reverse(all), node));
        }
    }
}
