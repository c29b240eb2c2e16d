//! Who has which wish once every offer is looked at alone, and what it has left: what bringing together works on.

use super::{Offer, Wish, ground::Ground, outcome::NOBODY};

/// Who has which wish, and what every offer has left.
pub(super) struct Hands<'a> {
    pub ground: &'a Ground,
    pub wishes: &'a [Wish],
    pub offers: &'a [Offer],
    /// The offer of each position of the ground.
    pub takers: &'a mut [u32],
    /// The positions that each offer has.
    pub held: Vec<Vec<u32>>,
    /// What each offer has spent.
    spent: Vec<i64>,
}

impl<'a> Hands<'a> {
    pub fn new(ground: &'a Ground, wishes: &'a [Wish], offers: &'a [Offer], takers: &'a mut [u32]) -> Self {
        let mut held = vec![Vec::new(); offers.len()];
        let mut spent = vec![0; offers.len()];
        for (position, &offer) in (0..ground.wishes()).zip(&*takers).filter(|&(_, &offer)| offer != NOBODY) {
            held[offer as usize].push(position);
            spent[offer as usize] += ground.price[position as usize];
        }
        Self { ground, wishes, offers, takers, held, spent }
    }

    /// Whether none of its siblings has the same offer.
    pub fn goes_alone(&self, wish: u32, offer: u32) -> bool {
        let set = self.asked(wish).set;
        set == 0 || self.held[offer as usize].iter().filter(|&&other| self.asked(other).set == set).count() == 1
    }

    pub fn has_room(&self, offer: u32, price: i64) -> bool {
        self.held[offer as usize].len() < self.offers[offer as usize].max_count as usize && self.pays(offer, price)
    }

    pub fn pays(&self, offer: u32, more: i64) -> bool {
        self.offers[offer as usize].budget.is_none_or(|budget| self.spent[offer as usize] + more <= budget.0)
    }

    pub fn put(&mut self, wish: u32, offer: u32) {
        let from = std::mem::replace(&mut self.takers[wish as usize], offer);
        let price = self.price(wish);
        if from != NOBODY {
            self.held[from as usize].retain(|&other| other != wish);
            self.spent[from as usize] -= price;
        }
        if offer != NOBODY {
            self.held[offer as usize].push(wish);
            self.spent[offer as usize] += price;
        }
    }

    pub fn asked(&self, wish: u32) -> &Wish {
        &self.wishes[self.ground.order[wish as usize] as usize]
    }

    pub fn price(&self, wish: u32) -> i64 {
        self.ground.price[wish as usize]
    }
}
