//! Very many open wishes, to measure with. Their children have no records: nobody is to be found behind them.

use chrono::TimeDelta;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};

use super::county::{self, Place};
use crate::{
    Code, Fen, Lang, Result, Store, Time,
    account::{self, Role},
    child,
    id::{AccountId, PhaseId},
    phase,
    store::Txn,
    wish::{self, Category, Status, search},
};

/// Rows of one statement: 20 columns each stay below SQLite's 32,766 bound values.
const ROWS: usize = 1_000;
/// Rows of one transaction.
const BATCH: usize = 20_000;

const ITEMS: [(Category, &str, &str, i64); 12] = [
    (Category::Schoolbag, "双肩书包", "防水，蓝色", 90),
    (Category::Books, "新华字典", "第12版", 32),
    (Category::Stationery, "文具盒", "双层", 25),
    (Category::ArtSupplies, "彩色铅笔", "36色", 42),
    (Category::Sports, "5号篮球", "橡胶", 68),
    (Category::Shoes, "运动鞋", "35码", 95),
    (Category::Clothes, "羽绒服", "身高130", 180),
    (Category::LearningDevice, "充电台灯", "LED，暖光", 79),
    (Category::Toy, "积木", "300粒", 72),
    (Category::DailyGoods, "保温杯", "500毫升", 55),
    (Category::Music, "口琴", "24孔", 62),
    (Category::Other, "雨伞", "儿童，黄色", 30),
];

/// Adds a phase of its own, number 900 or the next free one, with this many open wishes.
pub async fn bulk(store: &Store, wishes: u32, now: Time) -> Result<()> {
    let txn = store.write().await?;
    let ground = ground(&txn, now).await?;
    txn.commit().await?;
    let mut made = 0;
    let wanted = usize::try_from(wishes).unwrap_or(usize::MAX);
    while made < wanted {
        let txn = store.write().await?;
        let end = wanted.min(made + BATCH);
        while made < end {
            let rows = ROWS.min(end - made);
            add(store, &txn, &ground, made, rows, now).await?;
            made += rows;
        }
        txn.commit().await?;
    }
    Ok(())
}

struct Ground {
    phase: PhaseId,
    places: Vec<Place>,
    writer: AccountId,
    closes_on: crate::Day,
}

async fn ground(txn: &Txn, now: Time) -> Result<Ground> {
    let schools = crate::school::Entity::find().limit(8).all(txn).await?;
    let (places, organiser) = if schools.is_empty() {
        let county = county::found(txn, now).await?;
        (county.schools, county.organiser)
    } else {
        let organiser = crate::organiser::Entity::find().one(txn).await?.ok_or(crate::Refusal::NotFound)?;
        let places = schools.iter().map(|school| Place { school: school.id, township: school.township_id }).collect();
        (places, organiser.id)
    };
    let last = phase::Entity::find().order_by_desc(phase::COLUMN.number).one(txn).await?;
    let number = last.map_or(900, |phase| (phase.number + 1).max(900));
    let county = county::County { schools: places, villages: Vec::new(), organiser };
    let handed_out = now + TimeDelta::days(32);
    let row = super::past::open_phase(txn, &county, number, handed_out, phase::State::Open).await?;
    let email = format!("bulk{number}@example.org");
    let writer = account::ActiveModel {
        email: Set(email),
        name: Set("量测".to_owned()),
        role: Set(Role::Office),
        lang: Set(Lang::Zh),
        created_at: Set(now),
        ..Default::default()
    };
    let closes_on = row.claim_until.unwrap_or_default();
    Ok(Ground { phase: row.id, places: county.schools, writer: writer.insert(txn).await?.id, closes_on })
}

async fn add(store: &Store, txn: &Txn, ground: &Ground, from: usize, rows: usize, now: Time) -> Result<()> {
    let children = (from..from + rows).map(|number| child::ActiveModel {
        school_id: Set(ground.places[number % ground.places.len()].school),
        identity_hash: Set(store.dice.id()),
        created_at: Set(now),
        ..Default::default()
    });
    let children = child::Entity::insert_many(children).exec_with_returning_keys(txn).await?;
    let wishes = (from..from + rows).zip(children).map(|(number, child)| wish_row(store, ground, number, child, now));
    let wishes = wish::Entity::insert_many(wishes).exec_with_returning(txn).await?;
    search::index_all(txn, &wishes).await
}

fn wish_row(store: &Store, ground: &Ground, number: usize, child: crate::id::ChildId, now: Time) -> wish::ActiveModel {
    let (category, item, specification, yuan) = ITEMS[number % ITEMS.len()];
    let place = ground.places[(number / ITEMS.len()) % ground.places.len()];
    let waiting_since = now - TimeDelta::seconds(i64::try_from((number * 7_919) % 4_000_000).unwrap_or(0));
    wish::ActiveModel {
        code: Set(Code::mint(&store.dice)),
        phase_id: Set(ground.phase),
        school_id: Set(place.school),
        township_id: Set(place.township),
        child_id: Set(child),
        category: Set(category),
        item: Set(item.to_owned()),
        specification: Set(specification.to_owned()),
        grade: Set(i32::try_from(number % 9).unwrap_or(0) + 1),
        price_fen: Set(Fen::yuan(yuan)),
        status: Set(Status::Open),
        waiting_since: Set(waiting_since),
        closes_on: Set(Some(ground.closes_on)),
        created_by: Set(ground.writer),
        created_at: Set(waiting_since),
        submitted_at: Set(Some(waiting_since)),
        approved_at: Set(Some(waiting_since)),
        approval_told_at: Set(Some(waiting_since)),
        opened_at: Set(Some(waiting_since)),
        ..Default::default()
    }
}
