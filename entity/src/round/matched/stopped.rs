//! Offers that could give more, whose donors or organisations may take on no more. The matching was asked no more of
//! them than there is room for, so that it takes them for given: here it is said what really stopped them, and which
//! wishes are left for that.

use std::collections::{BTreeMap, HashMap};

use super::{
    super::{
        capacity::{
            Standing,
            rooms::{Holder, Room},
        },
        left_over::Filters,
    },
    Table,
};
use crate::{
    Fen,
    matching::{
        assign::{Answer, Idle, Left},
        open::Class,
    },
};

/// An offer that has wishes left to give, and for which there is no room in one of the phases at least.
struct Stopped<'a> {
    /// Its position.
    of: u32,
    one: &'a Standing,
    filters: Filters,
    /// How many it gives.
    given: u32,
    /// What is left of its money; none: it says no budget.
    money: Option<Fen>,
    /// By the positions of the phases: whether there is no room.
    full: Vec<bool>,
}

impl Table {
    /// Tells it of the offers, and of the wishes that are left.
    pub(in crate::round) fn tell_limits(&self, answer: &mut Answer) {
        let stopped = self.stopped(answer);
        if stopped.is_empty() {
            return;
        }
        let one_of_each: HashMap<(&Class, u64), u32> =
            answer.left.iter().map(|(wish, _)| (self.like(*wish), *wish)).collect();
        let mut idle: BTreeMap<u32, Idle> = answer.idle.iter().copied().collect();
        for one in &stopped {
            let why = one.why(self, one_of_each.values().copied());
            let is_news = match idle.get(&one.of) {
                // There was room for more than it gives, but not in every phase.
                Some(Idle::NothingAdmitted | Idle::AllServed) => why == Idle::Limit,
                Some(_) => false,
                None => why == Idle::Limit || one.given > 0,
            };
            if is_news {
                idle.insert(one.of, why);
            }
        }
        answer.idle = idle.into_iter().collect();
        let mut known: HashMap<(&Class, u64), bool> = HashMap::new();
        for (wish, why) in answer.left.iter_mut().filter(|(_, why)| *why != Left::OutOfTime) {
            let would_serve = || stopped.iter().any(|one| one.fits(self, *wish) && one.pays(self, *wish));
            if *known.entry(self.like(*wish)).or_insert_with(would_serve) {
                *why = Left::Limit;
            }
        }
    }

    fn stopped(&self, answer: &Answer) -> Vec<Stopped<'_>> {
        let mut given: HashMap<u32, (u32, Fen)> = HashMap::new();
        let mut rooms: HashMap<Holder, Room> = HashMap::new();
        for pair in &answer.matches {
            let (count, spent) = given.entry(pair.offer).or_default();
            *count += 1;
            spent.0 += self.wishes[pair.wish as usize].price.0;
            let holder = self.holder(pair.offer);
            let room = rooms.entry(holder).or_insert_with(|| self.rooms.of(holder));
            room.take(self.phase_of(pair.wish), 1);
        }
        let mut stopped = Vec::new();
        for (of, one) in (0_u32..).zip(&self.standing) {
            let (count, spent) = given.get(&of).copied().unwrap_or_default();
            let holder = self.holder(of);
            let room = rooms.entry(holder).or_insert_with(|| self.rooms.of(holder));
            let full: Vec<bool> = (0..self.phases.len()).map(|phase| room.within(phase) == 0).collect();
            if one.count > count && full.contains(&true) {
                let money = one.budget.map(|budget| Fen((budget.0 - spent.0).max(0)));
                stopped.push(Stopped { of, one, filters: Filters::of(one), given: count, money, full });
            }
        }
        stopped
    }

    /// What is the same of wishes that the same offers let pass: the category tells who gave them back, too.
    fn like(&self, wish: u32) -> (&Class, u64) {
        (&self.open[wish as usize].0, self.wishes[wish as usize].category)
    }
}

impl Stopped<'_> {
    /// Why it gives no more. `left`: one of each kind of wish that is left.
    fn why(&self, table: &Table, left: impl Iterator<Item = u32>) -> Idle {
        let mut why = Idle::AllServed;
        for wish in left.filter(|wish| self.fits(table, *wish)) {
            if self.pays(table, wish) {
                return Idle::Limit;
            }
            why = Idle::BudgetSpent;
        }
        why
    }

    /// Whether it lets the wish pass, there is no room for it, and its donor did not give it back lately.
    fn fits(&self, table: &Table, wish: u32) -> bool {
        let (class, asked) = (&table.open[wish as usize].0, &table.wishes[wish as usize]);
        let is_given_back = || table.withheld.by(asked).is_some_and(|by| by.contains(&self.one.offer.account_id));
        self.full[table.phase_of(wish)] && self.filters.let_pass(class, asked) && !is_given_back()
    }

    fn pays(&self, table: &Table, wish: u32) -> bool {
        self.money.is_none_or(|money| money >= table.wishes[wish as usize].price)
    }
}
