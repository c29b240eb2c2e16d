//! The shape of the database: one file per change, in the order it happened.
//!
//! Never imports `entity`: a migration must mean the same thing next year.

mod check;
mod dialect;
mod m20261123_000001_accounts;
mod m20261123_000002_places_and_phases;
mod m20261123_000003_wishes;
mod m20261123_000004_claims;
mod m20261123_000005_gifts_in_hand;
mod m20261123_000006_letters_and_journal;
mod m20261124_000001_imports;
mod m20261124_000003_privacy;
mod m20261124_000004_organisations;
mod m20261124_000005_pool;
mod m20261124_000010_reports;
mod m20261124_000011_papers;
mod m20261124_000031_ledger;
mod m20261128_000040_village_role;
mod m20261128_000041_pictures;
mod m20261128_000042_payments;
mod m20261128_000043_plots;
mod m20261128_000044_funds;
mod m20261128_000045_offers;
mod m20261128_000046_card_sheets;
mod m20261128_000047_statements;
mod m20261128_000048_payment_confirmations;
mod m20261129_000049_rounds;
mod m20261129_000050_disclosures;
mod m20261129_000051_pledges;
mod m20261129_000060_gift_pictures;
mod m20261129_000070_offer_kinds;
mod m20261130_000080_gifts_sent_back;
mod m20261130_000081_import_tries;
mod m20261130_000082_looks_at_households;
mod m20261130_000083_sums_gone;
mod m20261130_000084_contract_wordings;
mod m20261130_000085_refund_reasons;
mod m20261130_000086_waited_longest;
mod m20261130_000089_papers_in_a_file;
mod m20261130_000090_deleted_wishes;
mod m20261130_000091_statement_tries;
mod m20261130_000092_frozen_confirmations;
mod m20261130_000095_reasons_and_early_lines;
mod m20261130_000096_one_paper_one_contract;
mod m20261130_000097_sowings_undone;
mod m20261130_000098_wishes_sent_back;
mod m20261130_000099_letters_over;
mod m20261130_000102_key_check;

use std::collections::HashSet;

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DatabaseConnection, Statement},
};

pub use sea_orm_migration::MigratorTrait;

/// Every change, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_accounts::Migration),
            Box::new(m20261123_000002_places_and_phases::Migration),
            Box::new(m20261123_000003_wishes::Migration),
            Box::new(m20261123_000004_claims::Migration),
            Box::new(m20261123_000005_gifts_in_hand::Migration),
            Box::new(m20261123_000006_letters_and_journal::Migration),
            Box::new(m20261124_000001_imports::Migration),
            Box::new(m20261124_000003_privacy::Migration),
            Box::new(m20261124_000004_organisations::Migration),
            Box::new(m20261124_000005_pool::Migration),
            Box::new(m20261124_000010_reports::Migration),
            Box::new(m20261124_000011_papers::Migration),
            Box::new(m20261124_000031_ledger::Migration),
            Box::new(m20261128_000040_village_role::Migration),
            Box::new(m20261128_000041_pictures::Migration),
            Box::new(m20261128_000043_plots::Migration),
            Box::new(m20261128_000042_payments::Migration),
            Box::new(m20261128_000046_card_sheets::Migration),
            Box::new(m20261128_000047_statements::Migration),
            Box::new(m20261128_000048_payment_confirmations::Migration),
            Box::new(m20261128_000044_funds::Migration),
            Box::new(m20261128_000045_offers::Migration),
            Box::new(m20261129_000049_rounds::Migration),
            Box::new(m20261129_000060_gift_pictures::Migration),
            Box::new(m20261129_000050_disclosures::Migration),
            Box::new(m20261129_000051_pledges::Migration),
            Box::new(m20261129_000070_offer_kinds::Migration),
            Box::new(m20261130_000080_gifts_sent_back::Migration),
            Box::new(m20261130_000081_import_tries::Migration),
            Box::new(m20261130_000082_looks_at_households::Migration),
            Box::new(m20261130_000083_sums_gone::Migration),
            Box::new(m20261130_000084_contract_wordings::Migration),
            Box::new(m20261130_000085_refund_reasons::Migration),
            Box::new(m20261130_000086_waited_longest::Migration),
            Box::new(m20261130_000089_papers_in_a_file::Migration),
            Box::new(m20261130_000090_deleted_wishes::Migration),
            Box::new(m20261130_000091_statement_tries::Migration),
            Box::new(m20261130_000095_reasons_and_early_lines::Migration),
            Box::new(m20261130_000092_frozen_confirmations::Migration),
            Box::new(m20261130_000096_one_paper_one_contract::Migration),
            Box::new(m20261130_000097_sowings_undone::Migration),
            Box::new(m20261130_000098_wishes_sent_back::Migration),
            Box::new(m20261130_000099_letters_over::Migration),
            Box::new(m20261130_000102_key_check::Migration),
        ]
    }
}

/// Brings the database up to date; two servers may start at once.
///
/// PostgreSQL: an advisory lock is held round the whole run. SQLite: the server's lock file
/// keeps a second process out before this is called.
pub async fn up(db: &DatabaseConnection) -> Result<(), DbErr> {
    dialect::locked(db, async |conn| Migrator::up(conn, None).await).await
}

/// Whether it can keep a master key's check value; asks without writing anything.
pub async fn knows_keys(db: &DatabaseConnection) -> Result<bool, DbErr> {
    SchemaManager::new(db).has_table("key_check").await
}

/// Whether every change was made; asks without writing anything.
pub async fn is_up(db: &DatabaseConnection) -> Result<bool, DbErr> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(false);
    }
    let made = Statement::from_string(db.get_database_backend(), "SELECT version FROM seaql_migrations");
    let rows = db.query_all_raw(made).await?;
    let made: HashSet<String> = rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?;
    Ok(Migrator::migrations().iter().all(|change| made.contains(change.name())))
}
