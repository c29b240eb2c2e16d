//! What anybody may see of plots: the list with its filters, and honest counters. No field here could hold a name;
//! the village is left out as well, for with the alias it would tell who farms there.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{COLUMN, Column, Crop, Entity, Mode, Model, ShortfallRule, Split, State, Weight};
use crate::{
    Day, Fen, Lang, Refusal, Result, Time, household,
    id::{OrganiserId, PlotId, TownshipId},
    place::township,
};

/// Plots on one page.
pub const PAGE: usize = 12;

/// The filters, as the address says them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub township: String,
    pub crop: String,
    pub mode: String,
    pub status: String,
    /// The last number of the page before.
    pub before: String,
}

impl Typed {
    /// Whether anything narrows the list, so that an empty one can say so.
    pub fn narrows(&self) -> bool {
        Self { before: String::new(), ..self.clone() } != Self::default()
    }

    /// `None`: all that anybody may see.
    pub fn state(&self) -> Option<State> {
        State::from_key(&self.status).filter(|state| State::PUBLIC.contains(state))
    }
}

/// A plot as the public may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicPlot {
    pub number: PlotId,
    pub township: String,
    /// The household's alias.
    pub household: String,
    pub crop: Crop,
    pub variety: String,
    pub standard: String,
    pub area_m2: i32,
    pub adopt_until: Option<Day>,
    pub sow_on: Option<Day>,
    pub harvest_on: Option<Day>,
    pub price: Fen,
    pub share_price: Fen,
    pub shares: i32,
    pub taken: i32,
    pub split: Split,
    pub harvest: Weight,
    pub mode: Mode,
    pub shortfall_rule: ShortfallRule,
    pub state: State,
    pub organiser: Option<OrganiserId>,
    /// Open, and its last day of adopting is still to come.
    pub adoptable: bool,
    /// What was harvested, in grams.
    pub weight_g: Option<i64>,
    pub test_no: Option<String>,
    pub evidence: Option<String>,
    pub credit: Option<Fen>,
    pub delivery_note: Option<String>,
}

impl PublicPlot {
    pub const fn free(&self) -> i32 {
        self.shares - self.taken
    }

    /// See [`Model::gave_nothing`].
    pub fn gave_nothing(&self) -> bool {
        let is_made_up = self.evidence.is_some() && self.shortfall_rule == ShortfallRule::Substitute;
        self.weight_g == Some(0) && !is_made_up
    }

    pub(crate) fn of(plot: Model, household: Option<&household::Model>, place: &str, lang: Lang, now: Time) -> Self {
        Self {
            number: plot.id,
            township: place.to_owned(),
            household: household.map_or_else(String::new, |one| one.alias(lang).to_owned()),
            standard: plot.standard(lang).to_owned(),
            share_price: plot.share_price(),
            split: plot.split(),
            adoptable: plot.takes_adoptions(now),
            crop: plot.crop,
            variety: plot.variety,
            area_m2: plot.area_m2,
            adopt_until: plot.adopt_until,
            sow_on: plot.sow_on,
            harvest_on: plot.harvest_on,
            price: plot.price_fen,
            shares: plot.shares,
            taken: plot.taken,
            harvest: plot.harvest_g,
            mode: plot.mode,
            shortfall_rule: plot.shortfall_rule,
            state: plot.state,
            organiser: plot.organiser_id,
            weight_g: plot.weight_g,
            test_no: plot.test_no,
            evidence: plot.evidence,
            credit: plot.credit_fen,
            delivery_note: plot.delivery_note,
        }
    }
}

/// One page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    pub plots: Vec<PublicPlot>,
    /// Where the next page begins.
    pub next: Option<PlotId>,
    pub townships: Vec<township::Model>,
}

/// The plots that fit, newest first; what was drafted and never opened is nobody's business.
pub async fn list(db: &impl ConnectionTrait, typed: &Typed, lang: Lang, now: Time) -> Result<Page> {
    let mut query = public();
    if let Some(state) = typed.state() {
        query = query.filter(COLUMN.state.eq(state));
    }
    if let Some(crop) = Crop::from_key(&typed.crop) {
        query = query.filter(COLUMN.crop.eq(crop));
    }
    if let Some(mode) = Mode::from_key(&typed.mode) {
        query = query.filter(COLUMN.mode.eq(mode));
    }
    if let Ok(township) = typed.township.parse::<TownshipId>() {
        query = query.filter(COLUMN.township_id.eq(township));
    }
    if let Ok(before) = typed.before.parse::<PlotId>() {
        query = query.filter(COLUMN.id.lt(before));
    }
    let most = u64::try_from(PAGE + 1).unwrap_or(u64::MAX);
    let mut rows = query.order_by_desc(COLUMN.id).limit(most).all(db).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|plot| plot.id);
    let townships = township::Entity::find().order_by_asc(township::COLUMN.id).all(db).await?;
    let plots = of_rows(db, rows, &townships, lang, now).await?;
    Ok(Page { plots, next, townships })
}

/// One plot, if anybody may see it.
pub async fn one(db: &impl ConnectionTrait, id: PlotId, lang: Lang, now: Time) -> Result<PublicPlot> {
    let plot = public().filter(COLUMN.id.eq(id)).one(db).await?.ok_or(Refusal::NotFound)?;
    let township = township::Entity::find_by_id(plot.township_id).all(db).await?;
    let mut plots = of_rows(db, vec![plot], &township, lang, now).await?;
    Ok(plots.pop().ok_or(Refusal::NotFound)?)
}

pub(crate) async fn of_rows(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
    townships: &[township::Model],
    lang: Lang,
    now: Time,
) -> Result<Vec<PublicPlot>> {
    let households = super::list::households(db, &rows).await?;
    let named = |plot: Model| {
        let place = townships.iter().find(|township| township.id == plot.township_id);
        let household = households.get(&plot.household_id);
        PublicPlot::of(plot, household, place.map_or("", |place| place.name(lang)), lang, now)
    };
    Ok(rows.into_iter().map(named).collect())
}

fn public() -> Select<Entity> {
    Entity::find().filter(COLUMN.opened_at.is_not_null())
}

/// Counted from the rows, whatever the list is narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    pub plots: u64,
    /// Households that farm them.
    pub households: u64,
    pub shares: u64,
    pub taken: u64,
}

/// Everything that was ever open.
pub async fn counters(db: &impl ConnectionTrait) -> Result<Counters> {
    let sum = |column: &str| Expr::cust(format!("CAST(SUM({column}) AS bigint)"));
    let row: Option<(i64, i64, Option<i64>, Option<i64>)> = public()
        .select_only()
        .column_as(Column::Id.count(), "plots")
        .column_as(Expr::cust("COUNT(DISTINCT household_id)"), "households")
        .column_as(sum("shares"), "shares")
        .column_as(sum("taken"), "taken")
        .into_tuple()
        .one(db)
        .await?;
    let (plots, households, shares, taken) = row.unwrap_or_default();
    let whole = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok(Counters {
        plots: whole(plots),
        households: whole(households),
        shares: whole(shares.unwrap_or(0)),
        taken: whole(taken.unwrap_or(0)),
    })
}
