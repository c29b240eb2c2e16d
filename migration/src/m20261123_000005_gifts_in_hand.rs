//! What happens to a gift at the school: receipt, problems, hand-out.

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
        dialect::drop(manager, &["hand_out_line", "hand_out", "problem", "receipt"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE receipt (
        claim_id bigint NOT NULL PRIMARY KEY REFERENCES claim (id),
        wish_id bigint NOT NULL REFERENCES wish (id),
        received_by bigint NOT NULL REFERENCES account (id),
        received_at $time NOT NULL,
        item_matches boolean NOT NULL,
        is_new boolean NOT NULL,
        is_safe boolean NOT NULL,
        no_contact_details boolean NOT NULL
    )",
    "CREATE TABLE problem (
        id $pk,
        wish_id bigint NOT NULL REFERENCES wish (id),
        claim_id bigint NOT NULL REFERENCES claim (id),
        kind text NOT NULL CHECK (kind IN ('wrong', 'damaged', 'short', 'child_moved')),
        remark text NOT NULL,
        noted_by bigint NOT NULL REFERENCES account (id),
        noted_at $time NOT NULL,
        choice text CHECK (choice IN ('replace', 'substitute', 'pass_on', 'return')),
        choice_remark text,
        passed_to bigint REFERENCES wish (id),
        chosen_by bigint REFERENCES account (id),
        chosen_at $time
    )",
    "CREATE UNIQUE INDEX problem_one_open ON problem (wish_id) WHERE choice IS NULL",
    "CREATE TABLE hand_out (
        id $pk,
        phase_id bigint NOT NULL REFERENCES phase (id),
        school_id bigint NOT NULL REFERENCES school (id),
        handed_on $date NOT NULL,
        teacher text NOT NULL,
        second_adult text NOT NULL,
        made_by bigint NOT NULL REFERENCES account (id),
        made_at $time NOT NULL,
        CONSTRAINT hand_out_two_adults CHECK (teacher <> second_adult)
    )",
    "CREATE INDEX hand_out_by_school ON hand_out (school_id, phase_id)",
    "CREATE TABLE hand_out_line (
        wish_id bigint NOT NULL PRIMARY KEY REFERENCES wish (id),
        hand_out_id bigint NOT NULL REFERENCES hand_out (id),
        claim_id bigint NOT NULL REFERENCES claim (id),
        signed_by text NOT NULL CHECK (signed_by IN ('guardian', 'teacher'))
    )",
    "CREATE INDEX hand_out_line_by_hand_out ON hand_out_line (hand_out_id)",
];
