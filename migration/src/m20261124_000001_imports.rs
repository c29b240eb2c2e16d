//! Imports of wishes: what was found in a table, what it became, and what a school calls its columns.

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
        let tables = ["import_heading", "import_wish", "import_finding", "import_sheet", "import_key", "import"];
        dialect::drop(manager, &tables).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE import (
        id $pk,
        school_id bigint NOT NULL REFERENCES school (id),
        phase_id bigint NOT NULL REFERENCES phase (id),
        digest text NOT NULL,
        file_name text NOT NULL,
        header_row integer NOT NULL,
        mapping text NOT NULL,
        state text NOT NULL CHECK (state IN ('ready', 'taking', 'taken', 'undone', 'expired')),
        row_count integer NOT NULL,
        good_count integer NOT NULL,
        wish_count integer NOT NULL,
        consent_on $date,
        consent_photo boolean NOT NULL,
        consent_card boolean NOT NULL,
        changed_at $time,
        by_operator boolean NOT NULL,
        made_by bigint NOT NULL REFERENCES account (id),
        made_at $time NOT NULL,
        ordered_at $time,
        taken_at $time,
        undone_at $time
    )",
    // The same file is there once, unless it was undone.
    "CREATE UNIQUE INDEX import_one_live ON import (school_id, phase_id, digest)
        WHERE state IN ('ready', 'taking', 'taken')",
    "CREATE INDEX import_by_school ON import (school_id, id)",
    "CREATE INDEX import_to_take ON import (id) WHERE state = 'taking'",
    "CREATE TABLE import_key (
        import_id bigint NOT NULL PRIMARY KEY REFERENCES import (id),
        wrapped $bytes NOT NULL
    )",
    "CREATE TABLE import_sheet (
        import_id bigint NOT NULL PRIMARY KEY REFERENCES import (id),
        cells $bytes NOT NULL
    )",
    "CREATE TABLE import_finding (
        id $pk,
        import_id bigint NOT NULL REFERENCES import (id),
        row_no bigint NOT NULL,
        field text NOT NULL,
        heading text NOT NULL,
        kind text NOT NULL,
        about bigint
    )",
    "CREATE INDEX import_finding_by_import ON import_finding (import_id, id)",
    "CREATE TABLE import_wish (
        wish_id bigint NOT NULL PRIMARY KEY REFERENCES wish (id) ON DELETE CASCADE,
        import_id bigint NOT NULL REFERENCES import (id)
    )",
    "CREATE INDEX import_wish_by_import ON import_wish (import_id)",
    "CREATE TABLE import_heading (
        school_id bigint NOT NULL REFERENCES school (id),
        heading text NOT NULL,
        field text NOT NULL,
        PRIMARY KEY (school_id, heading)
    )",
];
