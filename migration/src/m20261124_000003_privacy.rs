//! Looks at real names, reports of pages, wishes taken off the public pages, and how long records are kept.

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
        dialect::drop(manager, &["page_report", "look"]).await?;
        dialect::run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    "ALTER TABLE phase ADD COLUMN keep_months integer NOT NULL DEFAULT 24 CHECK (keep_months BETWEEN 1 AND 120)",
    "ALTER TABLE wish ADD COLUMN hidden_at $time",
    "CREATE TABLE look (
        id $pk,
        at $time NOT NULL,
        account_id bigint NOT NULL REFERENCES account (id),
        school_id bigint REFERENCES school (id),
        reason text NOT NULL CHECK (reason IN ('review', 'duplicate', 'delivery', 'guardian', 'wish', 'list',
            'roster', 'sheet', 'consents')),
        names integer NOT NULL CHECK (names > 0),
        wish_id bigint REFERENCES wish (id),
        remark $bytes
    )",
    "CREATE INDEX look_by_time ON look (at)",
    "CREATE INDEX look_by_wish ON look (wish_id) WHERE wish_id IS NOT NULL",
    "CREATE TABLE page_report (
        id $pk,
        path text NOT NULL,
        wish_id bigint REFERENCES wish (id),
        kind text NOT NULL CHECK (kind IN ('personal', 'wrong', 'other')),
        words $bytes,
        reply_to $bytes,
        lang text NOT NULL CHECK (lang IN ('zh', 'en')),
        made_at $time NOT NULL,
        closed_at $time,
        closed_by bigint REFERENCES account (id),
        CONSTRAINT page_report_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL))
    )",
    "CREATE INDEX page_report_open ON page_report (id) WHERE closed_at IS NULL",
];

const DOWN: &[&str] = &["ALTER TABLE wish DROP COLUMN hidden_at", "ALTER TABLE phase DROP COLUMN keep_months"];
