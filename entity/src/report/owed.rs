//! What the office has to publish: every period of every programme, with what was published of it.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{About, Named, period::Period, publish, season};
use crate::{Day, Result, Time, actor::Officer, fund, lang::china_date, organiser, phase};

/// One period of one programme.
#[derive(Clone, Debug)]
pub struct Owed {
    pub about: About,
    /// A phase's number: what its address says.
    pub phase: Option<i32>,
    pub title: Named,
    pub period: Period,
    /// The newest edition.
    pub published: Option<publish::Model>,
}

impl Owed {
    /// It was to be published by now.
    pub fn is_late(&self, today: Day) -> bool {
        self.published.is_none() && self.period.due_on.is_some_and(|due| due < today)
    }

    /// It can be published and is asked for.
    const fn is_due(&self) -> bool {
        self.published.is_none() && self.period.is_over && self.period.due_on.is_some()
    }
}

/// Everything: first what is to be published, the earliest day first, then what runs, then what is published or need
/// not be, newest first.
pub async fn all(db: &impl ConnectionTrait, _officer: Officer, now: Time) -> Result<Vec<Owed>> {
    let mut all = of_every(db, now).await?;
    all.sort_by_key(|owed| {
        let rank = if owed.is_due() { 0 } else { 1 + u8::from(owed.period.is_over) };
        (rank, owed.period.due_on.filter(|_| rank == 0), std::cmp::Reverse(owed.period.to))
    });
    Ok(all)
}

/// The days by which what is still unpublished was to be published.
pub(crate) async fn late(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Day>> {
    let today = china_date(now);
    let late = of_every(db, now).await?.into_iter().filter(|owed| owed.is_late(today));
    Ok(late.filter_map(|owed| owed.period.due_on).collect())
}

async fn of_every(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Owed>> {
    let mut published = published(db).await?;
    let mut all = Vec::new();
    for programme in programmes(db).await? {
        let its = published.remove(&programme.0).unwrap_or_default();
        all.extend(of_one(db, programme, its, now).await?);
    }
    Ok(all)
}

/// The periods of one programme, in their order.
pub async fn of(db: &impl ConnectionTrait, _officer: Officer, about: impl Into<About>, now: Time) -> Result<Vec<Owed>> {
    let about = about.into();
    let published = publish::published(db, about).await?;
    let published = published.into_iter().map(|row| (row.period.clone(), row)).collect();
    match programmes(db).await?.into_iter().find(|programme| programme.0 == about) {
        Some(programme) => of_one(db, programme, published, now).await,
        None => Ok(Vec::new()),
    }
}

async fn of_one(
    db: &impl ConnectionTrait,
    (about, phase, title): (About, Option<i32>, Named),
    mut published: HashMap<String, publish::Model>,
    now: Time,
) -> Result<Vec<Owed>> {
    let periods = about.periods(db, now).await?.into_iter();
    let owed = periods.map(|period| {
        let published = published.remove(&period.kind.key());
        Owed { about, phase, title: title.clone(), period, published }
    });
    Ok(owed.collect())
}

/// All that can be accounted for: phases and seasons newest first, then funds.
async fn programmes(db: &impl ConnectionTrait) -> Result<Vec<(About, Option<i32>, Named)>> {
    let mut all = Vec::new();
    for phase in phase::all(db).await? {
        all.push((About::Phase(phase.id), Some(phase.number), Named { zh: phase.title_zh, en: phase.title_en }));
    }
    let organisers = organiser::change::all(db).await?;
    for one in season::all(db).await? {
        if let Some(organiser) = organisers.iter().find(|organiser| organiser.id == one.organiser) {
            all.push((About::Season(one), None, season::title(one, organiser)));
        }
    }
    for fund in fund::opened(db).await? {
        all.push((About::Fund(fund.id), None, Named { zh: fund.title_zh, en: fund.title_en }));
    }
    Ok(all)
}

/// The newest edition of every period, by what it is about.
async fn published(db: &impl ConnectionTrait) -> Result<HashMap<About, HashMap<String, publish::Model>>> {
    let rows = publish::Entity::find().order_by_asc(publish::COLUMN.edition).all(db).await?;
    let mut newest: HashMap<About, HashMap<String, publish::Model>> = HashMap::new();
    for row in rows {
        newest.entry(row.about()?).or_default().insert(row.period.clone(), row);
    }
    Ok(newest)
}
