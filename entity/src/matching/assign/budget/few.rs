//! The best few offers of a long shelf, looked up anew from time to time instead of for every wish.

use super::super::{ground::Ground, number::small};

/// From here on a shelf is known by its best few.
const LONG: usize = 40;
const FEW: usize = 24;
/// So many wishes choose among the same few.
const USES: u32 = 64;

pub(super) struct Few {
    /// By rung; none for short shelves.
    number: Vec<u32>,
    lists: Vec<(u32, Vec<u32>)>,
}

impl Few {
    pub fn new(ground: &Ground) -> Self {
        Self { number: vec![u32::MAX; ground.rungs.rows()], lists: Vec::new() }
    }

    /// All of a short shelf, or those of a long one that cost least when last looked up.
    pub fn of<'b>(&'b mut self, foot: u32, all: &'b [u32], cost: impl Fn(u32) -> f32) -> &'b [u32] {
        if all.len() <= LONG {
            return all;
        }
        if self.number[foot as usize] == u32::MAX {
            self.number[foot as usize] = small(self.lists.len());
            self.lists.push((0, Vec::new()));
        }
        let (uses, list) = &mut self.lists[self.number[foot as usize] as usize];
        if *uses == 0 {
            *uses = USES;
            list.clear();
            list.extend_from_slice(all);
            list.select_nth_unstable_by(FEW, |&one, &other| cost(one).total_cmp(&cost(other)).then(one.cmp(&other)));
            list.truncate(FEW);
        }
        *uses -= 1;
        list
    }

    /// The few are no good any more.
    pub fn forget(&mut self, foot: u32) {
        if let Some((uses, _)) = self.lists.get_mut(self.number[foot as usize] as usize) {
            *uses = 0;
        }
    }
}
