//! How many children could be served at most, proven in integers from what the offers are worth: whatever the worth, no
//! assignment serves more wishes than all counts and budgets are worth, plus what each wish gains over its cheapest offer.

use super::{
    super::{
        ground::{ENOUGH, Ground},
        number::{Rows, small, whole},
    },
    worth::Worth,
};

/// One served wish.
pub(super) const ONE: i64 = 1 << 32;

/// What follows from what the offers are worth.
pub(super) struct Proof {
    /// No answer serves more wishes.
    pub bound: usize,
    /// What the cheapest offer takes from each wish; the most there is where none admits it.
    pub cost: Vec<i64>,
    /// What each offer takes.
    pub lines: Vec<Line>,
}

/// Proves it. It looks at everything once, whether the time is
/// up or not: nobody could tell how good an answer without its bound is.
pub(super) fn prove(ground: &Ground, worth: &[Worth]) -> Proof {
    let dearest = ground.price.iter().copied().max().unwrap_or(0).max(1);
    let lines: Vec<Line> =
        worth.iter().zip(&ground.groups).map(|(worth, group)| Line::of(*worth, group.budget, dearest)).collect();
    let mut total: i128 = 0;
    for (line, group) in lines.iter().zip(&ground.groups) {
        let room = i128::from(group.room.min(u64::from(ground.wishes())));
        total += i128::from(line.base) * room;
        if line.slope > 0 {
            total += i128::from(line.slope) * i128::from(group.budget);
        }
    }
    let cost = cheapest(ground, &lines, dearest);
    total += cost.iter().map(|&cost| i128::from((ONE - cost).max(0))).sum::<i128>();
    let bound = usize::try_from(total / i128::from(ONE)).unwrap_or(usize::MAX);
    Proof { bound: bound.min(ground.order.len()), cost, lines }
}

/// What the cheapest offer of each wish takes.
fn cheapest(ground: &Ground, lines: &[Line], dearest: i64) -> Vec<i64> {
    let mut best = vec![i64::MAX; ground.order.len()];
    for level in 0..3 {
        let standing: Vec<(u32, u32)> = ground.feet.iter().zip(0..).map(|(feet, wish)| (feet[level], wish)).collect();
        let standing = Rows::gather(ground.rungs.rows(), &standing);
        let mut hull = Hull::new(dearest);
        for rung in (0..small(ground.rungs.rows())).rev() {
            if ground.end[rung as usize] {
                hull.clear();
                continue;
            }
            for &group in ground.rungs.row(rung) {
                hull.add(lines[group as usize]);
            }
            for &wish in standing.row(rung) {
                let cost = hull.least(ground.price[wish as usize]);
                best[wish as usize] = best[wish as usize].min(cost);
            }
        }
    }
    best
}

/// What a wish takes from an offer, by its price.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub base: i64,
    slope: i64,
}

impl Line {
    fn of(worth: Worth, budget: i64, dearest: i64) -> Self {
        let most = (1 << 60) / dearest;
        let slope = if budget >= ENOUGH { 0 } else { whole(f64::from(worth.fen) * 4_294_967_296.0).clamp(0, most) };
        Self { base: whole(f64::from(worth.count) * 4_294_967_296.0).clamp(0, ONE), slope }
    }

    pub const fn at(self, price: i64) -> i64 {
        self.base + self.slope * price
    }
}

/// The least of many lines at any price (a Li Chao tree).
struct Hull {
    dearest: i64,
    nodes: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Node {
    line: Line,
    below: [u32; 2],
}

const NONE: u32 = u32::MAX;

impl Hull {
    const fn new(dearest: i64) -> Self {
        Self { dearest, nodes: Vec::new() }
    }

    fn clear(&mut self) {
        self.nodes.clear();
    }

    fn add(&mut self, line: Line) {
        let mut line = line;
        if self.nodes.is_empty() {
            self.nodes.push(Node { line, below: [NONE; 2] });
            return;
        }
        let (mut at, mut low, mut high) = (0_usize, 0, self.dearest);
        loop {
            let middle = low + (high - low) / 2;
            let node = &mut self.nodes[at];
            if line.at(middle) < node.line.at(middle) {
                std::mem::swap(&mut line, &mut node.line);
            }
            let side = if line.at(low) < node.line.at(low) {
                0
            } else if line.at(high) < node.line.at(high) {
                1
            } else {
                return;
            };
            if node.below[side] == NONE {
                let fresh = small(self.nodes.len());
                self.nodes[at].below[side] = fresh;
                self.nodes.push(Node { line, below: [NONE; 2] });
                return;
            }
            at = node.below[side] as usize;
            (low, high) = if side == 0 { (low, middle) } else { (middle + 1, high) };
        }
    }

    fn least(&self, price: i64) -> i64 {
        let (mut low, mut high) = (0, self.dearest);
        let mut best = i64::MAX;
        let mut at = if self.nodes.is_empty() { NONE } else { 0 };
        while at != NONE {
            let node = &self.nodes[at as usize];
            best = best.min(node.line.at(price));
            let middle = low + (high - low) / 2;
            let side = usize::from(price > middle);
            (low, high) = if side == 0 { (low, middle) } else { (middle + 1, high) };
            at = node.below[side];
        }
        best
    }
}
