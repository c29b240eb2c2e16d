//! What the pool has to give: spare goods and sponsors, and which claim was filled from which.

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
        dialect::drop(manager, &["pool_source"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE pool_source (
        id $pk,
        kind text NOT NULL CHECK (kind IN ('goods', 'sponsor')),
        name text NOT NULL,
        giver text NOT NULL,
        category text,
        price_cap_fen bigint CHECK (price_cap_fen > 0),
        quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
        added_on $date NOT NULL,
        added_at $time NOT NULL,
        added_by bigint NOT NULL REFERENCES account (id),
        closed_at $time,
        CONSTRAINT pool_source_goods_are_of_a_kind CHECK (kind = 'sponsor' OR category IS NOT NULL)
    )",
    "CREATE INDEX pool_source_first_in ON pool_source (added_on, id) WHERE closed_at IS NULL",
    "ALTER TABLE claim ADD COLUMN pool_source_id bigint REFERENCES pool_source (id)",
    "CREATE INDEX claim_by_pool_source ON claim (pool_source_id) WHERE pool_source_id IS NOT NULL",
];

const DOWN: &[&str] = &["DROP INDEX claim_by_pool_source", "ALTER TABLE claim DROP COLUMN pool_source_id"];
