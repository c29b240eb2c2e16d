//! The disclosure report of a season: all plots of one organiser that are harvested in one year, which is what one
//! filing is about. Sums by township; no household, no village, no adopter.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    str::FromStr,
};

use sea_orm::{QueryOrder, QuerySelect, Select, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    Named,
    disclosure::Answerable,
    money::{self, Flow},
    period::{Kind, Period, Span},
};
use crate::{
    Day, Fen, Refusal, Result,
    id::{OrganiserId, PlotId, TownshipId},
    lang::china_date,
    ledger::{Account, Kind as AccountKind, Programme, Purpose, totals::Moved},
    organiser,
    place::township,
    plot::{self, State, browse::PublicPlot, harvest},
};

/// The plots of one organiser that are harvested in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Season {
    pub year: i32,
    pub organiser: OrganiserId,
}

impl Season {
    /// The season of a plot that anybody may see.
    pub fn of(plot: &PublicPlot) -> Option<Self> {
        Some(Self { year: year(plot.harvest_on?), organiser: plot.organiser? })
    }
}

/// `2026-1`: its place in addresses.
impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.organiser)
    }
}

/// No season: `26-1`, `2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a season such as 2026-1")]
pub struct NotASeason;

impl FromStr for Season {
    type Err = NotASeason;

    fn from_str(typed: &str) -> Result<Self, NotASeason> {
        let (year, organiser) = typed.split_once('-').ok_or(NotASeason)?;
        let is_plain = year.len() == 4 && year.bytes().chain(organiser.bytes()).all(|sign| sign.is_ascii_digit());
        match (year.parse(), organiser.parse()) {
            (Ok(year @ 1900..=2200), Ok(organiser)) if is_plain => Ok(Self { year, organiser }),
            _ => Err(NotASeason),
        }
    }
}

/// What became of the money that was paid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    pub farmer: Fen,
    pub inputs: Fen,
    pub logistics: Fen,
    pub charity: Fen,
    /// Not split.
    pub whole: Fen,
}

impl Spent {
    const fn add(&mut self, purpose: Purpose, amount: Fen) {
        let part = match purpose {
            Purpose::Farmer => &mut self.farmer,
            Purpose::Inputs => &mut self.inputs,
            Purpose::Logistics => &mut self.logistics,
            Purpose::Charity => &mut self.charity,
            Purpose::Whole => &mut self.whole,
        };
        part.0 += amount.0;
    }
}

/// Plots of one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    pub plots: u64,
    pub shares: u64,
    pub taken: u64,
    pub received: Fen,
    pub farmer: Fen,
}

impl Fields {
    #[must_use]
    const fn plus(self, other: Self) -> Self {
        Self {
            plots: self.plots + other.plots,
            shares: self.shares + other.shares,
            taken: self.taken + other.taken,
            received: Fen(self.received.0 + other.received.0),
            farmer: Fen(self.farmer.0 + other.farmer.0),
        }
    }
}

/// What the fields gave, as far as it is known when the report is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harvest {
    pub households: u64,
    /// Weighed so far.
    pub harvested: u64,
    /// Of these, with less than was promised.
    pub short: u64,
    /// The farmer's part is paid, and signed for.
    pub settled: u64,
    /// Grams, of what is weighed.
    pub promised: i64,
    pub weighed: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonDisclosure {
    pub kind: Kind,
    pub from: Day,
    pub to: Day,
    pub season: Season,
    pub title: Named,
    pub organiser: Option<Answerable>,
    pub begun_on: Day,
    pub ended_on: Option<Day>,
    pub money: Flow,
    pub spent: Spent,
    /// In the order of the townships; what came in and went out is the period's.
    pub townships: Vec<(Named, Fields)>,
    pub harvest: Harvest,
}

impl SeasonDisclosure {
    pub fn fields(&self) -> Fields {
        self.townships.iter().fold(Fields::default(), |sum, (_, fields)| sum.plus(*fields))
    }
}

fn year(day: Day) -> i32 {
    use chrono::Datelike;
    day.year()
}

/// Its plots that have opened.
pub(super) fn plots(season: Season) -> Select<plot::Entity> {
    let day = |month, day| Day::from_ymd_opt(season.year, month, day);
    plot::Entity::find()
        .filter(plot::COLUMN.opened_at.is_not_null())
        .filter(plot::COLUMN.organiser_id.eq(season.organiser))
        .filter(plot::Column::HarvestOn.between(day(1, 1), day(12, 31)))
        .order_by_asc(plot::COLUMN.id)
}

/// Every season of which a plot has opened, newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Season>> {
    let rows: Vec<(OrganiserId, Day)> = plot::Entity::find()
        .select_only()
        .columns([plot::Column::OrganiserId, plot::Column::HarvestOn])
        .filter(plot::COLUMN.opened_at.is_not_null())
        .filter(plot::COLUMN.organiser_id.is_not_null())
        .filter(plot::COLUMN.harvest_on.is_not_null())
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let seasons = rows.into_iter().map(|(organiser, day)| Season { year: year(day), organiser });
    Ok(seasons.collect::<BTreeSet<_>>().into_iter().rev().collect())
}

/// What a season is called.
pub(super) fn title(season: Season, organiser: &organiser::Model) -> Named {
    Named {
        zh: format!("{}年公益“一亩地”（{}）", season.year, organiser.name_zh),
        en: format!("One-acre plots {} ({})", season.year, organiser.name_en),
    }
}

/// From the first plot that opens to the last one that is closed.
pub(super) async fn span(db: &impl ConnectionTrait, season: Season) -> Result<Option<Span>> {
    Ok(span_of(&plots(season).all(db).await?))
}

fn span_of(plots: &[plot::Model]) -> Option<Span> {
    let from = plots.iter().filter_map(|plot| plot.opened_at).min().map(china_date)?;
    let closed: Option<Vec<Day>> = plots.iter().map(|plot| plot.closed_at.map(china_date)).collect();
    let end = closed.and_then(|days| days.into_iter().max());
    Some(Span { from, planned: plots.iter().filter_map(|plot| plot.harvest_on).max(), end })
}

pub(super) async fn draw(db: &impl ConnectionTrait, season: Season, period: &Period) -> Result<SeasonDisclosure> {
    let plots = plots(season).all(db).await?;
    let span = span_of(&plots).ok_or(Refusal::NotFound)?;
    let organiser = organiser::change::find(db, season.organiser).await?;
    let programmes: Vec<Programme> = plots.iter().map(|plot| Programme::Plot(plot.id)).collect();
    let moved = money::moved(db, &programmes, period).await?;
    let (mut flow, mut spent) = (Flow::default(), Spent::default());
    for (account, moved) in &moved {
        flow.add(account, *moved);
        if account.kind == AccountKind::PaidOut {
            spent.add(account.purpose, moved.within);
        }
    }
    Ok(SeasonDisclosure {
        kind: period.kind,
        from: period.from,
        to: period.to,
        season,
        title: title(season, &organiser),
        organiser: Some(Answerable::from(organiser)),
        begun_on: span.from,
        ended_on: span.end,
        money: flow,
        spent,
        townships: townships(db, &plots, &moved).await?,
        harvest: harvest_of(&plots),
    })
}

async fn townships(
    db: &impl ConnectionTrait,
    plots: &[plot::Model],
    moved: &[(Account, Moved)],
) -> Result<Vec<(Named, Fields)>> {
    let place: HashMap<PlotId, TownshipId> = plots.iter().map(|plot| (plot.id, plot.township_id)).collect();
    let mut fields: BTreeMap<TownshipId, Fields> = BTreeMap::new();
    for plot in plots {
        let here = fields.entry(plot.township_id).or_default();
        here.plots += 1;
        here.shares += u64::try_from(plot.shares).unwrap_or(0);
        here.taken += u64::try_from(plot.taken).unwrap_or(0);
    }
    for (account, moved) in moved {
        let Programme::Plot(id) = account.programme else { continue };
        let Some(here) = place.get(&id).and_then(|township| fields.get_mut(township)) else { continue };
        match (account.kind, account.purpose) {
            (AccountKind::Received, _) => here.received.0 -= moved.within.0,
            (AccountKind::PaidOut, Purpose::Farmer) => here.farmer.0 += moved.within.0,
            _ => {}
        }
    }
    let rows = township::Entity::find().filter(township::COLUMN.id.is_in(fields.keys().copied())).all(db).await?;
    let named: HashMap<TownshipId, township::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let line = |(id, fields): (TownshipId, Fields)| {
        let township = named.get(&id)?;
        Some((Named { zh: township.name_zh.clone(), en: township.name_en.clone() }, fields))
    };
    Ok(fields.into_iter().filter_map(line).collect())
}

fn harvest_of(plots: &[plot::Model]) -> Harvest {
    let households: BTreeSet<_> = plots.iter().map(|plot| plot.household_id).collect();
    let count = |is: &dyn Fn(&&plot::Model) -> bool| u64::try_from(plots.iter().filter(is).count()).unwrap_or(0);
    let weighed = || plots.iter().filter_map(|plot| Some((plot, plot.weight_g?)));
    Harvest {
        households: u64::try_from(households.len()).unwrap_or(u64::MAX),
        harvested: count(&|plot| plot.weight_g.is_some()),
        short: count(&|plot| plot.evidence.is_some()),
        settled: count(&|plot| matches!(plot.state, State::Settled) || plot.settled_on.is_some()),
        promised: weighed().map(|(plot, _)| harvest::promised(plot)).sum(),
        weighed: weighed().map(|(_, grams)| grams).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::{NotASeason, Season};
    use crate::id::OrganiserId;

    #[test]
    fn a_season_is_read_as_it_is_written() {
        let season = Season { year: 2026, organiser: OrganiserId(12) };
        assert_eq!(season.to_string().parse(), Ok(season));
        for typed in ["", "2026", "26-1", "2026-", "2026-x", "-1", "2026--1", "+026-1", "2026-+1"] {
            assert_eq!(typed.parse::<Season>(), Err(NotASeason), "{typed}");
        }
    }
}
