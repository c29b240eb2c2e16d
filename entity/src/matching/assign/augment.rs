//! One wish more, by a chain of wishes that each move on to another offer, where there is one.
//!
//! Every rung and every group carries a label: at least so many moves are needed from here to free room. Room only ever
//! fills, so labels only grow, and all searches together look at each rung once per label. When searching has cost more
//! than a survey of everything would, one sets all labels anew; what no free room can be reached from is out for good,
//! and so is every wish that stands there.

mod reach;
mod survey;

use super::{
    ground::Ground,
    number::{Rows, small},
    outcome::NOBODY,
};
use reach::Trail;

/// No free room can be reached from here, ever again.
const OUT: u32 = u32::MAX - 1;
/// What looking where a wish stands costs, beside looking at one group of a rung.
const WISH: u64 = 16;
/// What one wish may cost before it is asked whether it leads anywhere.
const PATIENCE: u64 = 1_024;
/// The end of a shelf.
const STOP: u32 = u32::MAX;

/// Who has which wish so far.
pub(super) struct Taking<'a> {
    ground: &'a Ground,
    /// The wishes of each group.
    pub taken: Vec<Vec<u32>>,
    /// The group of each wish.
    holder: Vec<u32>,
    state: Vec<State>,
    /// Moves from a rung to free room, at least, counting the step to the group.
    reach: Vec<u32>,
    /// The next group of a rung to look at, under its present label.
    next: Vec<u32>,
    chain: Vec<Link>,
    /// What was looked at since the last survey, and how much a survey looks at.
    looks: u64,
    enough: u64,
    standing: Option<Standing>,
    trail: Trail,
    /// What the last search cost that led somewhere.
    patience: u64,
}

/// Where things lie and stand, for surveys.
struct Standing {
    /// The rungs of each group.
    rungs: Rows<u32>,
    /// The wishes on each rung.
    wishes: Rows<u32>,
}

/// Of a group.
#[derive(Clone, Copy)]
struct State {
    /// Moves to free room, at least.
    far: u32,
    /// The next of its wishes to look at, under its present label.
    turn: u32,
    /// How many more it can take.
    room: u32,
}

/// A wish that would take the place of another one.
#[derive(Clone, Copy)]
struct Link {
    wish: u32,
    group: u32,
}

impl<'a> Taking<'a> {
    pub fn new(ground: &'a Ground) -> Self {
        let rungs = ground.rungs.rows();
        let state = |room: u64| State { far: 0, turn: 0, room: u32::try_from(room).unwrap_or(u32::MAX) };
        let next: Vec<u32> = (0..small(rungs)).map(|rung| ground.rungs.range(rung).0).collect();
        let lying = next.last().copied().unwrap_or_default();
        Self {
            ground,
            taken: vec![Vec::new(); ground.groups.len()],
            holder: vec![NOBODY; ground.order.len()],
            state: ground.groups.iter().map(|group| state(group.room)).collect(),
            reach: ground.end.iter().map(|&end| if end { STOP } else { 1 }).collect(),
            next,
            chain: Vec::new(),
            looks: 0,
            enough: 2 * (8 * u64::from(lying) + 3 * WISH * u64::from(ground.wishes())),
            standing: None,
            trail: Trail::new(ground.rungs.rows(), ground.groups.len()),
            patience: PATIENCE,
        }
    }

    /// Takes the wish if any chain of moves makes room for it; what is taken already stays taken.
    pub fn take(&mut self, wish: u32) -> bool {
        self.chain.clear();
        let asking = wish;
        let mut wish = wish;
        let begun = self.looks;
        loop {
            if self.looks > begun + self.patience {
                let (is_taken, looks) = self.search(asking);
                self.patience = if is_taken { looks.max(PATIENCE) } else { PATIENCE };
                return is_taken;
            }
            if self.looks > self.enough {
                self.survey();
                self.chain.clear();
                wish = asking;
            }
            let (rung, moves) = self.nearest(wish);
            let above = self.chain.last().map(|link| link.group);
            if moves == OUT && above.is_none() {
                return false;
            }
            if let Some(group) = above.filter(|&group| moves >= self.state[group as usize].far) {
                let Some(back) = self.chain.pop() else { return false };
                self.state[group as usize].turn += 1;
                wish = back.wish;
                continue;
            }
            let Some(group) = self.offering(rung, moves) else { continue };
            if self.state[group as usize].room > 0 {
                self.settle(wish, group);
                return true;
            }
            if let Some(other) = self.moving(group) {
                self.chain.push(Link { wish, group });
                wish = other;
            }
        }
    }

    /// The rung with the fewest moves among those the wish can use; its own school's first.
    fn nearest(&self, wish: u32) -> (u32, u32) {
        let mut best = (0, OUT);
        for mut rung in self.ground.feet[wish as usize] {
            loop {
                let moves = self.reach[rung as usize];
                if moves < best.1 {
                    best = (rung, moves);
                } else if moves == STOP {
                    break;
                }
                rung += 1;
            }
        }
        best
    }

    /// The next group on the rung that is one step nearer; where there is none, the rung's label grows.
    fn offering(&mut self, rung: u32, moves: u32) -> Option<u32> {
        let (first, end) = self.ground.rungs.range(rung);
        let next = &mut self.next[rung as usize];
        let from = *next;
        for &group in self.ground.rungs.span(from, end) {
            if self.state[group as usize].far == moves - 1 {
                self.looks += u64::from(*next - from);
                return Some(group);
            }
            *next += 1;
        }
        *next = first;
        self.looks += u64::from(end - first) + u64::from(end - from);
        let row = self.ground.rungs.row(rung);
        let nearest = row.iter().map(|&group| self.state[group as usize].far).min().unwrap_or(OUT);
        self.reach[rung as usize] = (nearest + 1).min(OUT);
        None
    }

    /// The next wish of a full group that is one step nearer to free room; where there is none, the label grows.
    fn moving(&mut self, group: u32) -> Option<u32> {
        let State { far, turn, .. } = self.state[group as usize];
        let taken = &self.taken[group as usize];
        self.looks += 1;
        for (n, &wish) in (turn..).zip(&taken[turn as usize..]) {
            if far > 0 && self.nearest(wish).1 < far {
                self.looks += WISH * u64::from(n - turn);
                self.state[group as usize].turn = n;
                return Some(wish);
            }
        }
        self.looks += WISH * (2 * taken.len() as u64 - u64::from(turn));
        let nearest = taken.iter().map(|&wish| self.nearest(wish).1).min().unwrap_or(OUT);
        self.state[group as usize].turn = 0;
        self.state[group as usize].far = (nearest + 1).min(OUT);
        None
    }

    /// Every wish of the chain takes the place of the one that moves on.
    fn settle(&mut self, last: u32, group: u32) {
        self.taken[group as usize].push(last);
        self.holder[last as usize] = group;
        self.state[group as usize].room -= 1;
        let mut moved = last;
        while let Some(link) = self.chain.pop() {
            let turn = self.state[link.group as usize].turn as usize;
            debug_assert_eq!(self.taken[link.group as usize][turn], moved);
            self.taken[link.group as usize][turn] = link.wish;
            self.holder[link.wish as usize] = link.group;
            moved = link.wish;
        }
    }
}
