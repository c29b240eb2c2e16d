//! Before a wish or a consent is deleted the database looks for what points at it; thousands are deleted when an import
//! is undone.

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
        dialect::run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    "CREATE INDEX wish_by_consent ON wish (consent_id)",
    "CREATE INDEX receipt_by_wish ON receipt (wish_id)",
    "CREATE INDEX problem_by_wish ON problem (wish_id)",
    "CREATE INDEX problem_by_passed_to ON problem (passed_to)",
    "CREATE INDEX page_report_by_wish ON page_report (wish_id)",
];

const DOWN: &[&str] = &[
    "DROP INDEX page_report_by_wish",
    "DROP INDEX problem_by_passed_to",
    "DROP INDEX problem_by_wish",
    "DROP INDEX receipt_by_wish",
    "DROP INDEX wish_by_consent",
];
