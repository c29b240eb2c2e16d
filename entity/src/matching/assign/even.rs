//! No school under the floor, as far as that costs no child: a school below it serves one wish more where, along a chain
//! of moves, one school above it serves one less; as few waiting days as possible are lost over it.

use std::collections::VecDeque;

use super::{Missed, Settings, ground::Ground, number::small, outcome::NOBODY, parcel::Held};

/// Nobody came before.
const START: u32 = u32::MAX;
/// How many wishes one search looks at once it has found any school that can give.
const LOOKS: usize = 4096;

/// What levelling did.
#[derive(Default)]
pub(super) struct Evened {
    pub missed: Vec<Missed>,
    /// Whether anything is other than by waiting alone.
    pub moved: bool,
}

/// How many wishes of each school make up the floor: `floor` thousandths of the overall served share.
pub(super) fn floors(ground: &Ground, served: usize, floor: u32) -> Vec<u32> {
    let all = (ground.order.len() as u128 * 1000).max(1);
    let part = |wishes: u32| (u128::from(wishes) * u128::from(floor) * served as u128).div_ceil(all);
    ground.wishes_of.iter().map(|&wishes| u32::try_from(part(wishes)).unwrap_or(wishes).min(wishes)).collect()
}

/// The schools that stay under the floor.
pub(super) fn missed(ground: &Ground, served_of: &[u32], floors: &[u32]) -> Vec<Missed> {
    let mut admitted = ground.wishes_of.clone();
    for &(wish, _) in &ground.lacking {
        admitted[ground.school[wish as usize] as usize] -= 1;
    }
    (0..served_of.len())
        .filter(|&school| served_of[school] < floors[school])
        .map(|school| Missed {
            school: ground.school_id[school],
            served: served_of[school],
            floor: floors[school],
            wishes: ground.wishes_of[school],
            admitted: admitted[school],
        })
        .collect()
}

/// Levels what was assigned by waiting.
pub(super) fn even(held: &mut Held, floor: u32, settings: &Settings) -> Evened {
    let served = held.holder.iter().filter(|&&group| group != NOBODY).count();
    let floors = floors(held.ground, served, floor);
    let mut level = Level::new(held, &floors);
    let mut moved = false;
    for school in 0..small(floors.len()) {
        while level.served[school as usize] < floors[school as usize] && !(settings.time_is_up)() {
            if !level.lift(school) {
                break;
            }
            (settings.progress)(served);
            moved = true;
        }
    }
    let missed = missed(level.held.ground, &level.served, &floors);
    Evened { missed, moved }
}

struct Level<'h, 'g> {
    held: &'h mut Held<'g>,
    floors: &'h [u32],
    served: Vec<u32>,
    /// From which wish a search came to each wish; stamped with the search's number.
    came: Vec<(u32, u32)>,
    group_seen: Vec<u32>,
    school_seen: Vec<u32>,
    search: u32,
}

impl<'h, 'g> Level<'h, 'g> {
    fn new(held: &'h mut Held<'g>, floors: &'h [u32]) -> Self {
        let ground = held.ground;
        let mut served = vec![0; floors.len()];
        for (&school, _) in ground.school.iter().zip(&held.holder).filter(|&(_, &group)| group != NOBODY) {
            served[school as usize] += 1;
        }
        Self {
            floors,
            served,
            came: vec![(0, START); ground.order.len()],
            group_seen: vec![0; ground.groups.len()],
            school_seen: vec![0; floors.len()],
            search: 0,
            held,
        }
    }

    /// One wish more for the school, if any chain ends at a school that can spare one.
    fn lift(&mut self, school: u32) -> bool {
        self.search += 1;
        let mut queue = VecDeque::new();
        self.ask(school, START, &mut queue);
        let mut best: Option<u32> = None;
        let mut looks = 0;
        while let Some(wish) = queue.pop_front() {
            looks += 1;
            if best.is_some() && looks > LOOKS {
                break;
            }
            for held in self.beyond(wish) {
                let theirs = self.held.ground.school[held as usize];
                if self.served[theirs as usize] > self.floors[theirs as usize] {
                    let days = |wish: u32| self.held.ground.waiting[wish as usize];
                    best = best.filter(|&best| days(best) <= days(held)).or(Some(held));
                } else {
                    self.ask(theirs, held, &mut queue);
                }
                queue.push_back(held);
            }
        }
        let Some(last) = best else { return false };
        self.served[school as usize] += 1;
        self.served[self.held.ground.school[last as usize] as usize] -= 1;
        self.pass_on(last);
        true
    }

    /// The school's wishes that are not served begin chains, those that wait longest first.
    fn ask(&mut self, school: u32, from: u32, queue: &mut VecDeque<u32>) {
        if self.school_seen[school as usize] == self.search {
            return;
        }
        self.school_seen[school as usize] = self.search;
        let mut asking: Vec<u32> = (self.held.first[school as usize]..self.held.first[school as usize + 1])
            .filter(|&wish| self.held.holder[wish as usize] == NOBODY)
            .collect();
        asking.sort_by_key(|&wish| std::cmp::Reverse(self.held.ground.waiting[wish as usize]));
        for &wish in &asking {
            self.came[wish as usize] = (self.search, from);
        }
        queue.extend(asking);
    }

    /// The wishes whose place this one could take, each once in a search.
    fn beyond(&mut self, wish: u32) -> Vec<u32> {
        let mut beyond = Vec::new();
        let ground = self.held.ground;
        for group in ground.admitting(wish) {
            if self.group_seen[group as usize] == self.search {
                continue;
            }
            self.group_seen[group as usize] = self.search;
            for &held in &self.held.wishes[group as usize] {
                if self.came[held as usize].0 != self.search {
                    self.came[held as usize] = (self.search, wish);
                    beyond.push(held);
                }
            }
        }
        beyond
    }

    /// Along the chain every wish takes the place of the next; the last one gives its place up.
    fn pass_on(&mut self, last: u32) {
        let mut free = self.held.holder[last as usize];
        let mut leaving = last;
        self.held.put(last, NOBODY);
        while let (_, from) = self.came[leaving as usize]
            && from != START
        {
            // Nothing is free where a school at its floor lets one of its wishes stand back for another.
            let before = self.held.holder[from as usize];
            self.held.put(from, free);
            free = before;
            leaving = from;
        }
    }
}
