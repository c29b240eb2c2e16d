//! What the office publishes about a phase, and phases put away into the archive.

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
        dialect::drop(manager, &["phase_archive", "disclosure"]).await
    }
}

const UP: &[&str] = &[
    // What was published stays as it was: a correction is a further edition.
    "CREATE TABLE disclosure (
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
    "CREATE TABLE phase_archive (
        id $pk,
        phase_id bigint NOT NULL REFERENCES phase (id),
        archived_by bigint NOT NULL REFERENCES account (id),
        archived_at $time NOT NULL,
        brought_back_by bigint REFERENCES account (id),
        brought_back_at $time,
        CONSTRAINT phase_archive_brought_back CHECK ((brought_back_by IS NULL) = (brought_back_at IS NULL))
    )",
    "CREATE UNIQUE INDEX phase_archive_once ON phase_archive (phase_id) WHERE brought_back_at IS NULL",
];
