//! A letter may be no longer of use: its link, or what it promised, is over. An invitation is sent again in the
//! language that it was first sent in.

use sea_orm_migration::prelude::*;

use crate::{check::Words, dialect};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        STATES.widen(manager).await?;
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, DOWN).await?;
        STATES.narrow(manager).await
    }
}

/// What becomes of letters.
const STATES: Words = Words {
    table: "outbox",
    column: "state",
    name: "outbox_state_check",
    before: "",
    old: "'waiting', 'leased', 'sent', 'dead')",
    new: "'waiting', 'leased', 'sent', 'dead', 'over')",
};

const UP: &[&str] = &[
    "CREATE INDEX outbox_over ON outbox (id) WHERE state = 'over'",
    "ALTER TABLE link ADD COLUMN lang text CHECK (lang IN ('zh', 'en'))",
    "UPDATE link SET lang = (
        SELECT outbox.lang FROM outbox
        WHERE outbox.kind = 'invitation' AND outbox.recipient = link.email
        ORDER BY outbox.id DESC LIMIT 1
    ) WHERE kind = 'invitation'",
];

const DOWN: &[&str] = &[
    "ALTER TABLE link DROP COLUMN lang",
    "DROP INDEX outbox_over",
    "UPDATE outbox SET state = 'dead' WHERE state = 'over'",
];
