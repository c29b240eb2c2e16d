//! The same money twice: an officer wrote it down by hand after the statement was read, or another statement had it.

use std::collections::HashMap;

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::ExprTrait};

use super::line;
use crate::{
    Day, Fen, Result,
    id::{ArrivalId, ReferenceId, StatementId},
    payment,
    store::Txn,
};

/// What was booked before that is like a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Like {
    Nothing,
    /// Written down by hand, and in no statement yet: it is the same money.
    ByHand(ArrivalId),
    /// It may be the same money: an officer has to look.
    Perhaps,
}

/// An arrival that counts.
struct Arrival {
    id: ArrivalId,
    reference: Option<ReferenceId>,
    payer: Option<String>,
    on: Day,
    amount: Fen,
    /// The statement that has it; none: it was written down by hand.
    statement: Option<StatementId>,
}

/// What was booked before and is like some of these lines.
pub(super) struct Before(Vec<Arrival>);

impl Before {
    /// Read after the lines' references are locked, so that nobody writes another down meanwhile.
    pub(super) async fn of(txn: &Txn, lines: &[line::Model]) -> Result<Self> {
        type Row = (ArrivalId, Option<ReferenceId>, Option<String>, Day, Fen);
        let named = payment::Column::ReferenceId.is_in(lines.iter().filter_map(|line| line.reference_id));
        let paid_by = payment::Column::PayerHash.is_in(lines.iter().filter_map(|line| line.payer_hash.clone()));
        let rows: Vec<Row> = payment::Entity::find()
            .select_only()
            .columns([payment::Column::Id, payment::Column::ReferenceId, payment::Column::PayerHash])
            .columns([payment::Column::ArrivedOn, payment::Column::AmountFen])
            .filter(named.or(paid_by))
            .filter(payment::Column::ArrivedOn.is_in(lines.iter().map(|line| line.arrived_on)))
            .filter(payment::Column::AmountFen.is_in(lines.iter().map(|line| line.amount_fen)))
            .filter(payment::COLUMN.undone_at.is_null())
            .order_by_asc(payment::COLUMN.id)
            .into_tuple()
            .all(txn)
            .await?;
        let stated: Vec<(ArrivalId, StatementId)> = line::Entity::find()
            .select_only()
            .columns([line::Column::ArrivalId, line::Column::StatementId])
            .filter(line::Column::ArrivalId.is_in(rows.iter().map(|row| row.0)))
            .into_tuple()
            .all(txn)
            .await?;
        let stated: HashMap<ArrivalId, StatementId> = stated.into_iter().collect();
        let arrival = |(id, reference, payer, on, amount): Row| {
            let statement = stated.get(&id).copied();
            Arrival { id, reference, payer, on, amount, statement }
        };
        Ok(Self(rows.into_iter().map(arrival).collect()))
    }

    /// What is like this line. What was written down by hand is one line's and no other's; lines of one statement are
    /// never the same money.
    pub(super) fn like(&mut self, line: &line::Model) -> Like {
        let is_like = |one: &Arrival| one.on == line.arrived_on && one.amount == line.amount_fen;
        let is_named = |one: &Arrival| line.reference_id.is_some() && one.reference == line.reference_id;
        let is_by_hand = |one: &Arrival| is_like(one) && is_named(one) && one.statement.is_none();
        if let Some(at) = self.0.iter().position(is_by_hand) {
            let same = self.0.remove(at);
            return Like::ByHand(same.id);
        }
        // By hand, and nobody could tell what it is for.
        let is_unclear = |one: &Arrival| {
            one.statement.is_none() && one.reference.is_none() && one.payer.is_some() && one.payer == line.payer_hash
        };
        let is_twice = |one: &Arrival| is_named(one) && one.statement != Some(line.statement_id);
        let is_there = self.0.iter().any(|one| is_like(one) && (is_twice(one) || is_unclear(one)));
        if is_there { Like::Perhaps } else { Like::Nothing }
    }
}

/// The same money as one line under this reference, written down by hand and in no statement yet.
pub(super) async fn by_hand(
    txn: &Txn,
    line: &line::Model,
    reference: Option<ReferenceId>,
) -> Result<Option<ArrivalId>> {
    let same = payment::record::same(reference, line.organiser_id, line.arrived_on, line.amount_fen);
    let found = payment::Entity::find().filter(same).filter(payment::COLUMN.undone_at.is_null());
    for arrival in found.order_by_asc(payment::COLUMN.id).all(txn).await? {
        let in_statement = line::Entity::find().filter(line::COLUMN.arrival_id.eq(arrival.id));
        if in_statement.count(txn).await? == 0 {
            return Ok(Some(arrival.id));
        }
    }
    Ok(None)
}
