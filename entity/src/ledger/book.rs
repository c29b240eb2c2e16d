//! The ledger open for writing: one writer at a time, so that numbers have no gap and every hash knows the last.

use std::collections::{HashMap, HashSet};

use chrono::SubsecRound;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbBackend, IntoActiveModel, QueryOrder, entity::prelude::*};

use super::{Account, Column, Entity, Model, Programme, Source, Transfer, account, chain, entry, period, totals};
use crate::{
    Day, Error, Fen, Refusal, Result, Time,
    actor::Actor,
    id::{LedgerAccountId, OrganiserId, TransferId},
    lang::china_date,
    store::Txn,
};

/// Transfers in one statement: 11 columns each stay below SQLite's 32,766 bound values.
const AT_ONCE: usize = 500;

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
        self.enter_all(actor, std::slice::from_ref(transfer), now).await?;
        Ok(TransferId(self.last))
    }

    /// Books transfers in this order, in a few statements for however many.
    pub(crate) async fn enter_all(
        &mut self,
        actor: impl Into<Actor>,
        transfers: &[Transfer],
        now: Time,
    ) -> Result<Vec<TransferId>> {
        let actor = actor.into();
        let first = self.last + 1;
        for some in transfers.chunks(AT_ONCE) {
            for transfer in some {
                self.judge(transfer, now)?;
            }
            if is_repeated(some) || self.is_known(some).await? {
                return Err(Refusal::BookedAlready.into());
            }
            self.write(actor, some, now).await?;
        }
        Ok((first..=self.last).map(TransferId).collect())
    }

    fn judge(&self, transfer: &Transfer, now: Time) -> Result<()> {
        if !transfer.is_whole() {
            return Err(Error::Db(DbErr::Custom("a transfer does not sum to zero".to_owned())));
        }
        if let Some(through) = self.closed_through.filter(|through| transfer.on <= *through) {
            return Err(Refusal::PeriodClosed(through).into());
        }
        if transfer.on > china_date(now) {
            return Err(Refusal::DayInFuture(crate::Field::BookedOn).into());
        }
        Ok(())
    }

    /// What lies there for a programme from one source.
    pub(crate) async fn held(&self, organiser: OrganiserId, programme: Programme, source: Source) -> Result<Fen> {
        totals::held(self.txn, organiser, programme, source).await
    }

    /// Whether one of them was booked before.
    async fn is_known(&self, transfers: &[Transfer]) -> Result<bool> {
        let words: Vec<String> = transfers.iter().filter_map(|transfer| transfer.once.clone()).collect();
        if words.is_empty() {
            return Ok(false);
        }
        Ok(Entity::find().filter(Column::Once.is_in(words)).one(self.txn).await?.is_some())
    }

    async fn write(&mut self, actor: Actor, transfers: &[Transfer], now: Time) -> Result<()> {
        let mut lines = Vec::with_capacity(transfers.len() * 2);
        let mut models = Vec::with_capacity(transfers.len());
        for transfer in transfers {
            let model = self.chained(actor, transfer, now)?;
            for (line, (account, amount)) in (1..).zip(&transfer.lines) {
                lines.push(entry::ActiveModel {
                    transfer_id: Set(model.id),
                    line: Set(line),
                    account_id: Set(self.row(account).await?),
                    amount_fen: Set(*amount),
                });
            }
            models.push(model.into_active_model().reset_all());
        }
        // The transfer's own row closes it: the database looks at the lines and lets in no more.
        entry::Entity::insert_many(lines).exec_without_returning(self.txn).await?;
        Entity::insert_many(models).exec_without_returning(self.txn).await?;
        Ok(())
    }

    /// The transfer's row, next in the chain.
    fn chained(&mut self, actor: Actor, transfer: &Transfer, now: Time) -> Result<Model> {
        let mut model = Model {
            id: TransferId(self.last + 1),
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
        self.hash.clone_from(&model.hash);
        self.last = model.id.0;
        Ok(model)
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

/// Whether two of them are the same thing.
fn is_repeated(transfers: &[Transfer]) -> bool {
    let mut words = HashSet::new();
    transfers.iter().filter_map(|transfer| transfer.once.as_deref()).any(|word| !words.insert(word))
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

#[cfg(test)]
mod tests {
    use super::{Book, Error, Refusal, Transfer};
    use crate::{
        Fen, Store,
        actor::Actor,
        id::OrganiserId,
        lang::china_date,
        ledger::{Account, Programme, Reason, Source},
        store::{Dice, Keys},
    };

    #[tokio::test]
    async fn the_same_thing_twice_among_those_booked_together_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("nuanxin.db").display());
        let store = Store::open(&url, Keys::from_master(&[1; 32]), Dice::seeded(1)).await.unwrap();
        migration::up(store.writer()).await.unwrap();
        let (organiser, now) = (OrganiserId(1), chrono::DateTime::from_timestamp(1_795_395_600, 0).unwrap());
        let from = Account::received(organiser, Programme::Organiser, Source::Society);
        let one = Transfer::between(Reason::Arrived, china_date(now), from, Account::bank(organiser), Fen::yuan(1));
        let one = one.once("line/1".to_owned());
        let txn = store.write().await.unwrap();
        let mut book = Book::open(&txn).await.unwrap();
        let told = book.enter_all(Actor::CLOCK, &[one.clone(), one], now).await;
        let Err(Error::Refused(refused)) = told else { panic!("{told:?}") };
        assert_eq!(refused.0, [Refusal::BookedAlready]);
    }
}
