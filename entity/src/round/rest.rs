//! Offers that are let rest: of what a round leaves, what would fit them, and when the first of them is back.

use std::collections::HashMap;

use super::{
    capacity::{Back, Resting, Standing},
    matched::Table,
    plan::filters,
    summary::{Rests, count},
};
use crate::{
    Fen, Time,
    id::TownshipId,
    matching::{
        Kind,
        assign::{Left, Offer, Wish},
        open::Class,
    },
    wish::Category,
};

/// All that rest.
pub(super) struct Rest<'a>(Vec<One<'a>>);

struct One<'a> {
    resting: &'a Resting,
    /// What it lets pass of any category.
    filters: Offer,
    /// Empty: any.
    categories: Vec<Category>,
    townships: Vec<TownshipId>,
    /// Whether anything was found that it would fit.
    fits: bool,
}

impl<'a> Rest<'a> {
    pub fn of(resting: &'a [Resting]) -> Self {
        let one = |resting: &'a Resting| {
            let offer = &resting.standing.offer;
            let filters = Offer { categories: Vec::new(), ..filters(offer) };
            let (categories, townships) = (offer.categories(), offer.townships());
            One { resting, filters, categories, townships, fits: false }
        };
        Self(resting.iter().map(one).collect())
    }

    /// Says of the wishes that no other offer admits which of them one of these would.
    pub fn tell(&mut self, table: &Table, left: &mut [(u32, Left)]) {
        let mut known: HashMap<&Class, bool> = HashMap::new();
        for (wish, why) in left {
            if !matches!(why, Left::NoOfferHere | Left::NoOfferForGrade | Left::NoOfferAtPrice) {
                continue;
            }
            let (class, asked) = (&table.open[*wish as usize].0, &table.wishes[*wish as usize]);
            if *known.entry(class).or_insert_with(|| self.any(|one| one.admits(class, asked))) {
                *why = Left::Resting;
            }
        }
    }

    /// Whether one of these would give plots, or to funds, there. `least`: what the least of it costs.
    pub fn fits_beside(&mut self, kind: Kind, township: TownshipId, least: Fen) -> bool {
        self.any(|one| one.gives_beside(kind) && one.reaches(township) && one.affords(least))
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

impl One<'_> {
    fn standing(&self) -> &Standing {
        &self.resting.standing
    }

    fn admits(&self, class: &Class, wish: &Wish) -> bool {
        let among = self.categories.is_empty() || class.category().is_some_and(|one| self.categories.contains(&one));
        self.standing().count > 0 && among && self.filters.admits(wish) && self.affords(wish.price)
    }

    fn gives_beside(&self, kind: Kind) -> bool {
        match kind {
            Kind::Wishes => false,
            Kind::Plots => self.standing().shares > 0,
            Kind::Funds => self.standing().for_funds > Fen::ZERO,
        }
    }

    fn reaches(&self, township: TownshipId) -> bool {
        self.townships.is_empty() || self.townships.contains(&township)
    }

    fn affords(&self, price: Fen) -> bool {
        self.standing().budget.is_none_or(|budget| budget >= price)
    }
}
