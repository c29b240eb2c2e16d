//! Accounts, sessions, links sent by letter, and the limits on guessing.

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
        dialect::drop(manager, &["guess", "link", "session", "account"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE account (
        id $pk,
        email text NOT NULL CONSTRAINT account_email_unique UNIQUE,
        name text NOT NULL,
        public_name text,
        organisation text,
        role text NOT NULL CHECK (role IN ('donor', 'school', 'office', 'admin')),
        school_id bigint,
        lang text NOT NULL CHECK (lang IN ('zh', 'en')),
        password_hash text,
        verified_at $time,
        disabled_at $time,
        digest_declined_at $time,
        created_at $time NOT NULL,
        CONSTRAINT account_of_a_school CHECK ((role = 'school') = (school_id IS NOT NULL))
    )",
    "CREATE TABLE session (
        token_hash $bytes NOT NULL PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        created_at $time NOT NULL,
        expires_at $time NOT NULL
    )",
    "CREATE INDEX session_by_account ON session (account_id)",
    "CREATE TABLE link (
        id text NOT NULL PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('verify', 'sign_in', 'reset', 'invitation', 'hold')),
        email text NOT NULL,
        account_id bigint REFERENCES account (id) ON DELETE CASCADE,
        batch text,
        role text,
        school_id bigint,
        name text,
        created_at $time NOT NULL,
        expires_at $time NOT NULL,
        used_at $time
    )",
    "CREATE INDEX link_by_batch ON link (batch)",
    "CREATE TABLE guess (
        subject text NOT NULL,
        window_start bigint NOT NULL,
        tries integer NOT NULL,
        PRIMARY KEY (subject, window_start)
    )",
];
