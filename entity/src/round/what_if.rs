//! What if: the same round with every offer's highest price raised, or with one more offer. Nothing of it is kept.

use super::{Summary, plan};
use crate::{
    Error, Fen, Field, Refusal, Result, Store, Time, actor::Officer, error::Refusals, id::PhaseId,
    matching::assign::Offer, money, offer::typed::MOST, text,
};

/// The form: blank, nothing is other than it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Yuan more for one wish.
    pub raise: String,
    /// Wishes of one more offer, of any kind, for any school.
    pub count: String,
    /// What it may spend; blank: as much as they come to.
    pub budget: String,
}

impl Asked {
    /// One parameter of the address.
    pub fn put(&mut self, name: &str, value: &str) {
        let field = match name {
            "raise_cap" => &mut self.raise,
            "count" => &mut self.count,
            "budget" => &mut self.budget,
            _ => return,
        };
        value.clone_into(field);
    }

    pub fn is_blank(&self) -> bool {
        [&self.raise, &self.count, &self.budget].iter().all(|typed| typed.trim().is_empty())
    }

    fn read(&self) -> Result<WhatIf> {
        let mut refusals = Refusals::default();
        let raise = refusals.take(if_typed(&self.raise, |typed| money::read(Field::RaiseCap, typed)));
        let count = refusals.take(if_typed(&self.count, |typed| text::number(Field::Count, typed, 1..=MOST)));
        let budget = refusals.take(if_typed(&self.budget, |typed| money::read(Field::Budget, typed)));
        match (raise, count, budget) {
            (Some(raise), Some(count), Some(budget)) => {
                let more = count.and_then(|count| u32::try_from(count).ok());
                Ok(WhatIf { raise: raise.unwrap_or_default(), more: more.map(|count| (count, budget)) })
            }
            _ => Err(Error::from(refusals)),
        }
    }
}

fn if_typed<T>(typed: &str, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { read(typed).map(Some) }
}

/// What is other than it is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WhatIf {
    raise: Fen,
    more: Option<(u32, Option<Fen>)>,
}

impl WhatIf {
    pub fn change(&self, offers: &mut Vec<Offer>) {
        for offer in offers.iter_mut() {
            offer.max_price = offer.max_price.map(|most| most.plus(self.raise).unwrap_or(most));
        }
        offers.extend(self.more.map(|(count, budget)| plan::anything(count, budget)));
    }
}

/// The numbers that a round over the same wishes would have.
pub async fn ask(
    store: &Store,
    _officer: Officer,
    phase: Option<PhaseId>,
    asked: &Asked,
    now: Time,
) -> Result<Summary> {
    let what_if = asked.read()?;
    Ok(plan::draw(store, phase, &what_if, now).await?.summary)
}
