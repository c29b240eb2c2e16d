//! Which line is for what: by the code in its remark and its sum; near misses and known payers are suggested.
//!
//! The ground is read once for a whole statement; what a line takes is missing there for the next one.

use std::collections::{HashMap, HashSet};

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{Fit, line, row::Row};
use crate::{
    Day, Fen, Result, Store, account,
    id::{AccountId, ArrivalId, OrganiserId, ReferenceId},
    payment::{self, PayCode, code, payer_hash, reference},
};

/// What a reference still expects.
#[derive(Clone, Copy)]
struct Expected {
    id: ReferenceId,
    /// None: there is no end to it.
    missing: Option<Fen>,
    is_closed: bool,
    /// Nothing can have come for it before.
    first_day: Option<Day>,
    account: Option<AccountId>,
}

/// An arrival that was written down by hand and stands in no statement yet.
struct ByHand {
    id: ArrivalId,
    reference: Option<ReferenceId>,
    payer: Option<String>,
}

/// Everything that the lines of one organiser can be for.
pub(super) struct Ground {
    codes: HashMap<PayCode, Expected>,
    payers: HashMap<String, Vec<PayCode>>,
    by_hand: HashMap<(Day, Fen), Vec<ByHand>>,
}

/// What was found for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub fit: Fit,
    pub reference: Option<ReferenceId>,
    /// The same money, written down by hand before.
    pub arrival: Option<ArrivalId>,
}

impl Ground {
    pub(super) async fn of(store: &Store, db: &impl ConnectionTrait, organiser: OrganiserId) -> Result<Self> {
        let references = reference::Entity::find().filter(reference::COLUMN.organiser_id.eq(organiser)).all(db).await?;
        let paid: HashMap<ReferenceId, Fen> = payment::paid_to(db, organiser).await?.into_iter().collect();
        let expected = |reference: &reference::Model| Expected {
            id: reference.id,
            missing: reference.missing(paid.get(&reference.id).copied().unwrap_or_default()),
            is_closed: reference.closed_at.is_some(),
            first_day: reference.first_day(),
            account: reference.account_id,
        };
        let codes: HashMap<PayCode, Expected> =
            references.iter().map(|reference| (reference.code.clone(), expected(reference))).collect();
        let payers = payers(store, db, organiser, &codes).await?;
        Ok(Self { codes, payers, by_hand: by_hand(db, organiser).await? })
    }

    /// What a line fits, and takes it from what is still expected.
    pub(super) fn judge(&mut self, row: &Row, payer: Option<&String>) -> Found {
        let (fit, code) = self.fits(row, payer);
        let expected = code.and_then(|code| self.codes.get_mut(&code));
        let reference = expected.as_ref().map(|expected| expected.id);
        let arrival = was_written_down(&mut self.by_hand, row, reference, payer);
        if arrival.is_none()
            && matches!(fit, Fit::Sure | Fit::Partly)
            && let Some(missing) = expected.and_then(|expected| expected.missing.as_mut())
        {
            *missing = missing.minus(row.amount).unwrap_or(Fen::ZERO).max(Fen::ZERO);
        }
        Found { fit, reference, arrival }
    }

    fn fits(&self, row: &Row, payer: Option<&String>) -> (Fit, Option<PayCode>) {
        let exact = self.known(code::found_in(&row.words.remark));
        if let [one] = exact.as_slice() {
            let fit = self.codes.get(one).map_or(Fit::Nothing, |expected| fit(expected, row));
            return (fit, Some(one.clone()));
        }
        // Two codes in one remark: an officer reads what it says.
        let near = if exact.is_empty() { self.known(code::near_in(&row.words.remark)) } else { exact };
        match (near.into_iter().next(), self.of_payer(row, payer)) {
            (Some(near), _) => (Fit::Near, Some(near)),
            (None, Some(one)) => (Fit::Payer, Some(one)),
            (None, None) => (Fit::Nothing, None),
        }
    }

    fn known(&self, codes: Vec<PayCode>) -> Vec<PayCode> {
        codes.into_iter().filter(|code| self.codes.contains_key(code)).collect()
    }

    /// The one thing that somebody of this name has still to pay exactly this for.
    fn of_payer(&self, row: &Row, payer: Option<&String>) -> Option<PayCode> {
        let is_fitting = |code: &&PayCode| {
            let expected = self.codes.get(*code);
            expected.is_some_and(|one| one.missing == Some(row.amount) && fit(one, row) == Fit::Sure)
        };
        let mut fitting = self.payers.get(payer?)?.iter().filter(is_fitting);
        let one = fitting.next()?;
        fitting.next().is_none().then(|| one.clone())
    }
}

fn was_written_down(
    by_hand: &mut HashMap<(Day, Fen), Vec<ByHand>>,
    row: &Row,
    reference: Option<ReferenceId>,
    payer: Option<&String>,
) -> Option<ArrivalId> {
    let there = by_hand.get_mut(&(row.on, row.amount))?;
    let is_same = |one: &ByHand| {
        let is_same_payer = one.payer.is_some() && one.payer.as_ref() == payer;
        (reference.is_some() && one.reference == reference) || is_same_payer
    };
    let at = there.iter().position(is_same)?;
    Some(there.swap_remove(at).id)
}

fn fit(one: &Expected, row: &Row) -> Fit {
    match one.missing {
        _ if one.is_closed => Fit::Closed,
        _ if one.first_day.is_some_and(|first| row.on < first) => Fit::Early,
        None => Fit::Sure,
        Some(missing) if missing == row.amount => Fit::Sure,
        Some(missing) if missing > row.amount => Fit::Partly,
        Some(_) => Fit::Over,
    }
}

/// Whose name a payer's may be: those whose money came under it before, and those who are called so.
async fn payers(
    store: &Store,
    db: &impl ConnectionTrait,
    organiser: OrganiserId,
    by_code: &HashMap<PayCode, Expected>,
) -> Result<HashMap<String, Vec<PayCode>>> {
    let mut of_account: HashMap<AccountId, Vec<PayCode>> = HashMap::new();
    let mut of_reference: HashMap<ReferenceId, AccountId> = HashMap::new();
    for (code, expected) in by_code {
        let Some(account) = expected.account else { continue };
        of_reference.insert(expected.id, account);
        if !expected.is_closed && expected.missing != Some(Fen::ZERO) {
            of_account.entry(account).or_default().push(code.clone());
        }
    }
    let mut payers: HashMap<String, HashSet<AccountId>> = HashMap::new();
    let before: Vec<(String, ReferenceId)> = payment::Entity::find()
        .select_only()
        .columns([payment::Column::PayerHash, payment::Column::ReferenceId])
        .filter(payment::COLUMN.organiser_id.eq(organiser))
        .filter(payment::COLUMN.payer_hash.is_not_null())
        .filter(payment::COLUMN.reference_id.is_not_null())
        .filter(payment::COLUMN.undone_at.is_null())
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    for (hash, reference) in before {
        if let Some(account) = of_reference.get(&reference) {
            payers.entry(hash).or_default().insert(*account);
        }
    }
    let ids: Vec<AccountId> = of_account.keys().copied().collect();
    for some in ids.chunks(10_000) {
        let accounts = account::Entity::find().filter(account::COLUMN.id.is_in(some.iter().copied())).all(db).await?;
        for account in accounts {
            for name in [Some(&account.name), account.organisation.as_ref()].into_iter().flatten() {
                if let Some(hash) = payer_hash(store, name) {
                    payers.entry(hash).or_default().insert(account.id);
                }
            }
        }
    }
    // A code is one account's, so none is there twice.
    let codes = |accounts: HashSet<AccountId>| -> Vec<PayCode> {
        accounts.iter().filter_map(|account| of_account.get(account)).flatten().cloned().collect()
    };
    Ok(payers.into_iter().map(|(hash, accounts)| (hash, codes(accounts))).collect())
}

async fn by_hand(db: &impl ConnectionTrait, organiser: OrganiserId) -> Result<HashMap<(Day, Fen), Vec<ByHand>>> {
    let in_statements = line::Entity::find()
        .select_only()
        .column(line::Column::ArrivalId)
        .filter(line::COLUMN.arrival_id.is_not_null())
        .into_query();
    let rows = payment::Entity::find()
        .filter(payment::COLUMN.organiser_id.eq(organiser))
        .filter(payment::COLUMN.undone_at.is_null())
        .filter(payment::Column::Id.not_in_subquery(in_statements))
        .order_by_asc(payment::COLUMN.id)
        .all(db)
        .await?;
    let mut by_hand: HashMap<(Day, Fen), Vec<ByHand>> = HashMap::new();
    for row in rows {
        let one = ByHand { id: row.id, reference: row.reference_id, payer: row.payer_hash };
        by_hand.entry((row.arrived_on, row.amount_fen)).or_default().push(one);
    }
    Ok(by_hand)
}
