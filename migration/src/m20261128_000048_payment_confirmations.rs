//! Confirmations of money: numbered, voided and issued anew, with the charity's receipt number.

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
        dialect::drop(manager, &["payment_confirmation"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE payment_confirmation (
        id $pk,
        organiser_id bigint NOT NULL REFERENCES organiser (id),
        number integer NOT NULL CHECK (number >= 1),
        reference_id bigint NOT NULL REFERENCES payment_reference (id),
        account_id bigint NOT NULL REFERENCES account (id),
        lines text NOT NULL,
        issued_at $time NOT NULL,
        receipt_no text,
        voided_at $time,
        voided_by bigint REFERENCES account (id),
        void_reason text,
        CONSTRAINT payment_confirmation_number UNIQUE (organiser_id, number)
    )",
    "CREATE UNIQUE INDEX payment_confirmation_one_live ON payment_confirmation (reference_id)
        WHERE voided_at IS NULL",
    "CREATE INDEX payment_confirmation_by_account ON payment_confirmation (account_id, id)",
];
