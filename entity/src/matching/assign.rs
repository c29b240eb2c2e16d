//! Which offer fulfils which wish: as many children as possible, then the longest waiting, then schools evenly and few
//! parcels. Pure and deterministic: no database, no clock, no chance but a seed. Whoever asks brings wishes and offers
//! in any order and gets pairs with their reasons, what is left and why, and a proven bound for what was possible.

mod arrange;
mod augment;
mod budget;
mod counts;
mod even;
mod ground;
mod hands;
mod number;
mod outcome;
mod pace;
mod parcel;
mod reason;
mod together;

use crate::Fen;
pub use even::floor_of;
pub use reason::{Idle, Left, Reason};

/// An open wish, as far as matching looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub school: u64,
    /// The township of the school.
    pub township: u64,
    /// 1 to 9.
    pub grade: u8,
    pub category: u64,
    pub price: Fen,
    pub waiting_days: u32,
    /// The same number: brothers and sisters, whose wishes go together where that costs nobody anything. Nought: alone.
    pub set: u64,
}

/// What a donor is ready to give. An empty set stands for any; both sets of places must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How many wishes at most.
    pub max_count: u32,
    /// For all its wishes together; none is unlimited.
    pub budget: Option<Fen>,
    pub categories: Vec<u64>,
    pub townships: Vec<u64>,
    pub schools: Vec<u64>,
    pub grade_min: u8,
    pub grade_max: u8,
    /// For one wish.
    pub max_price: Option<Fen>,
}

impl Offer {
    /// Whether every filter lets the wish pass; count and budget are another matter.
    pub fn admits(&self, wish: &Wish) -> bool {
        let among = |set: &[u64], id| set.is_empty() || set.contains(&id);
        (self.grade_min..=self.grade_max).contains(&wish.grade)
            && self.max_price.is_none_or(|most| wish.price <= most)
            && among(&self.categories, wish.category)
            && among(&self.townships, wish.township)
            && among(&self.schools, wish.school)
    }

    /// The dearest single wish that it could pay for.
    fn dearest(&self) -> i64 {
        let Fen(price) = self.max_price.unwrap_or(Fen(i64::MAX));
        let Fen(budget) = self.budget.unwrap_or(Fen(i64::MAX));
        price.min(budget)
    }
}

/// The order of the goals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Policy {
    /// As many as possible, among these the longest waiting.
    Waiting,
    /// As many as possible; no school below this part of the overall served share, in thousandths; the longest waiting.
    Even { floor: u32 },
}

/// How to go about it.
pub struct Settings<'a> {
    pub policy: Policy,
    /// Decides among choices that are equal in every goal.
    pub seed: u64,
    /// What part of the time is gone, from nought to one and beyond; without a limit nought for ever. Once all of it is,
    /// what was found so far is made sound and returned.
    pub gone: &'a (dyn Fn() -> f64 + Sync),
    /// Hears now and then what is being done.
    pub progress: &'a (dyn Fn(Step) + Sync),
}

/// What is being done, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Where budgets bind: what every offer is worth, in per cent of the work.
    Learning { percent: u32 },
    /// Wishes get their offers.
    Assigning { served: usize },
    /// Exchanges make room for further wishes; no answer serves more than the bound.
    Improving { served: usize, bound: usize },
    /// Who waits longer, which schools and how many parcels; it is settled already how many are served at least.
    Arranging { served: usize },
}

/// One wish with its offer, both by their position in what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub wish: u32,
    pub offer: u32,
    pub reason: Reason,
}

/// A school that stays under the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    pub school: u64,
    pub served: u32,
    pub floor: u32,
    pub wishes: u32,
    /// How many of its wishes any offer lets pass at all.
    pub admitted: u32,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// By wish.
    pub matches: Vec<Match>,
    /// Every other wish.
    pub left: Vec<(u32, Left)>,
    /// Every offer that could have given more.
    pub idle: Vec<(u32, Idle)>,
    pub waiting_total: u64,
    /// No answer can serve more wishes.
    pub bound: usize,
    /// Nothing better exists: neither more wishes nor, with as many and no less of the floors, more waiting days.
    pub optimal: bool,
    pub floor_missed: Vec<Missed>,
    /// The time was up before the search for better was over, of all or of a part of it.
    pub cut_short: bool,
    /// Proven of every school under the floor: what the offers that fit its other wishes can give is all given, and only
    /// to schools that would be under their own floors with one less. Not so where budgets bind, or the time was up.
    pub is_level: bool,
}

/// The best assignment under the policy.
pub fn solve(wishes: &[Wish], offers: &[Offer], settings: &Settings) -> Answer {
    let dearest = wishes.iter().map(|wish| wish.price.0).max().unwrap_or(0);
    if offers.iter().any(|offer| binds(offer, dearest)) {
        budget::solve(wishes, offers, settings)
    } else {
        counts::solve(wishes, offers, settings)
    }
}

/// Whether the budget can run out before the count does.
fn binds(offer: &Offer, dearest: i64) -> bool {
    let most = offer.dearest().min(dearest).max(0);
    offer.budget.is_some_and(|Fen(budget)| most.checked_mul(i64::from(offer.max_count)).is_none_or(|all| all > budget))
}
