//! One-acre plots of the demonstration: 161 households, 545 people, a field each at every point of its season.

mod adopted;
mod words;

use chrono::{Days, TimeDelta};
use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use super::{cast::People, county::County};
use crate::{
    Day, Fen, Refusal, Result, Store, Time,
    household::{self, Record, keep, record},
    id::{HouseholdId, TownshipId, VillageId},
    lang::china_date,
    place::village,
    plot::{self, Crop, Mode, ShortfallRule, State, Weight, diary},
    store::Txn,
};

/// As many as the county's programme has.
pub const HOUSEHOLDS: usize = 161;
pub const PEOPLE: i32 = 545;

const ALIASES: [(&str, &str); 7] = [
    ("南坡人家", "South Slope"),
    ("北坡人家", "North Slope"),
    ("东沟人家", "East Gully"),
    ("西湾人家", "West Bend"),
    ("上院人家", "Upper Yard"),
    ("河边人家", "Riverside"),
    ("槐下人家", "Under the Locust Tree"),
];
/// Of ten households, how many live in each; the last of all lives alone.
const SIZES: [i32; 10] = [2, 3, 4, 3, 5, 3, 4, 3, 4, 3];

/// After how many days since the sowing something is written down.
const DIARY_DAYS: [i64; 5] = [1, 24, 50, 80, 105];

/// How many plots are in which state.
const STATES: [(State, usize); 7] = [
    (State::Open, 46),
    (State::Draft, 9),
    (State::Growing, 12),
    (State::Harvested, 26),
    (State::Shortfall, 4),
    (State::Settled, 34),
    (State::Closed, 30),
];

pub(super) async fn tell(store: &Store, txn: &Txn, county: &County, people: &People, now: Time) -> Result<()> {
    let villages = village::Entity::find().order_by_asc(village::COLUMN.id).all(txn).await?;
    let households = farm(store, txn, &villages, people, now).await?;
    let plots = fields(txn, county, people, &households, now).await?;
    let taken = adopted::tell(store, txn, county.organiser, people, &plots, now).await?;
    write_diaries(txn, people, &plots, now).await?;
    adopted::count(txn, &taken).await?;
    adopted::owe_back(txn, people, now).await
}

/// Seven households to a village, in the order of the villages; sealed all at once.
async fn farm(
    store: &Store,
    txn: &Txn,
    villages: &[village::Model],
    people: &People,
    now: Time,
) -> Result<Vec<(HouseholdId, VillageId, TownshipId)>> {
    let (mut rows, mut records, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..HOUSEHOLDS {
        let village = villages.get(number % villages.len().max(1)).ok_or(Refusal::NotFound)?;
        let (alias_zh, alias_en) = ALIASES[number / villages.len().max(1) % ALIASES.len()];
        let surname = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王"][number % 8];
        let record = Record {
            head: format!("{surname}样例{number}"),
            phone: format!("0000-{number:07}"),
            address: format!("样例路 {number} 号"),
            situation: String::new(),
        };
        rows.push(household::ActiveModel {
            village_id: Set(village.id),
            alias_zh: Set(alias_zh.to_owned()),
            alias_en: Set(alias_en.to_owned()),
            people: Set(if number + 1 == HOUSEHOLDS { 1 } else { SIZES[number % SIZES.len()] }),
            identity_hash: Set(keep::identity_hash(&store.keys, village.id, &record)),
            created_by: Set(people.office),
            created_at: Set(now),
            ..Default::default()
        });
        records.push(record);
        places.push((village.id, village.township_id));
    }
    let made = household::Entity::insert_many(rows).exec_with_returning(txn).await?;
    let sealed: Vec<(HouseholdId, &Record)> = made.iter().map(|row| row.id).zip(&records).collect();
    record::write_new(store, txn, &sealed).await?;
    Ok(made.iter().zip(places).map(|(row, (village, township))| (row.id, village, township)).collect())
}

/// One field each: the newest are open, the oldest closed.
async fn fields(
    txn: &Txn,
    county: &County,
    people: &People,
    households: &[(HouseholdId, VillageId, TownshipId)],
    now: Time,
) -> Result<Vec<plot::Model>> {
    let states = STATES.iter().rev().flat_map(|(state, count)| std::iter::repeat_n(*state, *count));
    let rows = households.iter().zip(states).enumerate().map(|(number, (household, state))| {
        let mut row = field(number, state, now);
        row.household_id = Set(household.0);
        row.village_id = Set(household.1);
        row.township_id = Set(household.2);
        row.organiser_id = Set(Some(county.organiser));
        row.created_by = Set(people.office);
        row
    });
    Ok(plot::Entity::insert_many(rows).exec_with_returning(txn).await?)
}

/// Crop, standard and price by turns.
fn field(number: usize, state: State, now: Time) -> plot::ActiveModel {
    const CROPS: [(Crop, &str, i32); 6] = [
        (Crop::Millet, "晋谷21号", 12_500),
        (Crop::Potatoes, "", 60_000),
        (Crop::Oats, "", 10_000),
        (Crop::Buckwheat, "", 8_000),
        (Crop::Maize, "", 30_000),
        (Crop::Beans, "红芸豆", 9_000),
    ];
    let (crop, variety, harvest) = CROPS[number % CROPS.len()];
    let (price, shares) = [(490_000, 10), (490_000, 10), (320_000, 8), (300_000, 20), (490_000, 1)][number % 5];
    let farmer = price * 45 / 100;
    let (inputs, logistics) = (price * 25 / 100, price * 18 / 100);
    let mode = [Mode::ToDonor, Mode::DonatedOn, Mode::Half][number % 3];
    let rule = [ShortfallRule::Credit, ShortfallRule::Substitute, ShortfallRule::Refund][number % 3];
    let harvest = if shares == 1 { harvest * 10 } else { harvest };
    let mut row = plot::ActiveModel {
        crop: Set(crop),
        variety: Set(variety.to_owned()),
        standard_zh: Set("羊粪做底肥，不用除草剂".to_owned()),
        standard_en: Set("Sheep manure, no weedkiller".to_owned()),
        area_m2: Set([667, 667, 400, 1_000][number % 4]),
        price_fen: Set(Fen(price)),
        shares: Set(shares),
        farmer_fen: Set(Fen(farmer)),
        inputs_fen: Set(Fen(inputs)),
        logistics_fen: Set(Fen(logistics)),
        charity_fen: Set(Fen(price - farmer - inputs - logistics)),
        harvest_g: Set(Weight(harvest)),
        mode: Set(mode),
        shortfall_rule: Set(rule),
        state: Set(state),
        taken: Set(0),
        created_at: Set(now - TimeDelta::days(300)),
        ..Default::default()
    };
    season(&mut row, (state, mode), now);
    row
}

/// The days and moments that its state has left behind.
fn season(row: &mut plot::ActiveModel, (state, mode): (State, Mode), now: Time) {
    let today = china_date(now);
    let day = |days: i64| today + TimeDelta::days(days);
    let at = |days: i64| Some(now + TimeDelta::days(days));
    let (adopt_until, sow_on, harvest_on) = match state {
        State::Draft | State::Open => (day(120), day(140), day(320)),
        State::Growing => (day(-60), day(-50), day(100)),
        State::Closed => (day(-560), day(-540), day(-400)),
        _ => (day(-230), day(-215), day(-40)),
    };
    row.adopt_until = Set(Some(adopt_until));
    row.sow_on = Set(Some(sow_on));
    row.harvest_on = Set(Some(harvest_on));
    if state == State::Draft {
        return;
    }
    let moment = |day: Day| Some((day - Days::new(30)).and_time(chrono::NaiveTime::MIN).and_utc());
    row.opened_at = Set(moment(adopt_until).map(|at| at.min(now - TimeDelta::days(12))));
    if state == State::Open {
        return;
    }
    row.growing_at = Set(Some(sow_on.and_time(chrono::NaiveTime::MIN).and_utc()));
    if state == State::Growing {
        return;
    }
    row.harvested_at = Set(Some(harvest_on.and_time(chrono::NaiveTime::MIN).and_utc()));
    row.test_no = Set(Some(format!("样例-检-{}", harvest_on.format("%Y-%m"))));
    if matches!(state, State::Settled | State::Closed) {
        row.delivered_on = Set(Some(harvest_on + Days::new(10)));
        let went = match mode {
            Mode::ToDonor => "按份装好，快递寄给了每位认养人。",
            Mode::DonatedOn => "全部捐了出去，送到了镇上的敬老院。",
            Mode::Half => "一半快递寄给认养人，一半送到了镇上的敬老院。",
        };
        row.delivery_note = Set(Some(went.to_owned()));
        row.settled_on = Set(Some(harvest_on + Days::new(20)));
        row.settled_at = Set(at(-10));
        row.receipt_no = Set(Some("样例-收-8".to_owned()));
    }
    if state == State::Closed {
        row.settled_at = Set(at(-370));
        row.closed_at = Set(at(-360));
    }
}

/// What grows or has grown has a diary, in the words of its crop.
async fn write_diaries(txn: &Txn, people: &People, plots: &[plot::Model], now: Time) -> Result<()> {
    let today = china_date(now);
    let mut rows = Vec::new();
    for plot in plots.iter().filter(|plot| plot.growing_at.is_some()) {
        let Some(sown) = plot.sow_on else { continue };
        for (after, words) in DIARY_DAYS.into_iter().zip(words::said(plot.crop)) {
            let on = sown + TimeDelta::days(after);
            if on <= today {
                rows.push(diary::ActiveModel {
                    plot_id: Set(plot.id),
                    on_day: Set(on),
                    words: Set(words.to_owned()),
                    written_by: Set(people.village),
                    written_at: Set(on.and_time(chrono::NaiveTime::MIN).and_utc()),
                    ..Default::default()
                });
            }
        }
    }
    for some in rows.chunks(400) {
        diary::Entity::insert_many(some.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(())
}
