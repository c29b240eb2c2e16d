//! Who is asked about the plots and the funds of a round, line by line for the office: from which offer, how much, and
//! what was answered.

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::{
    super::proposal::{self, line::Lost},
    fund_line, plot_line,
    shown::Stands,
};
use crate::{
    Fen, Result,
    actor::Officer,
    adoption, fund,
    id::{AccountId, AdoptionId, FundId, OfferId, PlotId, ProposalFundId, ProposalId, ProposalPlotId, RoundId},
    plot,
};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// Nobody has been asked yet.
    Planned,
    /// Its donor was not asked, and why.
    Lost(Lost),
    Asked(Stands),
    /// Its donor said yes when the fund took nothing any more.
    Gone,
}

/// Shares of a plot that were found for an offer.
#[derive(Clone, Debug)]
pub struct Shares {
    pub line: ProposalPlotId,
    pub account: AccountId,
    pub offer: OfferId,
    pub plot: PlotId,
    pub shares: i32,
    /// What they cost: as reserved, else as the plot is now.
    pub amount: Fen,
    pub became: Became,
}

/// A sum for a fund that was found for an offer.
#[derive(Clone, Debug)]
pub struct Sum {
    pub line: ProposalFundId,
    pub account: AccountId,
    pub offer: OfferId,
    pub fund: fund::Model,
    pub amount: Fen,
    pub became: Became,
}

/// A page of the round's shares; `after`: the last one of the page before.
pub async fn shares(
    db: &impl ConnectionTrait,
    _officer: Officer,
    round: RoundId,
    after: Option<ProposalPlotId>,
    most: u64,
) -> Result<Vec<Shares>> {
    let lines = plot_line::Entity::find()
        .filter(plot_line::Column::ProposalId.in_subquery(of_round(round)))
        .filter(plot_line::COLUMN.id.gt(after.unwrap_or(ProposalPlotId(0))))
        .order_by_asc(plot_line::COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    let asked: Vec<ProposalId> = lines.iter().map(|line| line.proposal_id).collect();
    let proposals = proposals(db, &asked).await?;
    let adoptions = adoption::Entity::find()
        .filter(adoption::COLUMN.id.is_in(lines.iter().filter_map(|line| line.adoption_id)))
        .all(db)
        .await?;
    let adoptions: HashMap<AdoptionId, adoption::Model> = adoptions.into_iter().map(|one| (one.id, one)).collect();
    let plots = plot::Entity::find().filter(plot::COLUMN.id.is_in(lines.iter().map(|line| line.plot_id)));
    let plots: HashMap<PlotId, plot::Model> = plots.all(db).await?.into_iter().map(|plot| (plot.id, plot)).collect();
    let told = |line: plot_line::Model| {
        let proposal = proposals.get(&line.proposal_id)?;
        let adoption = line.adoption_id.and_then(|id| adoptions.get(&id));
        let now = plots.get(&line.plot_id).map(|plot| Fen(plot.share_price().0 * i64::from(line.shares)));
        Some(Shares {
            line: line.id,
            account: proposal.account_id,
            offer: line.offer_id,
            plot: line.plot_id,
            shares: line.shares,
            amount: adoption.map(|adoption| adoption.amount_fen).or(now).unwrap_or_default(),
            became: match (line.lost, adoption) {
                (Some(why), _) => Became::Lost(why),
                (None, Some(adoption)) => Became::Asked(Stands::of_plot(adoption.state, proposal.answer)),
                (None, None) => Became::Planned,
            },
        })
    };
    Ok(lines.into_iter().filter_map(told).collect())
}

/// The same of its sums.
pub async fn sums(
    db: &impl ConnectionTrait,
    _officer: Officer,
    round: RoundId,
    after: Option<ProposalFundId>,
    most: u64,
) -> Result<Vec<Sum>> {
    let lines = fund_line::Entity::find()
        .filter(fund_line::Column::ProposalId.in_subquery(of_round(round)))
        .filter(fund_line::COLUMN.id.gt(after.unwrap_or(ProposalFundId(0))))
        .order_by_asc(fund_line::COLUMN.id)
        .limit(most)
        .all(db)
        .await?;
    let asked: Vec<ProposalId> = lines.iter().map(|line| line.proposal_id).collect();
    let proposals = proposals(db, &asked).await?;
    let funds = fund::Entity::find().filter(fund::COLUMN.id.is_in(lines.iter().map(|line| line.fund_id)));
    let funds: HashMap<FundId, fund::Model> = funds.all(db).await?.into_iter().map(|fund| (fund.id, fund)).collect();
    let told = |line: fund_line::Model| {
        let proposal = proposals.get(&line.proposal_id)?;
        Some(Sum {
            line: line.id,
            account: proposal.account_id,
            offer: line.offer_id,
            fund: funds.get(&line.fund_id)?.clone(),
            amount: line.amount_fen,
            became: match (line.lost, line.gone_at) {
                (Some(_), Some(_)) => Became::Gone,
                (Some(why), None) => Became::Lost(why),
                (None, _) if proposal.made_at.is_none() => Became::Planned,
                (None, _) => Became::Asked(Stands::of_fund(line.pledge_id.is_some(), proposal.answer)),
            },
        })
    };
    Ok(lines.into_iter().filter_map(told).collect())
}

fn of_round(round: RoundId) -> SelectStatement {
    let own = proposal::Entity::find().select_only().column(proposal::Column::Id);
    own.filter(proposal::COLUMN.round_id.eq(round)).into_query()
}

async fn proposals(db: &impl ConnectionTrait, ids: &[ProposalId]) -> Result<HashMap<ProposalId, proposal::Model>> {
    let found = proposal::Entity::find().filter(proposal::COLUMN.id.is_in(ids.iter().copied())).all(db).await?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}
