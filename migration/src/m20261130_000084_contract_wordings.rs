//! What each contract said when its donor accepted it, in both languages. Written once: nothing changes or deletes it.
//! Names have no place in it.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        let guards = if manager.get_database_backend() == DbBackend::Sqlite { GUARDS_SQLITE } else { GUARDS_POSTGRES };
        dialect::run(manager, guards).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, &["contract_wording"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            dialect::run(manager, &["DROP FUNCTION IF EXISTS contract_wording_is_append_only"]).await?;
        }
        Ok(())
    }
}

const UP: &[&str] = &["CREATE TABLE contract_wording (
        adoption_id bigint NOT NULL PRIMARY KEY REFERENCES adoption (id),
        content text NOT NULL,
        hash text NOT NULL CHECK (length(hash) = 64),
        accepted_at $time NOT NULL
    )"];

const GUARDS_SQLITE: &[&str] = &[
    "CREATE TRIGGER contract_wording_no_change BEFORE UPDATE ON contract_wording
     BEGIN SELECT RAISE(ABORT, 'what was accepted is append-only'); END",
    "CREATE TRIGGER contract_wording_no_delete BEFORE DELETE ON contract_wording
     BEGIN SELECT RAISE(ABORT, 'what was accepted is append-only'); END",
];

const GUARDS_POSTGRES: &[&str] = &[
    "CREATE FUNCTION contract_wording_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
     BEGIN
       RAISE EXCEPTION 'what was accepted is append-only';
     END $body$",
    "CREATE TRIGGER contract_wording_append_only BEFORE UPDATE OR DELETE ON contract_wording
     FOR EACH ROW EXECUTE FUNCTION contract_wording_is_append_only()",
    "CREATE TRIGGER contract_wording_no_truncate BEFORE TRUNCATE ON contract_wording
     FOR EACH STATEMENT EXECUTE FUNCTION contract_wording_is_append_only()",
];
