//! Letters to supporters who have an account: their support came in, the elder was paid, pauses or leaves, something is
//! still due; and to society's donors: a run was paid.
//!
//! What is due is told by the clock as the fund's rule says: first so many days before, then every so many, at most so
//! often in a month; in the daytime, and never twice for the same turn.

use std::collections::BTreeSet;

use chrono::Months;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{COLUMN, Entity, Model, State, due, payout, payout::line, rule};
use crate::{
    Day, Fen, Result, Store, Time, account,
    claim::remind::is_daytime,
    elder,
    id::{AccountId, ElderId, SupporterId},
    lang::china_date,
    ledger::Source,
    month::Month,
    outbox::{self, Letter, Recipient, letter::FundLine},
    payment,
    store::Txn,
    supporter,
};

/// A supporter's cash was written down.
pub(super) async fn received(
    store: &Store,
    txn: &Txn,
    fund: &Model,
    id: SupporterId,
    (amount, on, document): (Fen, Day, &str),
    now: Time,
) -> Result<()> {
    let supporter = supporter::find(txn, id).await?;
    let Some(to) = reader(txn, supporter.account_id).await? else { return Ok(()) };
    let letter = Letter::SupportReceived {
        name: to.name.clone(),
        fund: fund.title(to.lang).to_owned(),
        elders: elders(txn, id, &to).await?,
        amount,
        on,
        document: document.to_owned(),
    };
    outbox::post(store, txn, &to, &letter, now).await
}

/// An elder is in another state since that day: each account that supports the elder is told once. No letter tells a
/// family of a death.
pub(crate) async fn changed(
    store: &Store,
    txn: &Txn,
    fund: &Model,
    elder: &elder::Model,
    (state, since): (elder::State, Day),
    now: Time,
) -> Result<()> {
    if state == elder::State::Died {
        return Ok(());
    }
    let supporters = supporter::of_elder(txn, elder.id).await?;
    let stand = supporters.iter().filter(|one| one.ended_on.is_none_or(|last| last >= china_date(now)));
    let accounts: BTreeSet<AccountId> = stand.filter_map(|one| one.account_id).collect();
    for account in accounts {
        let Some(to) = reader(txn, Some(account)).await? else { continue };
        let letter = Letter::ElderChanged {
            name: to.name.clone(),
            fund: fund.title(to.lang).to_owned(),
            elder: elder.alias.clone(),
            state,
            since,
        };
        outbox::post(store, txn, &to, &letter, now).await?;
    }
    Ok(())
}

/// A run was recorded as paid: each supporter of each elder who signed is told once an elder.
pub(super) async fn paid(
    store: &Store,
    txn: &Txn,
    fund: &Model,
    run: &payout::Model,
    on: Day,
    now: Time,
) -> Result<()> {
    let with_account = supporter::Entity::find()
        .filter(supporter::COLUMN.fund_id.eq(fund.id))
        .filter(supporter::COLUMN.account_id.is_not_null())
        .order_by_asc(supporter::COLUMN.id);
    for supporter in with_account.all(txn).await? {
        let Some(to) = reader(txn, supporter.account_id).await? else { continue };
        for elder in supporter::elders_of(txn, supporter.id).await? {
            let Some(line) = signed(txn, run, elder.id).await? else { continue };
            let computed = line.computed();
            let letter = Letter::PayoutDone {
                name: to.name.clone(),
                fund: fund.title(to.lang).to_owned(),
                elder: elder.alias,
                sum: computed.sum(),
                family: computed.family,
                matched: computed.matched(),
                on,
            };
            let once = format!("payout/{}/{}/{}", run.id, elder.id, supporter.account_id.map_or(0, |id| id.0));
            outbox::post_once(store, txn, &to, &letter, Some(once), now).await?;
        }
    }
    Ok(())
}

/// The same run to each of society's donors whose money came within a year: once for each, with the sums that everybody
/// may know, and nobody's name.
pub(super) async fn donors(
    store: &Store,
    txn: &Txn,
    fund: &Model,
    run: &payout::Run,
    on: Day,
    now: Time,
) -> Result<()> {
    let Some(organiser) = super::organiser_of(txn, fund).await? else { return Ok(()) };
    let paid = run.paid();
    let since = on.checked_sub_months(Months::new(12)).unwrap_or(on);
    for account in payment::payers(txn, fund.programme(), Source::Society, (since, on)).await? {
        let Some(to) = reader(txn, Some(account)).await? else { continue };
        let letter = Letter::FundPaidOut {
            name: to.name.clone(),
            from: run.run.from_on,
            to: run.run.to_on,
            on,
            elders: paid.elders,
            sum: paid.whole(),
            family: paid.family,
            government: paid.government,
            society: paid.society,
            fund: FundLine {
                number: fund.id.0,
                title: fund.title(to.lang).to_owned(),
                organiser: organiser.name(to.lang).to_owned(),
            },
        };
        let once = format!("payout/{}/donor/{account}", run.run.id);
        outbox::post_once(store, txn, &to, &letter, Some(once), now).await?;
    }
    Ok(())
}

async fn signed(txn: &Txn, run: &payout::Model, elder: ElderId) -> Result<Option<line::Model>> {
    let its = line::Entity::find_by_id((run.id, elder)).filter(line::COLUMN.held_at.is_null());
    Ok(its.one(txn).await?)
}

/// Run by the clock; says how many letters were written.
pub async fn due(store: &Store, now: Time) -> Result<u64> {
    let mut told = 0;
    if !is_daytime(now) {
        return Ok(told);
    }
    let open = Entity::find().filter(COLUMN.state.eq(State::Open)).order_by_asc(COLUMN.id);
    for fund in open.all(store.read()).await? {
        let rules = rule::of(store.read(), fund.id).await?;
        let Some(rule) = rule::in_force(&rules, Month::of(now)) else { continue };
        let Some(turn) = rule.turn(china_date(now)) else { continue };
        told += of_fund(store, &fund, rule, turn, now).await?;
    }
    Ok(told)
}

async fn of_fund(store: &Store, fund: &Model, rule: &rule::Model, turn: i64, now: Time) -> Result<u64> {
    let month = Month::of(now);
    let with_account = supporter::Entity::find()
        .filter(supporter::COLUMN.fund_id.eq(fund.id))
        .filter(supporter::COLUMN.account_id.is_not_null());
    let supporters = with_account.all(store.read()).await?;
    let standings = due::standings(store.read(), &supporters, now).await?;
    let mut told = 0;
    for supporter in supporters {
        let open = standings.get(&supporter.id).map_or(Fen::ZERO, due::Standing::open);
        let once = format!("support/{}/{month}/{turn}", supporter.id);
        if open <= Fen::ZERO || outbox::has(store.read(), &once).await? {
            continue;
        }
        let txn = store.write().await?;
        let Some(to) = reader(&txn, supporter.account_id).await? else { continue };
        let letter = Letter::SupportDue {
            name: to.name.clone(),
            fund: fund.title(to.lang).to_owned(),
            elders: elders(&txn, supporter.id, &to).await?,
            open,
            due_on: rule.due_on(month),
        };
        told += u64::from(outbox::post_once(store, &txn, &to, &letter, Some(once), now).await?);
        txn.commit().await?;
    }
    Ok(told)
}

/// An account that can still be written to.
async fn reader(db: &impl ConnectionTrait, account: Option<AccountId>) -> Result<Option<Recipient>> {
    let Some(id) = account else { return Ok(None) };
    let found = account::Entity::find_by_id(id).filter(account::COLUMN.disabled_at.is_null()).one(db).await?;
    Ok(found.as_ref().map(Recipient::from))
}

async fn elders(db: &impl ConnectionTrait, id: SupporterId, to: &Recipient) -> Result<String> {
    let elders = supporter::elders_of(db, id).await?;
    let aliases: Vec<String> = elders.into_iter().map(|elder| elder.alias).collect();
    Ok(aliases.join(to.lang.pick("、", ", ")))
}
