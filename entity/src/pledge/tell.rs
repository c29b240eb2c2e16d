//! The letters of a pledge: it was made, a month of it is due soon, the fund has ended. What arrived is told by its
//! payment.
//!
//! A month is asked for once, as many days before the fund's day as its rule says, in the daytime; not of a pledge that
//! is younger than a week, for its first letter has just said how to pay.

use chrono::{Days, TimeDelta};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Every, Model, Paid, State, live};
use crate::{
    Fen, Result, Store, Time, account,
    claim::remind::is_daytime,
    fund::{self, rule},
    id::AccountId,
    lang::china_date,
    month::Month,
    outbox::{self, Letter, Recipient, letter::PaymentLine},
    payment::reference::{self, Shown},
    store::Txn,
};

/// The first letter is enough for so long.
const FRESH: TimeDelta = TimeDelta::days(7);

/// Whoever can still be written to, and what the letter says of the payment.
async fn reader(txn: &Txn, account: AccountId, reference: reference::Model) -> Result<Option<(Recipient, Shown)>> {
    let found = account::Entity::find_by_id(account).filter(account::COLUMN.disabled_at.is_null()).one(txn).await?;
    let Some(to) = found.as_ref().map(Recipient::from) else { return Ok(None) };
    Ok(Some((to, reference::show(txn, reference).await?)))
}

fn line(shown: &Shown, to: &Recipient) -> PaymentLine {
    PaymentLine {
        code: shown.reference.code.clone(),
        what: shown.title(to.lang).to_owned(),
        organiser: shown.organiser.name(to.lang).to_owned(),
        is_family: false,
    }
}

fn bank(shown: &Shown) -> [String; 3] {
    [&shown.organiser.bank_holder, &shown.organiser.bank_name, &shown.organiser.bank_account].map(Clone::clone)
}

/// It stands: what was promised, and how to pay it.
pub(super) async fn made(
    store: &Store,
    txn: &Txn,
    pledge: &Model,
    reference: reference::Model,
    now: Time,
) -> Result<()> {
    let Some((to, shown)) = reader(txn, pledge.account_id, reference).await? else { return Ok(()) };
    let letter = Letter::PledgeMade {
        name: to.name.clone(),
        amount: pledge.amount_fen,
        monthly: pledge.every == Every::Monthly,
        bank: bank(&shown),
        payment: line(&shown, &to),
    };
    outbox::post(store, txn, &to, &letter, now).await
}

/// The fund is closed, and nothing more is expected.
pub(super) async fn ended(
    store: &Store,
    txn: &Txn,
    pledge: &Model,
    reference: reference::Model,
    now: Time,
) -> Result<()> {
    let Some((to, shown)) = reader(txn, pledge.account_id, reference).await? else { return Ok(()) };
    let (payment, arrived) = (line(&shown, &to), Some(shown.arrived).filter(|arrived| *arrived > Fen::ZERO));
    let letter = Letter::PledgeEnded { name: to.name.clone(), on: china_date(now), arrived, payment };
    outbox::post(store, txn, &to, &letter, now).await
}

/// Run by the clock; says how many letters were written.
pub async fn due(store: &Store, now: Time) -> Result<u64> {
    let mut told = 0;
    if !is_daytime(now) {
        return Ok(told);
    }
    let month = Month::of(now);
    let open = fund::Entity::find().filter(fund::COLUMN.state.eq(fund::State::Open)).order_by_asc(fund::COLUMN.id);
    for fund in open.all(store.read()).await? {
        let rules = rule::of(store.read(), fund.id).await?;
        let Some(rule) = rule::in_force(&rules, month) else { continue };
        let due_on = rule.due_on(month);
        let before = Days::new(u64::from(rule.remind_before.unsigned_abs()));
        if due_on.checked_sub_days(before).is_some_and(|first| china_date(now) < first) {
            continue;
        }
        for paid in live(store.read(), fund.id, now).await? {
            told += u64::from(ask(store, paid, (month, due_on), now).await?);
        }
    }
    Ok(told)
}

/// Asks for this month once; says whether it did.
async fn ask(store: &Store, paid: Paid, (month, due_on): (Month, crate::Day), now: Time) -> Result<bool> {
    let Paid { pledge, reference, state, standing } = paid;
    let open = standing.open();
    let is_asked = pledge.every == Every::Monthly && state == State::Stands && now - pledge.made_at >= FRESH;
    let once = format!("pledge/{}/{month}", pledge.id);
    if !is_asked || open <= Fen::ZERO || outbox::has(store.read(), &once).await? {
        return Ok(false);
    }
    let txn = store.write().await?;
    let Some((to, shown)) = reader(&txn, pledge.account_id, reference).await? else { return Ok(false) };
    let letter = Letter::PledgeDue {
        name: to.name.clone(),
        amount: pledge.amount_fen,
        open,
        due_on,
        bank: bank(&shown),
        payment: line(&shown, &to),
    };
    let told = outbox::post_once(store, &txn, &to, &letter, Some(once), now).await?;
    txn.commit().await?;
    Ok(told)
}
