//! Disclosure reports of a season's plots and of a fund, beside those of a phase.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let widen = if manager.get_database_backend() == DbBackend::Sqlite { UP_SQLITE } else { UP_POSTGRES };
        dialect::run(manager, widen).await?;
        dialect::run(manager, INDEXES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, DROP_INDEXES).await?;
        let narrow = if manager.get_database_backend() == DbBackend::Sqlite { DOWN_SQLITE } else { DOWN_POSTGRES };
        dialect::run(manager, narrow).await
    }
}

/// SQLite cannot make a column optional: the table is written anew.
const UP_SQLITE: &[&str] = &[
    "CREATE TABLE disclosure_anew (
        id $pk,
        phase_id bigint REFERENCES phase (id),
        fund_id bigint REFERENCES fund (id),
        organiser_id bigint REFERENCES organiser (id),
        season integer,
        period text NOT NULL,
        edition integer NOT NULL CHECK (edition >= 1),
        from_on $date NOT NULL,
        to_on $date NOT NULL,
        content text NOT NULL,
        published_by bigint NOT NULL REFERENCES account (id),
        published_at $time NOT NULL,
        CONSTRAINT disclosure_edition_unique UNIQUE (phase_id, period, edition),
        CONSTRAINT disclosure_days_in_order CHECK (from_on <= to_on),
        CONSTRAINT disclosure_of_one CHECK (
            CASE WHEN phase_id IS NULL THEN 0 ELSE 1 END + CASE WHEN fund_id IS NULL THEN 0 ELSE 1 END
            + CASE WHEN organiser_id IS NULL THEN 0 ELSE 1 END = 1
            AND (organiser_id IS NULL) = (season IS NULL)
        )
    )",
    "INSERT INTO disclosure_anew
        (id, phase_id, period, edition, from_on, to_on, content, published_by, published_at)
        SELECT id, phase_id, period, edition, from_on, to_on, content, published_by, published_at FROM disclosure",
    "DROP TABLE disclosure",
    "ALTER TABLE disclosure_anew RENAME TO disclosure",
];

const UP_POSTGRES: &[&str] = &[
    "ALTER TABLE disclosure ALTER COLUMN phase_id DROP NOT NULL",
    "ALTER TABLE disclosure ADD COLUMN fund_id bigint REFERENCES fund (id)",
    "ALTER TABLE disclosure ADD COLUMN organiser_id bigint REFERENCES organiser (id)",
    "ALTER TABLE disclosure ADD COLUMN season integer",
    "ALTER TABLE disclosure ADD CONSTRAINT disclosure_of_one CHECK (
        CASE WHEN phase_id IS NULL THEN 0 ELSE 1 END + CASE WHEN fund_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN organiser_id IS NULL THEN 0 ELSE 1 END = 1
        AND (organiser_id IS NULL) = (season IS NULL)
    )",
];

const INDEXES: &[&str] = &[
    "CREATE UNIQUE INDEX disclosure_edition_of_fund ON disclosure (fund_id, period, edition)
        WHERE fund_id IS NOT NULL",
    "CREATE UNIQUE INDEX disclosure_edition_of_season ON disclosure (organiser_id, season, period, edition)
        WHERE organiser_id IS NOT NULL",
];

const DROP_INDEXES: &[&str] =
    &["DROP INDEX IF EXISTS disclosure_edition_of_season", "DROP INDEX IF EXISTS disclosure_edition_of_fund"];

const DOWN_SQLITE: &[&str] = &[
    "CREATE TABLE disclosure_before (
        id $pk,
        phase_id bigint NOT NULL REFERENCES phase (id),
        period text NOT NULL,
        edition integer NOT NULL CHECK (edition >= 1),
        from_on $date NOT NULL,
        to_on $date NOT NULL,
        content text NOT NULL,
        published_by bigint NOT NULL REFERENCES account (id),
        published_at $time NOT NULL,
        CONSTRAINT disclosure_edition_unique UNIQUE (phase_id, period, edition),
        CONSTRAINT disclosure_days_in_order CHECK (from_on <= to_on)
    )",
    "INSERT INTO disclosure_before
        (id, phase_id, period, edition, from_on, to_on, content, published_by, published_at)
        SELECT id, phase_id, period, edition, from_on, to_on, content, published_by, published_at FROM disclosure
        WHERE phase_id IS NOT NULL",
    "DROP TABLE disclosure",
    "ALTER TABLE disclosure_before RENAME TO disclosure",
];

const DOWN_POSTGRES: &[&str] = &[
    "DELETE FROM disclosure WHERE phase_id IS NULL",
    "ALTER TABLE disclosure DROP CONSTRAINT disclosure_of_one",
    "ALTER TABLE disclosure DROP COLUMN season",
    "ALTER TABLE disclosure DROP COLUMN organiser_id",
    "ALTER TABLE disclosure DROP COLUMN fund_id",
    "ALTER TABLE disclosure ALTER COLUMN phase_id SET NOT NULL",
];
