//! Standing offers: what a donor or an organisation is ready to give for a while.

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
        dialect::run(manager, DOWN).await?;
        dialect::drop(manager, &["offer"]).await
    }
}

const UP: &[&str] = &[
    // Sets are keys or numbers with semicolons between them; empty: any. A number that is gone matches nothing.
    "CREATE TABLE offer (
        id $pk,
        account_id bigint NOT NULL REFERENCES account (id),
        organisation_id bigint REFERENCES organisation (id),
        max_count integer NOT NULL CONSTRAINT offer_count CHECK (max_count BETWEEN 1 AND 1000),
        budget_fen bigint CONSTRAINT offer_budget CHECK (budget_fen > 0),
        max_price_fen bigint CONSTRAINT offer_price CHECK (max_price_fen > 0),
        categories text NOT NULL,
        townships text NOT NULL,
        schools text NOT NULL,
        grade_min integer NOT NULL,
        grade_max integer NOT NULL,
        valid_until $date NOT NULL,
        made_at $time NOT NULL,
        paused_at $time,
        ended_at $time,
        CONSTRAINT offer_grades CHECK (grade_min BETWEEN 1 AND grade_max AND grade_max <= 9)
    )",
    "CREATE INDEX offer_by_account ON offer (account_id)",
    "CREATE INDEX offer_standing ON offer (valid_until) WHERE ended_at IS NULL",
    // What has opened since somebody last looked.
    "CREATE INDEX wish_opened ON wish (opened_at) WHERE status = 'open'",
];

const DOWN: &[&str] = &["DROP INDEX wish_opened"];
