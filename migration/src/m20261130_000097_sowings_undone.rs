//! A diary says of a sowing that was put down by mistake on which day that was; such an entry has no words of its own.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, &["ALTER TABLE diary_entry DROP COLUMN not_sown"]).await
    }
}

const UP: &[&str] = &["ALTER TABLE diary_entry ADD COLUMN not_sown $date"];
