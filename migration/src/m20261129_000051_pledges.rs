//! What society's donors promise to a fund, once or month after month, and the months in which a promise rests.

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
        dialect::drop(manager, &["pledge_rest", "pledge"]).await
    }
}

const UP: &[&str] = &[
    "CREATE TABLE pledge (
        id $pk,
        fund_id bigint NOT NULL REFERENCES fund (id),
        account_id bigint NOT NULL REFERENCES account (id),
        every text NOT NULL CHECK (every IN ('once', 'monthly')),
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        since_on $date NOT NULL,
        made_at $time NOT NULL,
        ended_on $date,
        ended_at $time,
        CONSTRAINT pledge_ended CHECK ((ended_on IS NULL) = (ended_at IS NULL))
    )",
    "CREATE INDEX pledge_by_account ON pledge (account_id, id)",
    "CREATE INDEX pledge_by_fund ON pledge (fund_id, id)",
    "CREATE UNIQUE INDEX pledge_one_monthly ON pledge (fund_id, account_id)
        WHERE every = 'monthly' AND ended_at IS NULL",
    // From the first of these months on, and from the second on no more.
    "CREATE TABLE pledge_rest (
        id $pk,
        pledge_id bigint NOT NULL REFERENCES pledge (id),
        from_on $date NOT NULL,
        until_on $date,
        CONSTRAINT pledge_rest_in_order CHECK (until_on IS NULL OR from_on <= until_on)
    )",
    "CREATE UNIQUE INDEX pledge_rests_once ON pledge_rest (pledge_id) WHERE until_on IS NULL",
];
