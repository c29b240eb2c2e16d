//! All labels anew, from where room is free backwards: which rungs lead there, which wishes stand on those or lower on
//! the same shelf, which groups hold these.

use super::{
    super::{
        ground::Ground,
        number::{Rows, small},
        outcome::NOBODY,
    },
    OUT, STOP, Standing, State, Taking,
};

impl Standing {
    fn of(ground: &Ground) -> Self {
        let rungs = small(ground.rungs.rows());
        let lying: Vec<(u32, u32)> =
            (0..rungs).flat_map(|rung| ground.rungs.row(rung).iter().map(move |&group| (group, rung))).collect();
        let feet = ground.feet.iter().zip(0..).flat_map(|(feet, wish)| feet.iter().map(move |&foot| (foot, wish)));
        let standing: Vec<(u32, u32)> = feet.filter(|&(foot, _)| !ground.end[foot as usize]).collect();
        Self { rungs: Rows::gather(ground.groups.len(), &lying), wishes: Rows::gather(ground.rungs.rows(), &standing) }
    }
}

impl Taking<'_> {
    /// Sets every label to what it truly is.
    pub(super) fn survey(&mut self) {
        let standing = self.standing.take().unwrap_or_else(|| Standing::of(self.ground));
        let mut queue = self.begin();
        let mut covered = self.ground.end.clone();
        let mut at = 0;
        while let Some(&group) = queue.get(at) {
            at += 1;
            let moves = self.state[group as usize].far + 1;
            for &rung in standing.rungs.row(group) {
                if self.reach[rung as usize] != OUT {
                    continue;
                }
                self.reach[rung as usize] = moves;
                let mut foot = rung as usize;
                while !covered[foot] {
                    covered[foot] = true;
                    self.pass_back(standing.wishes.row(small(foot)), moves + 1, &mut queue);
                    foot = foot.saturating_sub(1);
                }
            }
        }
        self.standing = Some(standing);
    }

    /// Forgets all labels but those of groups with free room, and says which these are.
    fn begin(&mut self) -> Vec<u32> {
        self.looks = 0;
        for (rung, reach) in (0..).zip(&mut self.reach).filter(|(_, reach)| **reach != STOP) {
            *reach = OUT;
            self.next[rung as usize] = self.ground.rungs.range(rung).0;
        }
        let mut free = Vec::new();
        for (State { far, turn, room }, group) in self.state.iter_mut().zip(0..) {
            *turn = 0;
            *far = if *room > 0 { 0 } else { OUT };
            if *room > 0 {
                free.push(group);
            }
        }
        free
    }

    /// Groups that hold any of these wishes are so far from free room, if they have no label yet.
    fn pass_back(&mut self, wishes: &[u32], far: u32, queue: &mut Vec<u32>) {
        for &wish in wishes {
            let holder = self.holder[wish as usize];
            if holder != NOBODY && self.state[holder as usize].far == OUT {
                self.state[holder as usize].far = far;
                queue.push(holder);
            }
        }
    }
}
