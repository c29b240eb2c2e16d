//! What came under a donor's own code: a line for each line of the bank account, with what became of it, however often
//! it was cut apart.

use sea_orm::{QuerySelect, entity::prelude::*, sea_query::ExprTrait};

use crate::{
    Day, Fen, Refusal, Result,
    actor::Donor,
    id::{ArrivalId, PartId, ReferenceId, TransferId},
    ledger,
    payment::{self, Column, PayCode, State, Why, part, parts_with_arrivals, reference},
};

/// One line of a donor's own payments: what of one transfer came under the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub on: Day,
    /// All of it, whatever became of it.
    pub amount: Fen,
    pub became: Vec<Became>,
}

/// What became of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    pub amount: Fen,
    pub state: State,
    pub counts: Counts,
    /// The day on which it went back.
    pub went_on: Option<Day>,
    /// Of what is to go back, or went.
    pub why: Option<Why>,
}

/// What a part counts for that came under a donor's reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counts {
    Here,
    /// More than was asked for, or too late.
    Nowhere,
    /// It was moved: to another of the donor's own, with its code, or to somebody's.
    Elsewhere(Option<PayCode>),
}

impl Own {
    /// Parts of which the same became are one.
    fn add(&mut self, part: Became) {
        self.amount = Fen(self.amount.0 + part.amount.0);
        let is_alike = |one: &&mut Became| {
            (one.state, &one.counts, one.went_on, one.why) == (part.state, &part.counts, part.went_on, part.why)
        };
        match self.became.iter_mut().find(is_alike) {
            Some(one) => one.amount = Fen(one.amount.0 + part.amount.0),
            None => self.became.push(part),
        }
    }

    /// What of it counts here and stands so.
    pub fn here(&self, states: &[State]) -> Fen {
        let its = self.became.iter().filter(|part| part.counts == Counts::Here && states.contains(&part.state));
        Fen(its.map(|part| part.amount.0).sum())
    }
}

/// What came under a donor's own reference, oldest first: what counts for it, and what named it and counts elsewhere or
/// nowhere, so that nothing that was paid is gone without a trace.
pub async fn own(db: &impl ConnectionTrait, donor: Donor, reference: &reference::Model) -> Result<Vec<Own>> {
    if reference.account_id != Some(donor.account()) {
        return Err(Refusal::NotFound.into());
    }
    under(db, reference).await
}

/// The same for whoever paid.
pub(in crate::payment) async fn under(db: &impl ConnectionTrait, reference: &reference::Model) -> Result<Vec<Own>> {
    type Row = (ArrivalId, PartId, Day, Fen, State, Option<ReferenceId>, Option<TransferId>, Option<Why>);
    let is_not_here = part::COLUMN.reference_id.is_null().or(part::COLUMN.reference_id.ne(reference.id));
    let mut rows: Vec<Row> = Vec::new();
    // Two questions, each with its own index.
    for query in [
        parts_with_arrivals().filter(part::COLUMN.reference_id.eq(reference.id)),
        parts_with_arrivals().filter(payment::COLUMN.reference_id.eq(reference.id)).filter(is_not_here),
    ] {
        let columns = query.select_only().columns([part::Column::ArrivalId, part::Column::Id]);
        let columns = columns.column(Column::ArrivedOn);
        let columns = columns.columns([part::Column::AmountFen, part::Column::State, part::Column::ReferenceId]);
        let columns = columns.columns([part::Column::ReturnedTransfer, part::Column::Why]);
        let its: Vec<Row> = columns.into_tuple().all(db).await?;
        rows.extend(its);
    }
    rows.sort_by_key(|(arrival, id, on, ..)| (*on, *arrival, *id));
    let others = rows.iter().filter_map(|(_, _, _, _, _, counts, ..)| *counts);
    let others = reference::Entity::find().filter(reference::COLUMN.id.is_in(others)).all(db).await?;
    let went = rows.iter().filter_map(|(.., transfer, _)| *transfer);
    let went = ledger::Entity::find().filter(ledger::COLUMN.id.is_in(went)).all(db).await?;
    let counts = |counts: Option<ReferenceId>| match counts {
        None => Counts::Nowhere,
        Some(id) if id == reference.id => Counts::Here,
        Some(id) => {
            // Another's code is nothing to this donor.
            let own = others.iter().find(|one| one.id == id && one.account_id == reference.account_id);
            Counts::Elsewhere(own.map(|one| one.code.clone()))
        }
    };
    let mut came: Vec<(ArrivalId, Own)> = Vec::new();
    for (arrival, _, on, amount, state, its, transfer, why) in rows {
        let went = went.iter().find(|booked| Some(booked.id) == transfer);
        let why = why.filter(|_| matches!(state, State::ToReturn | State::Returned));
        let part = Became { amount, state, counts: counts(its), went_on: went.map(|booked| booked.booked_on), why };
        match came.last_mut() {
            Some((last, own)) if *last == arrival => own.add(part),
            _ => came.push((arrival, Own { on, amount, became: vec![part] })),
        }
    }
    Ok(came.into_iter().map(|(_, own)| own).collect())
}
