//! The heads of households, whose names must not stand in the texts about their plots.

use sea_orm::{QuerySelect, entity::prelude::*};

use super::{Guarded, compared};
use crate::{
    Result, Store, household,
    household::record,
    id::{HouseholdId, VillageId},
};

impl Guarded {
    /// The villages of the county and the heads of one village's households, read by the machine for comparison only.
    pub(crate) async fn of_village(store: &Store, db: &impl ConnectionTrait, village: VillageId) -> Result<Self> {
        let mut guarded = Self::of_county(db).await?;
        let households: Vec<HouseholdId> = household::Entity::find()
            .select_only()
            .column(household::Column::Id)
            .filter(household::COLUMN.village_id.eq(village))
            .filter(household::COLUMN.erased_at.is_null())
            .into_tuple()
            .all(db)
            .await?;
        for some in households.chunks(5_000) {
            for record in record::read_many(store, db, some).await?.values() {
                guarded.pupils.add(compared(&record.head));
            }
        }
        Ok(guarded)
    }

    /// A household that is being put down just now.
    pub(crate) fn and_head(mut self, head: &str) -> Self {
        self.pupils.add(compared(head));
        self
    }
}
