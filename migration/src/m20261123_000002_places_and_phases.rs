//! Places, organisers and the phases of micro-wishes.

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
        dialect::drop(manager, &["phase", "organiser", "school", "village", "township"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE township (
        id $pk,
        name_zh text NOT NULL CONSTRAINT township_name_unique UNIQUE,
        name_en text NOT NULL
    )",
    "CREATE TABLE village (
        id $pk,
        township_id bigint NOT NULL REFERENCES township (id),
        name text NOT NULL,
        CONSTRAINT village_name_unique UNIQUE (township_id, name)
    )",
    "CREATE TABLE school (
        id $pk,
        township_id bigint NOT NULL REFERENCES township (id),
        code text NOT NULL CONSTRAINT school_code_unique UNIQUE,
        name text NOT NULL CONSTRAINT school_name_unique UNIQUE,
        alias_zh text NOT NULL,
        alias_en text NOT NULL,
        delivery_address text NOT NULL,
        delivery_contact text NOT NULL,
        delivery_phone text NOT NULL,
        created_at $time NOT NULL,
        closed_at $time
    )",
    "CREATE TABLE organiser (
        id $pk,
        name_zh text NOT NULL CONSTRAINT organiser_name_unique UNIQUE,
        name_en text NOT NULL,
        legal_basis text CHECK (legal_basis IN ('partner_charity', 'direct_gift', 'members_only')),
        qualification_no text NOT NULL,
        filing_no text NOT NULL,
        contact text NOT NULL,
        created_at $time NOT NULL
    )",
    "CREATE TABLE phase (
        id $pk,
        number integer NOT NULL CONSTRAINT phase_number_unique UNIQUE,
        title_zh text NOT NULL,
        title_en text NOT NULL,
        organiser_id bigint REFERENCES organiser (id),
        price_cap_fen bigint NOT NULL CONSTRAINT phase_price_cap CHECK (price_cap_fen BETWEEN 100 AND 10000000),
        opens_on $date,
        claim_until $date,
        return_by $date,
        hand_out_on $date,
        hold_hours integer NOT NULL CHECK (hold_hours BETWEEN 1 AND 720),
        give_days integer NOT NULL CHECK (give_days BETWEEN 1 AND 90),
        grace_days integer NOT NULL CHECK (grace_days BETWEEN 0 AND 60),
        confirm_days integer NOT NULL CHECK (confirm_days BETWEEN 1 AND 90),
        card_days integer NOT NULL CHECK (card_days BETWEEN 1 AND 180),
        donor_limit integer NOT NULL CHECK (donor_limit BETWEEN 1 AND 10000),
        state text NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'finished')),
        opened_at $time,
        closed_at $time,
        finished_at $time,
        created_at $time NOT NULL,
        CONSTRAINT phase_opens_complete CHECK (state = 'draft' OR (organiser_id IS NOT NULL
            AND opens_on IS NOT NULL AND claim_until IS NOT NULL AND return_by IS NOT NULL AND hand_out_on IS NOT NULL)),
        CONSTRAINT phase_dates_in_order CHECK (opens_on <= claim_until AND claim_until <= return_by AND return_by <= hand_out_on)
    )",
];
