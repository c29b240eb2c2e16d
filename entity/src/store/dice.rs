//! The one place where random numbers come from.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};

/// Random numbers fit for keys and tokens; seeded in tests.
#[derive(Clone)]
pub struct Dice(Arc<Mutex<StdRng>>);

impl Dice {
    /// From the operating system's entropy.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(rand::make_rng())))
    }

    /// The same numbers every time: for tests and demo data only.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// 0 ≤ n < `end`
    pub fn below(&self, end: usize) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).random_range(0..end)
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// 128 random bits as 26 letters and digits: for links, batches and form keys.
    pub fn id(&self) -> String {
        const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let bits = u128::from_be_bytes(self.bytes());
        (0..26).map(|i| char::from(SIGNS[(bits >> (5 * i) & 31) as usize])).collect()
    }
}

impl fmt::Debug for Dice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dice")
    }
}
