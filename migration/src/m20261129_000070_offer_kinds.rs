//! Standing offers may name plots and funds, and rounds propose them.

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
        dialect::drop(manager, &["proposal_fund", "proposal_plot"]).await?;
        dialect::run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    // Keys with semicolons between them.
    "ALTER TABLE offer ADD COLUMN kinds text NOT NULL DEFAULT 'wishes'",
    // Shares of plots, and the sum for funds; none: no plots, no funds.
    "ALTER TABLE offer ADD COLUMN max_shares integer CONSTRAINT offer_shares CHECK (max_shares BETWEEN 1 AND 100)",
    "ALTER TABLE offer ADD COLUMN fund_fen bigint CONSTRAINT offer_fund CHECK (fund_fen > 0)",
    // Shares of one plot from one offer: the reservation, or why there is none.
    "CREATE TABLE proposal_plot (
        id $pk,
        proposal_id bigint NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
        offer_id bigint NOT NULL REFERENCES offer (id),
        plot_id bigint NOT NULL REFERENCES plot (id),
        shares integer NOT NULL CONSTRAINT proposal_plot_shares CHECK (shares > 0),
        adoption_id bigint REFERENCES adoption (id),
        lost text CONSTRAINT proposal_plot_lost CHECK (lost IN ('gone', 'limit', 'offer', 'asked')),
        CONSTRAINT proposal_plot_once UNIQUE (proposal_id, offer_id),
        CONSTRAINT proposal_plot_one_end CHECK (adoption_id IS NULL OR lost IS NULL)
    )",
    "CREATE UNIQUE INDEX proposal_plot_adoption ON proposal_plot (adoption_id) WHERE adoption_id IS NOT NULL",
    "CREATE INDEX proposal_plot_by_offer ON proposal_plot (offer_id, id)",
    // A sum for one fund from one offer: the pledge once its donor has said yes, or why it was not proposed.
    "CREATE TABLE proposal_fund (
        id $pk,
        proposal_id bigint NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
        offer_id bigint NOT NULL REFERENCES offer (id),
        fund_id bigint NOT NULL REFERENCES fund (id),
        amount_fen bigint NOT NULL CONSTRAINT proposal_fund_amount CHECK (amount_fen > 0),
        pledge_id bigint REFERENCES pledge (id),
        lost text CONSTRAINT proposal_fund_lost CHECK (lost IN ('gone', 'limit', 'offer', 'asked')),
        CONSTRAINT proposal_fund_once UNIQUE (proposal_id, offer_id),
        CONSTRAINT proposal_fund_one_end CHECK (pledge_id IS NULL OR lost IS NULL)
    )",
    "CREATE UNIQUE INDEX proposal_fund_pledge ON proposal_fund (pledge_id) WHERE pledge_id IS NOT NULL",
    "CREATE INDEX proposal_fund_by_offer ON proposal_fund (offer_id, id)",
];

const DOWN: &[&str] = &[
    "ALTER TABLE offer DROP COLUMN fund_fen",
    "ALTER TABLE offer DROP COLUMN max_shares",
    "ALTER TABLE offer DROP COLUMN kinds",
];
