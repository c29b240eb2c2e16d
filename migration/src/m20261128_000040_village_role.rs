//! The role of a village's person, and the village that such an account and its invitation are for.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        roles(manager, OLD, NEW).await?;
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, DOWN).await?;
        roles(manager, NEW, OLD).await
    }
}

const OLD: &str = "CHECK (role IN ('donor', 'school', 'office', 'admin'))";
const NEW: &str = "CHECK (role IN ('donor', 'school', 'village', 'office', 'admin'))";

/// Changes which roles an account may have. SQLite cannot alter a CHECK, and a table that half of the others refer to
/// is not rebuilt for one: its text is changed in place, as SQLite's own manual shows for changes that touch no row
/// (<https://www.sqlite.org/lang_altertable.html>, "Making Other Kinds Of Table Schema Changes").
async fn roles(manager: &SchemaManager<'_>, from: &str, to: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Sqlite {
        db.execute_unprepared("PRAGMA writable_schema = ON").await?;
        let (from, to) = (from.replace('\'', "''"), to.replace('\'', "''"));
        let sql = format!(
            "UPDATE sqlite_master SET sql = replace(sql, '{from}', '{to}') WHERE type = 'table' AND name = 'account'"
        );
        db.execute_unprepared(&sql).await?;
        db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    } else {
        db.execute_unprepared("ALTER TABLE account DROP CONSTRAINT account_role_check").await?;
        db.execute_unprepared(&format!("ALTER TABLE account ADD CONSTRAINT account_role_check {to}")).await?;
    }
    Ok(())
}

const UP: &[&str] = &[
    "ALTER TABLE account ADD COLUMN village_id bigint REFERENCES village (id)
        CONSTRAINT account_of_a_village CHECK ((role = 'village') = (village_id IS NOT NULL))",
    "ALTER TABLE link ADD COLUMN village_id bigint",
];

const DOWN: &[&str] = &[
    "DELETE FROM link WHERE role = 'village'",
    "ALTER TABLE link DROP COLUMN village_id",
    "DELETE FROM account WHERE role = 'village'",
    "ALTER TABLE account DROP COLUMN village_id",
];
