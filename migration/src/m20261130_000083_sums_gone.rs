//! A sum that a round named and that its donor agreed to when the fund took nothing any more: told apart from one that
//! nobody was asked for.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, &["ALTER TABLE proposal_fund ADD COLUMN gone_at $time"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, &["ALTER TABLE proposal_fund DROP COLUMN gone_at"]).await
    }
}
