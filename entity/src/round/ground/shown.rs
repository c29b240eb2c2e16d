//! Where a round's plots and funds stand: what of an offer they have taken, what became of each, in words for the donor
//! and in numbers for the office.

mod taken;

use std::collections::HashMap;

use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    super::proposal::{self, Answer, line::Lost},
    fund_line, plot_line,
};
use crate::{
    Code, Fen, Lang, Refusal, Result, Time,
    actor::Donor,
    adoption::{self, State},
    fund,
    id::{AdoptionId, FundId, OfferId, PledgeId, PlotId, ProposalFundId, ProposalId, ProposalPlotId, RoundId},
    place::township,
    plot::{self, Crop},
};

pub(in crate::round) use taken::{adopted, pledged, refused, undecided};

/// Lines of one offer that are told.
const MOST: u64 = 100;

/// What became of a line whose donor was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Waiting,
    Accepted,
    GivenBack,
    Lapsed,
}

impl Stands {
    /// Whether it can still be answered.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Waiting)
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "held",
            Self::Accepted => "confirmed",
            Self::GivenBack => "released",
            Self::Lapsed => "lapsed",
        }
    }

    /// One that its donor signs without having answered is accepted, too.
    pub(in crate::round) const fn of_plot(adoption: State, answer: Option<Answer>) -> Self {
        match (adoption, answer) {
            (State::Released, _) => Self::GivenBack,
            (State::Lapsed, _) => Self::Lapsed,
            (State::Reserved, None) => Self::Waiting,
            _ => Self::Accepted,
        }
    }

    pub(in crate::round) const fn of_fund(is_pledged: bool, answer: Option<Answer>) -> Self {
        match (is_pledged, answer) {
            (true, _) => Self::Accepted,
            (false, None) => Self::Waiting,
            (false, Some(Answer::Lapsed)) => Self::Lapsed,
            (false, Some(_)) => Self::GivenBack,
        }
    }
}

/// Shares of a plot that were proposed.
#[derive(Clone, Debug)]
pub struct Plot {
    pub line: ProposalPlotId,
    pub plot: PlotId,
    pub township: String,
    pub crop: Crop,
    /// The household's alias.
    pub household: String,
    /// The number of the contract.
    pub code: Code,
    pub shares: i32,
    pub amount: Fen,
    pub stands: Stands,
}

/// A sum for a fund that was proposed.
#[derive(Clone, Debug)]
pub struct Fund {
    pub line: ProposalFundId,
    pub fund: FundId,
    pub title: String,
    pub amount: Fen,
    pub stands: Stands,
    /// What it has become, once its donor has said yes.
    pub pledge: Option<PledgeId>,
}

/// Each line with its adoption and the answer to its proposal.
pub(in crate::round) async fn plots(
    db: &impl ConnectionTrait,
    lines: &[(plot_line::Model, adoption::Model, Option<Answer>)],
    lang: Lang,
) -> Result<Vec<Plot>> {
    let ids = lines.iter().map(|(line, ..)| line.plot_id);
    let fields = plot::Entity::find().filter(plot::COLUMN.id.is_in(ids)).all(db).await?;
    let households = plot::list::households(db, &fields).await?;
    let townships = fields.iter().map(|field| field.township_id);
    let townships = township::Entity::find().filter(township::COLUMN.id.is_in(townships)).all(db).await?;
    let mut told = Vec::with_capacity(lines.len());
    for (line, adoption, answer) in lines {
        let field = fields.iter().find(|field| field.id == line.plot_id).ok_or(Refusal::NotFound)?;
        let township = townships.iter().find(|one| one.id == field.township_id).ok_or(Refusal::NotFound)?;
        let household = households.get(&field.household_id).ok_or(Refusal::NotFound)?;
        told.push(Plot {
            line: line.id,
            plot: line.plot_id,
            township: township.name(lang).to_owned(),
            crop: field.crop,
            household: household.alias(lang).to_owned(),
            code: adoption.code.clone(),
            shares: line.shares,
            amount: adoption.amount_fen,
            stands: Stands::of_plot(adoption.state, *answer),
        });
    }
    Ok(told)
}

pub(in crate::round) async fn fund(
    db: &impl ConnectionTrait,
    line: &fund_line::Model,
    answer: Option<Answer>,
    lang: Lang,
) -> Result<Fund> {
    Ok(Fund {
        line: line.id,
        fund: line.fund_id,
        title: fund::find(db, line.fund_id).await?.title(lang).to_owned(),
        amount: line.amount_fen,
        stands: Stands::of_fund(line.pledge_id.is_some(), answer),
        pledge: line.pledge_id,
    })
}

/// What was proposed from this offer of the donor's, the newest first.
pub async fn of_offer(
    db: &impl ConnectionTrait,
    donor: Donor,
    offer: OfferId,
    lang: Lang,
) -> Result<(Vec<Plot>, Vec<Fund>)> {
    let plots = plot_line::Entity::find()
        .filter(plot_line::COLUMN.offer_id.eq(offer))
        .filter(plot_line::COLUMN.adoption_id.is_not_null())
        .order_by_desc(plot_line::COLUMN.id)
        .limit(MOST)
        .all(db)
        .await?;
    let funds = fund_line::Entity::find()
        .filter(fund_line::COLUMN.offer_id.eq(offer))
        .filter(fund_line::COLUMN.lost.is_null())
        .order_by_desc(fund_line::COLUMN.id)
        .limit(MOST)
        .all(db)
        .await?;
    let asked = plots.iter().map(|line| line.proposal_id).chain(funds.iter().map(|line| line.proposal_id));
    let proposals = proposal::Entity::find()
        .filter(proposal::COLUMN.id.is_in(asked))
        .filter(proposal::COLUMN.account_id.eq(donor.account()))
        .filter(proposal::COLUMN.made_at.is_not_null())
        .all(db)
        .await?;
    let answer = |id: ProposalId| proposals.iter().find(|one| one.id == id).map(|one| one.answer);
    let adoptions = adoption::Entity::find()
        .filter(adoption::COLUMN.id.is_in(plots.iter().filter_map(|line| line.adoption_id)))
        .all(db)
        .await?;
    let with = |line: plot_line::Model| {
        let adoption = adoptions.iter().find(|adoption| Some(adoption.id) == line.adoption_id)?.clone();
        let answer = answer(line.proposal_id)?;
        Some((line, adoption, answer))
    };
    let lines: Vec<_> = plots.into_iter().filter_map(with).collect();
    let plots = self::plots(db, &lines, lang).await?;
    let mut told = Vec::new();
    for line in &funds {
        if let Some(answer) = answer(line.proposal_id) {
            told.push(fund(db, line, answer, lang).await?);
        }
    }
    Ok((plots, told))
}

/// A line of a round, for its numbers: which round, whose, of what kind, lost or how it stands; neither, nobody has been
/// asked.
pub(in crate::round) struct Counted {
    pub round: RoundId,
    pub proposal: ProposalId,
    pub is_plot: bool,
    pub lost: Option<Lost>,
    pub stands: Option<Stands>,
}

pub(in crate::round) async fn counted(db: &impl ConnectionTrait, rounds: &[RoundId]) -> Result<Vec<Counted>> {
    let asked = proposal::Entity::find()
        .select_only()
        .column(proposal::Column::Id)
        .column(proposal::Column::RoundId)
        .column(proposal::Column::MadeAt)
        .column(proposal::Column::Answer)
        .filter(proposal::COLUMN.round_id.is_in(rounds.iter().copied()))
        .into_tuple::<(ProposalId, RoundId, Option<Time>, Option<Answer>)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, round, made_at, answer)| (id, (round, made_at.map(|_| answer))))
        .collect::<HashMap<_, _>>();
    let of_these = || {
        let these = proposal::Entity::find().filter(proposal::COLUMN.round_id.is_in(rounds.iter().copied()));
        these.select_only().column(proposal::Column::Id).into_query()
    };
    let plots = plot_line::Entity::find().filter(plot_line::Column::ProposalId.in_subquery(of_these()));
    let plots = plots.all(db).await?;
    let adoptions: HashMap<AdoptionId, State> = adoption::Entity::find()
        .select_only()
        .columns([adoption::Column::Id, adoption::Column::State])
        .filter(adoption::COLUMN.id.is_in(plots.iter().filter_map(|line| line.adoption_id)))
        .into_tuple::<(AdoptionId, State)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let funds = fund_line::Entity::find().filter(fund_line::Column::ProposalId.in_subquery(of_these()));
    let funds = funds.all(db).await?;
    let plots = plots.into_iter().filter_map(|line| {
        let (round, answer) = *asked.get(&line.proposal_id)?;
        let state = line.adoption_id.and_then(|id| adoptions.get(&id).copied());
        let stands = state.zip(answer).map(|(state, answer)| Stands::of_plot(state, answer));
        Some(Counted { round, proposal: line.proposal_id, is_plot: true, lost: line.lost, stands })
    });
    let funds = funds.into_iter().filter_map(|line| {
        let (round, answer) = *asked.get(&line.proposal_id)?;
        let stands = answer.map(|answer| Stands::of_fund(line.pledge_id.is_some(), answer));
        Some(Counted { round, proposal: line.proposal_id, is_plot: false, lost: line.lost, stands })
    });
    Ok(plots.chain(funds).collect())
}
