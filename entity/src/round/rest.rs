//! Offers that are let rest: of what a round leaves, what would fit them, and when the first of them is back.

use std::collections::HashMap;

use super::{
    capacity::{Back, Resting, Standing},
    left_over::Filters,
    matched::Table,
    summary::{Rests, count},
};
use crate::{
    Fen, Time,
    id::TownshipId,
    matching::{
        Kind,
        assign::{Left, Wish},
        open::Class,
    },
};

/// All that rest.
pub(super) struct Rest(Vec<One>);

struct One {
    resting: Resting,
    filters: Filters,
    /// Empty: any.
    townships: Vec<TownshipId>,
    /// Whether anything was found that it would fit.
    fits: bool,
}

impl Rest {
    pub fn of(resting: Vec<Resting>) -> Self {
        let one = |resting: Resting| {
            let (filters, townships) = (Filters::of(&resting.standing), resting.standing.offer.townships());
            One { resting, filters, townships, fits: false }
        };
        Self(resting.into_iter().map(one).collect())
    }

    /// Says of the wishes that no other offer admits which of them one of these would; of what was given back, or is left
    /// for a donor's limit, that is what is said.
    pub fn tell(&mut self, table: &Table, left: &mut [(u32, Left)]) {
        let mut known: HashMap<&Class, bool> = HashMap::new();
        for (wish, why) in left {
            if !why.has_no_offer() && *why != Left::Limit {
                continue;
            }
            let (class, asked) = (&table.open[*wish as usize].0, &table.wishes[*wish as usize]);
            let rests = *known.entry(class).or_insert_with(|| self.any(|one| one.admits(class, asked)));
            if rests && !matches!(why, Left::GivenBack | Left::Limit) {
                *why = Left::Resting;
            }
        }
    }

    /// Whether one of these would give plots, or to funds, there. `least`: what the least of it costs.
    pub fn fits_beside(&mut self, kind: Kind, township: TownshipId, least: Fen) -> bool {
        self.any(|one| one.gives_beside(kind) && one.reaches(township) && one.affords(least))
    }

    /// Whether one of these names plots, or funds, there and has given all of them that it says.
    pub fn has_used_up(&self, kind: Kind, township: TownshipId) -> bool {
        self.0.iter().any(|one| one.is_used_up(kind) && one.reaches(township))
    }

    /// Those that would fit what is left.
    pub fn told(&self) -> Rests {
        let fitting = || self.0.iter().filter(|one| one.fits).map(|one| one.resting.back);
        let at = |back: Back| -> Option<Time> {
            match back {
                Back::At(time) => Some(time),
                Back::Answered => None,
            }
        };
        Rests {
            offers: count(fitting().count()),
            back: fitting().filter_map(at).min(),
            asked: count(fitting().filter(|back| matches!(back, Back::Answered)).count()),
        }
    }

    /// Looks at all, so that each that fits is known.
    fn any(&mut self, fits: impl Fn(&One) -> bool) -> bool {
        let mut any = false;
        for one in &mut self.0 {
            if fits(one) {
                (one.fits, any) = (true, true);
            }
        }
        any
    }
}

impl One {
    fn standing(&self) -> &Standing {
        &self.resting.standing
    }

    fn admits(&self, class: &Class, wish: &Wish) -> bool {
        self.standing().count > 0 && self.filters.let_pass(class, wish) && self.affords(wish.price)
    }

    fn gives_beside(&self, kind: Kind) -> bool {
        match kind {
            Kind::Wishes => false,
            Kind::Plots => self.standing().shares > 0,
            Kind::Funds => self.standing().for_funds > Fen::ZERO,
        }
    }

    fn is_used_up(&self, kind: Kind) -> bool {
        self.standing().offer.gives(kind) && !self.gives_beside(kind)
    }

    fn reaches(&self, township: TownshipId) -> bool {
        self.townships.is_empty() || self.townships.contains(&township)
    }

    fn affords(&self, price: Fen) -> bool {
        self.standing().budget.is_none_or(|budget| budget >= price)
    }
}
