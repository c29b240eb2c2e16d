//! The pictures that are kept of a noun's rows.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{COLUMN, Column, Entity, Purpose, State};
use crate::{Result, id::PhotoId};

/// Oldest first, by the number of the row that they show.
pub(crate) async fn of(
    db: &impl ConnectionTrait,
    purpose: Purpose,
    subjects: Vec<i64>,
) -> Result<HashMap<i64, Vec<PhotoId>>> {
    let rows: Vec<(Option<i64>, PhotoId)> = Entity::find()
        .select_only()
        .columns([Column::SubjectId, Column::Id])
        .filter(COLUMN.purpose.eq(purpose))
        .filter(COLUMN.state.eq(State::Kept))
        .filter(Column::SubjectId.is_in(subjects))
        .order_by_asc(COLUMN.id)
        .into_tuple()
        .all(db)
        .await?;
    let mut of: HashMap<i64, Vec<PhotoId>> = HashMap::new();
    for (subject, id) in rows {
        if let Some(subject) = subject {
            of.entry(subject).or_default().push(id);
        }
    }
    Ok(of)
}
