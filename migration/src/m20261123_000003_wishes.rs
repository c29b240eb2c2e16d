//! Children (private, encrypted per child), consents, and wishes with their search index.

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
        dialect::drop(manager, &["wish_gram", "wish", "consent", "child_record", "child_key", "child"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE child (
        id $pk,
        school_id bigint NOT NULL REFERENCES school (id),
        identity_hash text NOT NULL,
        household_hash text,
        created_at $time NOT NULL,
        erased_at $time,
        CONSTRAINT child_identity_unique UNIQUE (school_id, identity_hash)
    )",
    "CREATE INDEX child_by_identity ON child (identity_hash)",
    "CREATE INDEX child_by_household ON child (household_hash) WHERE household_hash IS NOT NULL",
    "CREATE TABLE child_key (
        child_id bigint NOT NULL PRIMARY KEY REFERENCES child (id),
        wrapped $bytes NOT NULL
    )",
    "CREATE TABLE child_record (
        child_id bigint NOT NULL PRIMARY KEY REFERENCES child (id),
        name $bytes NOT NULL,
        birth_date $bytes NOT NULL,
        guardian $bytes NOT NULL,
        household $bytes NOT NULL,
        situation $bytes NOT NULL
    )",
    "CREATE TABLE consent (
        id $pk,
        child_id bigint NOT NULL REFERENCES child (id),
        version text NOT NULL,
        form_no text NOT NULL,
        given_on $date NOT NULL,
        goods boolean NOT NULL,
        photo boolean NOT NULL,
        card boolean NOT NULL,
        recorded_by bigint NOT NULL REFERENCES account (id),
        recorded_at $time NOT NULL,
        withdrawn_at $time,
        withdrawn_by bigint REFERENCES account (id)
    )",
    "CREATE INDEX consent_by_child ON consent (child_id)",
    "CREATE TABLE wish (
        id $pk,
        code text NOT NULL CONSTRAINT wish_code_unique UNIQUE,
        phase_id bigint NOT NULL REFERENCES phase (id),
        school_id bigint NOT NULL REFERENCES school (id),
        township_id bigint NOT NULL REFERENCES township (id),
        child_id bigint NOT NULL REFERENCES child (id),
        consent_id bigint REFERENCES consent (id),
        category text NOT NULL CHECK (category IN ('stationery', 'schoolbag', 'books', 'shoes', 'clothes', 'sports',
            'learning_device', 'toy', 'daily_goods', 'art_supplies', 'music', 'other')),
        item text NOT NULL,
        specification text NOT NULL,
        gender text CHECK (gender IN ('girl', 'boy')),
        grade integer NOT NULL CONSTRAINT wish_grade CHECK (grade BETWEEN 1 AND 9),
        price_fen bigint NOT NULL CONSTRAINT wish_price CHECK (price_fen > 0),
        status text NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'approved', 'open', 'taken',
            'received', 'handed_out', 'withdrawn')),
        set_no text,
        waiting_since $time NOT NULL,
        closes_on $date,
        reason text,
        created_by bigint NOT NULL REFERENCES account (id),
        created_at $time NOT NULL,
        submitted_at $time,
        approved_at $time,
        approval_told_at $time,
        opened_at $time,
        received_at $time,
        handed_out_at $time,
        withdrawn_at $time
    )",
    // A child has one live wish in a phase.
    "CREATE UNIQUE INDEX wish_one_per_child ON wish (phase_id, child_id) WHERE status <> 'withdrawn'",
    "CREATE INDEX wish_by_phase ON wish (phase_id, status)",
    "CREATE INDEX wish_by_school ON wish (school_id, phase_id, status)",
    "CREATE INDEX wish_by_child ON wish (child_id)",
    "CREATE INDEX wish_by_set ON wish (set_no) WHERE set_no IS NOT NULL",
    "CREATE INDEX wish_waiting ON wish (status, waiting_since, id)",
    "CREATE INDEX wish_closing ON wish (status, closes_on, id)",
    "CREATE INDEX wish_price_order ON wish (status, price_fen, id)",
    "CREATE INDEX wish_waiting_by_township ON wish (status, township_id, waiting_since, id)",
    "CREATE INDEX wish_waiting_by_school ON wish (status, school_id, waiting_since, id)",
    "CREATE INDEX wish_waiting_by_category ON wish (status, category, waiting_since, id)",
    "CREATE INDEX wish_submitted ON wish (submitted_at, id) WHERE status = 'submitted'",
    "CREATE INDEX wish_untold ON wish (school_id, phase_id) WHERE approved_at IS NOT NULL AND approval_told_at IS NULL",
    // Two characters side by side, of what is public and open: Chinese has no spaces to split at.
    "CREATE TABLE wish_gram (
        gram text NOT NULL,
        waiting_since $time NOT NULL,
        wish_id bigint NOT NULL REFERENCES wish (id) ON DELETE CASCADE,
        PRIMARY KEY (gram, waiting_since, wish_id)
    ) $without_rowid",
    "CREATE INDEX wish_gram_by_wish ON wish_gram (wish_id, gram)",
];
