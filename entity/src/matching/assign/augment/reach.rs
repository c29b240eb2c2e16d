//! Where can a wish lead at all? From where it stands forwards, step by step: either to the nearest free room, or
//! through everything that it reaches, none of which leads anywhere, now or later.

use super::{OUT, STOP, Taking};

/// What a search has been through; kept, so that a search costs what it looks at and not what there is.
#[derive(Default)]
pub(super) struct Trail {
    /// The search that came by a rung last.
    rungs: Vec<u32>,
    /// The search that came by a group last.
    groups: Vec<u32>,
    /// The wish that would move to the group.
    moves: Vec<u32>,
    search: u32,
    /// The groups of this search, in the order they were come to.
    queue: Vec<u32>,
    /// The rungs of this search.
    climbed: Vec<u32>,
}

impl Trail {
    pub fn new(rungs: usize, groups: usize) -> Self {
        Self {
            rungs: vec![0; rungs],
            groups: vec![0; groups],
            moves: vec![0; groups],
            search: 0,
            queue: Vec::new(),
            climbed: Vec::new(),
        }
    }
}

impl Taking<'_> {
    /// Takes the wish by the shortest chain of moves, or puts out all that it can reach. Also says how many groups it
    /// looked at.
    pub(super) fn search(&mut self, asking: u32) -> (bool, u64) {
        let mut trail = std::mem::take(&mut self.trail);
        trail.search += 1;
        trail.queue.clear();
        trail.climbed.clear();
        let mut looks = 0;
        let mut free = self.step(&mut trail, asking, &mut looks);
        let mut at = 0;
        while free.is_none() && at < trail.queue.len() {
            let group = trail.queue[at];
            at += 1;
            for n in 0..self.taken[group as usize].len() {
                free = self.step(&mut trail, self.taken[group as usize][n], &mut looks);
                if free.is_some() {
                    break;
                }
            }
        }
        if let Some(group) = free {
            self.follow(&trail, group, asking);
        } else {
            for &rung in &trail.climbed {
                self.reach[rung as usize] = OUT;
            }
            for &group in &trail.queue {
                self.state[group as usize].far = OUT;
            }
        }
        self.trail = trail;
        (free.is_some(), looks)
    }

    /// Looks at every group that the wish may take and nobody came to yet; says which of them has room.
    fn step(&self, trail: &mut Trail, wish: u32, looks: &mut u64) -> Option<u32> {
        for mut rung in self.ground.feet[wish as usize] {
            *looks += 1;
            while self.reach[rung as usize] != STOP && trail.rungs[rung as usize] != trail.search {
                trail.rungs[rung as usize] = trail.search;
                if self.reach[rung as usize] != OUT {
                    trail.climbed.push(rung);
                    for &group in self.ground.rungs.row(rung) {
                        *looks += 1;
                        if trail.groups[group as usize] != trail.search && self.state[group as usize].far != OUT {
                            trail.groups[group as usize] = trail.search;
                            trail.moves[group as usize] = wish;
                            trail.queue.push(group);
                            if self.state[group as usize].room > 0 {
                                return Some(group);
                            }
                        }
                    }
                }
                rung += 1;
            }
        }
        None
    }

    /// Back from free room to the wish that asked: each moves on, and the one before it takes its place.
    fn follow(&mut self, trail: &Trail, free: u32, asking: u32) {
        let mut wish = trail.moves[free as usize];
        self.state[free as usize].room -= 1;
        self.taken[free as usize].push(wish);
        let mut group = std::mem::replace(&mut self.holder[wish as usize], free);
        while wish != asking {
            let before = trail.moves[group as usize];
            let taken = &mut self.taken[group as usize];
            if let Some(place) = taken.iter_mut().find(|place| **place == wish) {
                *place = before;
            }
            self.state[group as usize].turn = 0;
            wish = before;
            group = std::mem::replace(&mut self.holder[wish as usize], group);
        }
    }
}
