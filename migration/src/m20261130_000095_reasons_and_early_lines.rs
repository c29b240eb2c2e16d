//! Officers say why money goes back, and a statement's line may be earlier than the code that it names.

use sea_orm_migration::prelude::*;

use crate::{check::Words, dialect};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        WHY.widen(manager).await?;
        FIT.widen(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let fewer = [
            "UPDATE payment_part SET why = 'office' WHERE why IN ('asked', 'mistake', 'unused', 'credit')",
            "UPDATE payment_line SET fit = 'closed' WHERE fit = 'early'",
        ];
        dialect::run(manager, &fewer).await?;
        WHY.narrow(manager).await?;
        FIT.narrow(manager).await
    }
}

const WHY: Words = Words {
    table: "payment_part",
    column: "why",
    name: "payment_part_why_check",
    before: "'shortfall', 'too_much', 'too_late', 'given_up', 'pledge_over', ",
    old: "'support_over', 'office')",
    new: "'support_over', 'office', 'asked', 'mistake', 'unused', 'credit')",
};

const FIT: Words = Words {
    table: "payment_line",
    column: "fit",
    name: "payment_line_fit_check",
    before: "'sure', 'partly', 'over', 'closed', ",
    old: "'near', 'payer', 'nothing')",
    new: "'near', 'payer', 'nothing', 'early')",
};
