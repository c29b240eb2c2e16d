//! The outbox, the journal (append-only), and the answers kept for forms sent twice.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        match manager.get_database_backend() {
            DbBackend::Sqlite => dialect::run(manager, APPEND_ONLY_SQLITE).await,
            _ => dialect::run(manager, APPEND_ONLY_POSTGRES).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["journal", "form_once", "outbox"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            dialect::run(manager, &["DROP FUNCTION IF EXISTS journal_is_append_only"]).await?;
        }
        Ok(())
    }
}

const UP: &[&str] = &[
    "CREATE TABLE outbox (
        id $pk,
        kind text NOT NULL,
        recipient text NOT NULL,
        account_id bigint REFERENCES account (id) ON DELETE SET NULL,
        lang text NOT NULL CHECK (lang IN ('zh', 'en')),
        letter text NOT NULL,
        dedupe text CONSTRAINT outbox_dedupe_unique UNIQUE,
        message_id text NOT NULL CONSTRAINT outbox_message_unique UNIQUE,
        state text NOT NULL CHECK (state IN ('waiting', 'leased', 'sent', 'dead')),
        due_at $time NOT NULL,
        lease text,
        leased_until $time,
        tries integer NOT NULL,
        last_error text,
        created_at $time NOT NULL,
        sent_at $time
    )",
    "CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN ('waiting', 'leased')",
    "CREATE INDEX outbox_by_account ON outbox (account_id, kind, id)",
    "CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead'",
    "CREATE TABLE form_once (
        key text NOT NULL PRIMARY KEY,
        answer text NOT NULL,
        made_at $time NOT NULL
    )",
    "CREATE INDEX form_once_by_time ON form_once (made_at)",
    "CREATE TABLE journal (
        id $pk,
        at $time NOT NULL,
        role text NOT NULL,
        account_id bigint,
        act text NOT NULL,
        subject text NOT NULL,
        subject_id bigint NOT NULL,
        detail text NOT NULL,
        seq bigint CONSTRAINT journal_seq_unique UNIQUE,
        hash text
    )",
    "CREATE INDEX journal_by_subject ON journal (subject, subject_id)",
    "CREATE INDEX journal_unsealed ON journal (id) WHERE seq IS NULL",
];

/// The only change an entry ever sees is its seal: a place in the chain and a hash, set once.
const APPEND_ONLY_SQLITE: &[&str] = &[
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
     BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER journal_no_change BEFORE UPDATE ON journal
     WHEN OLD.seq IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.role IS NOT OLD.role
       OR NEW.account_id IS NOT OLD.account_id OR NEW.act IS NOT OLD.act OR NEW.subject IS NOT OLD.subject
       OR NEW.subject_id IS NOT OLD.subject_id OR NEW.detail IS NOT OLD.detail
     BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
];

const APPEND_ONLY_POSTGRES: &[&str] = &[
    "CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND (NEW.id, NEW.at, NEW.role, NEW.account_id, NEW.act,
            NEW.subject, NEW.subject_id, NEW.detail) IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.role,
            OLD.account_id, OLD.act, OLD.subject, OLD.subject_id, OLD.detail) THEN
         RETURN NEW;
       END IF;
       RAISE EXCEPTION 'journal is append-only';
     END $body$",
    "CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal
     FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()",
    "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
     FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()",
];
