//! Looks at the records of households are counted with the others, each for its own reason.

use sea_orm_migration::prelude::*;

use crate::{check::Words, dialect};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        REASONS.widen(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, &["DELETE FROM look WHERE reason IN ('contract', 'household')"]).await?;
        REASONS.narrow(manager).await
    }
}

const REASONS: Words = Words {
    table: "look",
    column: "reason",
    name: "look_reason_check",
    before: "'review', 'duplicate', 'delivery', 'guardian', 'wish', 'list', 'roster', ",
    old: "'sheet', 'consents')",
    new: "'sheet', 'consents', 'contract', 'household')",
};
