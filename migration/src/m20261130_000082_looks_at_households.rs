//! Looks at the records of households are counted with the others, each for its own reason.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        reasons(manager, OLD, NEW).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, &["DELETE FROM look WHERE reason IN ('contract', 'household')"]).await?;
        reasons(manager, NEW, OLD).await
    }
}

/// The end of the list as the table was made with it.
const OLD: &str = "'sheet', 'consents')";
const NEW: &str = "'sheet', 'consents', 'contract', 'household')";
const BEFORE: &str = "'review', 'duplicate', 'delivery', 'guardian', 'wish', 'list', 'roster'";

/// SQLite cannot alter a CHECK; its text is changed in place, as for the roles of accounts
/// (`m20261128_000040_village_role`).
async fn reasons(manager: &SchemaManager<'_>, from: &str, to: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Sqlite {
        db.execute_unprepared("PRAGMA writable_schema = ON").await?;
        let (from, to) = (from.replace('\'', "''"), to.replace('\'', "''"));
        let sql = format!(
            "UPDATE sqlite_master SET sql = replace(sql, '{from}', '{to}') WHERE type = 'table' AND name = 'look'"
        );
        db.execute_unprepared(&sql).await?;
        db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    } else {
        db.execute_unprepared("ALTER TABLE look DROP CONSTRAINT look_reason_check").await?;
        let sql = format!("ALTER TABLE look ADD CONSTRAINT look_reason_check CHECK (reason IN ({BEFORE}, {to})");
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}
