//! What a shortfall of the season before is worth, where the contract credits it to the next one: its money stays with
//! the old plot when that is settled, the same adopter's new shares cost so much less, and once they are paid and the
//! new season begins, it goes over to the new plot.
//!
//! The credit in an adoption is what its shares cost more than it asks for: the price of an open plot does not change.

pub(crate) mod over;

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, Model, State, list};
use crate::{
    Fen, Refusal, Result, Time,
    actor::{Donor, Keeper},
    id::{AccountId, AdoptionId, PlotId},
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Account, Book, Programme, Reason, Source, Transfer},
    payment::{self, owe, part, reference},
    plot::{self, settle},
    store::Txn,
};

impl Model {
    /// What of the price of its shares is paid with the credit of the season before.
    pub fn credit(&self, share_price: Fen) -> Fen {
        Fen((share_price.0 * i64::from(self.shares) - self.amount_fen.0).max(0))
    }
}

/// A season that left each of its shares a credit.
struct Before {
    plot: PlotId,
    credit: Fen,
}

/// The season before this plot's, if it left something that can be used here: with the same organiser, for from one
/// bank account to another no ledger can move it.
async fn before(db: &impl ConnectionTrait, plot: &plot::Model) -> Result<Option<Before>> {
    let Some(id) = plot.follows else { return Ok(None) };
    let last = plot::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let credit = last.credit_of_share().filter(|_| last.organiser_id == plot.organiser_id);
    Ok(credit.map(|credit| Before { plot: id, credit }))
}

/// What so many shares cost an account: at least one fen, for what costs nothing is never paid.
pub(super) async fn price(txn: &Txn, account: AccountId, plot: &plot::Model, shares: i32) -> Result<Fen> {
    let whole = plot.share_price().0.checked_mul(shares.into()).ok_or(Refusal::PlotState)?;
    let Some(before) = before(txn, plot).await? else { return Ok(Fen(whole)) };
    let left = unused_by(txn, account, plot, &before).await?;
    let off = (before.credit.0 * i64::from(shares)).min(left.0).min(whole - 1);
    Ok(Fen(whole - off.max(0)))
}

/// What of the credit for the season before a donor can still use for this plot.
pub async fn left(db: &impl ConnectionTrait, donor: Donor, id: PlotId) -> Result<Fen> {
    let plot = plot::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    match before(db, &plot).await? {
        Some(before) => unused_by(db, donor.account(), &plot, &before).await,
        None => Ok(Fen::ZERO),
    }
}

async fn unused_by(db: &impl ConnectionTrait, account: AccountId, plot: &plot::Model, before: &Before) -> Result<Fen> {
    let unused = unused(db, before, Some(plot), Some(account)).await?;
    Ok(unused.get(&account).map_or(Fen::ZERO, |unused| unused.amount))
}

/// What an adopter was credited, less what was used of it and what of its money went back or is to go back.
#[derive(Default)]
struct Unused {
    /// Of the season that left the credit.
    adoptions: Vec<AdoptionId>,
    amount: Fen,
}

/// By adopter, or of one of them. `next`: the season that the credit can be used in.
async fn unused(
    db: &impl ConnectionTrait,
    before: &Before,
    next: Option<&plot::Model>,
    only: Option<AccountId>,
) -> Result<BTreeMap<AccountId, Unused>> {
    let of = |plot: PlotId, states: &[State]| {
        let its = Entity::find().filter(COLUMN.plot_id.eq(plot)).filter(COLUMN.state.is_in(states.iter().copied()));
        match only {
            Some(account) => its.filter(COLUMN.account_id.eq(account)),
            None => its,
        }
    };
    let mut unused: BTreeMap<AccountId, Unused> = BTreeMap::new();
    let paid = of(before.plot, &State::PAID).all(db).await?;
    let back = given_back(db, &paid).await?;
    for one in paid {
        let back = back.get(&one.id).copied().unwrap_or_default();
        let its = unused.entry(one.account_id).or_default();
        its.adoptions.push(one.id);
        its.amount.0 += before.credit.0 * i64::from(one.shares) - back.0;
    }
    if let Some(next) = next {
        for one in of(next.id, &State::LIVE).all(db).await? {
            if let Some(its) = unused.get_mut(&one.account_id) {
                its.amount.0 -= one.credit(next.share_price()).0;
            }
        }
    }
    for its in unused.values_mut() {
        its.amount = its.amount.max(Fen::ZERO);
    }
    Ok(unused)
}

/// What of the money of these went back, or is to go back.
async fn given_back(db: &impl ConnectionTrait, paid: &[Model]) -> Result<BTreeMap<AdoptionId, Fen>> {
    let references = reference::all(db, reference::Kind::Adoption, paid.iter().map(|one| one.id.0)).await?;
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.is_in(references.iter().map(|reference| reference.id)))
        .filter(part::COLUMN.state.is_in([payment::State::ToReturn, payment::State::Returned]))
        .all(db)
        .await?;
    let mut back: BTreeMap<AdoptionId, Fen> = BTreeMap::new();
    for part in parts {
        let reference = references.iter().find(|reference| Some(reference.id) == part.reference_id);
        if let Some(reference) = reference {
            back.entry(AdoptionId(reference.subject_id)).or_default().0 += part.amount_fen.0;
        }
    }
    Ok(back)
}

/// What of a plot's money is kept for the next season of those who paid it, and so is not paid out.
pub(crate) async fn kept(db: &impl ConnectionTrait, plot: &plot::Model) -> Result<Fen> {
    let Some(credit) = plot.credit_of_share() else { return Ok(Fen::ZERO) };
    let paid = list::sum(db, plot.id, &State::PAID).await?;
    Ok(Fen(credit.0 * i64::from(paid.shares)))
}

/// Whether the organiser of a plot that is to open has what the season before owes its adopters.
pub(crate) async fn is_there(db: &impl ConnectionTrait, plot: &plot::Model) -> Result<bool> {
    let Some(id) = plot.follows else { return Ok(true) };
    let last = plot::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    Ok(last.credit_of_share().is_none() || last.organiser_id == plot.organiser_id)
}

/// The season begins: what its adopters paid for in the season before goes over to this plot, at most what lies there.
/// The ledger is opened, so that no row is locked after it.
pub(crate) async fn carry_over(txn: &Txn, keeper: Keeper, plot: &plot::Model, now: Time) -> Result<()> {
    let Some(before) = before(txn, plot).await? else { return Ok(()) };
    let paid =
        Entity::find().filter(COLUMN.plot_id.eq(plot.id)).filter(COLUMN.state.is_in(State::PAID)).all(txn).await?;
    let used: i64 = paid.iter().map(|one| one.credit(plot.share_price()).0).sum();
    if used == 0 {
        return Ok(());
    }
    journal::note(txn, keeper, Act::CreditCarriedOver, Subject("plot", plot.id.0), "", now).await?;
    let organiser = plot.organiser_id.ok_or(Refusal::PlotState)?;
    let (old, new) = (Programme::Plot(before.plot), Programme::Plot(plot.id));
    let owed = owe::owed(txn, old).await?;
    let mut book = Book::open(txn).await?;
    let held = book.held(organiser, old, Source::Society).await?;
    let amount = Fen(used).min(settle::left(held, owed));
    if amount > Fen::ZERO {
        let received = |programme| Account::received(organiser, programme, Source::Society);
        let transfer = Transfer::between(Reason::Sorted, china_date(now), received(new), received(old), amount);
        book.enter(keeper, &transfer.once(format!("plot-credit/{}", plot.id)), now).await?;
    }
    Ok(())
}
