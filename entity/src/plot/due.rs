//! What a village has to do now for its own plots, each with its day: told by the rows, so that nothing waits until
//! somebody remembers it. For that village only.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Entity, Model, State, diary};
use crate::{
    Day, Result, Time,
    actor::Village,
    adoption::{self, State as Adopted},
    lang::china_date,
};

/// An entry of the diary is asked for so long before its last day.
const SOON: TimeDelta = TimeDelta::days(7);

/// What is to be done, and what its day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The household's head signs so many contracts; since the donor of the oldest did.
    Contracts(usize),
    /// The field is sown; all is paid and signed, and the day has come.
    Sow,
    /// The diary goes on; its last day.
    Diary,
    /// The harvest is put down; the day for which it was set has come.
    Harvest,
    /// The household signs for its part of the price; since the harvest was delivered.
    Receipt,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub plot: Model,
    pub what: What,
    pub day: Day,
}

/// All of it, by day.
pub async fn of_village(db: &impl ConnectionTrait, village: Village, now: Time) -> Result<Vec<Due>> {
    let plots = Entity::find()
        .filter(COLUMN.village_id.eq(village.village()))
        .filter(COLUMN.state.is_in([State::Open, State::Growing, State::Harvested, State::Shortfall]))
        .order_by_asc(COLUMN.id)
        .all(db)
        .await?;
    let adoptions = adoption::Entity::find()
        .filter(adoption::COLUMN.plot_id.is_in(plots.iter().map(|plot| plot.id)))
        .filter(adoption::COLUMN.state.is_in([Adopted::Reserved, Adopted::Signed, Adopted::Paid]))
        .all(db)
        .await?;
    let heard_of = diary::heard_of(db, &plots).await?;
    let mut all = Vec::new();
    for plot in plots {
        let its: Vec<&adoption::Model> = adoptions.iter().filter(|adoption| adoption.plot_id == plot.id).collect();
        let heard = heard_of.get(&plot.id).copied();
        let found = [contracts(&its), step(&plot, &its, china_date(now)), entry(&plot, heard, china_date(now))];
        all.extend(found.into_iter().flatten().map(|(what, day)| Due { plot: plot.clone(), what, day }));
    }
    all.sort_by_key(|due| due.day);
    Ok(all)
}

fn is_unsigned(adoption: &adoption::Model) -> bool {
    adoption.state != Adopted::Reserved && adoption.household_signed_on.is_none()
}

fn contracts(its: &[&adoption::Model]) -> Option<(What, Day)> {
    let unsigned = || its.iter().filter(|adoption| is_unsigned(adoption));
    let oldest = unsigned().map(|adoption| adoption.signed_at.unwrap_or(adoption.reserved_at)).min()?;
    Some((What::Contracts(unsigned().count()), china_date(oldest)))
}

/// What takes the plot on, where nothing stands in the way of it.
fn step(plot: &Model, its: &[&adoption::Model], today: Day) -> Option<(What, Day)> {
    let is_whole = its.iter().all(|adoption| adoption.state == Adopted::Paid && !is_unsigned(adoption));
    let (what, day) = match plot.state {
        State::Open if is_whole && !its.is_empty() => (What::Sow, plot.sow_on?),
        State::Growing if is_whole => (What::Harvest, plot.harvest_on?),
        State::Harvested | State::Shortfall => (What::Receipt, plot.delivered_on?),
        _ => return None,
    };
    (day <= today).then_some((what, day))
}

/// `heard`: the last entry, or when it began to grow.
fn entry(plot: &Model, heard: Option<Time>, today: Day) -> Option<(What, Day)> {
    let last = china_date(heard? + diary::EVERY);
    (plot.state == State::Growing && last <= today + SOON).then_some((What::Diary, last))
}
