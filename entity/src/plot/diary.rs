//! The season's diary: who keeps a plot writes what happens in its field, at least every 30 days; each entry goes to
//! the adopters by letter. Entries are public and say nothing of persons.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{Model as Plot, State, locked};
use crate::{
    Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::Keeper,
    adoption::{self, tell},
    error::{Refusals, Refused},
    id::{AccountId, DiaryEntryId, PlotId},
    journal::{self, Subject},
    lang::china_date,
    outbox::Letter,
    text,
    wish::freetext::{self, Guarded},
};

/// Longest entry, in characters.
pub const WORDS: usize = 600;
/// Longest silence while something grows.
pub const EVERY: TimeDelta = TimeDelta::days(30);
/// Entries that a page shows.
const MOST: u64 = 60;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "diary_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DiaryEntryId,
    pub plot_id: PlotId,
    pub on_day: Date,
    pub words: String,
    pub written_by: AccountId,
    pub written_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub on_day: String,
    pub diary: String,
}

/// Writes an entry of a plot that is open or growing; says how many adopters were told.
pub async fn write(store: &Store, keeper: Keeper, id: PlotId, typed: &Typed, form: &FormKey, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let plot = locked(&txn, keeper, id).await?;
    let (on, words) = read(typed, &plot, now)?;
    let found = freetext::check(Field::Diary, &words, &Guarded::of_village(store, &txn, plot.village_id).await?);
    if !found.is_empty() {
        return Err(Refused(found).into());
    }
    if !matches!(plot.state, State::Open | State::Growing | State::Harvested | State::Shortfall) {
        return Err(Refusal::PlotState.into());
    }
    let row = ActiveModel {
        plot_id: Set(id),
        on_day: Set(on),
        words: Set(words.clone()),
        written_by: Set(keeper.account()),
        written_at: Set(now),
        ..Default::default()
    };
    row.insert(&txn).await?;
    journal::note(&txn, keeper, "diary_written", Subject("plot", id.0), "", now).await?;
    let about = tell::About::read(&txn, id).await?;
    let letter = |name, adoption, _| Letter::PlotDiary { name, on, words: words.clone(), adoption };
    let told = tell::all(store, &txn, &about, &adoption::State::PAID, letter, now).await?;
    form.keep(&txn, &told, now).await?;
    txn.commit().await?;
    Ok(told)
}

fn read(typed: &Typed, plot: &Plot, now: Time) -> Result<(Day, String)> {
    let mut no = Refusals::default();
    let on = no.take(text::day(Field::OnDay, &typed.on_day));
    let words = no.take(text::lines(Field::Diary, &typed.diary, WORDS));
    if words.as_deref() == Some("") {
        no.add(Refusal::Missing(Field::Diary));
    }
    if let Some(on) = on {
        if on > china_date(now) {
            no.add(Refusal::DayInFuture(Field::OnDay));
        } else if on < china_date(plot.created_at) - TimeDelta::days(366) {
            no.add(Refusal::DayInPast(Field::OnDay));
        }
    }
    match (on, words) {
        (Some(on), Some(words)) if no.is_empty() => Ok((on, words)),
        _ => Err(no.into()),
    }
}

/// The newest entries of a plot, newest first.
pub async fn of(db: &impl ConnectionTrait, id: PlotId) -> Result<Vec<Model>> {
    let its = Entity::find().filter(COLUMN.plot_id.eq(id)).order_by_desc(COLUMN.on_day).order_by_desc(COLUMN.id);
    Ok(its.limit(MOST).all(db).await?)
}

/// A growing plot of which nothing was written for 30 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    pub plot: PlotId,
    /// The last entry, or the day it began to grow.
    pub since: Time,
}

/// Growing plots that nobody wrote of for too long, in the order of their numbers.
pub async fn silent(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Silent>> {
    let growing = super::Entity::find().filter(super::COLUMN.state.eq(State::Growing)).all(db).await?;
    let last: Vec<(PlotId, Option<Time>)> = Entity::find()
        .select_only()
        .column(Column::PlotId)
        .column_as(Column::WrittenAt.max(), "last")
        .filter(COLUMN.plot_id.is_in(growing.iter().map(|plot| plot.id)))
        .group_by(Column::PlotId)
        .into_tuple()
        .all(db)
        .await?;
    let silent = |plot: &Plot| {
        let written = last.iter().find(|(id, _)| *id == plot.id).and_then(|(_, at)| *at);
        let since = written.max(plot.growing_at)?;
        (now - since >= EVERY).then_some(Silent { plot: plot.id, since })
    };
    let mut all: Vec<Silent> = growing.iter().filter_map(silent).collect();
    all.sort_by_key(|one| one.plot);
    Ok(all)
}
