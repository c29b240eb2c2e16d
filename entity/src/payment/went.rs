//! What went back of what had come under a code.

use std::collections::HashMap;

use sea_orm::{JoinType, QuerySelect, entity::prelude::*};

use super::{State, Why, part};
use crate::{Day, Fen, Result, id::ReferenceId, ledger};

/// All that went back, and on which day the last of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Went {
    pub amount: Fen,
    /// What of it a contract gave back for a shortfall: it was paid all the same.
    pub by_contract: Fen,
    pub on: Day,
}

/// Of each of these; nothing is said of those of which all stayed.
pub(super) async fn went(
    db: &impl ConnectionTrait,
    references: impl IntoIterator<Item = ReferenceId>,
) -> Result<HashMap<ReferenceId, Went>> {
    let to_transfer =
        part::Entity::belongs_to(ledger::Entity).from(part::Column::ReturnedTransfer).to(ledger::Column::Id);
    let parts: Vec<(ReferenceId, Fen, Option<Why>, Day)> = part::Entity::find()
        .select_only()
        .columns([part::Column::ReferenceId, part::Column::AmountFen, part::Column::Why])
        .column(ledger::Column::BookedOn)
        .join(JoinType::InnerJoin, to_transfer.into())
        .filter(part::COLUMN.reference_id.is_in(references))
        .filter(part::COLUMN.state.eq(State::Returned))
        .into_tuple()
        .all(db)
        .await?;
    let mut went: HashMap<ReferenceId, Went> = HashMap::new();
    for (reference, amount, why, on) in parts {
        let its = went.entry(reference).or_insert(Went { amount: Fen::ZERO, by_contract: Fen::ZERO, on });
        its.amount.0 += amount.0;
        its.by_contract.0 += if why == Some(Why::Shortfall) { amount.0 } else { 0 };
        its.on = its.on.max(on);
    }
    Ok(went)
}
