//! Papers made in one go for a phase, and the confirmations that donors get.

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
        dialect::drop(manager, &["confirmation", "print_job"]).await
    }
}

const UP: &[&str] = &[
    // reason: why the rosters, with real names, are part of it; none: they are not.
    "CREATE TABLE print_job (
        id $pk,
        phase_id bigint NOT NULL REFERENCES phase (id),
        school_id bigint REFERENCES school (id),
        reason text,
        lang text NOT NULL CHECK (lang IN ('zh', 'en')),
        state text NOT NULL CHECK (state IN ('waiting', 'working', 'done', 'failed', 'gone')),
        done integer NOT NULL CHECK (done >= 0),
        total integer NOT NULL CHECK (total >= done),
        file text,
        failure text,
        asked_by bigint NOT NULL REFERENCES account (id),
        asked_at $time NOT NULL,
        leased_until $time,
        tries integer NOT NULL,
        ended_at $time,
        CONSTRAINT print_job_has_its_file CHECK ((state = 'done') = (file IS NOT NULL)),
        CONSTRAINT print_job_ended CHECK ((state IN ('done', 'failed', 'gone')) = (ended_at IS NOT NULL))
    )",
    "CREATE INDEX print_job_by_phase ON print_job (phase_id, id)",
    "CREATE INDEX print_job_open ON print_job (id) WHERE state IN ('waiting', 'working')",
    "CREATE INDEX print_job_kept ON print_job (ended_at) WHERE state IN ('done', 'failed')",
    "CREATE TABLE confirmation (
        id $pk,
        phase_id bigint NOT NULL REFERENCES phase (id),
        account_id bigint NOT NULL REFERENCES account (id),
        number integer NOT NULL CHECK (number >= 1),
        issued_at $time NOT NULL,
        receipt_no text,
        receipt_noted_by bigint REFERENCES account (id),
        receipt_noted_at $time,
        CONSTRAINT confirmation_once UNIQUE (phase_id, account_id),
        CONSTRAINT confirmation_number_unique UNIQUE (phase_id, number),
        CONSTRAINT confirmation_receipt CHECK ((receipt_no IS NULL) = (receipt_noted_at IS NULL))
    )",
    "CREATE INDEX confirmation_by_account ON confirmation (account_id)",
];
