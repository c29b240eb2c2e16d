//! By what the database knows the master key that it is sealed under: a keyed check value, never the key.

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
        dialect::drop(manager, &["key_check"]).await
    }
}

const UP: &[&str] = &["CREATE TABLE key_check (
        id integer NOT NULL PRIMARY KEY CONSTRAINT key_check_one CHECK (id = 1),
        value text NOT NULL
    )"];
