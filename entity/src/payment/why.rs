//! Why a part of what arrived goes back, as far as the rows tell: for the payer's letter.

use sea_orm::EntityTrait;

use super::{ForWhat, Model, part, reference};
use crate::{
    Result, adoption,
    id::AdoptionId,
    outbox::letter::WhyReturned,
    plot::{self, ShortfallRule},
    store::Txn,
};

/// `reference`: what the part counted for, or what its payer named. None: an officer alone knows.
pub(super) async fn returned(
    txn: &Txn,
    reference: &reference::Model,
    part: &part::Model,
    arrival: &Model,
) -> Result<Option<WhyReturned>> {
    if part.reference_id.is_none() {
        let is_late = reference.closed_at.is_some_and(|closed| closed <= arrival.recorded_at);
        return Ok(Some(if is_late { WhyReturned::TooLate } else { WhyReturned::TooMuch }));
    }
    let is_over = reference.closed_at.is_some();
    Ok(match reference.what() {
        ForWhat::Adoption(id) => is_for_a_shortfall(txn, id, part).await?.then_some(WhyReturned::Shortfall),
        ForWhat::Gift => is_over.then_some(WhyReturned::GivenUp),
        ForWhat::Pledge(_) => is_over.then_some(WhyReturned::PledgeOver),
        ForWhat::Support(_) => is_over.then_some(WhyReturned::SupportOver),
    })
}

/// It was set aside with the harvest or after it, and is no more than the contract gives back for these shares.
async fn is_for_a_shortfall(txn: &Txn, id: AdoptionId, part: &part::Model) -> Result<bool> {
    let Some(adoption) = adoption::Entity::find_by_id(id).one(txn).await? else { return Ok(false) };
    let Some(plot) = plot::Entity::find_by_id(adoption.plot_id).one(txn).await? else { return Ok(false) };
    let is_since = plot.harvested_at.is_some_and(|at| at <= part.since);
    let most = plot.credit_fen.unwrap_or_default().0 * i64::from(adoption.shares);
    Ok(plot.shortfall_rule == ShortfallRule::Refund && is_since && part.amount_fen.0 <= most)
}
