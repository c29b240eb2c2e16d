//! A wish keeps why it was last sent back, and what of it the school has changed since: who reviews it again asks both.

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
    "ALTER TABLE wish ADD COLUMN returned_at $time",
    "ALTER TABLE wish ADD COLUMN returned_for text",
    // The keys of the form's fields, with commas between them.
    "ALTER TABLE wish ADD COLUMN mended text",
    "UPDATE wish SET returned_for = reason, returned_at = (
        SELECT max(journal.at) FROM journal
        WHERE journal.act = 'wish_returned' AND journal.subject = 'wish' AND journal.subject_id = wish.id
    ) WHERE status = 'returned'",
];

const DOWN: &[&str] = &[
    "ALTER TABLE wish DROP COLUMN mended",
    "ALTER TABLE wish DROP COLUMN returned_for",
    "ALTER TABLE wish DROP COLUMN returned_at",
];
