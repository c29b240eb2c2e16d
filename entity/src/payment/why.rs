//! Why a part of what arrived goes back: put down when that is said, read when it went, for the payer's letter.

use sea_orm::entity::prelude::*;

use super::{ForWhat, Model, part, reference};
use crate::{
    Field, Refusal, Result, adoption,
    id::AdoptionId,
    outbox::letter::WhyReturned,
    plot::{self, ShortfallRule},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Why {
    /// The contract gives back what a field gave less than it promised.
    Shortfall,
    TooMuch,
    TooLate,
    GivenUp,
    PledgeOver,
    SupportOver,
    /// Its payer asked for it.
    Asked,
    Mistake,
    /// What it was given for cannot use it any more.
    Unused,
    /// A credit for a shortfall, of no use any more.
    Credit,
    /// An officer alone knows.
    Office,
}

impl Why {
    /// What an officer chooses from where the rows do not tell.
    pub const CHOSEN: [Self; 5] = [Self::Asked, Self::Mistake, Self::Unused, Self::Credit, Self::Office];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Shortfall => "shortfall",
            Self::TooMuch => "too_much",
            Self::TooLate => "too_late",
            Self::GivenUp => "given_up",
            Self::PledgeOver => "pledge_over",
            Self::SupportOver => "support_over",
            Self::Asked => "asked",
            Self::Mistake => "mistake",
            Self::Unused => "unused",
            Self::Credit => "credit",
            Self::Office => "office",
        }
    }

    /// As an officer chose it.
    pub(super) fn chosen(key: &str) -> Result<Self, Refusal> {
        if key.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        Self::CHOSEN.into_iter().find(|why| why.key() == key).ok_or(Refusal::NotAChoice(Field::Reason))
    }

    /// As the payer reads it.
    pub(super) const fn told(self) -> Option<WhyReturned> {
        match self {
            Self::Shortfall => Some(WhyReturned::Shortfall),
            Self::TooMuch => Some(WhyReturned::TooMuch),
            Self::TooLate => Some(WhyReturned::TooLate),
            Self::GivenUp => Some(WhyReturned::GivenUp),
            Self::PledgeOver => Some(WhyReturned::PledgeOver),
            Self::SupportOver => Some(WhyReturned::SupportOver),
            Self::Asked => Some(WhyReturned::Asked),
            Self::Mistake => Some(WhyReturned::Mistake),
            Self::Unused => Some(WhyReturned::Unused),
            Self::Credit => Some(WhyReturned::Credit),
            Self::Office => None,
        }
    }
}

/// Where an officer says so: as far as the rows tell. `named`: what the part counts for, or what its payer named.
pub(super) fn said(named: Option<&reference::Model>, part: &part::Model, arrival: &Model) -> Why {
    let Some(named) = named else { return Why::Office };
    if part.reference_id.is_none() {
        let is_late = named.closed_at.is_some_and(|closed| closed <= arrival.recorded_at);
        return if is_late { Why::TooLate } else { Why::TooMuch };
    }
    if named.closed_at.is_none() {
        return Why::Office;
    }
    match named.what() {
        ForWhat::Adoption(_) => Why::Office,
        ForWhat::Gift => Why::GivenUp,
        ForWhat::Pledge(_) => Why::PledgeOver,
        ForWhat::Support(_) => Why::SupportOver,
    }
}

/// What was put down; of what was said before reasons were kept, as far as the rows tell.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    named: &reference::Model,
    part: &part::Model,
    arrival: &Model,
) -> Result<Why> {
    if let Some(why) = part.why {
        return Ok(why);
    }
    match named.what() {
        ForWhat::Adoption(id) if part.reference_id.is_some() && is_for_a_shortfall(db, id, part).await? => {
            Ok(Why::Shortfall)
        }
        _ => Ok(said(Some(named), part, arrival)),
    }
}

/// It was set aside with the harvest or after it, and is no more than the contract gives back for these shares.
async fn is_for_a_shortfall(db: &impl ConnectionTrait, id: AdoptionId, part: &part::Model) -> Result<bool> {
    let Some(adoption) = adoption::Entity::find_by_id(id).one(db).await? else { return Ok(false) };
    let Some(plot) = plot::Entity::find_by_id(adoption.plot_id).one(db).await? else { return Ok(false) };
    let is_since = plot.harvested_at.is_some_and(|at| at <= part.since);
    let most = plot.credit_fen.unwrap_or_default().0 * i64::from(adoption.shares);
    Ok(plot.shortfall_rule == ShortfallRule::Refund && is_since && part.amount_fen.0 <= most)
}
