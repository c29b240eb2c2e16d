//! The letters to adopters, each in its reader's language, in the transaction of the act it tells of.

use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, Model, State, list};
use crate::{
    Day, Fen, Lang, Refusal, Result, Store, Time, account, household,
    id::PlotId,
    organiser,
    outbox::{
        self, Letter, Recipient,
        letter::{AdoptionLine, PlotLine},
    },
    payment::reference,
    place::township,
    plot,
    store::Txn,
};

/// What the letters about one plot say, read once for all of its adopters.
pub(crate) struct About {
    pub plot: plot::Model,
    household: household::Model,
    township: township::Model,
    organiser: Option<organiser::Model>,
}

impl About {
    pub(crate) async fn read(txn: &Txn, id: PlotId) -> Result<Self> {
        let plot = plot::Entity::find_by_id(id).one(txn).await?.ok_or(Refusal::NotFound)?;
        let household = household::Entity::find_by_id(plot.household_id).one(txn).await?.ok_or(Refusal::NotFound)?;
        let township = township::Entity::find_by_id(plot.township_id).one(txn).await?.ok_or(Refusal::NotFound)?;
        let organiser = match plot.organiser_id {
            Some(id) => organiser::Entity::find_by_id(id).one(txn).await?,
            None => None,
        };
        Ok(Self { plot, household, township, organiser })
    }

    pub(crate) fn line(&self, lang: Lang) -> PlotLine {
        PlotLine {
            number: self.plot.id.0,
            crop: self.plot.crop,
            household: self.household.alias(lang).to_owned(),
            township: self.township.name(lang).to_owned(),
            organiser: self.organiser.as_ref().map_or_else(String::new, |one| one.name(lang).to_owned()),
        }
    }

    pub(crate) fn adoption(&self, adoption: &Model, lang: Lang) -> AdoptionLine {
        AdoptionLine {
            code: adoption.code.clone(),
            shares: adoption.shares,
            of: self.plot.shares,
            amount: adoption.amount_fen,
            plot: self.line(lang),
        }
    }
}

async fn donor(txn: &Txn, adoption: &Model) -> Result<Option<Recipient>> {
    let account = account::Entity::find_by_id(adoption.account_id).filter(account::COLUMN.disabled_at.is_null());
    Ok(account.one(txn).await?.as_ref().map(Recipient::from))
}

async fn post(
    store: &Store,
    txn: &Txn,
    adoption: &Model,
    write: impl FnOnce(String, AdoptionLine, Lang, &About) -> Letter,
    now: Time,
) -> Result<()> {
    let Some(to) = donor(txn, adoption).await? else { return Ok(()) };
    let about = About::read(txn, adoption.plot_id).await?;
    let letter = write(to.name.clone(), about.adoption(adoption, to.lang), to.lang, &about);
    outbox::post(store, txn, &to, &letter, now).await
}

/// The shares wait for the contract to be accepted.
pub(crate) async fn reserved(store: &Store, txn: &Txn, adoption: &Model, now: Time) -> Result<()> {
    let until = adoption.reserved_until;
    let write = |name, adoption, _, _: &About| Letter::AdoptionReserved { name, until, adoption };
    post(store, txn, adoption, write, now).await
}

/// The contract is ready, and this is how to pay.
pub(super) async fn signed(
    store: &Store,
    txn: &Txn,
    adoption: &Model,
    (reference, pay_until): (reference::Model, Day),
    now: Time,
) -> Result<()> {
    let write = |name, adoption, _, about: &About| {
        let bank =
            about.organiser.as_ref().map(|one| [&one.bank_holder, &one.bank_name, &one.bank_account].map(Clone::clone));
        Letter::AdoptionSigned { name, bank: bank.unwrap_or_default(), pay_code: reference.code, pay_until, adoption }
    };
    post(store, txn, adoption, write, now).await
}

/// The time is over. `was_reserved`: it was never signed; otherwise it was not paid, or not all of it: `back` of it
/// came and goes back.
pub(super) async fn lapsed(
    store: &Store,
    txn: &Txn,
    adoption: &Model,
    (was_reserved, back): (bool, Fen),
    now: Time,
) -> Result<()> {
    let back = (back > Fen::ZERO).then_some(back);
    let write = |name, adoption, _, _: &About| Letter::AdoptionLapsed { name, was_reserved, back, adoption };
    post(store, txn, adoption, write, now).await
}

/// The harvest went where the contract says, and how much of it to each.
pub(crate) async fn delivered(store: &Store, txn: &Txn, id: PlotId, (on, note): (Day, &str), now: Time) -> Result<u64> {
    let about = About::read(txn, id).await?;
    let (mode, parts) = (about.plot.mode, list::parts(txn, &about.plot).await?);
    let letter = |name, adoption: AdoptionLine, _| {
        let part = parts.get(&adoption.code).copied();
        Letter::PlotDelivered { name, mode, on, note: note.to_owned(), part, adoption }
    };
    all(store, txn, &about, &State::PAID, letter, now).await
}

/// One letter to every adopter who has paid.
pub(crate) async fn all(
    store: &Store,
    txn: &Txn,
    about: &About,
    states: &[State],
    write: impl Fn(String, AdoptionLine, Lang) -> Letter,
    now: Time,
) -> Result<u64> {
    let adoptions = Entity::find()
        .filter(COLUMN.plot_id.eq(about.plot.id))
        .filter(COLUMN.state.is_in(states.iter().copied()))
        .all(txn)
        .await?;
    each(store, txn, about, &adoptions, write, now).await
}

/// One letter to the adopter of each of these.
pub(crate) async fn each(
    store: &Store,
    txn: &Txn,
    about: &About,
    adoptions: &[Model],
    write: impl Fn(String, AdoptionLine, Lang) -> Letter,
    now: Time,
) -> Result<u64> {
    let mut told = 0;
    for adoption in adoptions {
        let Some(to) = donor(txn, adoption).await? else { continue };
        let letter = write(to.name.clone(), about.adoption(adoption, to.lang), to.lang);
        outbox::post(store, txn, &to, &letter, now).await?;
        told += 1;
    }
    Ok(told)
}
