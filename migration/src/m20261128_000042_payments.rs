//! Payments: where an organiser's money goes to, references for what is to be paid, what arrived and what became of it.

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
        dialect::drop(manager, &["payment_part", "payment_arrival", "payment_reference"]).await?;
        dialect::run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    "ALTER TABLE organiser ADD COLUMN bank_holder text NOT NULL DEFAULT ''",
    "ALTER TABLE organiser ADD COLUMN bank_name text NOT NULL DEFAULT ''",
    "ALTER TABLE organiser ADD COLUMN bank_account text NOT NULL DEFAULT ''",
    // What it is for lies in tables of its own; here only its kind and its number.
    "CREATE TABLE payment_reference (
        id $pk,
        code text NOT NULL CONSTRAINT payment_reference_code_unique UNIQUE,
        kind text NOT NULL CHECK (kind IN ('gift', 'adoption', 'support', 'pledge')),
        subject_id bigint NOT NULL,
        organiser_id bigint NOT NULL REFERENCES organiser (id),
        programme text NOT NULL CHECK (programme IN ('organiser', 'phase', 'plot', 'fund')),
        programme_id bigint NOT NULL,
        source text NOT NULL CHECK (source IN ('family', 'government', 'society')),
        asked_fen bigint CHECK (asked_fen > 0),
        account_id bigint REFERENCES account (id),
        made_at $time NOT NULL,
        closed_at $time,
        CONSTRAINT payment_reference_subject CHECK ((kind = 'gift') = (subject_id = 0))
    )",
    "CREATE INDEX payment_reference_by_subject ON payment_reference (kind, subject_id, id)",
    "CREATE INDEX payment_reference_by_account ON payment_reference (account_id, id)",
    "CREATE INDEX payment_reference_by_organiser ON payment_reference (organiser_id, id)",
    // One line of a bank's statement, or of what an officer wrote down. Who paid and why is sealed.
    "CREATE TABLE payment_arrival (
        id $pk,
        organiser_id bigint NOT NULL REFERENCES organiser (id),
        reference_id bigint REFERENCES payment_reference (id),
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        arrived_on $date NOT NULL,
        words $bytes NOT NULL,
        payer_hash text,
        once text NOT NULL CONSTRAINT payment_arrival_once UNIQUE,
        transfer_id bigint REFERENCES ledger_transfer (id),
        recorded_by bigint NOT NULL REFERENCES account (id),
        recorded_at $time NOT NULL,
        undone_at $time
    )",
    "CREATE INDEX payment_arrival_by_reference ON payment_arrival (reference_id)",
    "CREATE INDEX payment_arrival_by_payer ON payment_arrival (payer_hash) WHERE payer_hash IS NOT NULL",
    "CREATE TABLE payment_part (
        id $pk,
        arrival_id bigint NOT NULL REFERENCES payment_arrival (id),
        reference_id bigint REFERENCES payment_reference (id),
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        state text NOT NULL CHECK (state IN ('counted', 'unclear', 'to_return', 'returned', 'undone')),
        since $time NOT NULL,
        sorted_transfer bigint REFERENCES ledger_transfer (id),
        returned_transfer bigint REFERENCES ledger_transfer (id),
        CONSTRAINT payment_part_counted CHECK (state <> 'counted' OR reference_id IS NOT NULL),
        CONSTRAINT payment_part_unclear CHECK (state <> 'unclear' OR reference_id IS NULL),
        CONSTRAINT payment_part_returned CHECK ((state = 'returned') = (returned_transfer IS NOT NULL))
    )",
    "CREATE INDEX payment_part_by_reference ON payment_part (reference_id) WHERE reference_id IS NOT NULL",
    "CREATE INDEX payment_part_by_arrival ON payment_part (arrival_id)",
    "CREATE INDEX payment_part_waiting ON payment_part (state, id) WHERE state IN ('unclear', 'to_return')",
];

const DOWN: &[&str] = &[
    "ALTER TABLE organiser DROP COLUMN bank_account",
    "ALTER TABLE organiser DROP COLUMN bank_name",
    "ALTER TABLE organiser DROP COLUMN bank_holder",
];
