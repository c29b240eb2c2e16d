//! What a shortfall of the season before is worth, where the contract credits it to the next one: its money stays with
//! the old plot when that is settled, the same adopter's new shares cost so much less, and once they are paid and the
//! new season begins, it goes over to the new plot.
//!
//! The credit in an adoption is what its shares cost more than it asks for: the price of an open plot does not change.

pub(crate) mod over;

use std::collections::{BTreeMap, HashMap};

use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, Model, State};
use crate::{
    Code, Fen, Refusal, Result, Time,
    actor::{Donor, Keeper, Officer},
    id::{AccountId, AdoptionId, PlotId, ReferenceId},
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{self, Account, Book, Programme, Reason, Source, Transfer},
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
#[derive(Clone, Copy)]
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
    let unused = unused(db, &[(*before, Some(plot))], Some(account)).await?;
    Ok(unused.get(&(before.plot, account)).map_or(Fen::ZERO, |unused| unused.amount))
}

/// What each adopter of the season before can use for this plot, by the numbers of their contracts for that season.
pub(crate) async fn of_adopters(db: &impl ConnectionTrait, plot: &plot::Model) -> Result<HashMap<Code, Fen>> {
    let Some(before) = before(db, plot).await? else { return Ok(HashMap::new()) };
    let unused = unused(db, &[(before, Some(plot))], None).await?;
    let paid = Entity::find().filter(COLUMN.plot_id.eq(before.plot)).filter(COLUMN.state.is_in(State::PAID));
    let amount = |one: &Model| unused.get(&(before.plot, one.account_id)).map_or(Fen::ZERO, |its| its.amount);
    let left = paid.all(db).await?.into_iter().map(|one| (amount(&one), one.code));
    Ok(left.filter(|(amount, _)| *amount > Fen::ZERO).map(|(amount, code)| (code, amount)).collect())
}

/// What an adopter was credited, less what was used of it and what of its money went back or is to go back.
#[derive(Default)]
struct Unused {
    /// Of the season that left the credit.
    adoptions: Vec<AdoptionId>,
    amount: Fen,
}

/// By season and adopter, or of one adopter. Each season with the next one, in which its credit can be used.
async fn unused(
    db: &impl ConnectionTrait,
    seasons: &[(Before, Option<&plot::Model>)],
    only: Option<AccountId>,
) -> Result<BTreeMap<(PlotId, AccountId), Unused>> {
    let of = |plots: Vec<PlotId>, states: &[State]| {
        let its = Entity::find().filter(COLUMN.plot_id.is_in(plots)).filter(COLUMN.state.is_in(states.iter().copied()));
        match only {
            Some(account) => its.filter(COLUMN.account_id.eq(account)),
            None => its,
        }
    };
    let credits: HashMap<PlotId, Fen> = seasons.iter().map(|(before, _)| (before.plot, before.credit)).collect();
    let next: HashMap<PlotId, &plot::Model> =
        seasons.iter().filter_map(|(_, next)| next.map(|next| (next.id, next))).collect();
    let mut unused: BTreeMap<(PlotId, AccountId), Unused> = BTreeMap::new();
    let paid = of(credits.keys().copied().collect(), &State::PAID).all(db).await?;
    let back = given_back(db, &paid).await?;
    for one in paid {
        let Some(credit) = credits.get(&one.plot_id) else { continue };
        let back = back.get(&one.id).copied().unwrap_or_default();
        let its = unused.entry((one.plot_id, one.account_id)).or_default();
        its.adoptions.push(one.id);
        its.amount.0 += credit.0 * i64::from(one.shares) - back.0;
    }
    for one in of(next.keys().copied().collect(), &State::LIVE).all(db).await? {
        let Some(next) = next.get(&one.plot_id) else { continue };
        if let Some(its) = next.follows.and_then(|plot| unused.get_mut(&(plot, one.account_id))) {
            its.amount.0 -= one.credit(next.share_price()).0;
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
    let adoptions: HashMap<ReferenceId, AdoptionId> =
        references.into_iter().map(|reference| (reference.id, AdoptionId(reference.subject_id))).collect();
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.is_in(adoptions.keys().copied()))
        .filter(part::COLUMN.state.is_in([payment::State::ToReturn, payment::State::Returned]))
        .all(db)
        .await?;
    let mut back: BTreeMap<AdoptionId, Fen> = BTreeMap::new();
    for part in parts {
        if let Some(adoption) = part.reference_id.and_then(|id| adoptions.get(&id)) {
            back.entry(*adoption).or_default().0 += part.amount_fen.0;
        }
    }
    Ok(back)
}

/// What of a plot's money is kept for the next season of those who paid it, and so is not paid out: less what of it went
/// back, or is to go back, and, once that season has begun, less what went over to it.
pub(crate) async fn kept(db: &impl ConnectionTrait, plot: &plot::Model) -> Result<Fen> {
    let Some(credit) = plot.credit_of_share() else { return Ok(Fen::ZERO) };
    let next = plot::Entity::find().filter(plot::COLUMN.follows.eq(plot.id)).one(db).await?;
    let begun = next.as_ref().filter(|next| next.growing_at.is_some());
    let unused = unused(db, &[(Before { plot: plot.id, credit }, begun)], None).await?;
    Ok(Fen(unused.values().map(|its| its.amount.0).sum()))
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
        let (word, _) = carried(txn, plot.id).await?;
        book.enter(keeper, &transfer.once(word), now).await?;
    }
    Ok(())
}

/// The season had not begun after all: what went over goes back, while it still lies with this plot. The ledger is
/// opened, so that no row is locked after it.
pub(crate) async fn take_back(txn: &Txn, officer: Officer, plot: &plot::Model, now: Time) -> Result<()> {
    let mut book = Book::open(txn).await?;
    let (_, Some(over)) = carried(txn, plot.id).await? else { return Ok(()) };
    // Taken back before: this time nothing went over.
    if ledger::Entity::find().filter(ledger::COLUMN.reverses.eq(over.id)).one(txn).await?.is_some() {
        return Ok(());
    }
    let organiser = plot.organiser_id.ok_or(Refusal::PlotState)?;
    let programme = Programme::Plot(plot.id);
    let held = book.held(organiser, programme, Source::Society).await?;
    ledger::reverse::enter(txn, &mut book, officer, over.id, now).await?;
    if book.held(organiser, programme, Source::Society).await? < Fen::ZERO {
        return Err(Refusal::NotEnough(held.max(Fen::ZERO)).into());
    }
    journal::note(txn, officer, Act::CreditTakenBack, Subject("plot", plot.id.0), "", now).await
}

/// The next word under which credit can go over to a plot, and the last transfer in which some did: a season that was
/// put down as begun by mistake begins again.
async fn carried(txn: &Txn, plot: PlotId) -> Result<(String, Option<ledger::Model>)> {
    let (mut word, mut last) = (format!("plot-credit/{plot}"), None);
    for times in 2.. {
        let there = ledger::Entity::find().filter(ledger::Column::Once.eq(word.as_str())).one(txn).await?;
        if there.is_none() {
            break;
        }
        last = there;
        word = format!("plot-credit/{plot}/{times}");
    }
    Ok((word, last))
}
