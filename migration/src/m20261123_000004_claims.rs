//! Claims, questions about a substitute, and the waiting list.

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
        dialect::drop(manager, &["substitution", "waiting", "claim"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE claim (
        id $pk,
        wish_id bigint NOT NULL REFERENCES wish (id),
        source text NOT NULL CHECK (source IN ('donor', 'pool')),
        account_id bigint REFERENCES account (id),
        holder_email text,
        holder_name text,
        lang text NOT NULL CHECK (lang IN ('zh', 'en')),
        batch text NOT NULL,
        state text NOT NULL CHECK (state IN ('held', 'confirmed', 'shipped', 'received', 'fulfilled',
            'released', 'lapsed', 'cancelled')),
        made_at $time NOT NULL,
        held_until $time,
        rules_accepted_at $time,
        confirmed_at $time,
        give_by $date,
        reminders integer NOT NULL,
        shipped_at $time,
        carrier text,
        tracking_no text,
        drop_off_on $date,
        received_at $time,
        fulfilled_at $time,
        ended_at $time,
        end_reason text,
        note text,
        note_state text CHECK (note_state IN ('waiting', 'approved', 'refused')),
        note_reason text,
        CONSTRAINT claim_has_a_holder CHECK (source = 'pool' OR account_id IS NOT NULL OR holder_email IS NOT NULL),
        CONSTRAINT claim_held_until CHECK (state <> 'held' OR held_until IS NOT NULL),
        CONSTRAINT claim_ended CHECK ((state IN ('released', 'lapsed', 'cancelled')) = (ended_at IS NOT NULL))
    )",
    // One wish has at most one live claim.
    "CREATE UNIQUE INDEX claim_one_live ON claim (wish_id)
        WHERE state IN ('held', 'confirmed', 'shipped', 'received', 'fulfilled')",
    "CREATE INDEX claim_by_wish ON claim (wish_id)",
    "CREATE INDEX claim_of_pool ON claim (wish_id) WHERE source = 'pool'",
    "CREATE INDEX claim_by_account ON claim (account_id, made_at)",
    "CREATE INDEX claim_by_email ON claim (holder_email) WHERE state = 'held'",
    "CREATE INDEX claim_by_batch ON claim (batch)",
    "CREATE INDEX claim_held ON claim (held_until) WHERE state = 'held'",
    "CREATE INDEX claim_due ON claim (give_by) WHERE state = 'confirmed'",
    "CREATE INDEX claim_notes ON claim (id) WHERE note_state = 'waiting'",
    "CREATE TABLE substitution (
        id $pk,
        claim_id bigint NOT NULL REFERENCES claim (id),
        question text NOT NULL,
        asked_at $time NOT NULL,
        answer text CHECK (answer IN ('yes', 'no')),
        remark text,
        answered_at $time,
        answered_by bigint REFERENCES account (id)
    )",
    "CREATE UNIQUE INDEX substitution_one_open ON substitution (claim_id) WHERE answer IS NULL",
    "CREATE TABLE waiting (
        id $pk,
        account_id bigint NOT NULL REFERENCES account (id),
        since $time NOT NULL,
        left_at $time,
        told_at $time
    )",
    "CREATE UNIQUE INDEX waiting_once ON waiting (account_id) WHERE left_at IS NULL",
];
