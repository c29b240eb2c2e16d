//! Who has which wish while budgets bind, and what every offer has left.

use super::super::{
    ground::Ground,
    number::{Rows, small},
    outcome::NOBODY,
};

/// The state that filling, moving and swapping work on; sound at every moment.
pub(super) struct Purses<'a> {
    pub ground: &'a Ground,
    /// The offer of each wish.
    pub holder: Vec<u32>,
    /// The wishes of each offer with their prices, the cheapest first.
    pub held: Vec<Vec<(i64, u32)>>,
    /// What each offer has left to spend.
    pub left: Vec<i64>,
    pub served: usize,
    /// Who had each wish before it was given or taken back, since it was noted.
    before: Option<Vec<(u32, u32)>>,
    /// For each rung, at least what the richest of its offers with a place left has.
    rich: Vec<i64>,
    /// The rungs where each offer lies.
    lies: Rows<u32>,
}

impl<'a> Purses<'a> {
    pub fn new(ground: &'a Ground) -> Self {
        let mut lies = Vec::new();
        for rung in 0..small(ground.rungs.rows()) {
            lies.extend(ground.rungs.row(rung).iter().map(|&group| (group, rung)));
        }
        let left: Vec<i64> = ground.groups.iter().map(|group| group.budget).collect();
        Self {
            ground,
            holder: vec![NOBODY; ground.order.len()],
            held: vec![Vec::new(); ground.groups.len()],
            left,
            served: 0,
            before: None,
            rich: (0..ground.rungs.rows()).map(|rung| if ground.end[rung] { -1 } else { i64::MAX }).collect(),
            lies: Rows::gather(ground.groups.len(), &lies),
        }
    }

    pub fn price(&self, wish: u32) -> i64 {
        self.ground.price[wish as usize]
    }

    /// Whether the offer may take one wish more.
    pub fn has_place(&self, group: u32) -> bool {
        (self.held[group as usize].len() as u64) < self.ground.groups[group as usize].room
    }

    /// What the offer could pay for one wish more.
    pub fn free(&self, group: u32) -> i64 {
        if self.has_place(group) { self.left[group as usize] } else { -1 }
    }

    /// How many wishes of each school are served.
    pub fn served_of(&self) -> Vec<u32> {
        let mut served = vec![0; self.ground.wishes_of.len()];
        for (&school, _) in self.ground.school.iter().zip(&self.holder).filter(|&(_, &group)| group != NOBODY) {
            served[school as usize] += 1;
        }
        served
    }

    /// At least what the richest offer from this rung upwards could pay for one wish more.
    pub fn rich(&self, foot: u32) -> i64 {
        self.ground.climb(foot).map(|rung| self.rich[rung as usize]).max().unwrap_or(-1)
    }

    pub fn give(&mut self, wish: u32, group: u32) {
        let price = self.price(wish);
        let at = self.place_of(wish, group);
        self.remember(wish);
        self.held[group as usize].insert(at, (price, wish));
        self.left[group as usize] -= price;
        self.holder[wish as usize] = group;
        self.served += 1;
    }

    /// Takes the wish from its offer.
    pub fn take_back(&mut self, wish: u32) {
        let group = self.holder[wish as usize];
        let at = self.place_of(wish, group);
        debug_assert_eq!(self.held[group as usize][at].1, wish);
        self.remember(wish);
        self.held[group as usize].remove(at);
        let left = self.left[group as usize] + self.price(wish);
        self.left[group as usize] = left;
        self.holder[wish as usize] = NOBODY;
        self.served -= 1;
        for &rung in self.lies.row(group) {
            let rich = &mut self.rich[rung as usize];
            *rich = left.max(*rich);
        }
    }

    /// From here on it can be undone.
    pub fn note(&mut self) {
        self.before = Some(Vec::new());
    }

    /// It cannot be undone any more.
    pub fn forget(&mut self) {
        self.before = None;
    }

    fn remember(&mut self, wish: u32) {
        let group = self.holder[wish as usize];
        if let Some(before) = &mut self.before {
            before.push((wish, group));
        }
    }

    /// Gives and takes back what was taken back and given since it was noted, the last first.
    pub fn undo(&mut self) {
        for (wish, group) in self.before.take().into_iter().flatten().rev() {
            if group == NOBODY {
                self.take_back(wish);
            } else {
                self.give(wish, group);
            }
        }
    }

    fn place_of(&self, wish: u32, group: u32) -> usize {
        let key = (self.price(wish), wish);
        self.held[group as usize].partition_point(|&other| other < key)
    }

    /// An offer that can take the wish as it is, but none of `not`: the one that fits tightest.
    pub fn seat(&mut self, wish: u32, not: &[u32]) -> Option<u32> {
        let price = self.price(wish);
        let mut best = (i64::MAX, None);
        for foot in self.ground.feet[wish as usize] {
            let mut rung = foot;
            while !self.ground.end[rung as usize] {
                if self.rich[rung as usize] >= price {
                    best = self.tightest(rung, price, not, best);
                }
                rung += 1;
            }
        }
        best.1
    }

    fn tightest(&mut self, rung: u32, price: i64, not: &[u32], best: (i64, Option<u32>)) -> (i64, Option<u32>) {
        let mut best = best;
        let mut richest = -1;
        for &group in self.ground.rungs.row(rung) {
            let free = self.free(group);
            richest = richest.max(free);
            if free >= price && (free < best.0 || best.1.is_none()) && !not.contains(&group) {
                best = (free, Some(group));
            }
        }
        self.rich[rung as usize] = richest;
        best
    }

    /// Whether nobody has the wish although some offer admits it.
    pub fn waits(&self, wish: u32, cost: &[i64]) -> bool {
        self.holder[wish as usize] == NOBODY && cost[wish as usize] < i64::MAX
    }

    /// Whether the offer's filters let the wish pass.
    pub fn admits(&self, group: u32, wish: u32) -> bool {
        let lies = self.lies.row(group);
        self.ground.feet[wish as usize].into_iter().any(|foot| {
            let next = lies.get(lies.partition_point(|&rung| rung < foot));
            next.is_some_and(|&rung| self.ground.is_above(rung, foot))
        })
    }

    /// The offers to try for a wish: all of them, or where there are very many some of them, others each time.
    pub fn candidates(&self, wish: u32, most: usize, turn: u32, into: &mut Vec<u32>) {
        into.clear();
        for foot in self.ground.feet[wish as usize] {
            let all = self.ground.above(foot);
            if all.len() <= most {
                into.extend_from_slice(all);
            } else {
                let from = (turn as usize).wrapping_mul(most) % all.len();
                into.extend(all[from..].iter().chain(&all[..from]).take(most));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{Fen, Offer, Wish},
        Ground, NOBODY, Purses,
    };

    fn wish(school: u64, grade: u8, price: i64) -> Wish {
        Wish { school, township: 1, grade, category: 1, price: Fen(price), waiting_days: 1, set: 0 }
    }

    fn offer(schools: Vec<u64>, grade_max: u8, max_price: Option<i64>) -> Offer {
        Offer {
            max_count: 2,
            budget: Some(Fen(500)),
            categories: Vec::new(),
            townships: Vec::new(),
            schools,
            grade_min: 1,
            grade_max,
            max_price: max_price.map(Fen),
        }
    }

    #[test]
    fn it_knows_whom_each_offer_admits() {
        let wishes: Vec<Wish> =
            (0..12).map(|n| wish(1 + n % 2, if n % 3 == 0 { 7 } else { 2 }, 100 * (1 + n.cast_signed() / 3))).collect();
        let capped = [offer(vec![], 6, Some(200)), offer(vec![], 9, Some(300))];
        let offers = [&[offer(vec![1], 9, None), offer(vec![2], 6, None)][..], &capped].concat();
        let ground = Ground::lay(&wishes, &offers, false);
        let purses = Purses::new(&ground);
        for (group, of) in ground.groups.iter().zip(0..) {
            for (&asked, wish) in ground.order.iter().zip(0..) {
                let admits = offers[group.offer as usize].admits(&wishes[asked as usize]);
                assert_eq!(purses.admits(of, wish), admits, "{of} {wish}");
            }
        }
    }

    #[test]
    fn what_was_noted_can_be_undone() {
        let wishes = [wish(1, 1, 100), wish(1, 1, 200), wish(1, 1, 300)];
        let ground = Ground::lay(&wishes, &[offer(vec![], 9, None)], false);
        let mut purses = Purses::new(&ground);
        purses.give(0, 0);
        purses.give(1, 0);
        purses.note();
        purses.take_back(0);
        purses.take_back(1);
        purses.give(2, 0);
        purses.give(0, 0);
        purses.undo();
        assert_eq!((&purses.holder[..], &purses.held[0][..]), (&[0, 0, NOBODY][..], &[(100, 0), (200, 1)][..]));
        assert_eq!((purses.left[0], purses.served), (200, 2));
        purses.take_back(1);
        purses.undo();
        assert_eq!(purses.served, 1, "it was undone once");
    }
}
