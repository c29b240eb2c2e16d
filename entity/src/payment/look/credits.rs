//! Payments out of which a credit that can be used no longer is to be given back.

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Fen, Result,
    adoption::credit::over,
    id::{PartId, PlotId},
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
    let mut found = Vec::new();
    for left in over::left(db).await? {
        let paid = reference::all(db, reference::Kind::Adoption, left.adoptions.iter().map(|id| id.0)).await?;
        let parts = part::Entity::find()
            .filter(part::COLUMN.reference_id.is_in(paid.iter().map(|reference| reference.id)))
            .filter(part::COLUMN.state.eq(State::Counted))
            .order_by_desc(part::COLUMN.id)
            .all(db)
            .await?;
        let mut open = left.amount;
        for part in parts {
            let amount = open.min(part.amount_fen);
            let Some(reference) = paid.iter().find(|one| Some(one.id) == part.reference_id) else { continue };
            if amount > Fen::ZERO {
                found.push(CreditLeft { plot: left.plot, code: reference.code.clone(), part: part.id, amount });
                open = Fen(open.0 - amount.0);
            }
        }
    }
    Ok(found)
}
