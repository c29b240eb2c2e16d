//! Why a payment is to go back is put down when that is said. Blank: it was said before reasons were kept, or the
//! payment stays.

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
        dialect::run(manager, &["ALTER TABLE payment_part DROP COLUMN why"]).await
    }
}

const UP: &[&str] = &["ALTER TABLE payment_part ADD COLUMN why text
        CHECK (why IN ('shortfall', 'too_much', 'too_late', 'given_up', 'pledge_over', 'support_over', 'office'))"];
