//! The donor accepts the contract online: the reservation becomes a signed adoption, with a code to pay under.
//!
//! Who the contract is with and where the harvest is sent are sealed: the public knows an adopter by nothing at all.
//! What the contract says is kept as it was shown; one that says something else by now is to be read again.

use chrono::TimeDelta;
use sea_orm::{entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{
    COLUMN, Column, Entity, Model, State, own, tell,
    wording::{self, Wording},
};
use crate::{
    Code, Day, Error, Field, FormKey, Refusal, Result, Store, Time,
    actor::Donor,
    error::Refusals,
    journal::{self, Act, Subject},
    lang::china_date,
    ledger::{Programme, Source},
    payment::{Asked, ForWhat, reference},
    plot::{self, Mode},
    text,
};

/// Longest name in a contract, in characters.
pub const PARTY: usize = 60;
/// Longest address, in characters.
pub const DELIVERY: usize = 200;
/// Days to pay after signing …
pub const PAY: TimeDelta = TimeDelta::days(14);
/// … where the sowing leaves so many; but as many as shares wait for the contract at least.
pub const PAY_LEAST: TimeDelta = TimeDelta::days(3);

/// The form. Not `Debug`: it names somebody.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Who the contract is with.
    pub party: String,
    /// Where the harvest is sent; not asked where it is donated on.
    pub delivery: String,
    /// A ticked box has any value.
    pub contract: String,
    /// The hash of the [`Wording`] that was shown.
    pub wording: String,
}

/// `wording`: what the contract says now.
pub async fn sign(
    store: &Store,
    donor: Donor,
    code: &Code,
    typed: &Typed,
    wording: &Wording,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let adoption = own(&txn, donor, code).await?;
    let plot = plot::Entity::find_by_id(adoption.plot_id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    if adoption.state != State::Reserved || adoption.reserved_until <= now {
        return Err(Refusal::AdoptionState.into());
    }
    let (party, delivery) = read(typed, plot.mode, &wording.hash()?)?;
    let sealed = |column: &str, words: &str| sealed(store, column, &adoption.code, words);
    let pay_until = last_day(plot.sow_on, china_date(now));
    let signed = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Signed))
        .col_expr(Column::SignedAt, Expr::value(now))
        .col_expr(Column::Party, Expr::value(sealed("party", &party)))
        .col_expr(Column::Delivery, Expr::value(delivery.map(|words| sealed("delivery", &words))))
        .col_expr(Column::PayUntil, Expr::value(pay_until))
        .filter(COLUMN.id.eq(adoption.id))
        .filter(COLUMN.state.eq(State::Reserved))
        .exec(&txn)
        .await?;
    if signed.rows_affected == 0 {
        return Err(Refusal::AdoptionState.into());
    }
    wording::keep(&txn, adoption.id, wording, now).await?;
    let asked = Asked {
        what: ForWhat::Adoption(adoption.id),
        organiser: plot.organiser_id.ok_or(Refusal::PlotState)?,
        programme: Programme::Plot(plot.id),
        source: Source::Society,
        amount: Some(adoption.amount_fen),
        account: Some(adoption.account_id),
    };
    let reference = reference::make(store, &txn, &asked, now).await?;
    journal::note(&txn, donor, Act::AdoptionSigned, Subject("plot", plot.id.0), code.as_str(), now).await?;
    tell::signed(store, &txn, &adoption, (reference, pay_until), now).await?;
    form.keep(&txn, &(), now).await?;
    Ok(txn.commit().await?)
}

/// The last day of paying what is accepted `today`: no contract is open any more when the field is sown, unless that is
/// too near.
fn last_day(sow_on: Option<Day>, today: Day) -> Day {
    let eve = sow_on.map_or(today + PAY, |sow_on| sow_on - TimeDelta::days(1));
    eve.min(today + PAY).max(today + PAY_LEAST)
}

fn read(typed: &Typed, mode: Mode, hash: &str) -> Result<(String, Option<String>)> {
    let mut no = Refusals::default();
    let party = no.take(text::line(Field::Party, &typed.party, PARTY));
    let delivery = match mode {
        Mode::DonatedOn => Some(None),
        Mode::ToDonor | Mode::Half => no.take(text::lines(Field::Delivery, &typed.delivery, DELIVERY)).map(Some),
    };
    if delivery.as_ref().is_some_and(|words| words.as_ref().is_some_and(String::is_empty)) {
        no.add(Refusal::Missing(Field::Delivery));
    }
    if typed.contract.is_empty() {
        no.add(Refusal::ContractNotAccepted);
    }
    if typed.wording != hash {
        no.add(Refusal::ContractChanged);
    }
    match (party, delivery) {
        (Some(party), Some(delivery)) if no.is_empty() => Ok((party, delivery)),
        _ => Err(no.into()),
    }
}

/// Tied to its contract's number, which no other row has.
pub(crate) fn sealed(store: &Store, column: &str, code: &Code, words: &str) -> Vec<u8> {
    store.keys.seal_words(&store.dice, &place(column, code), words)
}

fn place(column: &str, code: &Code) -> String {
    format!("adoption/{column}/{code}")
}

/// Who the contract is with and where the harvest goes, once it is signed: for its own donor, and for who prints and
/// sends.
pub(crate) fn words(store: &Store, adoption: &Model) -> Result<(String, String)> {
    let open = |column: &str, sealed: &Option<Vec<u8>>| match sealed {
        Some(sealed) => store
            .keys
            .open_words(&place(column, &adoption.code), sealed)
            .map_err(|e| Error::Db(DbErr::Custom(format!("an adoption's words cannot be read: {e}")))),
        None => Ok(String::new()),
    };
    Ok((open("party", &adoption.party)?, open("delivery", &adoption.delivery)?))
}

#[cfg(test)]
mod tests {
    use super::last_day;
    use crate::Day;

    #[test]
    fn it_is_paid_before_it_is_sown_and_never_in_less_than_three_days() {
        let day = |day: u32| Day::from_ymd_opt(2026, 12, day).unwrap();
        for (sow_on, until) in [(None, 15), (Some(31), 15), (Some(16), 15), (Some(10), 9), (Some(5), 4), (Some(2), 4)] {
            assert_eq!(last_day(sow_on.map(day), day(1)), day(until), "sown on {sow_on:?}");
        }
    }
}
