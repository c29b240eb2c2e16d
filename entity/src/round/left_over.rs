//! What the matching cannot know of what it leaves: which wishes fit offers whose donors gave them back lately, or fit
//! offers that have too little money left for them; which offers have nothing else to give, and which have too small a
//! budget for anything that fits them.

use std::{cell::LazyCell, collections::HashMap};

use super::{capacity::Standing, matched::Table, plan::filters};
use crate::{
    matching::{
        assign::{Answer, Idle, Left, Offer, Wish},
        open::Class,
    },
    wish::Category,
};

/// What an offer lets pass, of any phase and whoever gave it back.
pub(super) struct Filters {
    any_category: Offer,
    /// Empty: any.
    categories: Vec<Category>,
}

impl Filters {
    pub fn of(one: &Standing) -> Self {
        let any_category = Offer { categories: Vec::new(), ..filters(&one.offer) };
        Self { any_category, categories: one.offer.categories() }
    }

    pub fn let_pass(&self, class: &Class, wish: &Wish) -> bool {
        let is_among = class.category().is_some_and(|category| self.categories.contains(&category));
        (self.categories.is_empty() || is_among) && self.any_category.admits(wish)
    }
}

pub(super) fn tell(table: &Table, answer: &mut Answer) {
    let is_withheld = |wish: u32| table.withheld.by(&table.wishes[wish as usize]).is_some();
    let withheld: Vec<u32> = answer.left.iter().map(|(wish, _)| *wish).filter(|wish| is_withheld(*wish)).collect();
    for (wish, why) in &mut answer.left {
        if why.has_no_offer() && is_withheld(*wish) && table.standing.iter().any(|one| would_fit(table, one, *wish)) {
            *why = Left::GivenBack;
        }
    }
    tell_of_money(table, &mut answer.left);
    let kinds: LazyCell<HashMap<&Class, &Wish>, _> =
        LazyCell::new(|| table.open.iter().map(|(class, _)| class).zip(&table.wishes).collect());
    for (offer, why) in &mut answer.idle {
        let one = &table.standing[*offer as usize];
        if !matches!(*why, Idle::NothingAdmitted | Idle::AllServed) {
            continue;
        }
        if withheld.iter().any(|wish| would_fit(table, one, *wish)) {
            *why = Idle::GivenBack;
        } else if *why == Idle::NothingAdmitted && one.budget.is_some() {
            *why = too_small(one, &kinds).unwrap_or(*why);
        }
    }
}

/// To the matching, an offer ends at the price that it can pay. Where that is for want of money only, it is told so.
fn tell_of_money(table: &Table, left: &mut [(u32, Left)]) {
    let giving = table.standing.iter().filter(|one| one.count > 0);
    let offers: LazyCell<Vec<(&Standing, Filters)>, _> =
        LazyCell::new(|| giving.map(|one| (one, Filters::of(one))).collect());
    // By class, and by who gave it back, as the category tells.
    let mut known: HashMap<(&Class, u64), bool> = HashMap::new();
    for (wish, why) in left.iter_mut().filter(|(_, why)| *why == Left::NoOfferAtPrice) {
        let (class, asked) = (&table.open[*wish as usize].0, &table.wishes[*wish as usize]);
        let is_poor = || lacks_money(table, &offers, (class, asked));
        if *known.entry((class, asked.category)).or_insert_with(is_poor) {
            *why = Left::BudgetsSpent;
        }
    }
}

/// Whether offers fit the wish, and none of them has as much left as it costs.
fn lacks_money(table: &Table, offers: &[(&Standing, Filters)], (class, wish): (&Class, &Wish)) -> bool {
    let by = table.withheld.by(wish);
    let mut fitting = offers
        .iter()
        .filter(|(one, _)| by.is_none_or(|by| !by.contains(&one.offer.account_id)))
        .filter(|(_, filters)| filters.let_pass(class, wish))
        .peekable();
    fitting.peek().is_some() && fitting.all(|(one, _)| one.budget.is_some_and(|budget| budget < wish.price))
}

/// Whether the offer would fit the wish, had its donor not given it back.
fn would_fit(table: &Table, one: &Standing, wish: u32) -> bool {
    let (class, wish) = (&table.open[wish as usize].0, &table.wishes[wish as usize]);
    let is_own = table.withheld.by(wish).is_some_and(|by| by.contains(&one.offer.account_id));
    let is_paid = || one.budget.is_none_or(|budget| budget >= wish.price);
    is_own && one.count > 0 && is_paid() && Filters::of(one).let_pass(class, wish)
}

/// Where wishes fit the offer and the cheapest of them is beyond its budget: beyond all of it, or what is left.
fn too_small(one: &Standing, kinds: &HashMap<&Class, &Wish>) -> Option<Idle> {
    let (budget, filters) = (one.budget?, Filters::of(one));
    let fitting = kinds.iter().filter(|(class, wish)| filters.let_pass(class, wish));
    let cheapest = fitting.map(|(_, wish)| wish.price).min()?;
    let is_whole = one.offer.budget_fen == Some(budget);
    (cheapest > budget).then_some(if is_whole { Idle::BudgetTooSmall } else { Idle::BudgetSpent })
}
