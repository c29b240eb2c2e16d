//! The season's diary: who keeps a plot writes what happens in its field, at least every 30 days; each entry goes to
//! the adopters by letter. Entries and their pictures are public and say nothing of persons. None is changed: a sowing
//! that was put down by mistake is answered by an entry.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*};
use serde::Deserialize;

use super::{Model as Plot, State, locked};
use crate::{
    Day, Field, FormKey, Refusal, Result, Store, Time,
    actor::{Keeper, Officer},
    adoption::{self, tell},
    error::{Refusals, Refused},
    id::{AccountId, DiaryEntryId, PhotoId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::Letter,
    photo::{Purpose, bring, of},
    store::Txn,
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
    /// Empty where it says that nothing had been sown.
    pub words: String,
    /// The day on which the plot had been put down as sown, and was not.
    pub not_sown: Option<Date>,
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

/// A picture of the field that was brought with an entry.
#[derive(Clone, Copy, Debug)]
pub struct Picture {
    pub photo: PhotoId,
    /// Whoever brought it says that nobody can be recognised on it.
    pub shows_nobody: bool,
}

/// Writes an entry of a plot that is open or growing; says how many adopters were told.
pub async fn write(store: &Store, keeper: Keeper, id: PlotId, typed: &Typed, form: &FormKey, now: Time) -> Result<u64> {
    with_picture(store, keeper, id, (typed, None), form, now).await
}

/// The same, with a picture: public as the entry is, and so of no person.
pub async fn with_picture(
    store: &Store,
    keeper: Keeper,
    id: PlotId,
    (typed, picture): (&Typed, Option<Picture>),
    form: &FormKey,
    now: Time,
) -> Result<u64> {
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
    if picture.is_some_and(|picture| !picture.shows_nobody) {
        return Err(Refusal::NotSure.into());
    }
    let row = ActiveModel {
        plot_id: Set(id),
        on_day: Set(on),
        words: Set(words.clone()),
        written_by: Set(keeper.account()),
        written_at: Set(now),
        ..Default::default()
    };
    let entry = row.insert(&txn).await?;
    if let Some(picture) = picture {
        bring::keep(&txn, picture.photo, Purpose::Diary, entry.id.0, keeper.account()).await?;
    }
    journal::note(&txn, keeper, Act::DiaryWritten, Subject("plot", id.0), "", now).await?;
    let about = tell::About::read(&txn, id).await?;
    let letter = |name, adoption, _| Letter::PlotDiary { name, on, words: words.clone(), adoption };
    let told = tell::all(store, &txn, &about, &adoption::State::PAID, letter, now).await?;
    form.keep(&txn, &told, now).await?;
    txn.commit().await?;
    Ok(told)
}

/// The plot was put down as sown by mistake: the entry says on which day. Its adopters get a letter of their own.
pub(super) async fn not_sown(txn: &Txn, officer: Officer, plot: &Plot, now: Time) -> Result<()> {
    let row = ActiveModel {
        plot_id: Set(plot.id),
        on_day: Set(china_date(now)),
        words: Set(String::new()),
        not_sown: Set(Some(china_date(plot.growing_at.unwrap_or(now)))),
        written_by: Set(officer.account()),
        written_at: Set(now),
        ..Default::default()
    };
    row.insert(txn).await?;
    Ok(())
}

/// An officer takes the pictures of an entry away, for good.
pub async fn take_down(
    store: &Store,
    officer: Officer,
    (id, entry): (PlotId, DiaryEntryId),
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let its = Entity::find_by_id(entry).filter(COLUMN.plot_id.eq(id));
    let entry = its.lock_exclusive().one(&txn).await?.ok_or(Refusal::NotFound)?;
    for photo in pictures(&txn, std::slice::from_ref(&entry)).await?.into_values().flatten() {
        bring::erase(&txn, photo, now).await?;
    }
    journal::note(&txn, officer, Act::DiaryPictureErased, Subject("plot", id.0), "", now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The pictures of these entries.
pub async fn pictures(db: &impl ConnectionTrait, entries: &[Model]) -> Result<HashMap<DiaryEntryId, Vec<PhotoId>>> {
    let found = of::of(db, Purpose::Diary, entries.iter().map(|entry| entry.id.0).collect()).await?;
    Ok(found.into_iter().map(|(entry, photos)| (DiaryEntryId(entry), photos)).collect())
}

fn read(typed: &Typed, plot: &Plot, now: Time) -> Result<(Day, String)> {
    let mut no = Refusals::default();
    let on = no.take(text::day(Field::OnDay, &typed.on_day));
    let words = no.take(text::lines(Field::Diary, &typed.diary, WORDS));
    if words.as_deref() == Some("") {
        no.add(Refusal::Missing(Field::Diary));
    }
    // Its adopters read of their season, which begins when the plot is opened to them.
    let first = china_date(plot.opened_at.unwrap_or(plot.created_at));
    if let Some(on) = on {
        if on > china_date(now) {
            no.add(Refusal::DayInFuture(Field::OnDay));
        } else if on < first {
            no.add(Refusal::DayBefore(Field::OnDay, first));
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
    let heard = heard_of(db, &growing).await?.into_iter();
    let silent = heard.filter(|(_, since)| now - *since >= EVERY).map(|(plot, since)| Silent { plot, since });
    let mut all: Vec<Silent> = silent.collect();
    all.sort_by_key(|one| one.plot);
    Ok(all)
}

/// When each of these was last written of, or began to grow.
pub(super) async fn heard_of(db: &impl ConnectionTrait, plots: &[Plot]) -> Result<HashMap<PlotId, Time>> {
    let last: Vec<(PlotId, Option<Time>)> = Entity::find()
        .select_only()
        .column(Column::PlotId)
        .column_as(Column::WrittenAt.max(), "last")
        .filter(COLUMN.plot_id.is_in(plots.iter().map(|plot| plot.id)))
        .group_by(Column::PlotId)
        .into_tuple()
        .all(db)
        .await?;
    let heard = |plot: &Plot| {
        let written = last.iter().find(|(id, _)| *id == plot.id).and_then(|(_, at)| *at);
        Some((plot.id, written.max(plot.growing_at)?))
    };
    Ok(plots.iter().filter_map(heard).collect())
}
