//! Pictures, each sealed under a key of its own, and the thank-you cards that are the first of them.

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
        dialect::drop(manager, &["card", "photo"]).await
    }
}

const UP: &[&str] = &[
    // purpose: the noun that it shows; subject_id: the row of that noun. wrapped: its own key; without it the file is
    // noise. file: the name under which the sealed bytes lie; none: they are deleted.
    "CREATE TABLE photo (
        id $pk,
        purpose text NOT NULL,
        subject_id bigint,
        file text CONSTRAINT photo_file_unique UNIQUE,
        wrapped $bytes,
        width integer NOT NULL CHECK (width >= 1),
        height integer NOT NULL CHECK (height >= 1),
        state text NOT NULL CHECK (state IN ('brought', 'kept', 'erased')),
        brought_by bigint NOT NULL REFERENCES account (id),
        brought_at $time NOT NULL,
        erased_at $time,
        CONSTRAINT photo_is_of_something CHECK (state <> 'kept' OR subject_id IS NOT NULL),
        CONSTRAINT photo_can_be_opened CHECK (state <> 'kept' OR (wrapped IS NOT NULL AND file IS NOT NULL)),
        CONSTRAINT photo_erased CHECK ((state = 'erased') = (erased_at IS NOT NULL)),
        CONSTRAINT photo_key_destroyed CHECK (state <> 'erased' OR wrapped IS NULL)
    )",
    "CREATE INDEX photo_brought ON photo (brought_at) WHERE state = 'brought'",
    "CREATE INDEX photo_to_delete ON photo (id) WHERE state = 'erased' AND file IS NOT NULL",
    // shows: what an officer saw on it.
    "CREATE TABLE card (
        wish_id bigint NOT NULL PRIMARY KEY REFERENCES wish (id),
        claim_id bigint NOT NULL REFERENCES claim (id),
        photo_id bigint CONSTRAINT card_photo_unique UNIQUE REFERENCES photo (id),
        state text NOT NULL CHECK (state IN ('submitted', 'returned', 'approved', 'declined', 'withdrawn')),
        shows text CHECK (shows IN ('nobody', 'child')),
        reason text,
        made_by bigint NOT NULL REFERENCES account (id),
        made_at $time NOT NULL,
        judged_by bigint REFERENCES account (id),
        judged_at $time,
        CONSTRAINT card_has_its_picture CHECK ((state IN ('submitted', 'returned', 'approved')) = (photo_id IS NOT NULL)),
        CONSTRAINT card_was_looked_at CHECK ((state = 'approved') = (shows IS NOT NULL)),
        CONSTRAINT card_reason CHECK ((state = 'returned') = (reason IS NOT NULL))
    )",
    "CREATE INDEX card_waiting ON card (made_at, wish_id) WHERE state = 'submitted'",
];
