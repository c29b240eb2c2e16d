//! The imports of a school.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Entity, Model};
use crate::{
    Refusal, Result,
    id::{ImportId, SchoolId},
};

/// Newest first.
pub async fn own(db: &impl ConnectionTrait, school: SchoolId, most: u64) -> Result<Vec<Model>> {
    let own = Entity::find().filter(COLUMN.school_id.eq(school));
    Ok(own.order_by_desc(COLUMN.id).limit(most).all(db).await?)
}

/// A foreign one is not found.
pub async fn one(db: &impl ConnectionTrait, school: SchoolId, id: ImportId) -> Result<Model> {
    let own = Entity::find_by_id(id).filter(COLUMN.school_id.eq(school));
    Ok(own.one(db).await?.ok_or(Refusal::NotFound)?)
}
