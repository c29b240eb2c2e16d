//! What plots and funds have taken of the offers, what of them is not decided, and what was refused: the room of the next
//! round is counted from it.

use sea_orm::{JoinType, QuerySelect, Select, entity::prelude::*};

use super::super::{fund_line, plot_line};
use crate::{
    Fen, Result, Time,
    adoption::{self, State},
    id::{AccountId, FundId, OfferId},
    offer, pledge,
    round::{capacity::applied, proposal},
};

/// A sum that a donor of a round has still to answer about.
#[derive(Clone, Copy, Debug)]
pub(in crate::round) struct Undecided {
    pub offer: OfferId,
    pub fund: FundId,
    pub amount: Fen,
    /// The letter is written; else it is about to be.
    pub is_asked: bool,
}

/// All of them, within the time that their donors have. Nothing holds them, so that they must be counted before the same
/// is proposed to somebody else.
pub(in crate::round) async fn undecided(db: &impl ConnectionTrait, now: Time) -> Result<Vec<Undecided>> {
    let to =
        fund_line::Entity::belongs_to(proposal::Entity).from(fund_line::Column::ProposalId).to(proposal::Column::Id);
    let open: Vec<(OfferId, FundId, Fen, Option<Time>)> = fund_line::Entity::find()
        .select_only()
        .column(fund_line::Column::OfferId)
        .column(fund_line::Column::FundId)
        .column(fund_line::Column::AmountFen)
        .column(proposal::Column::HeldUntil)
        .join(JoinType::InnerJoin, to.into())
        .filter(fund_line::COLUMN.pledge_id.is_null())
        .filter(fund_line::COLUMN.lost.is_null())
        .filter(proposal::COLUMN.answered_at.is_null())
        .filter(proposal::Column::RoundId.in_subquery(applied()))
        .into_tuple()
        .all(db)
        .await?;
    let in_time = |(offer, fund, amount, until): (OfferId, FundId, Fen, Option<Time>)| {
        let is_open = until.is_none_or(|until| now < until);
        is_open.then_some(Undecided { offer, fund, amount, is_asked: until.is_some() })
    };
    Ok(open.into_iter().filter_map(in_time).collect())
}

/// Offers from which a plot or a fund was declined, or not answered, after this time, and when. A fund that was not to be had when
/// its donor said yes is neither.
pub(in crate::round) async fn refused(db: &impl ConnectionTrait, since: Time) -> Result<Vec<(OfferId, Time)>> {
    let plots = with_adoption()
        .select_only()
        .column(plot_line::Column::OfferId)
        .column(adoption::Column::EndedAt)
        .filter(adoption::COLUMN.state.is_in([State::Released, State::Lapsed]))
        .filter(adoption::COLUMN.ended_at.gt(since));
    let mut refused: Vec<(OfferId, Time)> = plots.into_tuple().all(db).await?;
    let to =
        fund_line::Entity::belongs_to(proposal::Entity).from(fund_line::Column::ProposalId).to(proposal::Column::Id);
    let funds = fund_line::Entity::find()
        .select_only()
        .column(fund_line::Column::OfferId)
        .column(proposal::Column::AnsweredAt)
        .join(JoinType::InnerJoin, to.into())
        .filter(fund_line::COLUMN.pledge_id.is_null())
        .filter(fund_line::COLUMN.lost.is_null())
        .filter(proposal::COLUMN.answered_at.gt(since));
    refused.extend(funds.into_tuple::<(OfferId, Time)>().all(db).await?);
    Ok(refused)
}

/// Shares that were reserved from each offer and are not given back, with what they cost; of one donor's offers, or of
/// all that have not ended.
pub(in crate::round) async fn adopted(
    db: &impl ConnectionTrait,
    donor: Option<AccountId>,
) -> Result<Vec<(OfferId, i32, Fen)>> {
    let to_offer = plot_line::Entity::belongs_to(offer::Entity).from(plot_line::Column::OfferId).to(offer::Column::Id);
    let mut adopted = with_adoption()
        .select_only()
        .column(plot_line::Column::OfferId)
        .column(plot_line::Column::Shares)
        .column(adoption::Column::AmountFen)
        .join(JoinType::InnerJoin, to_offer.into())
        .filter(adoption::COLUMN.state.is_in(State::LIVE))
        .filter(offer::COLUMN.ended_at.is_null());
    if let Some(donor) = donor {
        adopted = adopted.filter(offer::COLUMN.account_id.eq(donor));
    }
    Ok(adopted.into_tuple().all(db).await?)
}

/// What was pledged from each offer and has not ended; the same.
pub(in crate::round) async fn pledged(
    db: &impl ConnectionTrait,
    donor: Option<AccountId>,
) -> Result<Vec<(OfferId, Fen)>> {
    let to_offer = fund_line::Entity::belongs_to(offer::Entity).from(fund_line::Column::OfferId).to(offer::Column::Id);
    let to_pledge =
        fund_line::Entity::belongs_to(pledge::Entity).from(fund_line::Column::PledgeId).to(pledge::Column::Id);
    let mut pledged = fund_line::Entity::find()
        .select_only()
        .column(fund_line::Column::OfferId)
        .column(fund_line::Column::AmountFen)
        .join(JoinType::InnerJoin, to_pledge.into())
        .join(JoinType::InnerJoin, to_offer.into())
        .filter(pledge::COLUMN.ended_at.is_null())
        .filter(offer::COLUMN.ended_at.is_null());
    if let Some(donor) = donor {
        pledged = pledged.filter(offer::COLUMN.account_id.eq(donor));
    }
    Ok(pledged.into_tuple().all(db).await?)
}

/// Lines with their reservations.
fn with_adoption() -> Select<plot_line::Entity> {
    let to =
        plot_line::Entity::belongs_to(adoption::Entity).from(plot_line::Column::AdoptionId).to(adoption::Column::Id);
    plot_line::Entity::find().join(JoinType::InnerJoin, to.into())
}
