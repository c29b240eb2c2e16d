//! Cards cut out of one photo whose stickers did not say whose they are: they wait for the school to match them.

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
        dialect::drop(manager, &["card_piece"]).await
    }
}

const UP: &[&str] = &[
    // why: what its sticker lacked.
    "CREATE TABLE card_piece (
        id $pk,
        school_id bigint NOT NULL REFERENCES school (id),
        photo_id bigint NOT NULL CONSTRAINT card_piece_photo_unique UNIQUE REFERENCES photo (id),
        why text NOT NULL CHECK (why IN ('unread', 'several', 'unknown', 'again')),
        brought_by bigint NOT NULL REFERENCES account (id),
        brought_at $time NOT NULL
    )",
    "CREATE INDEX card_piece_by_school ON card_piece (school_id, id)",
    "CREATE INDEX card_piece_by_age ON card_piece (brought_at)",
];
