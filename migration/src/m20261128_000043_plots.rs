//! One-acre plots: households (private, sealed each under a key of its own), plots, adoptions, the season's diary.
//!
//! The table itself keeps a plot from being sold twice: the shares taken are at most the shares there are.

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
        dialect::drop(manager, &["diary_entry", "adoption", "plot", "household_record", "household_key", "household"])
            .await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE household (
        id $pk,
        village_id bigint NOT NULL REFERENCES village (id),
        alias_zh text NOT NULL,
        alias_en text NOT NULL,
        people integer NOT NULL CHECK (people BETWEEN 1 AND 30),
        identity_hash text NOT NULL CONSTRAINT household_identity_unique UNIQUE,
        created_by bigint NOT NULL REFERENCES account (id),
        created_at $time NOT NULL,
        erased_at $time,
        CONSTRAINT household_alias_unique UNIQUE (village_id, alias_zh)
    )",
    "CREATE TABLE household_key (
        household_id bigint NOT NULL PRIMARY KEY REFERENCES household (id),
        wrapped $bytes NOT NULL
    )",
    "CREATE TABLE household_record (
        household_id bigint NOT NULL PRIMARY KEY REFERENCES household (id),
        head $bytes NOT NULL,
        phone $bytes NOT NULL,
        address $bytes NOT NULL,
        situation $bytes NOT NULL
    )",
    "CREATE TABLE plot (
        id $pk,
        household_id bigint NOT NULL REFERENCES household (id),
        village_id bigint NOT NULL REFERENCES village (id),
        township_id bigint NOT NULL REFERENCES township (id),
        organiser_id bigint REFERENCES organiser (id),
        crop text NOT NULL CHECK (crop IN ('millet', 'maize', 'potatoes', 'oats', 'buckwheat', 'beans', 'sorghum',
            'sunflowers', 'vegetables', 'other')),
        variety text NOT NULL,
        standard_zh text NOT NULL,
        standard_en text NOT NULL,
        area_m2 integer NOT NULL CHECK (area_m2 BETWEEN 30 AND 6670),
        adopt_until $date,
        sow_on $date,
        harvest_on $date,
        price_fen bigint NOT NULL CHECK (price_fen BETWEEN 100 AND 100000000),
        shares integer NOT NULL CHECK (shares BETWEEN 1 AND 1000),
        farmer_fen bigint NOT NULL CHECK (farmer_fen >= 0),
        inputs_fen bigint NOT NULL CHECK (inputs_fen >= 0),
        logistics_fen bigint NOT NULL CHECK (logistics_fen >= 0),
        charity_fen bigint NOT NULL CHECK (charity_fen >= 0),
        harvest_g integer NOT NULL CHECK (harvest_g BETWEEN 100 AND 1000000),
        mode text NOT NULL CHECK (mode IN ('to_donor', 'donated_on', 'half')),
        shortfall_rule text NOT NULL CHECK (shortfall_rule IN ('credit', 'refund', 'substitute')),
        state text NOT NULL CHECK (state IN ('draft', 'open', 'growing', 'harvested', 'shortfall', 'settled', 'closed')),
        taken integer NOT NULL,
        follows bigint CONSTRAINT plot_follows_once UNIQUE REFERENCES plot (id),
        renew_until $date,
        weight_g bigint CHECK (weight_g >= 0),
        test_no text,
        evidence text,
        credit_fen bigint CHECK (credit_fen >= 0),
        delivered_on $date,
        delivery_note text,
        settled_on $date,
        receipt_no text,
        created_by bigint NOT NULL REFERENCES account (id),
        created_at $time NOT NULL,
        opened_at $time,
        growing_at $time,
        harvested_at $time,
        settled_at $time,
        closed_at $time,
        CONSTRAINT plot_never_oversold CHECK (taken BETWEEN 0 AND shares),
        CONSTRAINT plot_split_adds_up CHECK (farmer_fen + inputs_fen + logistics_fen + charity_fen = price_fen),
        CONSTRAINT plot_shares_even CHECK (price_fen % shares = 0),
        CONSTRAINT plot_opens_complete CHECK (opened_at IS NULL OR (organiser_id IS NOT NULL
            AND adopt_until IS NOT NULL AND sow_on IS NOT NULL AND harvest_on IS NOT NULL)),
        CONSTRAINT plot_days_in_order CHECK (adopt_until <= harvest_on AND sow_on <= harvest_on)
    )",
    "CREATE INDEX plot_by_state ON plot (state, id)",
    "CREATE INDEX plot_by_township ON plot (township_id, id)",
    "CREATE INDEX plot_by_village ON plot (village_id, id)",
    "CREATE INDEX plot_by_household ON plot (household_id)",
    "CREATE TABLE adoption (
        id $pk,
        code text NOT NULL CONSTRAINT adoption_code_unique UNIQUE,
        plot_id bigint NOT NULL REFERENCES plot (id),
        account_id bigint NOT NULL REFERENCES account (id),
        shares integer NOT NULL CHECK (shares >= 1),
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        state text NOT NULL CHECK (state IN ('reserved', 'signed', 'paid', 'delivered', 'donated', 'closed', 'released',
            'lapsed')),
        reserved_at $time NOT NULL,
        reserved_until $time NOT NULL,
        signed_at $time,
        party $bytes,
        delivery $bytes,
        pay_until $date,
        household_signed_on $date,
        paper_no text,
        witnessed_by bigint REFERENCES account (id),
        paid_at $time,
        ended_at $time,
        CONSTRAINT adoption_signed CHECK ((signed_at IS NULL) = (party IS NULL) AND (signed_at IS NULL) = (pay_until IS NULL)),
        CONSTRAINT adoption_witnessed CHECK ((household_signed_on IS NULL) = (witnessed_by IS NULL))
    )",
    "CREATE INDEX adoption_by_plot ON adoption (plot_id, state)",
    "CREATE INDEX adoption_by_account ON adoption (account_id, id)",
    "CREATE INDEX adoption_reserved ON adoption (reserved_until) WHERE state = 'reserved'",
    "CREATE INDEX adoption_unpaid ON adoption (pay_until) WHERE state = 'signed'",
    // One contract at a time between a donor and a plot until it is paid.
    "CREATE UNIQUE INDEX adoption_one_unpaid ON adoption (plot_id, account_id) WHERE state IN ('reserved', 'signed')",
    "CREATE TABLE diary_entry (
        id $pk,
        plot_id bigint NOT NULL REFERENCES plot (id),
        on_day $date NOT NULL,
        words text NOT NULL,
        written_by bigint NOT NULL REFERENCES account (id),
        written_at $time NOT NULL
    )",
    "CREATE INDEX diary_entry_of ON diary_entry (plot_id, on_day, id)",
];
