//! The ledger's accounts: one for each organiser, kind, programme, source and purpose; made with their first line.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, QuerySelect, entity::prelude::*, sea_query::Expr};

use super::{Programme, entry, place, programme::ProgrammeKind};
use crate::{
    Fen, Result,
    id::{LedgerAccountId, OrganiserId},
};

/// What an account counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// The organiser's account at a bank.
    Bank,
    /// What arrived and nobody knows yet what for.
    Unclear,
    /// What came in for a programme; grows below zero, as all that money comes from.
    Received,
    /// What was given back to who had paid it.
    Returned,
    /// What a programme paid out.
    PaidOut,
}

/// The three sources of a fund, kept apart in every sum. Plots and phases know society alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Source {
    /// Support by adult children: a family's duty, not a donation.
    Family,
    Government,
    Society,
}

impl Source {
    pub const ALL: [Self; 3] = [Self::Family, Self::Government, Self::Society];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Government => "government",
            Self::Society => "society",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.key() == key)
    }
}

/// What a plot's price is split into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    /// Not split.
    Whole,
    Farmer,
    Inputs,
    Logistics,
    Charity,
}

/// A place where money can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Account {
    pub organiser: OrganiserId,
    pub kind: Kind,
    pub programme: Programme,
    /// None where money of every source lies together: at the bank, or unclear.
    pub source: Option<Source>,
    pub purpose: Purpose,
}

impl Account {
    pub const fn bank(organiser: OrganiserId) -> Self {
        Self::pot(organiser, Kind::Bank)
    }

    pub const fn unclear(organiser: OrganiserId) -> Self {
        Self::pot(organiser, Kind::Unclear)
    }

    const fn pot(organiser: OrganiserId, kind: Kind) -> Self {
        Self { organiser, kind, programme: Programme::Organiser, source: None, purpose: Purpose::Whole }
    }

    pub const fn received(organiser: OrganiserId, programme: Programme, source: Source) -> Self {
        Self::of(organiser, Kind::Received, programme, source, Purpose::Whole)
    }

    pub const fn returned(organiser: OrganiserId, programme: Programme, source: Source) -> Self {
        Self::of(organiser, Kind::Returned, programme, source, Purpose::Whole)
    }

    pub const fn paid_out(organiser: OrganiserId, programme: Programme, source: Source, purpose: Purpose) -> Self {
        Self::of(organiser, Kind::PaidOut, programme, source, purpose)
    }

    const fn of(organiser: OrganiserId, kind: Kind, programme: Programme, source: Source, purpose: Purpose) -> Self {
        Self { organiser, kind, programme, source: Some(source), purpose }
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_account")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: LedgerAccountId,
    pub organiser_id: OrganiserId,
    pub kind: Kind,
    pub programme: ProgrammeKind,
    /// The programme's row; 0 for an organiser's own work.
    pub programme_id: i64,
    pub source: Option<Source>,
    pub purpose: Purpose,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub const fn place(&self) -> Account {
        Account {
            organiser: self.organiser_id,
            kind: self.kind,
            programme: Programme::of(self.programme, self.programme_id),
            source: self.source,
            purpose: self.purpose,
        }
    }
}

/// Every account, by its row.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<HashMap<LedgerAccountId, Account>> {
    Ok(Entity::find().all(db).await?.iter().map(place).collect())
}

#[derive(FromQueryResult)]
struct Sum {
    account_id: LedgerAccountId,
    total: i64,
}

/// The sum of every account's lines.
pub async fn balances(db: &impl ConnectionTrait) -> Result<HashMap<Account, Fen>> {
    let accounts = all(db).await?;
    let sums = entry::Entity::find()
        .select_only()
        .column(entry::Column::AccountId)
        .column_as(total(), "total")
        .group_by(entry::Column::AccountId)
        .into_model::<Sum>()
        .all(db)
        .await?;
    Ok(sums.into_iter().filter_map(|sum| Some((*accounts.get(&sum.account_id)?, Fen(sum.total)))).collect())
}

/// The sum of one account's lines.
pub async fn balance(db: &impl ConnectionTrait, account: &Account) -> Result<Fen> {
    let Some(row) = find(db, account).await? else { return Ok(Fen::ZERO) };
    let sum: Option<Option<i64>> = entry::Entity::find()
        .select_only()
        .column_as(total(), "total")
        .filter(entry::COLUMN.account_id.eq(row))
        .into_tuple()
        .one(db)
        .await?;
    Ok(Fen(sum.flatten().unwrap_or(0)))
}

/// PostgreSQL sums whole numbers to a numeric; this fits again: see [`crate::money::MOST`].
pub(super) fn total() -> Expr {
    Expr::cust("CAST(SUM(amount_fen) AS bigint)")
}

pub(super) async fn find(db: &impl ConnectionTrait, account: &Account) -> Result<Option<LedgerAccountId>> {
    let source = match account.source {
        Some(source) => COLUMN.source.eq(source),
        None => COLUMN.source.is_null(),
    };
    let found = Entity::find()
        .filter(COLUMN.organiser_id.eq(account.organiser))
        .filter(COLUMN.kind.eq(account.kind))
        .filter(COLUMN.programme.eq(account.programme.kind()))
        .filter(COLUMN.programme_id.eq(account.programme.number()))
        .filter(source)
        .filter(COLUMN.purpose.eq(account.purpose));
    Ok(found.one(db).await?.map(|row| row.id))
}
