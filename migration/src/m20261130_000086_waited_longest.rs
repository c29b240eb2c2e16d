//! A round may say of a wish that none of those that fit its offer has waited longer.

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
        let fewer = "UPDATE proposal_line SET reason = 'open' WHERE reason = 'waited_longest'";
        dialect::run(manager, &[fewer]).await?;
        reasons(manager, NEW, OLD).await
    }
}

/// The end of the list as the table was made with it.
const OLD: &str = "'names_category', 'open')";
const NEW: &str = "'names_category', 'open', 'waited_longest')";
const BEFORE: &str = "'only_offer', 'same_parcel', 'names_school', 'names_township'";

/// SQLite cannot alter a CHECK; its text is changed in place, as for the roles of accounts
/// (`m20261128_000040_village_role`).
async fn reasons(manager: &SchemaManager<'_>, from: &str, to: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Sqlite {
        db.execute_unprepared("PRAGMA writable_schema = ON").await?;
        let (from, to) = (from.replace('\'', "''"), to.replace('\'', "''"));
        let sql = format!(
            "UPDATE sqlite_master SET sql = replace(sql, '{from}', '{to}')
                WHERE type = 'table' AND name = 'proposal_line'"
        );
        db.execute_unprepared(&sql).await?;
        db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    } else {
        db.execute_unprepared("ALTER TABLE proposal_line DROP CONSTRAINT proposal_line_reason").await?;
        let check = format!("CHECK (reason IN ({BEFORE}, {to})");
        let sql = format!("ALTER TABLE proposal_line ADD CONSTRAINT proposal_line_reason {check}");
        db.execute_unprepared(&sql).await?;
    }
    Ok(())
}
