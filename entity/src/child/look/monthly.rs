//! The monthly report of looks: who opened how many names, when and why. A page for the office, and a letter to the
//! administrators when the month is over.

use std::collections::HashMap;

use chrono::Timelike;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{COLUMN, Column, Entity, Model, Reason};
use crate::{
    Code, Result, Store, Time,
    account::{self, Role},
    actor::Officer,
    id::{AccountId, SchoolId, VillageId, WishId},
    lang::china_time,
    month::Month,
    outbox::{self, Letter, Recipient, letter::LookLine},
    place::village,
    school, wish,
};

/// The letter comes in the morning.
const MORNING: u32 = 8;

/// One person's looks for one reason in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name of who looked; a member of staff, never a child.
    pub who: String,
    /// The school's real name; none, and no village: the office.
    pub school: Option<String>,
    /// The village whose committee looked at its own households.
    pub village: Option<String>,
    pub reason: Reason,
    pub looks: u64,
    pub names: u64,
}

/// The office's looks first, then the villages' and the schools' own; each by person and reason.
pub async fn lines(db: &impl ConnectionTrait, _officer: Officer, month: Month) -> Result<Vec<Line>> {
    counted(db, month).await
}

async fn counted(db: &impl ConnectionTrait, month: Month) -> Result<Vec<Line>> {
    let rows: Vec<(AccountId, Option<SchoolId>, Reason, i64, i64)> = within(month)
        .select_only()
        .columns([Column::AccountId, Column::SchoolId, Column::Reason])
        .column_as(Column::Id.count(), "looks")
        .column_as(Column::Names.sum(), "names")
        .group_by(Column::AccountId)
        .group_by(Column::SchoolId)
        .group_by(Column::Reason)
        .into_tuple()
        .all(db)
        .await?;
    let people = people(db, month).await?;
    let schools: HashMap<SchoolId, String> =
        school::Entity::find().all(db).await?.into_iter().map(|school| (school.id, school.name)).collect();
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|(account, school, reason, looks, names)| {
            let who = people.get(&account).cloned().unwrap_or_default();
            Line {
                who: who.name,
                village: who.village,
                school: school.and_then(|id| schools.get(&id).cloned()),
                reason,
                looks: count(looks),
                names: count(names),
            }
        })
        .collect();
    let place = |line: &Line| (line.school.clone(), line.village.clone(), line.who.clone(), line.reason);
    lines.sort_by_key(place);
    Ok(lines)
}

/// One look by the office.
#[derive(Clone, Debug)]
pub struct One {
    pub look: Model,
    pub who: String,
    /// The wish whose child it was.
    pub code: Option<Code>,
}

/// Every look by the office in a month, newest first.
pub async fn by_office(db: &impl ConnectionTrait, _officer: Officer, month: Month) -> Result<Vec<One>> {
    let looks = within(month).filter(COLUMN.school_id.is_null()).order_by_desc(COLUMN.id).all(db).await?;
    let people = people(db, month).await?;
    let is_the_offices = |look: &Model| people.get(&look.account_id).is_none_or(|who| who.village.is_none());
    let looks: Vec<Model> = looks.into_iter().filter(is_the_offices).collect();
    let codes: Vec<(WishId, Code)> = wish::Entity::find()
        .select_only()
        .columns([wish::Column::Id, wish::Column::Code])
        .filter(wish::COLUMN.id.is_in(looks.iter().filter_map(|look| look.wish_id)))
        .into_tuple()
        .all(db)
        .await?;
    let codes: HashMap<WishId, Code> = codes.into_iter().collect();
    let one = |look: Model| One {
        who: people.get(&look.account_id).map(|who| who.name.clone()).unwrap_or_default(),
        code: look.wish_id.and_then(|id| codes.get(&id).cloned()),
        look,
    };
    Ok(looks.into_iter().map(one).collect())
}

fn within(month: Month) -> Select<Entity> {
    Entity::find().filter(COLUMN.at.gte(month.begins())).filter(COLUMN.at.lt(month.ends()))
}

/// Who looked: a member of staff, or of a village's committee.
#[derive(Clone, Default)]
struct Who {
    name: String,
    village: Option<String>,
}

/// Who looked in a month.
async fn people(db: &impl ConnectionTrait, month: Month) -> Result<HashMap<AccountId, Who>> {
    let looked = within(month).select_only().column(Column::AccountId).into_query();
    let people = account::Entity::find().filter(account::Column::Id.in_subquery(looked)).all(db).await?;
    let villages = village::Entity::find()
        .filter(village::COLUMN.id.is_in(people.iter().filter_map(|account| account.village_id)))
        .all(db)
        .await?;
    let of = |id: Option<VillageId>| villages.iter().find(|village| Some(village.id) == id).map(|it| it.name.clone());
    let who = |account: account::Model| (account.id, Who { village: of(account.village_id), name: account.name });
    Ok(people.into_iter().map(who).collect())
}

/// Once the month is over, tells each administrator who was there then; run by the clock. Gives the number of letters.
pub async fn tell(store: &Store, now: Time) -> Result<u64> {
    let month = Month::of(now).previous();
    if china_time(now).hour() < MORNING {
        return Ok(0);
    }
    let mut untold = Vec::new();
    for admin in admins(store.read(), month).await? {
        let once = format!("looks/{month}/{}", admin.id);
        if !outbox::has(store.read(), &once).await? {
            untold.push((admin, once));
        }
    }
    if untold.is_empty() {
        return Ok(0);
    }
    let txn = store.write().await?;
    let lines = counted(&txn, month).await?;
    let mut told = 0;
    for (admin, once) in untold {
        let letter = letter(&admin.name, month, &lines);
        told += u64::from(outbox::post_once(store, &txn, &Recipient::from(&admin), &letter, Some(once), now).await?);
    }
    txn.commit().await?;
    Ok(told)
}

async fn admins(db: &impl ConnectionTrait, month: Month) -> Result<Vec<account::Model>> {
    let admins = account::Entity::find()
        .filter(account::COLUMN.role.eq(Role::Admin))
        .filter(account::COLUMN.disabled_at.is_null())
        .filter(account::COLUMN.created_at.lt(month.ends()));
    Ok(admins.order_by_asc(account::COLUMN.id).all(db).await?)
}

/// The office's looks by person and reason, the schools' as one sum.
fn letter(name: &str, month: Month, lines: &[Line]) -> Letter {
    let sum = |of: fn(&Line) -> u64| lines.iter().filter(|line| line.school.is_some()).map(of).sum();
    let office = lines.iter().filter(|line| line.school.is_none() && line.village.is_none()).map(|line| LookLine {
        who: line.who.clone(),
        reason: line.reason.key().to_owned(),
        looks: line.looks,
        names: line.names,
    });
    Letter::LooksReported {
        name: name.to_owned(),
        month: month.first(),
        lines: office.collect(),
        school_looks: sum(|line| line.looks),
        school_names: sum(|line| line.names),
    }
}
