//! The ledger: accounts, transfers and their lines, the seals of days, the periods that are closed.
//!
//! The lines of a transfer go in first; the transfer's own row is let in only where they sum to zero, and after it
//! no further line is. Nothing is ever changed or deleted.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 5] = ["ledger_period", "ledger_day", "ledger_entry", "ledger_transfer", "ledger_account"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        if manager.get_database_backend() == DbBackend::Sqlite {
            for table in TABLES {
                append_only_sqlite(manager, table).await?;
            }
            dialect::run(manager, GUARDS_SQLITE).await
        } else {
            dialect::run(manager, FUNCTIONS_POSTGRES).await?;
            for table in TABLES {
                append_only_postgres(manager, table).await?;
            }
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

const UP: &[&str] = &[
    "CREATE TABLE ledger_account (
        id $pk,
        organiser_id bigint NOT NULL REFERENCES organiser (id),
        kind text NOT NULL CHECK (kind IN ('bank', 'unclear', 'received', 'returned', 'paid_out')),
        programme text NOT NULL CHECK (programme IN ('organiser', 'phase', 'plot', 'fund')),
        programme_id bigint NOT NULL,
        source text CHECK (source IN ('family', 'government', 'society')),
        purpose text NOT NULL CHECK (purpose IN ('whole', 'farmer', 'inputs', 'logistics', 'charity')),
        CONSTRAINT ledger_account_programme CHECK ((programme = 'organiser') = (programme_id = 0)),
        CONSTRAINT ledger_account_source CHECK ((kind IN ('bank', 'unclear')) = (source IS NULL)),
        CONSTRAINT ledger_account_purpose CHECK (purpose = 'whole' OR kind = 'paid_out')
    )",
    // One row for each place money can be: no source at all counts as a value here.
    "CREATE UNIQUE INDEX ledger_account_unique
        ON ledger_account (organiser_id, kind, programme, programme_id, (COALESCE(source, '')), purpose)",
    "CREATE TABLE ledger_transfer (
        id bigint NOT NULL PRIMARY KEY CHECK (id >= 1),
        reason text NOT NULL CHECK (reason IN ('by_hand', 'arrived', 'sorted', 'returned', 'paid_out', 'reversal')),
        booked_on $date NOT NULL,
        at $time NOT NULL,
        role text NOT NULL,
        account_id bigint,
        document text NOT NULL,
        once text CONSTRAINT ledger_transfer_once UNIQUE,
        reverses bigint CONSTRAINT ledger_transfer_reversed_once UNIQUE REFERENCES ledger_transfer (id),
        lines integer NOT NULL CHECK (lines >= 2),
        hash text NOT NULL,
        CONSTRAINT ledger_transfer_reversal CHECK ((reason = 'reversal') = (reverses IS NOT NULL))
    )",
    "CREATE INDEX ledger_transfer_by_day ON ledger_transfer (booked_on, id)",
    "CREATE TABLE ledger_entry (
        transfer_id bigint NOT NULL REFERENCES ledger_transfer (id) DEFERRABLE INITIALLY DEFERRED,
        line integer NOT NULL CHECK (line >= 1),
        account_id bigint NOT NULL REFERENCES ledger_account (id),
        amount_fen bigint NOT NULL CHECK (amount_fen <> 0 AND amount_fen BETWEEN -10000000000000 AND 10000000000000),
        PRIMARY KEY (transfer_id, line)
    )",
    "CREATE INDEX ledger_entry_by_account ON ledger_entry (account_id, transfer_id, amount_fen)",
    "CREATE TABLE ledger_day (
        day $date NOT NULL PRIMARY KEY,
        last_id bigint NOT NULL CONSTRAINT ledger_day_last_unique UNIQUE REFERENCES ledger_transfer (id),
        transfers bigint NOT NULL CHECK (transfers >= 1),
        hash text NOT NULL
    )",
    "CREATE TABLE ledger_period (
        through_on $date NOT NULL PRIMARY KEY,
        last_id bigint NOT NULL,
        closed_at $time NOT NULL,
        role text NOT NULL,
        account_id bigint,
        hash text NOT NULL
    )",
];

async fn append_only_sqlite(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    for (act, verb) in [("change", "UPDATE"), ("delete", "DELETE")] {
        let sql = format!(
            "CREATE TRIGGER {table}_no_{act} BEFORE {verb} ON {table}
             BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        );
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

const GUARDS_SQLITE: &[&str] = &[
    "CREATE TRIGGER ledger_transfer_is_whole BEFORE INSERT ON ledger_transfer
     BEGIN
       SELECT RAISE(ABORT, 'a ledger transfer is not whole')
         FROM (SELECT COUNT(*) AS lines, SUM(amount_fen) AS total FROM ledger_entry WHERE transfer_id = NEW.id)
         WHERE lines <> NEW.lines OR total IS NOT 0;
       SELECT RAISE(ABORT, 'the ledger has no gaps')
         WHERE NEW.id <> 1 AND NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.id - 1);
       SELECT RAISE(ABORT, 'this ledger period is closed')
         WHERE EXISTS (SELECT 1 FROM ledger_period WHERE through_on >= NEW.booked_on);
     END",
    "CREATE TRIGGER ledger_entry_comes_first BEFORE INSERT ON ledger_entry
     WHEN EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.transfer_id)
     BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
];

async fn append_only_postgres(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    for sql in [
        format!(
            "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
             FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
        ),
        format!(
            "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
             FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
        ),
    ] {
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

const FUNCTIONS_POSTGRES: &[&str] = &[
    "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       RAISE EXCEPTION 'the ledger is append-only';
     END $body$",
    "CREATE FUNCTION ledger_transfer_is_whole() RETURNS trigger LANGUAGE plpgsql AS $body$
     DECLARE
       found_lines bigint;
       found_total numeric;
     BEGIN
       SELECT COUNT(*), SUM(amount_fen) INTO found_lines, found_total FROM ledger_entry WHERE transfer_id = NEW.id;
       IF found_lines <> NEW.lines OR found_total IS DISTINCT FROM 0 THEN
         RAISE EXCEPTION 'a ledger transfer is not whole';
       END IF;
       IF NEW.id <> 1 AND NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.id - 1) THEN
         RAISE EXCEPTION 'the ledger has no gaps';
       END IF;
       IF EXISTS (SELECT 1 FROM ledger_period WHERE through_on >= NEW.booked_on) THEN
         RAISE EXCEPTION 'this ledger period is closed';
       END IF;
       RETURN NEW;
     END $body$",
    "CREATE FUNCTION ledger_entry_comes_first() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       IF EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.transfer_id) THEN
         RAISE EXCEPTION 'the ledger is append-only';
       END IF;
       RETURN NEW;
     END $body$",
];

const GUARDS_POSTGRES: &[&str] = &[
    "CREATE TRIGGER ledger_transfer_is_whole BEFORE INSERT ON ledger_transfer
     FOR EACH ROW EXECUTE FUNCTION ledger_transfer_is_whole()",
    "CREATE TRIGGER ledger_entry_comes_first BEFORE INSERT ON ledger_entry
     FOR EACH ROW EXECUTE FUNCTION ledger_entry_comes_first()",
];

const DROP_POSTGRES: [&str; 3] = [
    "DROP FUNCTION IF EXISTS ledger_is_append_only",
    "DROP FUNCTION IF EXISTS ledger_transfer_is_whole",
    "DROP FUNCTION IF EXISTS ledger_entry_comes_first",
];
