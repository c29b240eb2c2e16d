//! Which open plots whoever would adopt is shown first: those of the households with the fewest adopters; among equals
//! the one that can be adopted for the shortest time yet, then the lower number. Those that wait for the adopters of
//! the season before are nobody else's yet.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Entity, Model, State};
use crate::{
    Fen, Result, Time,
    id::{HouseholdId, TownshipId},
    lang::china_date,
};

/// A plot with free shares.
#[derive(Clone, Debug)]
pub struct Fitting {
    pub plot: Model,
    /// Of its household's shares that are open now, how many have an adopter, and all.
    pub taken: i32,
    pub shares: i32,
}

impl Fitting {
    /// Of a hundred of its household's shares, how many have an adopter.
    pub fn adopted(&self) -> i32 {
        self.taken * 100 / self.shares.max(1)
    }

    /// How many shares the money buys, of those that are free; one where nobody says how much there is.
    pub fn affordable(&self, budget: Option<Fen>) -> i32 {
        let price = self.plot.share_price().0.max(1);
        let paid = budget.map_or(1, |budget| i32::try_from(budget.0.max(0) / price).unwrap_or(i32::MAX));
        paid.min(self.plot.free())
    }
}

/// All of them. No townships: anywhere.
pub async fn fitting(db: &impl ConnectionTrait, townships: &[TownshipId], now: Time) -> Result<Vec<Fitting>> {
    let today = china_date(now);
    let open = Entity::find().filter(COLUMN.state.eq(State::Open)).filter(COLUMN.adopt_until.gte(today));
    let open = open.order_by_asc(COLUMN.adopt_until).order_by_asc(COLUMN.id).all(db).await?;
    let mut of_household: HashMap<HouseholdId, (i32, i32)> = HashMap::new();
    for plot in &open {
        let (taken, shares) = of_household.entry(plot.household_id).or_default();
        (*taken, *shares) = (*taken + plot.taken, *shares + plot.shares);
    }
    let is_for_all = |plot: &Model| plot.renew_until.is_none_or(|until| until < today);
    let is_there = |plot: &Model| townships.is_empty() || townships.contains(&plot.township_id);
    let mut fitting: Vec<Fitting> = open
        .into_iter()
        .filter(|plot| plot.free() > 0 && is_for_all(plot) && is_there(plot))
        .map(|plot| {
            let (taken, shares) = of_household.get(&plot.household_id).copied().unwrap_or_default();
            Fitting { plot, taken, shares }
        })
        .collect();
    fitting.sort_by_key(Fitting::adopted);
    Ok(fitting)
}

/// The first of which the money buys a share, and how many shares that is.
pub async fn first(
    db: &impl ConnectionTrait,
    townships: &[TownshipId],
    budget: Option<Fen>,
    now: Time,
) -> Result<Option<(Fitting, i32)>> {
    let affordable = |one: Fitting| {
        let shares = one.affordable(budget);
        (shares > 0).then_some((one, shares))
    };
    Ok(fitting(db, townships, now).await?.into_iter().find_map(affordable))
}
