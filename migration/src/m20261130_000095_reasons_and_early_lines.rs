//! Officers say why money goes back, and a statement's line may be earlier than the code that it names.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        words(manager, &WHY, WHY.old, WHY.new).await?;
        words(manager, &FIT, FIT.old, FIT.new).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let fewer = [
            "UPDATE payment_part SET why = 'office' WHERE why IN ('asked', 'mistake', 'unused', 'credit')",
            "UPDATE payment_line SET fit = 'closed' WHERE fit = 'early'",
        ];
        dialect::run(manager, &fewer).await?;
        words(manager, &WHY, WHY.new, WHY.old).await?;
        words(manager, &FIT, FIT.new, FIT.old).await
    }
}

/// The words that a column may hold, as its table was made with them and as it is now.
struct Words {
    table: &'static str,
    column: &'static str,
    before: &'static str,
    /// The end of the list.
    old: &'static str,
    new: &'static str,
}

const WHY: Words = Words {
    table: "payment_part",
    column: "why",
    before: "'shortfall', 'too_much', 'too_late', 'given_up', 'pledge_over'",
    old: "'support_over', 'office')",
    new: "'support_over', 'office', 'asked', 'mistake', 'unused', 'credit')",
};

const FIT: Words = Words {
    table: "payment_line",
    column: "fit",
    before: "'sure', 'partly', 'over', 'closed'",
    old: "'near', 'payer', 'nothing')",
    new: "'near', 'payer', 'nothing', 'early')",
};

/// SQLite cannot alter a CHECK; its text is changed in place, as for the roles of accounts
/// (`m20261128_000040_village_role`).
async fn words(manager: &SchemaManager<'_>, of: &Words, from: &str, to: &str) -> Result<(), DbErr> {
    let (db, Words { table, column, before, .. }) = (manager.get_connection(), of);
    if manager.get_database_backend() == DbBackend::Sqlite {
        db.execute_unprepared("PRAGMA writable_schema = ON").await?;
        let (from, to) = (from.replace('\'', "''"), to.replace('\'', "''"));
        let sql = format!(
            "UPDATE sqlite_master SET sql = replace(sql, '{from}', '{to}') WHERE type = 'table' AND name = '{table}'"
        );
        db.execute_unprepared(&sql).await?;
        db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    } else {
        // The name that PostgreSQL gives a column's own CHECK.
        let name = format!("{table}_{column}_check");
        db.execute_unprepared(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}")).await?;
        let check = format!("CHECK ({column} IN ({before}, {to})");
        db.execute_unprepared(&format!("ALTER TABLE {table} ADD CONSTRAINT {name} {check}")).await?;
    }
    Ok(())
}
