//! The people of a fund, whose names must not stand in what everybody calls one of its elders.

use sea_orm::entity::prelude::*;

use super::{Guarded, compared};
use crate::{Result, Store, elder, id::FundId, supporter};

impl Guarded {
    /// The villages of the county, the elders of a fund and who supports them, read by the machine for comparison only.
    pub(crate) async fn of_fund(store: &Store, db: &impl ConnectionTrait, fund: FundId) -> Result<Self> {
        let mut guarded = Self::of_county(db).await?;
        let elders = elder::record::all_names(store, db, fund).await?;
        let supporters = supporter::record::all_names(store, db, fund).await?;
        for name in elders.iter().chain(&supporters) {
            guarded.pupils.add(compared(name));
        }
        Ok(guarded)
    }
}
