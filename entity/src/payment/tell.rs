//! The payer's letters: how to pay, what arrived, what was given back, what was recorded wrongly.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;

use super::{
    reference::{self, Shown},
    refund::Promised,
};
use crate::{
    Day, Fen, Result, Store, Time, account,
    id::{AccountId, ReferenceId},
    outbox::{
        self, Letter, Recipient,
        letter::{PaymentLine, StillDue, WhyKept, WhyReturned},
    },
    store::Txn,
};

/// Who pays, and what their letters say of it: read once for many letters.
pub(super) struct Payers {
    shown: HashMap<ReferenceId, Shown>,
    accounts: HashMap<AccountId, account::Model>,
}

impl Payers {
    pub(super) async fn of(txn: &Txn, references: impl IntoIterator<Item = &reference::Model>) -> Result<Self> {
        let references: Vec<reference::Model> = references.into_iter().cloned().collect();
        let accounts = account::Entity::find()
            .filter(account::COLUMN.id.is_in(references.iter().filter_map(|reference| reference.account_id)))
            .filter(account::COLUMN.disabled_at.is_null())
            .all(txn)
            .await?;
        let shown = reference::shown(txn, references).await?;
        Ok(Self {
            shown: shown.into_iter().map(|shown| (shown.reference.id, shown)).collect(),
            accounts: accounts.into_iter().map(|account| (account.id, account)).collect(),
        })
    }

    /// A letter to whoever pays, where there is somebody.
    fn letter(
        &self,
        id: ReferenceId,
        letter: impl FnOnce(String, &Shown, PaymentLine) -> Letter,
    ) -> Option<(Recipient, Letter)> {
        let shown = self.shown.get(&id)?;
        let account = self.accounts.get(&shown.reference.account_id?)?;
        let to = Recipient::from(account);
        let line = PaymentLine {
            code: shown.reference.code.clone(),
            what: shown.title(to.lang).to_owned(),
            organiser: shown.organiser.name(to.lang).to_owned(),
            is_family: shown.reference.is_family(),
        };
        let letter = letter(to.name.clone(), shown, line);
        Some((to, letter))
    }

    /// It arrived. `missing`: what is still expected; `goes_back`: see [`super::owe::waiting`].
    pub(super) fn recorded(
        &self,
        id: ReferenceId,
        (amount, on): (Fen, Day),
        (missing, goes_back): (Option<Fen>, Option<Fen>),
    ) -> Option<(Recipient, Letter)> {
        let missing = missing.filter(|missing| *missing > Fen::ZERO);
        let letter =
            |name, _: &Shown, payment| Letter::PaymentRecorded { name, amount, on, missing, goes_back, payment };
        self.letter(id, letter)
    }
}

/// How to pay: account, code, sum.
pub(super) async fn how(store: &Store, txn: &Txn, reference: &reference::Model, now: Time) -> Result<()> {
    let letter = |name, shown: &Shown, payment| {
        let bank = [&shown.organiser.bank_holder, &shown.organiser.bank_name, &shown.organiser.bank_account];
        Letter::PaymentAsked { name, amount: reference.asked_fen, bank: bank.map(Clone::clone), payment }
    };
    post(store, txn, reference, letter, now).await
}

/// Posts one letter to whoever pays.
async fn post(
    store: &Store,
    txn: &Txn,
    reference: &reference::Model,
    letter: impl FnOnce(String, &Shown, PaymentLine) -> Letter,
    now: Time,
) -> Result<()> {
    let payers = Payers::of(txn, [reference]).await?;
    outbox::post_all(store, txn, payers.letter(reference.id, letter), now).await
}

/// It was given back.
pub(super) async fn returned(
    store: &Store,
    txn: &Txn,
    reference: &reference::Model,
    (amount, on): (Fen, Day),
    (why, due): (Option<WhyReturned>, Option<StillDue>),
    now: Time,
) -> Result<()> {
    let letter = |name, _: &Shown, payment| Letter::PaymentReturned { name, amount, on, why, due, payment };
    post(store, txn, reference, letter, now).await
}

/// What its payer was told would come stays after all.
pub(super) async fn kept(
    store: &Store,
    txn: &Txn,
    reference: &reference::Model,
    (amount, promised, why): (Fen, Promised, WhyKept),
    now: Time,
) -> Result<()> {
    let is_lapsed = promised == Promised::Lapsed;
    let letter = |name, _: &Shown, payment| Letter::RefundKept { name, amount, is_lapsed, why, payment };
    post(store, txn, reference, letter, now).await
}

/// The last letter was wrong: this money was another's.
pub(super) async fn corrected(
    store: &Store,
    txn: &Txn,
    reference: &reference::Model,
    (amount, on): (Fen, Day),
    now: Time,
) -> Result<()> {
    let letter = |name, _: &Shown, payment| Letter::PaymentCorrected { name, amount, on, payment };
    post(store, txn, reference, letter, now).await
}
