//! Rounds: what the matching proposes from standing offers, whom it asks, what they answer; and each night's hour.

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
        dialect::drop(manager, &["proposal_line", "proposal", "round", "round_schedule"]).await
    }
}

const UP: &[&str] = &[
    // Without a phase: over all that take claims. Without an officer: the clock's.
    "CREATE TABLE round (
        id $pk,
        phase_id bigint REFERENCES phase (id),
        state text NOT NULL CONSTRAINT round_state CHECK (state IN ('open', 'applied', 'discarded')),
        summary text NOT NULL,
        opened_by bigint REFERENCES account (id),
        opened_at $time NOT NULL,
        drawn_at $time NOT NULL,
        applied_by bigint REFERENCES account (id),
        applied_at $time,
        discarded_at $time,
        CONSTRAINT round_applied CHECK ((state = 'applied') = (applied_at IS NOT NULL)),
        CONSTRAINT round_discarded CHECK ((state = 'discarded') = (discarded_at IS NOT NULL))
    )",
    "CREATE UNIQUE INDEX round_one_open ON round (coalesce(phase_id, 0)) WHERE state = 'open'",
    // What one donor is asked in one letter. Not made yet: it waits for the round to be applied, or for its turn.
    "CREATE TABLE proposal (
        id $pk,
        round_id bigint NOT NULL REFERENCES round (id),
        account_id bigint NOT NULL REFERENCES account (id),
        link text NOT NULL CONSTRAINT proposal_link_unique UNIQUE,
        made_at $time,
        held_until $time,
        answered_at $time,
        answer text CONSTRAINT proposal_answer CHECK (answer IN ('accepted', 'declined', 'lapsed', 'nothing')),
        CONSTRAINT proposal_one_per_donor UNIQUE (round_id, account_id),
        CONSTRAINT proposal_made CHECK (made_at IS NOT NULL OR (held_until IS NULL AND answer IS NULL)),
        CONSTRAINT proposal_answered CHECK ((answer IS NULL) = (answered_at IS NULL))
    )",
    // Nobody is asked anew before they have answered.
    "CREATE UNIQUE INDEX proposal_one_waiting ON proposal (account_id)
        WHERE made_at IS NOT NULL AND answered_at IS NULL",
    "CREATE INDEX proposal_by_account ON proposal (account_id, id)",
    "CREATE INDEX proposal_to_make ON proposal (id) WHERE made_at IS NULL",
    "CREATE INDEX proposal_held ON proposal (held_until) WHERE made_at IS NOT NULL AND answered_at IS NULL",
    // One wish from one offer: its claim, or why there is none.
    "CREATE TABLE proposal_line (
        id $pk,
        proposal_id bigint NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
        offer_id bigint NOT NULL REFERENCES offer (id),
        wish_id bigint NOT NULL REFERENCES wish (id),
        reason text NOT NULL CONSTRAINT proposal_line_reason CHECK (reason IN ('only_offer', 'same_parcel',
            'names_school', 'names_township', 'names_category', 'open')),
        claim_id bigint REFERENCES claim (id),
        lost text CONSTRAINT proposal_line_lost CHECK (lost IN ('gone', 'limit', 'offer', 'asked')),
        CONSTRAINT proposal_line_once UNIQUE (proposal_id, wish_id),
        CONSTRAINT proposal_line_one_end CHECK (claim_id IS NULL OR lost IS NULL)
    )",
    "CREATE UNIQUE INDEX proposal_line_claim ON proposal_line (claim_id) WHERE claim_id IS NOT NULL",
    "CREATE INDEX proposal_line_by_offer ON proposal_line (offer_id, id)",
    "CREATE INDEX proposal_line_by_wish ON proposal_line (wish_id)",
    // One row or none: at which hour of China's day the clock makes a round over all that take claims.
    "CREATE TABLE round_schedule (
        id integer NOT NULL PRIMARY KEY CONSTRAINT round_schedule_one CHECK (id = 1),
        hour integer NOT NULL CONSTRAINT round_schedule_hour CHECK (hour BETWEEN 0 AND 23),
        set_by bigint NOT NULL REFERENCES account (id),
        set_at $time NOT NULL,
        last_run_at $time
    )",
];
