//! What a confirmation covers is written down when it is issued; gifts handed out later get one of their own, so that a
//! donor may have several for a phase.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let several = if manager.get_database_backend() == DbBackend::Sqlite { UP_SQLITE } else { UP_POSTGRES };
        dialect::run(manager, several).await?;
        dialect::run(manager, LINES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["confirmation_line"]).await?;
        dialect::run(manager, FIRST_ONLY).await?;
        let once = if manager.get_database_backend() == DbBackend::Sqlite { DOWN_SQLITE } else { DOWN_POSTGRES };
        dialect::run(manager, once).await
    }
}

/// SQLite cannot drop a constraint: the table is written anew.
const UP_SQLITE: &[&str] = &[
    "CREATE TABLE confirmation_anew (
        id $pk,
        phase_id bigint NOT NULL REFERENCES phase (id),
        account_id bigint NOT NULL REFERENCES account (id),
        number integer NOT NULL CHECK (number >= 1),
        issued_at $time NOT NULL,
        receipt_no text,
        receipt_noted_by bigint REFERENCES account (id),
        receipt_noted_at $time,
        CONSTRAINT confirmation_number_unique UNIQUE (phase_id, number),
        CONSTRAINT confirmation_receipt CHECK ((receipt_no IS NULL) = (receipt_noted_at IS NULL))
    )",
    "INSERT INTO confirmation_anew
        (id, phase_id, account_id, number, issued_at, receipt_no, receipt_noted_by, receipt_noted_at)
        SELECT id, phase_id, account_id, number, issued_at, receipt_no, receipt_noted_by, receipt_noted_at
        FROM confirmation",
    "DROP TABLE confirmation",
    "ALTER TABLE confirmation_anew RENAME TO confirmation",
    "CREATE INDEX confirmation_by_account ON confirmation (account_id)",
];

const UP_POSTGRES: &[&str] = &["ALTER TABLE confirmation DROP CONSTRAINT confirmation_once"];

/// Those issued before cover what had been confirmed as handed out by then.
const LINES: &[&str] = &[
    "CREATE TABLE confirmation_line (
        claim_id bigint NOT NULL PRIMARY KEY REFERENCES claim (id),
        confirmation_id bigint NOT NULL REFERENCES confirmation (id)
    )",
    "CREATE INDEX confirmation_line_by_confirmation ON confirmation_line (confirmation_id)",
    "INSERT INTO confirmation_line (claim_id, confirmation_id)
        SELECT claim.id, confirmation.id FROM confirmation
        JOIN claim ON claim.account_id = confirmation.account_id
        JOIN wish ON wish.id = claim.wish_id AND wish.phase_id = confirmation.phase_id
        JOIN hand_out_line ON hand_out_line.claim_id = claim.id
        JOIN hand_out ON hand_out.id = hand_out_line.hand_out_id
        WHERE claim.state = 'fulfilled' AND hand_out.made_at <= confirmation.issued_at",
];

const FIRST_ONLY: &[&str] = &["DELETE FROM confirmation WHERE EXISTS (
        SELECT 1 FROM confirmation AS earlier
        WHERE earlier.phase_id = confirmation.phase_id AND earlier.account_id = confirmation.account_id
        AND earlier.id < confirmation.id
    )"];

const DOWN_SQLITE: &[&str] = &["CREATE UNIQUE INDEX confirmation_once ON confirmation (phase_id, account_id)"];

const DOWN_POSTGRES: &[&str] =
    &["ALTER TABLE confirmation ADD CONSTRAINT confirmation_once UNIQUE (phase_id, account_id)"];
