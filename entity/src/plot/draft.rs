//! A village or the office drafts a plot of a household: what is typed is read here, for [`super::change`] too.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, entity::prelude::*};
use serde::Deserialize;

use super::{ActiveModel, COLUMN, Crop, Entity, Mode, Model, ShortfallRule, Split, State, Weight, weight};
use crate::{
    Day, Error, Fen, Field, FormKey, Lang, Refusal, Result, Store, Time,
    actor::Keeper,
    error::Refusals,
    household,
    id::{HouseholdId, OrganiserId, PlotId},
    journal::{self, Act, Subject},
    lang, organiser,
    place::{self},
    store::Txn,
    text,
    wish::freetext::{self, Guarded},
};

/// Longest variety, in characters.
pub const VARIETY: usize = 40;
/// Longest standard, in characters.
pub const STANDARD: usize = 200;
/// A plot's price, from..=to.
const PRICE: (Fen, Fen) = (Fen::yuan(1), Fen::yuan(1_000_000));

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub crop: String,
    pub variety: String,
    pub standard_zh: String,
    /// Blank: the Chinese text serves both languages.
    pub standard_en: String,
    pub area: String,
    pub organiser: String,
    pub adopt_until: String,
    pub sow_on: String,
    pub harvest_on: String,
    /// Of the whole plot.
    pub price: String,
    pub shares: String,
    pub farmer: String,
    pub inputs: String,
    pub logistics: String,
    pub charity: String,
    pub harvest_share: String,
    pub mode: String,
    pub shortfall_rule: String,
}

impl Typed {
    /// A new plot's form: one mu in ten rows, or what the last plot of this village had, and which one that was. Who
    /// reads Chinese is given no English to answer for: that may stay blank.
    pub async fn suggested(
        db: &impl ConnectionTrait,
        household: &household::Model,
        lang: Lang,
    ) -> Result<(Self, Option<PlotId>)> {
        let last =
            Entity::find().filter(COLUMN.village_id.eq(household.village_id)).order_by_desc(COLUMN.id).one(db).await?;
        if let Some(plot) = last {
            let last = Self::from(&plot);
            let standard_en = lang.pick(String::new(), last.standard_en);
            return Ok((Self { variety: String::new(), standard_en, ..last }, Some(plot.id)));
        }
        let area = "667".to_owned();
        Ok((Self { area, shares: "10".to_owned(), mode: "to_donor".to_owned(), ..Self::default() }, None))
    }
}

impl From<&Model> for Typed {
    fn from(plot: &Model) -> Self {
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        Self {
            crop: plot.crop.key().to_owned(),
            variety: plot.variety.clone(),
            standard_zh: plot.standard_zh.clone(),
            standard_en: lang::english_shown(&plot.standard_en, &plot.standard_zh),
            area: plot.area_m2.to_string(),
            organiser: plot.organiser_id.map_or_else(String::new, |id| id.to_string()),
            adopt_until: day(plot.adopt_until),
            sow_on: day(plot.sow_on),
            harvest_on: day(plot.harvest_on),
            price: plot.price_fen.plain(),
            shares: plot.shares.to_string(),
            farmer: plot.farmer_fen.plain(),
            inputs: plot.inputs_fen.plain(),
            logistics: plot.logistics_fen.plain(),
            charity: plot.charity_fen.plain(),
            harvest_share: plot.harvest_g.plain(),
            mode: plot.mode.key().to_owned(),
            shortfall_rule: plot.shortfall_rule.key().to_owned(),
        }
    }
}

/// Days and organiser may still be blank; see [`super::open::missing`].
pub async fn draft(
    store: &Store,
    keeper: Keeper,
    household: HouseholdId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<PlotId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let household = household::find(&txn, keeper, household).await?;
    if household.erased_at.is_some() {
        return Err(Refusal::NotFound.into());
    }
    let village = place::village_of(&txn, household.village_id).await?;
    let row = ActiveModel {
        household_id: Set(household.id),
        village_id: Set(village.id),
        township_id: Set(village.township_id),
        state: Set(State::Draft),
        taken: Set(0),
        created_by: Set(keeper.account()),
        created_at: Set(now),
        ..read(store, &txn, &household, typed).await?
    };
    let id = row.insert(&txn).await?.id;
    journal::note(&txn, keeper, Act::PlotDrafted, Subject("plot", id.0), "", now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// What was typed, as a row.
pub(super) async fn read(store: &Store, txn: &Txn, household: &household::Model, typed: &Typed) -> Result<ActiveModel> {
    let mut no = Refusals::default();
    let guarded = Guarded::of_village(store, txn, household.village_id).await?;
    let words = read_words(&mut no, typed, &guarded);
    let money = read_money(&mut no, typed);
    let organiser = no.take(chosen_organiser(txn, &typed.organiser).await?);
    let days = read_days(&mut no, typed);
    let area = no.take(text::number(Field::Area, &typed.area, 30..=6_670));
    let harvest = no.take(weight::read(Field::HarvestShare, &typed.harvest_share, 100, 1_000_000));
    let mode = no.take(Mode::from_key(&typed.mode).ok_or(Refusal::NotAChoice(Field::Mode)));
    let rule = ShortfallRule::from_key(&typed.shortfall_rule).ok_or(Refusal::NotAChoice(Field::ShortfallRule));
    let rule = no.take(rule);
    let (Some(row), Some((price, shares, split)), Some(organiser), Some(days)) = (words, money, organiser, days) else {
        return Err(no.into());
    };
    let (Some(area), Some(harvest), Some(mode), Some(rule), true) = (area, harvest, mode, rule, no.is_empty()) else {
        return Err(no.into());
    };
    let [adopt_until, sow_on, harvest_on] = days;
    Ok(ActiveModel {
        organiser_id: Set(organiser),
        area_m2: Set(area),
        adopt_until: Set(adopt_until),
        sow_on: Set(sow_on),
        harvest_on: Set(harvest_on),
        price_fen: Set(price),
        shares: Set(shares),
        farmer_fen: Set(split.farmer),
        inputs_fen: Set(split.inputs),
        logistics_fen: Set(split.logistics),
        charity_fen: Set(split.charity),
        harvest_g: Set(Weight(i32::try_from(harvest).map_err(|_| Error::Busy)?)),
        mode: Set(mode),
        shortfall_rule: Set(rule),
        ..row
    })
}

fn read_words(no: &mut Refusals, typed: &Typed, guarded: &Guarded) -> Option<ActiveModel> {
    let crop = no.take(Crop::from_key(&typed.crop).ok_or(Refusal::NotAChoice(Field::Crop)));
    let variety = no.take(text::line_or_empty(Field::Variety, &typed.variety, VARIETY));
    let standard_zh = no.take(text::line(Field::StandardZh, &typed.standard_zh, STANDARD));
    let standard_en = no.take(text::line_or_empty(Field::StandardEn, &typed.standard_en, STANDARD));
    for (field, words) in
        [(Field::Variety, &variety), (Field::StandardZh, &standard_zh), (Field::StandardEn, &standard_en)]
    {
        let found = words.as_ref().map(|words| freetext::check(field, words, guarded));
        found.into_iter().flatten().for_each(|refusal| no.add(refusal));
    }
    let (standard_zh, standard_en) = (standard_zh?, standard_en?);
    Some(ActiveModel {
        crop: Set(crop?),
        variety: Set(variety?),
        standard_en: Set(lang::english_kept(standard_en, &standard_zh)),
        standard_zh: Set(standard_zh),
        ..Default::default()
    })
}

/// The split adds up to the price, and a share costs whole fen.
fn read_money(no: &mut Refusals, typed: &Typed) -> Option<(Fen, i32, Split)> {
    let price = no.take(amount(Field::WholePrice, &typed.price, PRICE));
    let shares = no.take(text::number(Field::Shares, &typed.shares, 1..=1_000));
    let mut part = |field, typed: &str| no.take(amount(field, typed, (Fen::ZERO, PRICE.1)));
    let farmer = part(Field::Farmer, &typed.farmer);
    let inputs = part(Field::Inputs, &typed.inputs);
    let logistics = part(Field::Logistics, &typed.logistics);
    let charity = part(Field::Charity, &typed.charity);
    let (price, shares) = (price?, shares?);
    let split = Split { farmer: farmer?, inputs: inputs?, logistics: logistics?, charity: charity? };
    let sum = split.sum()?;
    if sum != price {
        no.add(Refusal::SplitSum(sum, price));
    }
    if price.0 % i64::from(shares) != 0 {
        no.add(Refusal::SharesUneven(price, shares));
    }
    Some((price, shares, split))
}

fn amount(field: Field, typed: &str, (least, most): (Fen, Fen)) -> Result<Fen, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    match typed.parse() {
        Ok(amount) if (least..=most).contains(&amount) => Ok(amount),
        Ok(_) => Err(Refusal::AmountRange(field, least, most)),
        Err(_) => Err(Refusal::NotMoney(field)),
    }
}

/// The last day of adopting and of sowing are not after the harvest; each may be blank.
fn read_days(no: &mut Refusals, typed: &Typed) -> Option<[Option<Day>; 3]> {
    let mut day = |field, typed: &str| {
        if typed.trim().is_empty() { Some(None) } else { no.take(text::day(field, typed)).map(Some) }
    };
    let days = [
        day(Field::AdoptUntil, &typed.adopt_until),
        day(Field::SowOn, &typed.sow_on),
        day(Field::HarvestOn, &typed.harvest_on),
    ];
    let [Some(adopt_until), Some(sow_on), Some(harvest_on)] = days else { return None };
    if let Some(last) = harvest_on {
        for (field, day) in [(Field::AdoptUntil, adopt_until), (Field::SowOn, sow_on)] {
            if day.is_some_and(|day| day > last) {
                no.add(Refusal::DayTooLate(field, last));
            }
        }
    }
    Some([adopt_until, sow_on, harvest_on])
}

async fn chosen_organiser(txn: &Txn, typed: &str) -> Result<Result<Option<OrganiserId>, Refusal>> {
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let Ok(id) = typed.parse::<OrganiserId>() else { return Ok(Err(Refusal::NotAChoice(Field::Organiser))) };
    let found = organiser::Entity::find_by_id(id).one(txn).await?;
    Ok(found.map(|organiser| Some(organiser.id)).ok_or(Refusal::NotAChoice(Field::Organiser)))
}
