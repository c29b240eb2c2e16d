//! What if: the same round with every offer's highest price raised, or with one more offer: so many wishes, shares of
//! plots, a sum for funds. Nothing of it is kept.

use super::{
    Summary,
    capacity::{Resting, Standing},
    plan,
};
use crate::{
    Error, Fen, Field, Lang, Refusal, Result, Store, Time,
    actor::Officer,
    county::County,
    error::Refusals,
    id::{AccountId, OfferId, PhaseId, TownshipId},
    lang::china_date,
    matching::{Kind, suggest::MOST_MONEY},
    money,
    offer::{
        self,
        typed::{MOST, MOST_SHARES},
    },
    text,
    wish::Category,
};

/// Whose the one more offer is: nobody's, so that no limit holds for it.
pub(super) const IMAGINED: AccountId = AccountId(0);
/// The one more offer, where the answer tells of offers.
pub const IMAGINED_OFFER: OfferId = OfferId(0);

/// The form: blank, nothing is other than it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Yuan more for one wish; at most [`MOST_MONEY`], as is the sum for funds.
    pub raise: String,
    /// Wishes of one more offer.
    pub count: String,
    /// Its shares of plots.
    pub shares: String,
    /// Its sum for funds.
    pub for_funds: String,
    /// What it may spend in all; blank: as much as it comes to.
    pub budget: String,
    /// A [`Category`] by its key; blank: any.
    pub category: String,
    /// A township by its number; blank: any.
    pub township: String,
}

impl Asked {
    /// One parameter of the address; says whether it is one of the form's.
    pub fn put(&mut self, name: &str, value: &str) -> bool {
        let field = match name {
            "raise_cap" => &mut self.raise,
            "max_count" => &mut self.count,
            "max_shares" => &mut self.shares,
            "for_funds" => &mut self.for_funds,
            "budget" => &mut self.budget,
            "category" => &mut self.category,
            "township" => &mut self.township,
            _ => return false,
        };
        value.clone_into(field);
        true
    }

    pub fn is_blank(&self) -> bool {
        self.raise.trim().is_empty() && self.has_no_offer()
    }

    /// Whether nothing is said of one more offer.
    fn has_no_offer(&self) -> bool {
        let Self { raise: _, count, shares, for_funds, budget, category, township } = self;
        [count, shares, for_funds, budget, category, township].iter().all(|typed| typed.trim().is_empty())
    }

    /// `has_others`: plots and funds are in the round, too.
    fn read(&self, county: &County, has_others: bool) -> Result<WhatIf> {
        let mut refusals = Refusals::default();
        let raise = if_typed(&self.raise, |typed| money::read_up_to(Field::RaiseCap, typed, MOST_MONEY));
        let raise = refusals.take(raise);
        let more = self.read_more(county, has_others, &mut refusals);
        match (raise, refusals.is_empty()) {
            (Some(raise), true) => Ok(WhatIf { raise: raise.unwrap_or_default(), more }),
            _ => Err(Error::from(refusals)),
        }
    }

    /// The one more offer; none where nothing is said of it, or where something is refused.
    fn read_more(&self, county: &County, has_others: bool, refusals: &mut Refusals) -> Option<More> {
        if self.has_no_offer() {
            return None;
        }
        let count = refusals.take(if_typed(&self.count, |typed| text::number(Field::MaxCount, typed, 1..=MOST)));
        let shares =
            refusals.take(if_typed(&self.shares, |typed| text::number(Field::MaxShares, typed, 1..=MOST_SHARES)));
        let for_funds = if_typed(&self.for_funds, |typed| money::read_up_to(Field::ForFunds, typed, MOST_MONEY));
        let for_funds = refusals.take(for_funds);
        let budget = refusals.take(if_typed(&self.budget, |typed| money::read(Field::Budget, typed)));
        let category = refusals
            .take(if_typed(&self.category, |key| Category::from_key(key).ok_or(Refusal::NotAChoice(Field::Category))));
        let township = refusals.take(if_typed(&self.township, |typed| township(county, typed)));
        if let (Some(None), Some(None), Some(None)) = (count, shares, for_funds) {
            refusals.add(Refusal::NothingOffered { has_others });
        }
        Some(More {
            count: count?,
            shares: shares?,
            for_funds: for_funds?,
            budget: budget?,
            category: category?,
            township: township?,
        })
    }
}

fn if_typed<T>(typed: &str, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    if typed.trim().is_empty() { Ok(None) } else { read(typed).map(Some) }
}

fn township(county: &County, typed: &str) -> Result<TownshipId, Refusal> {
    let known = |id: &TownshipId| county.places(Lang::Zh).townships.iter().any(|(known, _)| known == id);
    typed.parse::<TownshipId>().ok().filter(known).ok_or(Refusal::NotAChoice(Field::Township))
}

/// What is other than it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct WhatIf {
    raise: Fen,
    more: Option<More>,
}

/// One more offer.
#[derive(Clone, Copy, Debug)]
struct More {
    count: Option<i32>,
    shares: Option<i32>,
    for_funds: Option<Fen>,
    budget: Option<Fen>,
    category: Option<Category>,
    township: Option<TownshipId>,
}

impl WhatIf {
    pub fn change(&self, standing: &mut Vec<Standing>, resting: &mut [Resting], now: Time) {
        for one in standing.iter_mut().chain(resting.iter_mut().map(|one| &mut one.standing)) {
            one.offer.max_price_fen = one.offer.max_price_fen.map(|most| most.plus(self.raise).unwrap_or(most));
        }
        standing.extend(self.more.map(|more| more.standing(now)));
    }
}

impl More {
    /// As if it had been made just now.
    fn standing(self, now: Time) -> Standing {
        let kinds =
            [self.count.map(|_| Kind::Wishes), self.shares.map(|_| Kind::Plots), self.for_funds.map(|_| Kind::Funds)];
        let kinds: Vec<&str> = kinds.into_iter().flatten().map(Kind::key).collect();
        let offer = offer::Model {
            id: IMAGINED_OFFER,
            account_id: IMAGINED,
            organisation_id: None,
            kinds: kinds.join(";"),
            max_count: self.count.unwrap_or(0),
            max_shares: self.shares,
            fund_fen: self.for_funds,
            budget_fen: self.budget,
            max_price_fen: None,
            categories: self.category.map(|category| category.key().to_owned()).unwrap_or_default(),
            townships: self.township.map(|township| township.to_string()).unwrap_or_default(),
            schools: String::new(),
            grade_min: 1,
            grade_max: 9,
            valid_until: china_date(now),
            made_at: now,
            paused_at: None,
            ended_at: None,
        };
        Standing {
            count: self.count.and_then(|count| u32::try_from(count).ok()).unwrap_or(0),
            shares: self.shares.unwrap_or(0),
            for_funds: self.for_funds.unwrap_or_default(),
            budget: self.budget,
            offer,
        }
    }
}

/// The numbers of a round over the same wishes, drawn just now: as it is, and as it would be.
pub async fn ask(
    store: &Store,
    _officer: Officer,
    phase: Option<PhaseId>,
    asked: &Asked,
    now: Time,
) -> Result<(Summary, Summary)> {
    let what_if = asked.read(&County::read(store.read()).await?, phase.is_none())?;
    let as_it_is = plan::draw(store, phase, &WhatIf::default(), now).await?.summary;
    Ok((as_it_is, plan::draw(store, phase, &what_if, now).await?.summary))
}
