//! What a file of papers holds: how many papers, how many rosters among them, and which schools have no roster although
//! one was asked for.

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
    "ALTER TABLE print_job ADD COLUMN papers integer NOT NULL DEFAULT 0 CHECK (papers >= 0)",
    "ALTER TABLE print_job ADD COLUMN rosters integer NOT NULL DEFAULT 0 CHECK (rosters >= 0)",
    "ALTER TABLE print_job ADD COLUMN without_roster text NOT NULL DEFAULT ''",
    // Files made before are kept for a day; with a reason, rosters may be among them.
    "UPDATE print_job SET papers = done, rosters = CASE WHEN reason IS NULL THEN 0 ELSE 1 END WHERE state = 'done'",
];

const DOWN: &[&str] = &[
    "ALTER TABLE print_job DROP COLUMN without_roster",
    "ALTER TABLE print_job DROP COLUMN rosters",
    "ALTER TABLE print_job DROP COLUMN papers",
];
