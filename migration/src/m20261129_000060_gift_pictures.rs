//! A gift with which something is wrong has one picture at most, found by its problem.

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
        dialect::run(manager, &["DROP INDEX photo_of_problem"]).await
    }
}

const UP: &[&str] = &["CREATE UNIQUE INDEX photo_of_problem ON photo (subject_id)
        WHERE purpose = 'problem' AND state = 'kept'"];
