//! What a place and a fen of each offer are worth: learned by letting wishes choose the cheapest offer again and again,
//! while what is asked for more than it has grows dearer and what is left over grows cheaper (mirror descent; Balseiro,
//! Lu and Mirrokni).

use super::super::{
    Settings, Step,
    ground::{ENOUGH, Ground},
    number::{real, short, whole},
};
use super::few::Few;

/// Of one offer, as parts of a wish: what serving one wish takes from its count, and a fen from its budget.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Worth {
    pub count: f32,
    pub fen: f32,
}

impl Worth {
    pub fn cost(self, price: f32) -> f32 {
        price.mul_add(self.fen, self.count)
    }
}

/// How many choices there are in all, and how often each wish chooses at least and at most.
const CHOICES: u32 = 6_000_000;
const PASSES: (u32, u32) = (20, 2_000);
/// How much a choice tells in the first pass, and how much in the last.
const STEP: (f32, f32) = (0.5, 0.0025);
/// A pass goes over the ground so many times, each time to other wishes of every corner.
const STRIDE: u8 = 8;
/// Of these turns there are so many at least, whether the time is up or not: what is learned from fewer is no good.
const TURNS: u32 = 40;
/// In so much of the time nobody hurries.
const GRACE: f64 = 0.1;
/// What is learned counts from the last part on, of all passes or of the time.
const LAST: f64 = 0.75;

/// Learns what the offers are worth. Where there is no time for all passes, what a choice tells falls the faster, so
/// that the same way is gone in fewer.
pub(super) fn learn(ground: &Ground, settings: &Settings) -> Vec<Worth> {
    let mut market = Market::open(ground);
    let mut sum = vec![(0.0_f64, 0.0_f64); ground.groups.len()];
    let mut counted = 0_u32;
    let passes = (CHOICES / ground.wishes().max(1)).clamp(PASSES.0, PASSES.1);
    let mut step = STEP.0;
    let slower = (STEP.1 / STEP.0).powf(1.0 / real(i64::from(passes)));
    let turns = u32::from(STRIDE);
    'passes: for pass in 0..passes {
        for turn in 0..STRIDE {
            let done = pass * turns + u32::from(turn);
            let gone = hurry(settings, done);
            if gone >= 1.0 {
                break 'passes;
            }
            let percent = (done * 100 / (passes * turns)).max(percent(gone));
            (settings.progress)(Step::Learning { percent });
            market.sweep(turn, step.min(STEP.0 * (STEP.1 / STEP.0).powf(short(gone))));
            if pass + passes / 4 >= passes || gone >= LAST {
                counted += 1;
                for (sum, worth) in sum.iter_mut().zip(&market.worth) {
                    sum.0 += f64::from(worth.count);
                    sum.1 += f64::from(worth.fen);
                }
            }
        }
        step *= slower;
    }
    if counted == 0 {
        return market.worth;
    }
    let mean = |sum: f64| short(sum / f64::from(counted));
    sum.into_iter().map(|(count, fen)| Worth { count: mean(count), fen: mean(fen) }).collect()
}

/// How much of the way must be gone by now, for the time's sake: not yet any while the time has just begun, so that who
/// has plenty learns what everybody learns.
fn hurry(settings: &Settings, done: u32) -> f64 {
    let gone = ((settings.gone)() - GRACE) / (1.0 - GRACE);
    gone.min(f64::from(done) / f64::from(TURNS)).max(0.0)
}

/// What part of the way it is, in whole per cent.
fn percent(gone: f64) -> u32 {
    u32::try_from(whole(gone * 100.0)).unwrap_or(0)
}

struct Market<'a> {
    ground: &'a Ground,
    worth: Vec<Worth>,
    /// How fast each offer's count and budget tell.
    pace: Vec<Worth>,
    few: Few,
    price: Vec<f32>,
    /// The usual worth of a fen.
    unit: f32,
}

impl<'a> Market<'a> {
    fn open(ground: &'a Ground) -> Self {
        let unit = usual(ground);
        let pace = ground.groups.iter().map(|group| Worth {
            count: 1.0 / real(i64::try_from(group.room).unwrap_or(i64::MAX).clamp(1, i64::from(ground.wishes()) + 1)),
            fen: if group.budget >= ENOUGH { 0.0 } else { unit / real(group.budget.max(1)) },
        });
        let begin = |limited: bool| Worth { count: 0.0, fen: if limited { unit } else { 0.0 } };
        Self {
            ground,
            worth: ground.groups.iter().map(|group| begin(group.budget < ENOUGH)).collect(),
            pace: pace.collect(),
            few: Few::new(ground),
            price: ground.price.iter().map(|&price| real(price)).collect(),
            unit,
        }
    }

    /// Some of the wishes of every corner choose; then all worth falls, as time goes by.
    fn sweep(&mut self, turn: u8, step: f32) {
        for wish in (u32::from(turn)..self.ground.wishes()).step_by(usize::from(STRIDE)) {
            let price = self.price[wish as usize];
            let Some(group) = self.choose(wish, price) else { continue };
            let (worth, pace) = (&mut self.worth[group as usize], self.pace[group as usize]);
            worth.count += step * pace.count;
            worth.fen += step * pace.fen * price;
        }
        let count = step / f32::from(STRIDE);
        let fen = count * self.unit;
        for worth in &mut self.worth {
            worth.count = (worth.count - count).max(0.0);
            worth.fen = (worth.fen - fen).max(0.0);
        }
    }

    /// The cheapest offer for the wish, if any is worth it.
    fn choose(&mut self, wish: u32, price: f32) -> Option<u32> {
        let mut best = (1.0, None);
        for foot in self.ground.feet[wish as usize] {
            let worth = &self.worth;
            let here = self.few.of(foot, self.ground.above(foot), |group| worth[group as usize].cost(price));
            for &group in here {
                let cost = self.worth[group as usize].cost(price);
                if cost < best.0 {
                    best = (cost, Some(group));
                }
            }
        }
        best.1
    }
}

/// What a fen is worth if all budgets were one and served the cheapest wishes.
fn usual(ground: &Ground) -> f32 {
    let total: i64 = ground.price.iter().sum();
    let mean = total / i64::from(ground.wishes().max(1));
    let could = |room: u64| i64::try_from(room).unwrap_or(i64::MAX).min(i64::from(ground.wishes())) * mean;
    let all = ground.groups.iter().fold(0_i64, |all, group| all.saturating_add(group.budget.min(could(group.room))));
    let mut prices = ground.price.clone();
    prices.sort_unstable();
    let mut spent = 0_i64;
    let dearest = prices.iter().find(|&&price| {
        spent = spent.saturating_add(price);
        spent > all
    });
    1.0 / real(dearest.or(prices.last()).copied().unwrap_or(1).max(1))
}
