//! A round may say of a wish that none of those that fit its offer has waited longer.

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
        let fewer = "UPDATE proposal_line SET reason = 'open' WHERE reason = 'waited_longest'";
        dialect::run(manager, &[fewer]).await?;
        REASONS.narrow(manager).await
    }
}

const REASONS: Words = Words {
    table: "proposal_line",
    column: "reason",
    name: "proposal_line_reason",
    before: "'only_offer', 'same_parcel', 'names_school', 'names_township', ",
    old: "'names_category', 'open')",
    new: "'names_category', 'open', 'waited_longest')",
};
