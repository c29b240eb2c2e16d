//! A donor's side of rounds: what was proposed from an offer and what became of it, what is left of it, why the last
//! round proposed nothing from it or the next passes it over, and the proposal that waits.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::{
    capacity::{active, passed::Passes, standing, used},
    ground::{fund_line, plot_line, shown::undecided},
    proposal::{
        self,
        line::{self, Lost},
    },
};
use crate::{
    Fen, Lang, Refusal, Result, Time,
    actor::Donor,
    claim::{self, State},
    id::{OfferId, RoundId, WishId},
    matching::assign::Idle,
    offer,
    outbox::{compose, letter::Gift},
    wish,
};

pub use super::capacity::passed::Passed;

/// Lines of one offer that are told.
const MOST: u64 = 200;

/// A wish that was proposed.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub gift: Gift,
    pub state: State,
}

/// The proposal that its donor has still to answer; there is one at most.
pub async fn waiting(db: &impl ConnectionTrait, donor: Donor, now: Time) -> Result<Option<proposal::Model>> {
    let own = proposal::Entity::find()
        .filter(proposal::COLUMN.account_id.eq(donor.account()))
        .filter(proposal::COLUMN.made_at.is_not_null())
        .filter(proposal::COLUMN.answered_at.is_null());
    Ok(own.one(db).await?.filter(|proposal| proposal.waits(now)))
}

/// What was proposed from this offer of the donor's, the newest first.
pub async fn of_offer(db: &impl ConnectionTrait, donor: Donor, offer: OfferId, lang: Lang) -> Result<Vec<Proposed>> {
    let lines = line::Entity::find()
        .filter(line::COLUMN.offer_id.eq(offer))
        .filter(line::COLUMN.claim_id.is_not_null())
        .order_by_desc(line::COLUMN.id)
        .limit(MOST);
    let lines = lines.all(db).await?;
    let claims = claim::Entity::find()
        .filter(claim::COLUMN.id.is_in(lines.iter().filter_map(|line| line.claim_id)))
        .filter(claim::COLUMN.account_id.eq(donor.account()))
        .order_by_desc(claim::COLUMN.id);
    let claims = claims.all(db).await?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(claims.iter().map(|claim| claim.wish_id)));
    let wishes = wishes.all(db).await?;
    let gifts = compose::gifts(db, &wishes, lang).await?;
    let gifts: HashMap<WishId, Gift> = wishes.iter().map(|wish| wish.id).zip(gifts).collect();
    let proposed = |claim: claim::Model| {
        let gift = gifts.get(&claim.wish_id)?.clone();
        Some(Proposed { gift, state: claim.state })
    };
    Ok(claims.into_iter().filter_map(proposed).collect())
}

/// What rounds have taken of an offer, and what is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Wishes, shares of plots, and the sum for funds: taken, and left.
    pub wishes: (u32, u32),
    pub shares: (i32, i32),
    pub for_funds: (Fen, Fen),
    /// What all that is taken comes to.
    pub spent: Fen,
    /// What is left of its budget; none: it says no budget.
    pub budget: Option<Fen>,
}

/// Of the donor's own offer that has not ended. What waits for an answer counts as taken.
pub async fn given(db: &impl ConnectionTrait, donor: Donor, offer: &offer::Model, now: Time) -> Result<Given> {
    let mut taken = used(db, Some(donor.account())).await?.remove(&offer.id).unwrap_or_default();
    for one in undecided(db, now).await?.into_iter().filter(|one| one.offer == offer.id) {
        taken.for_funds = taken.for_funds.plus(one.amount).unwrap_or(taken.for_funds);
        taken.spent = taken.spent.plus(one.amount).unwrap_or(taken.spent);
    }
    let left = taken.left(offer.clone());
    Ok(Given {
        wishes: (taken.count, left.count),
        shares: (taken.shares, left.shares),
        for_funds: (taken.for_funds, left.for_funds),
        spent: taken.spent,
        budget: left.budget,
    })
}

/// Which of the donor's offers that stand a round would pass over now, and why.
pub async fn passed_over(db: &impl ConnectionTrait, donor: Donor, now: Time) -> Result<HashMap<OfferId, Passed>> {
    let own = standing(now).filter(offer::COLUMN.account_id.eq(donor.account())).all(db).await?;
    let passes = Passes::read(db, Some(donor.account()), &active(db).await?, now).await?;
    Ok(own.iter().filter_map(|offer| Some((offer.id, passes.why(offer)?))).collect())
}

/// Why nothing comes of a round for an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    Idle(Idle),
    /// The donor, or the organisation, has as much on the way as may be.
    Limit,
    /// What was found for it was not to be had, or not to be asked for, any more when the letter was to be written.
    Lost(Lost),
    /// It was proposed, and not to be had any more when its donor said yes.
    Gone,
}

impl WhyNot {
    const fn of(lost: Lost, is_gone: bool) -> Self {
        if is_gone { Self::Gone } else { Self::Lost(lost) }
    }
}

/// When the last round was applied, and why nothing comes of it for this offer of the donor's. None where something that
/// it found was not lost, it was drawn before the offer was made, or passed it over.
pub async fn why_not(db: &impl ConnectionTrait, donor: Donor, id: OfferId) -> Result<Option<(Time, WhyNot)>> {
    let own = offer::Entity::find_by_id(id).filter(offer::COLUMN.account_id.eq(donor.account()));
    let own = own.one(db).await?.ok_or(Refusal::NotFound)?;
    let last = super::Entity::find().filter(super::COLUMN.state.eq(super::State::Applied));
    let last = last.order_by_desc(super::COLUMN.applied_at).order_by_desc(super::COLUMN.id).one(db).await?;
    let Some(last) = last.filter(|last| last.drawn_at >= own.made_at) else { return Ok(None) };
    let lines = lost(db, donor, (last.id, id)).await?;
    let Some(lost) = lines.into_iter().collect::<Option<Vec<WhyNot>>>() else { return Ok(None) };
    // What came nearest to its donor is told first.
    let nearest = [WhyNot::Gone, WhyNot::Lost(Lost::Gone)].into_iter().find(|why| lost.contains(why));
    let summary = last.read();
    let idle = || summary.idle_offers.iter().find(|(offer, _)| *offer == id).map(|(_, why)| WhyNot::Idle(*why));
    let limit = || summary.limited_offers.contains(&id).then_some(WhyNot::Limit);
    let why = nearest.or_else(|| lost.first().copied()).or_else(idle).or_else(limit);
    Ok(last.applied_at.zip(why))
}

/// What became of the lines that a round has from an offer: why nothing comes of them, or none.
async fn lost(
    db: &impl ConnectionTrait,
    donor: Donor,
    (round, offer): (RoundId, OfferId),
) -> Result<Vec<Option<WhyNot>>> {
    let own = || -> SelectStatement {
        let own = proposal::Entity::find().select_only().column(proposal::Column::Id);
        let own = own.filter(proposal::COLUMN.round_id.eq(round));
        own.filter(proposal::COLUMN.account_id.eq(donor.account())).into_query()
    };
    let wishes = line::Entity::find().select_only().column(line::Column::Lost);
    let wishes = wishes.filter(line::COLUMN.offer_id.eq(offer)).filter(line::Column::ProposalId.in_subquery(own()));
    let wishes: Vec<Option<Lost>> = wishes.into_tuple().all(db).await?;
    let plots = plot_line::Entity::find().select_only().column(plot_line::Column::Lost);
    let plots = plots.filter(plot_line::COLUMN.offer_id.eq(offer));
    let plots = plots.filter(plot_line::Column::ProposalId.in_subquery(own()));
    let plots: Vec<Option<Lost>> = plots.into_tuple().all(db).await?;
    let funds = fund_line::Entity::find().select_only().columns([fund_line::Column::Lost, fund_line::Column::GoneAt]);
    let funds = funds.filter(fund_line::COLUMN.offer_id.eq(offer));
    let funds = funds.filter(fund_line::Column::ProposalId.in_subquery(own()));
    let funds: Vec<(Option<Lost>, Option<Time>)> = funds.into_tuple().all(db).await?;
    let lines = wishes.into_iter().chain(plots).map(|lost| (lost, None)).chain(funds);
    Ok(lines.map(|(lost, gone)| Some(WhyNot::of(lost?, gone.is_some()))).collect())
}
