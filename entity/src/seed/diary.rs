//! Pictures for one diary of the demonstration. The files are the edge's to draw and to seal.

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Result, Store,
    id::{AccountId, DiaryEntryId, PhotoId},
    photo::{Purpose, bring},
    plot::{self, Crop, State, diary},
};

/// An entry that gets a picture.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub entry: DiaryEntryId,
    /// Who wrote it, and brings the picture.
    pub keeper: AccountId,
    pub crop: Crop,
    /// How far the field is, as an entry's place in its diary: 0 after the sowing.
    pub stage: i32,
}

/// All entries of one plot that was harvested.
pub async fn planned(store: &Store) -> Result<Vec<Plan>> {
    let db = store.read();
    let harvested = plot::Entity::find().filter(plot::COLUMN.state.eq(State::Harvested));
    let Some(plot) = harvested.order_by_asc(plot::COLUMN.id).one(db).await? else { return Ok(Vec::new()) };
    let entries = diary::Entity::find().filter(diary::COLUMN.plot_id.eq(plot.id));
    let entries = entries.order_by_asc(diary::COLUMN.on_day).all(db).await?;
    let plan = |(stage, entry): (i32, diary::Model)| Plan {
        entry: entry.id,
        keeper: entry.written_by,
        crop: plot.crop,
        stage,
    };
    Ok((0..).zip(entries).map(plan).collect())
}

/// The picture stands in the diary.
pub async fn keep(store: &Store, plan: &Plan, photo: PhotoId) -> Result<()> {
    let txn = store.write().await?;
    bring::keep(&txn, photo, Purpose::Diary, plan.entry.0, plan.keeper).await?;
    Ok(txn.commit().await?)
}
