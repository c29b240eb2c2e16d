//! A table judged, with what it was judged by. Judging takes long and keeps nobody from writing; whether it still holds
//! is one short look in the transaction that takes the table.

use sea_orm::ConnectionTrait;

use super::{
    check::{self, Checked},
    ground::Ground,
    header::Table,
};
use crate::{Result, Store, Time, id::SchoolId, phase};

pub(super) struct Judged {
    pub checked: Checked,
    ground: Ground,
    /// Of the table's children.
    identities: Vec<String>,
}

impl Judged {
    pub async fn of(
        store: &Store,
        db: &impl ConnectionTrait,
        school: SchoolId,
        phase: &phase::Model,
        table: &Table,
        now: Time,
    ) -> Result<Self> {
        let mut ground = Ground::of(store, db, school, phase, now).await?;
        let identities = check::identities(table, &ground);
        ground.look_up(db, phase, &identities).await?;
        let checked = check::check(table, ground.clone());
        Ok(Self { checked, ground, identities })
    }

    /// Whether all that the table was judged by is still so.
    pub async fn holds(
        &self,
        store: &Store,
        db: &impl ConnectionTrait,
        school: SchoolId,
        phase: &phase::Model,
        now: Time,
    ) -> Result<bool> {
        let mut ground = Ground::of(store, db, school, phase, now).await?;
        ground.look_up(db, phase, &self.identities).await?;
        Ok(ground.known == self.ground.known)
    }
}
