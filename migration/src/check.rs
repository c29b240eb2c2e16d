//! Which words a column may hold: a list in a CHECK, changed after its table was made.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// `CHECK (column IN (words))` as its table was made with it, and as it is afterwards.
pub struct Words {
    pub table: &'static str,
    pub column: &'static str,
    /// Of the constraint in PostgreSQL: `table_column_check`, unless the table itself gives it a name.
    pub name: &'static str,
    /// The words that stay in front, each with its comma.
    pub before: &'static str,
    /// The end of the list with its bracket, letter by letter as it stands in the table's text.
    pub old: &'static str,
    pub new: &'static str,
}

impl Words {
    pub async fn widen(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        self.change(manager, self.old, self.new).await
    }

    /// The way back: no row may hold one of the new words any more.
    pub async fn narrow(&self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        self.change(manager, self.new, self.old).await
    }

    /// SQLite cannot alter a CHECK, and a table that half of the others refer to is not rebuilt for one: its text is
    /// changed in place, as SQLite's own manual shows for changes that touch no row
    /// (<https://www.sqlite.org/lang_altertable.html>, "Making Other Kinds Of Table Schema Changes").
    async fn change(&self, manager: &SchemaManager<'_>, from: &str, to: &str) -> Result<(), DbErr> {
        let (db, Self { table, column, name, before, .. }) = (manager.get_connection(), self);
        if manager.get_database_backend() == DbBackend::Sqlite {
            db.execute_unprepared("PRAGMA writable_schema = ON").await?;
            let (from, to) = (from.replace('\'', "''"), to.replace('\'', "''"));
            let text = format!("SET sql = replace(sql, '{from}', '{to}') WHERE type = 'table' AND name = '{table}'");
            db.execute_unprepared(&format!("UPDATE sqlite_master {text}")).await?;
            db.execute_unprepared("PRAGMA writable_schema = RESET").await?;
        } else {
            db.execute_unprepared(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}")).await?;
            let check = format!("CHECK ({column} IN ({before}{to})");
            db.execute_unprepared(&format!("ALTER TABLE {table} ADD CONSTRAINT {name} {check}")).await?;
        }
        Ok(())
    }
}
