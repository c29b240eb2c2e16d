//! A statement that fails again and again lets the others pass, and is given back to the office in the end.

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
    "ALTER TABLE payment_statement ADD COLUMN tries integer NOT NULL DEFAULT 0",
    "ALTER TABLE payment_statement ADD COLUMN failed_at $time",
];

const DOWN: &[&str] =
    &["ALTER TABLE payment_statement DROP COLUMN failed_at", "ALTER TABLE payment_statement DROP COLUMN tries"];
