//! Dense numbers for ids, rows of rows in one piece, and the one place where lengths become 32-bit positions.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
};

/// Positions have 32 bits: there are fewer than four billion wishes.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than four billion wishes")]
pub(super) const fn small(position: usize) -> u32 {
    debug_assert!(position <= u32::MAX as usize);
    position as u32
}

/// For prices in the learning of what offers are worth, where rounding does no harm.
#[expect(clippy::cast_precision_loss, reason = "an estimate; what is proven is proven in integers")]
pub(super) const fn real(amount: i64) -> f32 {
    amount as f32
}

/// An estimate with fewer digits.
#[expect(clippy::cast_possible_truncation, reason = "an estimate; what is proven is proven in integers")]
pub(super) const fn short(amount: f64) -> f32 {
    amount as f32
}

/// The nearest whole number, within bounds.
#[expect(clippy::cast_possible_truncation, reason = "saturates; a proof may start from any number")]
pub(super) fn whole(amount: f64) -> i64 {
    amount.round() as i64
}

/// Numbers that look like chance and are the same for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Below `sides`, which is not zero.
    pub fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        small(usize::try_from((u64::from(sides) * (word >> 32)) >> 32).unwrap_or(0))
    }
}

/// A hash that only has to be quick and the same everywhere.
#[derive(Clone, Copy, Default)]
pub(super) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

pub(super) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Numbers keys by their order; says the number of each and the keys.
pub(super) fn dense<K: Copy + Ord + Hash>(keys: impl ExactSizeIterator<Item = K>) -> (Vec<u32>, Vec<K>) {
    let mut seen: Map<K, u32> = Map::default();
    let mut distinct = Vec::new();
    let mut numbers: Vec<u32> = Vec::with_capacity(keys.len());
    let mut last: Option<(K, u32)> = None;
    for key in keys {
        let number = match last {
            Some((same, number)) if same == key => number,
            _ => *seen.entry(key).or_insert_with(|| {
                distinct.push(key);
                small(distinct.len() - 1)
            }),
        };
        last = Some((key, number));
        numbers.push(number);
    }
    let mut order: Vec<u32> = (0..small(distinct.len())).collect();
    order.sort_unstable_by_key(|&n| distinct[n as usize]);
    let mut rank = vec![0; order.len()];
    for (place, &n) in order.iter().enumerate() {
        rank[n as usize] = small(place);
    }
    for number in &mut numbers {
        *number = rank[*number as usize];
    }
    distinct.sort_unstable();
    (numbers, distinct)
}

/// Many short rows behind each other.
#[derive(Clone, Default)]
pub(super) struct Rows<T> {
    start: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Rows<T> {
    /// Puts each item into its row; within a row the order stays.
    pub fn gather(rows: usize, pairs: &[(u32, T)]) -> Self {
        let mut start = vec![0_u32; rows + 1];
        for &(row, _) in pairs {
            start[row as usize + 1] += 1;
        }
        for row in 0..rows {
            start[row + 1] += start[row];
        }
        let mut next = start.clone();
        let mut items = vec![T::default(); pairs.len()];
        for &(row, item) in pairs {
            let slot = &mut next[row as usize];
            items[*slot as usize] = item;
            *slot += 1;
        }
        Self { start, items }
    }

    pub const fn new() -> Self {
        Self { start: Vec::new(), items: Vec::new() }
    }

    /// Begins the next row.
    pub fn open(&mut self) {
        self.start.push(small(self.items.len()));
    }

    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    pub fn rows(&self) -> usize {
        self.start.len() - 1
    }

    pub fn row(&self, row: u32) -> &[T] {
        let row = row as usize;
        &self.items[self.start[row] as usize..self.start[row + 1] as usize]
    }

    pub fn range(&self, row: u32) -> (u32, u32) {
        (self.start[row as usize], self.start[row as usize + 1])
    }

    pub fn span(&self, from: u32, to: u32) -> &[T] {
        &self.items[from as usize..to as usize]
    }
}
