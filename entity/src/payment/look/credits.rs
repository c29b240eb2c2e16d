//! Payments out of which a credit that can be used no longer is to be given back.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Fen, Result,
    adoption::credit::over,
    id::{PartId, PlotId, ReferenceId},
    payment::{PayCode, State, part, reference},
};

/// So much of one payment.
#[derive(Clone, Debug)]
pub struct CreditLeft {
    /// Whose shortfall it was credited for.
    pub plot: PlotId,
    /// What it was paid under.
    pub code: PayCode,
    pub part: PartId,
    pub amount: Fen,
}

/// By plot; of what one adopter paid, the newest first.
pub(super) async fn credits(db: &impl ConnectionTrait) -> Result<Vec<CreditLeft>> {
    let mut left = over::left(db).await?;
    // Which of them an adoption belongs to.
    let owners: HashMap<i64, usize> = left
        .iter()
        .enumerate()
        .flat_map(|(at, left)| left.adoptions.iter().map(move |adoption| (adoption.0, at)))
        .collect();
    let paid = reference::all(db, reference::Kind::Adoption, owners.keys().copied()).await?;
    let paid: HashMap<ReferenceId, reference::Model> = paid.into_iter().map(|one| (one.id, one)).collect();
    let parts = part::Entity::find()
        .filter(part::COLUMN.reference_id.is_in(paid.keys().copied()))
        .filter(part::COLUMN.state.eq(State::Counted))
        .order_by_desc(part::COLUMN.id)
        .all(db)
        .await?;
    let mut found = Vec::new();
    for part in parts {
        let Some(reference) = part.reference_id.and_then(|id| paid.get(&id)) else { continue };
        let Some(at) = owners.get(&reference.subject_id).copied() else { continue };
        let Some(its) = left.get_mut(at) else { continue };
        let amount = its.amount.min(part.amount_fen);
        if amount > Fen::ZERO {
            its.amount.0 -= amount.0;
            found.push((at, CreditLeft { plot: its.plot, code: reference.code.clone(), part: part.id, amount }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, left)| left).collect())
}
