//! Statements of organisers' bank accounts: what each bank calls its columns, the lines that say that money came in,
//! and what became of each.

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
        let tables = ["payment_line", "payment_finding", "payment_sheet", "payment_heading", "payment_statement"];
        dialect::drop(manager, &tables).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE payment_statement (
        id $pk,
        organiser_id bigint NOT NULL REFERENCES organiser (id),
        digest text NOT NULL,
        file_name text NOT NULL,
        header_row integer NOT NULL,
        mapping text NOT NULL,
        state text NOT NULL CHECK (state IN ('unmapped', 'reading', 'ready', 'booking', 'dropped')),
        row_count integer NOT NULL,
        out_count integer NOT NULL,
        bad_count integer NOT NULL,
        known_count integer NOT NULL,
        ordered_count integer NOT NULL,
        made_by bigint NOT NULL REFERENCES account (id),
        made_at $time NOT NULL,
        ordered_by bigint REFERENCES account (id)
    )",
    // The same file is there once, unless it was dropped.
    "CREATE UNIQUE INDEX payment_statement_one_live ON payment_statement (organiser_id, digest)
        WHERE state <> 'dropped'",
    "CREATE INDEX payment_statement_to_work ON payment_statement (id) WHERE state IN ('reading', 'booking')",
    // Until a line of it is booked, and no longer than some weeks: the file's table, sealed under a key of its own.
    "CREATE TABLE payment_sheet (
        statement_id bigint NOT NULL PRIMARY KEY REFERENCES payment_statement (id),
        wrapped $bytes NOT NULL,
        cells $bytes NOT NULL
    )",
    "CREATE TABLE payment_heading (
        bank text NOT NULL,
        heading text NOT NULL,
        field text NOT NULL,
        PRIMARY KEY (bank, heading)
    )",
    "CREATE TABLE payment_finding (
        id $pk,
        statement_id bigint NOT NULL REFERENCES payment_statement (id),
        row_no bigint NOT NULL,
        field text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('missing', 'not_a_day', 'future', 'not_money', 'range', 'unknown'))
    )",
    "CREATE INDEX payment_finding_by_statement ON payment_finding (statement_id, id)",
    // The digest is of what stands in the line and how often it stood there before it: another statement that holds
    // the same day holds the same line.
    "CREATE TABLE payment_line (
        id $pk,
        statement_id bigint NOT NULL REFERENCES payment_statement (id),
        organiser_id bigint NOT NULL REFERENCES organiser (id),
        row_no bigint NOT NULL,
        digest text NOT NULL,
        arrived_on $date NOT NULL,
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        words $bytes NOT NULL,
        payer_hash text,
        state text NOT NULL CHECK (state IN ('open', 'booked', 'set_aside')),
        fit text NOT NULL CHECK (fit IN ('sure', 'partly', 'over', 'closed', 'near', 'payer', 'nothing')),
        reference_id bigint REFERENCES payment_reference (id),
        arrival_id bigint REFERENCES payment_arrival (id),
        bookings integer NOT NULL,
        CONSTRAINT payment_line_unique UNIQUE (organiser_id, digest),
        CONSTRAINT payment_line_booked CHECK ((state = 'booked') = (arrival_id IS NOT NULL))
    )",
    "CREATE UNIQUE INDEX payment_line_one_arrival ON payment_line (arrival_id) WHERE arrival_id IS NOT NULL",
    "CREATE INDEX payment_line_by_statement ON payment_line (statement_id, row_no)",
    "CREATE INDEX payment_line_open ON payment_line (statement_id, fit, id) WHERE state = 'open'",
];
