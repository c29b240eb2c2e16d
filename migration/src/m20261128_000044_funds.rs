//! Filial-piety funds: rules with their days, elders and supporters (private, sealed each under a key of its own),
//! what came in, and the payout runs.
//!
//! What came in is never changed or deleted, nothing is added to a period that was approved, and a paid run stays.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 12] = [
    "fund_share",
    "fund_contribution",
    "fund_payout_line",
    "fund_payout",
    "support",
    "supporter_record",
    "supporter",
    "elder_state",
    "elder_record",
    "elder",
    "fund_rule",
    "fund",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, FUND).await?;
        dialect::run(manager, PEOPLE).await?;
        dialect::run(manager, MONEY).await?;
        if manager.get_database_backend() == DbBackend::Sqlite {
            dialect::run(manager, GUARDS_SQLITE).await
        } else {
            dialect::run(manager, GUARDS_POSTGRES).await
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &TABLES).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            dialect::run(manager, &DROP_POSTGRES).await?;
        }
        Ok(())
    }
}

const FUND: &[&str] = &[
    "CREATE TABLE fund (
        id $pk,
        village_id bigint NOT NULL REFERENCES village (id),
        organiser_id bigint REFERENCES organiser (id),
        title_zh text NOT NULL,
        title_en text NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'open', 'closed')),
        created_at $time NOT NULL,
        opened_at $time,
        closed_at $time,
        CONSTRAINT fund_opened CHECK (state = 'draft' OR (organiser_id IS NOT NULL AND opened_at IS NOT NULL))
    )",
    "CREATE UNIQUE INDEX fund_one_per_village ON fund (village_id) WHERE state <> 'closed'",
    "CREATE TABLE fund_rule (
        id $pk,
        fund_id bigint NOT NULL REFERENCES fund (id),
        from_on $date NOT NULL,
        minimum_age integer NOT NULL CHECK (minimum_age IN (60, 65, 70)),
        support_fen bigint NOT NULL CHECK (support_fen > 0),
        match_percent integer NOT NULL CHECK (match_percent BETWEEN 0 AND 100),
        cap_fen bigint NOT NULL CHECK (cap_fen >= 0),
        match_source text NOT NULL CHECK (match_source IN ('government', 'society', 'both')),
        cadence text NOT NULL CHECK (cadence IN ('monthly', 'quarterly', 'yearly')),
        minimum_supporters integer NOT NULL CHECK (minimum_supporters BETWEEN 0 AND 20),
        due_day integer NOT NULL CHECK (due_day BETWEEN 1 AND 28),
        remind_before integer NOT NULL CHECK (remind_before BETWEEN 0 AND 27),
        remind_every integer NOT NULL CHECK (remind_every BETWEEN 1 AND 31),
        remind_most integer NOT NULL CHECK (remind_most BETWEEN 0 AND 5),
        made_by bigint REFERENCES account (id),
        made_at $time NOT NULL
    )",
    "CREATE INDEX fund_rule_by_fund ON fund_rule (fund_id, from_on, id)",
];

const PEOPLE: &[&str] = &[
    "CREATE TABLE elder (
        id $pk,
        fund_id bigint NOT NULL REFERENCES fund (id),
        alias text NOT NULL,
        identity_hash text NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'paused', 'hardship', 'died', 'exited')),
        joined_on $date NOT NULL,
        form_no text NOT NULL,
        consented_on $date NOT NULL,
        public_from $time,
        created_by bigint REFERENCES account (id),
        created_at $time NOT NULL,
        erased_at $time,
        CONSTRAINT elder_identity_unique UNIQUE (fund_id, identity_hash),
        CONSTRAINT elder_alias_unique UNIQUE (fund_id, alias)
    )",
    "CREATE TABLE elder_record (
        elder_id bigint NOT NULL PRIMARY KEY REFERENCES elder (id),
        wrapped $bytes NOT NULL,
        sealed $bytes NOT NULL
    )",
    "CREATE TABLE elder_state (
        id $pk,
        elder_id bigint NOT NULL REFERENCES elder (id),
        state text NOT NULL CHECK (state IN ('active', 'paused', 'hardship', 'died', 'exited')),
        from_on $date NOT NULL,
        recorded_by bigint REFERENCES account (id),
        recorded_at $time NOT NULL
    )",
    "CREATE INDEX elder_state_by_elder ON elder_state (elder_id, from_on, id)",
    "CREATE TABLE supporter (
        id $pk,
        fund_id bigint NOT NULL REFERENCES fund (id),
        account_id bigint REFERENCES account (id),
        relation text NOT NULL CHECK (relation IN ('son', 'daughter', 'son_in_law', 'daughter_in_law', 'grandchild',
            'other')),
        pledged_fen bigint CHECK (pledged_fen > 0),
        since_on $date NOT NULL,
        ended_on $date,
        created_by bigint REFERENCES account (id),
        created_at $time NOT NULL
    )",
    "CREATE INDEX supporter_by_fund ON supporter (fund_id)",
    "CREATE INDEX supporter_by_account ON supporter (account_id) WHERE account_id IS NOT NULL",
    "CREATE TABLE supporter_record (
        supporter_id bigint NOT NULL PRIMARY KEY REFERENCES supporter (id),
        wrapped $bytes NOT NULL,
        sealed $bytes NOT NULL
    )",
    "CREATE TABLE support (
        supporter_id bigint NOT NULL REFERENCES supporter (id),
        elder_id bigint NOT NULL REFERENCES elder (id),
        PRIMARY KEY (supporter_id, elder_id)
    )",
    "CREATE INDEX support_by_elder ON support (elder_id)",
];

const MONEY: &[&str] = &[
    "CREATE TABLE fund_contribution (
        id $pk,
        fund_id bigint NOT NULL REFERENCES fund (id),
        source text NOT NULL CHECK (source IN ('family', 'government', 'society')),
        supporter_id bigint REFERENCES supporter (id),
        amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
        received_on $date NOT NULL,
        document text NOT NULL,
        corrects bigint CONSTRAINT fund_contribution_corrected_once UNIQUE REFERENCES fund_contribution (id),
        returned_to bigint REFERENCES elder (id),
        transfer_id bigint NOT NULL REFERENCES ledger_transfer (id),
        recorded_by bigint REFERENCES account (id),
        recorded_at $time NOT NULL,
        CONSTRAINT fund_contribution_supporter
            CHECK (supporter_id IS NULL OR (source = 'family' AND returned_to IS NULL)),
        CONSTRAINT fund_contribution_below_nothing
            CHECK ((amount_fen < 0) = (corrects IS NOT NULL OR returned_to IS NOT NULL))
    )",
    // The same receipt is not written down twice.
    "CREATE UNIQUE INDEX fund_contribution_receipt ON fund_contribution (fund_id, document)
        WHERE source = 'family' AND document <> '' AND amount_fen > 0",
    "CREATE INDEX fund_contribution_by_fund ON fund_contribution (fund_id, received_on)",
    "CREATE INDEX fund_contribution_by_supporter ON fund_contribution (supporter_id)",
    "CREATE TABLE fund_share (
        contribution_id bigint NOT NULL REFERENCES fund_contribution (id),
        elder_id bigint NOT NULL REFERENCES elder (id),
        amount_fen bigint NOT NULL,
        PRIMARY KEY (contribution_id, elder_id)
    )",
    "CREATE INDEX fund_share_by_elder ON fund_share (elder_id)",
    "CREATE TABLE fund_payout (
        id $pk,
        fund_id bigint NOT NULL REFERENCES fund (id),
        rule_id bigint NOT NULL REFERENCES fund_rule (id),
        from_on $date NOT NULL,
        to_on $date NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'approved', 'paid', 'discarded')),
        wanted_fen bigint NOT NULL,
        drafted_by bigint REFERENCES account (id),
        drafted_at $time NOT NULL,
        reviewed_by bigint REFERENCES account (id),
        reviewed_at $time,
        approved_by bigint REFERENCES account (id),
        approved_at $time,
        paid_by bigint REFERENCES account (id),
        paid_at $time,
        paid_on $date,
        document text NOT NULL,
        CONSTRAINT fund_payout_days CHECK (from_on <= to_on),
        CONSTRAINT fund_payout_two_officers CHECK (approved_by <> reviewed_by),
        CONSTRAINT fund_payout_reviewed CHECK (state NOT IN ('reviewed', 'approved', 'paid') OR reviewed_at IS NOT NULL),
        CONSTRAINT fund_payout_approved CHECK (state NOT IN ('approved', 'paid') OR approved_at IS NOT NULL),
        CONSTRAINT fund_payout_paid CHECK ((state = 'paid') = (paid_at IS NOT NULL AND paid_on IS NOT NULL))
    )",
    "CREATE UNIQUE INDEX fund_payout_period ON fund_payout (fund_id, from_on) WHERE state <> 'discarded'",
    "CREATE UNIQUE INDEX fund_payout_unfinished ON fund_payout (fund_id) WHERE state NOT IN ('paid', 'discarded')",
    "CREATE TABLE fund_payout_line (
        payout_id bigint NOT NULL REFERENCES fund_payout (id),
        elder_id bigint NOT NULL REFERENCES elder (id),
        family_fen bigint NOT NULL CHECK (family_fen >= 0),
        base_fen bigint NOT NULL CHECK (base_fen >= 0),
        wanted_fen bigint NOT NULL CHECK (wanted_fen >= 0),
        government_fen bigint NOT NULL CHECK (government_fen >= 0),
        society_fen bigint NOT NULL CHECK (society_fen >= 0),
        carried_government_fen bigint NOT NULL CHECK (carried_government_fen >= 0),
        carried_society_fen bigint NOT NULL CHECK (carried_society_fen >= 0),
        held_at $time,
        PRIMARY KEY (payout_id, elder_id),
        CONSTRAINT fund_payout_line_match CHECK (government_fen + society_fen <= wanted_fen)
    )",
    "CREATE INDEX fund_payout_line_by_elder ON fund_payout_line (elder_id)",
];

const GUARDS_SQLITE: &[&str] = &[
    "CREATE TRIGGER fund_contribution_no_change BEFORE UPDATE ON fund_contribution
     BEGIN SELECT RAISE(ABORT, 'what came in is append-only'); END",
    "CREATE TRIGGER fund_contribution_no_delete BEFORE DELETE ON fund_contribution
     BEGIN SELECT RAISE(ABORT, 'what came in is append-only'); END",
    "CREATE TRIGGER fund_share_no_change BEFORE UPDATE ON fund_share
     BEGIN SELECT RAISE(ABORT, 'what came in is append-only'); END",
    "CREATE TRIGGER fund_share_no_delete BEFORE DELETE ON fund_share
     BEGIN SELECT RAISE(ABORT, 'what came in is append-only'); END",
    "CREATE TRIGGER fund_contribution_open_period BEFORE INSERT ON fund_contribution
     WHEN NEW.source = 'family' AND EXISTS (SELECT 1 FROM fund_payout WHERE fund_id = NEW.fund_id
         AND state IN ('approved', 'paid') AND to_on >= NEW.received_on)
     BEGIN SELECT RAISE(ABORT, 'this period of the fund is closed'); END",
    "CREATE TRIGGER fund_payout_stays BEFORE UPDATE ON fund_payout WHEN OLD.state IN ('paid', 'discarded')
     BEGIN SELECT RAISE(ABORT, 'a paid run stays as it is'); END",
    "CREATE TRIGGER fund_payout_no_delete BEFORE DELETE ON fund_payout
     BEGIN SELECT RAISE(ABORT, 'a paid run stays as it is'); END",
    "CREATE TRIGGER fund_payout_line_no_add BEFORE INSERT ON fund_payout_line
     WHEN (SELECT state FROM fund_payout WHERE id = NEW.payout_id) <> 'draft'
     BEGIN SELECT RAISE(ABORT, 'the lines of a run are made in its draft'); END",
    "CREATE TRIGGER fund_payout_line_no_change BEFORE UPDATE ON fund_payout_line
     WHEN (SELECT state FROM fund_payout WHERE id = OLD.payout_id) <> 'approved'
         OR NEW.payout_id <> OLD.payout_id OR NEW.elder_id <> OLD.elder_id OR NEW.family_fen <> OLD.family_fen
         OR NEW.base_fen <> OLD.base_fen OR NEW.wanted_fen <> OLD.wanted_fen
         OR NEW.government_fen <> OLD.government_fen OR NEW.society_fen <> OLD.society_fen
         OR NEW.carried_government_fen <> OLD.carried_government_fen
         OR NEW.carried_society_fen <> OLD.carried_society_fen
     BEGIN SELECT RAISE(ABORT, 'the lines of a run are made in its draft'); END",
    "CREATE TRIGGER fund_payout_line_no_delete BEFORE DELETE ON fund_payout_line
     WHEN (SELECT state FROM fund_payout WHERE id = OLD.payout_id) <> 'draft'
     BEGIN SELECT RAISE(ABORT, 'the lines of a run are made in its draft'); END",
];

const GUARDS_POSTGRES: &[&str] = &[
    "CREATE FUNCTION fund_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       RAISE EXCEPTION 'what came in is append-only';
     END $body$",
    "CREATE TRIGGER fund_contribution_append_only BEFORE UPDATE OR DELETE ON fund_contribution
     FOR EACH ROW EXECUTE FUNCTION fund_is_append_only()",
    "CREATE TRIGGER fund_share_append_only BEFORE UPDATE OR DELETE ON fund_share
     FOR EACH ROW EXECUTE FUNCTION fund_is_append_only()",
    "CREATE FUNCTION fund_contribution_open_period() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       IF NEW.source = 'family' AND EXISTS (SELECT 1 FROM fund_payout WHERE fund_id = NEW.fund_id
           AND state IN ('approved', 'paid') AND to_on >= NEW.received_on) THEN
         RAISE EXCEPTION 'this period of the fund is closed';
       END IF;
       RETURN NEW;
     END $body$",
    "CREATE TRIGGER fund_contribution_open_period BEFORE INSERT ON fund_contribution
     FOR EACH ROW EXECUTE FUNCTION fund_contribution_open_period()",
    "CREATE FUNCTION fund_payout_stays() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       IF TG_OP = 'DELETE' OR OLD.state IN ('paid', 'discarded') THEN
         RAISE EXCEPTION 'a paid run stays as it is';
       END IF;
       RETURN NEW;
     END $body$",
    "CREATE TRIGGER fund_payout_stays BEFORE UPDATE OR DELETE ON fund_payout
     FOR EACH ROW EXECUTE FUNCTION fund_payout_stays()",
    "CREATE FUNCTION fund_payout_line_made_in_draft() RETURNS trigger LANGUAGE plpgsql AS $body$
     DECLARE
       run bigint;
       run_state text;
     BEGIN
       IF TG_OP = 'INSERT' THEN run := NEW.payout_id; ELSE run := OLD.payout_id; END IF;
       SELECT state INTO run_state FROM fund_payout WHERE id = run;
       IF TG_OP = 'UPDATE' THEN
         IF run_state <> 'approved' OR (to_jsonb(NEW) - 'held_at') <> (to_jsonb(OLD) - 'held_at') THEN
           RAISE EXCEPTION 'the lines of a run are made in its draft';
         END IF;
       ELSIF run_state <> 'draft' THEN
         RAISE EXCEPTION 'the lines of a run are made in its draft';
       END IF;
       IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
       RETURN NEW;
     END $body$",
    "CREATE TRIGGER fund_payout_line_made_in_draft BEFORE INSERT OR UPDATE OR DELETE ON fund_payout_line
     FOR EACH ROW EXECUTE FUNCTION fund_payout_line_made_in_draft()",
];

const DROP_POSTGRES: [&str; 4] = [
    "DROP FUNCTION IF EXISTS fund_is_append_only",
    "DROP FUNCTION IF EXISTS fund_contribution_open_period",
    "DROP FUNCTION IF EXISTS fund_payout_stays",
    "DROP FUNCTION IF EXISTS fund_payout_line_made_in_draft",
];
