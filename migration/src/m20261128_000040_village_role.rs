//! The role of a village's person, and the village that such an account and its invitation are for.

use sea_orm_migration::prelude::*;

use crate::{check::Words, dialect};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ROLES.widen(manager).await?;
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, DOWN).await?;
        ROLES.narrow(manager).await
    }
}

/// Which roles an account may have.
const ROLES: Words = Words {
    table: "account",
    column: "role",
    name: "account_role_check",
    before: "",
    old: "'donor', 'school', 'office', 'admin')",
    new: "'donor', 'school', 'village', 'office', 'admin')",
};

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
