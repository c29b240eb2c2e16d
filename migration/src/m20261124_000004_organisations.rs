//! Organisations, their people, and which claims were made for one.

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
        dialect::run(manager, DOWN).await?;
        dialect::drop(manager, &["organisation_member", "organisation"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE organisation (
        id $pk,
        slug text NOT NULL CONSTRAINT organisation_slug_unique UNIQUE,
        name_zh text NOT NULL,
        name_en text NOT NULL,
        about_zh text NOT NULL,
        about_en text NOT NULL,
        wish_limit integer NOT NULL CHECK (wish_limit BETWEEN 1 AND 10000),
        contact_id bigint NOT NULL REFERENCES account (id),
        link text NOT NULL CONSTRAINT organisation_link_unique UNIQUE,
        created_at $time NOT NULL,
        approved_at $time,
        closed_at $time
    )",
    "CREATE INDEX organisation_by_contact ON organisation (contact_id)",
    "CREATE TABLE organisation_member (
        id $pk,
        organisation_id bigint NOT NULL REFERENCES organisation (id),
        account_id bigint NOT NULL REFERENCES account (id),
        joined_at $time NOT NULL,
        left_at $time
    )",
    // One at a time.
    "CREATE UNIQUE INDEX organisation_member_once ON organisation_member (account_id) WHERE left_at IS NULL",
    "CREATE INDEX organisation_member_of ON organisation_member (organisation_id)",
    "ALTER TABLE claim ADD COLUMN organisation_id bigint REFERENCES organisation (id)",
    "CREATE INDEX claim_by_organisation ON claim (organisation_id, id) WHERE organisation_id IS NOT NULL",
];

const DOWN: &[&str] = &["DROP INDEX claim_by_organisation", "ALTER TABLE claim DROP COLUMN organisation_id"];
