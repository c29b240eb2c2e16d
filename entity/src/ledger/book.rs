//! The ledger open for writing: one writer at a time, so that numbers have no gap and every hash knows the last.

use std::collections::HashMap;

use chrono::SubsecRound;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbBackend, IntoActiveModel, QueryOrder, entity::prelude::*};

use super::{
    Account, COLUMN, Column, Entity, Model, Programme, Source, Transfer, account, chain, entry, period, totals,
};
use crate::{
    Day, Error, Fen, Refusal, Result, Time,
    actor::Actor,
    id::{LedgerAccountId, OrganiserId, TransferId},
    lang::china_date,
    store::Txn,
};

/// Nobody else books until the transaction that opened it is over. Take it last: whoever holds it waits for no row.
pub(crate) struct Book<'t> {
    txn: &'t Txn,
    last: i64,
    hash: String,
    closed_through: Option<Day>,
    accounts: HashMap<Account, LedgerAccountId>,
}

impl<'t> Book<'t> {
    pub(crate) async fn open(txn: &'t Txn) -> Result<Self> {
        lock(txn).await?;
        let (last, hash) = head(txn).await?;
        let closed_through = period::closed_through(txn).await?;
        Ok(Self { txn, last, hash, closed_through, accounts: HashMap::new() })
    }

    /// Books a transfer; the last day that can be booked on is today.
    pub(crate) async fn enter(
        &mut self,
        actor: impl Into<Actor>,
        transfer: &Transfer,
        now: Time,
    ) -> Result<TransferId> {
        if !transfer.is_whole() {
            return Err(Error::Db(DbErr::Custom("a transfer does not sum to zero".to_owned())));
        }
        if let Some(through) = self.closed_through.filter(|through| transfer.on <= *through) {
            return Err(Refusal::PeriodClosed(through).into());
        }
        if transfer.on > china_date(now) {
            return Err(Refusal::DayInFuture(crate::Field::BookedOn).into());
        }
        if self.is_known(transfer).await? {
            return Err(Refusal::BookedAlready.into());
        }
        self.write(actor.into(), transfer, now).await
    }

    /// What lies there for a programme from one source.
    pub(crate) async fn held(&self, organiser: OrganiserId, programme: Programme, source: Source) -> Result<Fen> {
        totals::held(self.txn, organiser, programme, source).await
    }

    async fn is_known(&self, transfer: &Transfer) -> Result<bool> {
        let Some(once) = &transfer.once else { return Ok(false) };
        Ok(Entity::find().filter(COLUMN.once.eq(once.clone())).one(self.txn).await?.is_some())
    }

    async fn write(&mut self, actor: Actor, transfer: &Transfer, now: Time) -> Result<TransferId> {
        let id = TransferId(self.last + 1);
        let mut model = Model {
            id,
            reason: transfer.reason,
            booked_on: transfer.on,
            // As fine as both databases keep it.
            at: now.trunc_subsecs(6),
            role: actor.role.to_owned(),
            account_id: actor.account,
            document: transfer.document.clone(),
            once: transfer.once.clone(),
            reverses: transfer.reverses,
            lines: i32::try_from(transfer.lines.len()).map_err(|e| DbErr::Custom(e.to_string()))?,
            hash: String::new(),
        };
        model.hash = chain::transfer(&self.hash, &model, &transfer.lines);
        let mut rows = Vec::with_capacity(transfer.lines.len());
        for (line, (account, amount)) in (1..).zip(&transfer.lines) {
            rows.push(entry::ActiveModel {
                transfer_id: Set(id),
                line: Set(line),
                account_id: Set(self.row(account).await?),
                amount_fen: Set(*amount),
            });
        }
        // The transfer's own row closes it: the database looks at the lines and lets in no more.
        entry::Entity::insert_many(rows).exec_without_returning(self.txn).await?;
        self.hash.clone_from(&model.hash);
        Entity::insert(model.into_active_model().reset_all()).exec_without_returning(self.txn).await?;
        self.last = id.0;
        Ok(id)
    }

    async fn row(&mut self, account: &Account) -> Result<LedgerAccountId> {
        if let Some(id) = self.accounts.get(account) {
            return Ok(*id);
        }
        let id = match account::find(self.txn, account).await? {
            Some(id) => id,
            None => open_account(self.txn, account).await?,
        };
        self.accounts.insert(*account, id);
        Ok(id)
    }
}

async fn open_account(txn: &Txn, account: &Account) -> Result<LedgerAccountId> {
    let row = account::ActiveModel {
        organiser_id: Set(account.organiser),
        kind: Set(account.kind),
        programme: Set(account.programme.kind()),
        programme_id: Set(account.programme.number()),
        source: Set(account.source),
        purpose: Set(account.purpose),
        ..Default::default()
    };
    Ok(row.insert(txn).await?.id)
}

/// SQLite has one writer anyway.
pub(super) async fn lock(txn: &Txn) -> Result<()> {
    if txn.get_database_backend() == DbBackend::Postgres {
        txn.execute_unprepared("LOCK TABLE ledger_transfer IN EXCLUSIVE MODE").await?;
    }
    Ok(())
}

pub(super) async fn head(db: &impl ConnectionTrait) -> Result<(i64, String)> {
    let last = Entity::find().order_by_desc(Column::Id).one(db).await?;
    Ok(last.map_or_else(Default::default, |last| (last.id.0, last.hash)))
}
