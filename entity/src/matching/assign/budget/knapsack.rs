//! What one offer can gain at most within its count and its budget: branch and bound, what gains most for its price
//! first.

use std::cmp::Ordering;

use super::{super::number::small, bound::ONE};

/// So little more is not looked for; the bound is higher by it.
const LITTLE: i64 = ONE / 4096;
/// After so many choices the bound counts pieces of wishes.
const CHOICES: u32 = 1_000;

/// A wish that the offer admits.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub wish: u32,
    pub price: i64,
    pub gain: i64,
}

pub(super) struct Knapsack {
    items: Vec<Item>,
    room: u32,
    budget: i64,
    /// About what a place is worth; any number makes a bound.
    place: i64,
    chosen: Vec<u32>,
    best: i64,
    best_chosen: Vec<u32>,
    choices: u32,
    /// How many items were looked at last time.
    pub looks: u64,
}

impl Knapsack {
    pub fn new(items: Vec<Item>, room: u64, budget: i64, place: i64) -> Self {
        Self {
            room: small(usize::try_from(room).unwrap_or(usize::MAX).min(items.len())),
            items,
            budget: budget.max(0),
            place,
            chosen: Vec::new(),
            best: 0,
            best_chosen: Vec::new(),
            choices: 0,
            looks: 0,
        }
    }

    /// At least the most that it can gain, where a wish gains what its own price leaves of one; counts which it asks
    /// for.
    pub fn gain(&mut self, prices: &[i64], asked: &mut [i64]) -> i64 {
        for item in &mut self.items {
            item.gain = ONE - prices[item.wish as usize];
        }
        let place = self.place;
        self.items.sort_unstable_by(|one, other| sooner(one, other, place));
        (self.best, self.choices, self.looks) = (0, 0, 0);
        self.best_chosen.clear();
        let most = self.pieces(0, self.room, self.budget);
        self.choose(0, self.room, self.budget, 0);
        for &wish in &self.best_chosen {
            asked[wish as usize] += 1;
        }
        if self.choices > CHOICES { most } else { most.min(self.best + LITTLE) }
    }

    /// At least what can be gained from here on: cutting the first one that is too dear, and as if all places were
    /// taken.
    fn pieces(&mut self, from: usize, room: u32, left: i64) -> i64 {
        let (mut gain, mut left) = (i64::from(room) * self.place, left);
        for item in &self.items[from..] {
            self.looks += 1;
            let more = item.gain - self.place;
            if more <= 0 && item.price > 0 {
                break;
            }
            if item.price > left {
                let piece = i128::from(more) * i128::from(left) / i128::from(item.price) + 1;
                return gain + i64::try_from(piece).unwrap_or(more);
            }
            left -= item.price;
            gain += more.max(0);
        }
        gain
    }

    /// Takes this one, then leaves it, unless that cannot gain more.
    fn choose(&mut self, at: usize, room: u32, left: i64, gain: i64) {
        if gain > self.best {
            self.best = gain;
            self.best_chosen.clone_from(&self.chosen);
        }
        self.choices += 1;
        let Some(&item) = self.items.get(at) else { return };
        if room == 0 || self.choices > CHOICES || gain + self.pieces(at, room, left) <= self.best + LITTLE {
            return;
        }
        if item.price <= left && item.gain > 0 {
            self.chosen.push(item.wish);
            self.choose(at + 1, room - 1, left - item.price, gain + item.gain);
            self.chosen.pop();
        }
        self.choose(at + 1, room, left, gain);
    }
}

/// What costs nothing, then what gains most for its price beyond what its place is worth.
fn sooner(one: &Item, other: &Item, place: i64) -> Ordering {
    let cross = |item: &Item, price: i64| i128::from(item.gain - place) * i128::from(price);
    let rank = || match (one.price, other.price) {
        (0, 0) => Ordering::Equal,
        _ => cross(other, one.price).cmp(&cross(one, other.price)),
    };
    (one.price > 0).cmp(&(other.price > 0)).then_with(rank).then(one.wish.cmp(&other.wish))
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::number::{Dice, small},
        Item, Knapsack, LITTLE, ONE,
    };

    /// The most that any choice gains.
    fn by_trying(items: &[(i64, i64)], room: u64, budget: i64) -> i64 {
        let gain = |choice: u32| {
            let chosen = || items.iter().zip(0..).filter(move |&(_, n)| (choice >> n) & 1 == 1).map(|(item, _)| item);
            let fits = u64::from(choice.count_ones()) <= room && chosen().map(|item| item.0).sum::<i64>() <= budget;
            if fits { chosen().map(|item| ONE - item.1).sum() } else { 0 }
        };
        (0..1 << items.len()).map(gain).max().unwrap_or(0)
    }

    #[test]
    fn it_gains_what_the_best_choice_gains() {
        let mut dice = Dice::new(3);
        for _ in 0..2_000 {
            let mut roll = |sides: u32| i64::from(dice.roll(sides));
            let items: Vec<(i64, i64)> = (0..roll(9)).map(|_| (10 * roll(9), ONE / 8 * roll(9))).collect();
            let (room, budget, place) = (1 + roll(4), 10 * roll(30), ONE / 8 * roll(5));
            let prices: Vec<i64> = items.iter().map(|item| item.1).collect();
            let admitted = items.iter().enumerate();
            let admitted = admitted.map(|(n, item)| Item { wish: small(n), price: item.0, gain: 0 }).collect();
            let mut asked = vec![0; items.len()];
            let room = room.unsigned_abs();
            let gain = Knapsack::new(admitted, room, budget, place).gain(&prices, &mut asked);
            let best = by_trying(&items, room, budget);
            assert!((best..=best + LITTLE).contains(&gain), "{gain} {best} of {items:?} {room} {budget} {place}");
            let spent: i64 = items.iter().zip(&asked).map(|(item, asked)| item.0 * asked).sum();
            assert!(spent <= budget && asked.iter().sum::<i64>().unsigned_abs() <= room);
        }
    }
}
