//! Each contract of a plot is signed on a paper of its own: two officers at once cannot put one number down twice.

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
        dialect::run(manager, &["DROP INDEX adoption_one_paper"]).await
    }
}

const UP: &[&str] = &[
    // Of those that have one number already, the later ones are told apart by the numbers of their contracts.
    "UPDATE adoption SET paper_no = paper_no || ' ' || code WHERE EXISTS (
        SELECT 1 FROM adoption AS earlier
        WHERE earlier.plot_id = adoption.plot_id AND earlier.paper_no = adoption.paper_no AND earlier.id < adoption.id
    )",
    "CREATE UNIQUE INDEX adoption_one_paper ON adoption (plot_id, paper_no)",
];
