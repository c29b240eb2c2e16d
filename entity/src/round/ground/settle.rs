//! The answer to a proposal's plots and funds, or the clock's: a reservation stays or is given back, a sum becomes a
//! pledge. Steps of [`crate::round::answer`] and [`crate::round::lapse`].

use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use super::{
    super::proposal::{self, line::Lost},
    fund_line, plot_line,
};
use crate::{
    Result, Store, Time, account,
    actor::Actor,
    adoption::{self, State, release, tell},
    fund,
    id::{ProposalFundId, ProposalPlotId},
    pledge::{
        Every,
        make::{Promise, is_open, promise},
    },
    store::Txn,
};

/// What can be answered.
pub(in crate::round) struct Open {
    /// Reserved, and neither signed nor given back yet.
    pub plots: Vec<(plot_line::Model, adoption::Model)>,
    pub funds: Vec<fund_line::Model>,
}

impl Open {
    pub fn is_empty(&self) -> bool {
        self.plots.is_empty() && self.funds.is_empty()
    }
}

/// What of a proposal that waits for its answer can be answered.
pub(in crate::round) async fn open(db: &impl ConnectionTrait, proposal: &proposal::Model) -> Result<Open> {
    let mut plots = Vec::new();
    for (line, adoption) in plots_of(db, proposal).await? {
        if adoption.state == State::Reserved {
            plots.push((line, adoption));
        }
    }
    Ok(Open { plots, funds: funds_of(db, proposal).await? })
}

/// What was proposed, in the order of the plots' numbers.
pub(in crate::round) async fn plots_of(
    db: &impl ConnectionTrait,
    proposal: &proposal::Model,
) -> Result<Vec<(plot_line::Model, adoption::Model)>> {
    let lines = plot_line::Entity::find()
        .filter(plot_line::COLUMN.proposal_id.eq(proposal.id))
        .filter(plot_line::COLUMN.adoption_id.is_not_null())
        .order_by_asc(plot_line::COLUMN.plot_id)
        .all(db)
        .await?;
    let ids = lines.iter().filter_map(|line| line.adoption_id);
    let adoptions = adoption::Entity::find().filter(adoption::COLUMN.id.is_in(ids)).all(db).await?;
    let with = |line: plot_line::Model| {
        let adoption = adoptions.iter().find(|adoption| Some(adoption.id) == line.adoption_id)?.clone();
        Some((line, adoption))
    };
    Ok(lines.into_iter().filter_map(with).collect())
}

/// What was proposed, in the order of the funds' numbers.
pub(in crate::round) async fn funds_of(
    db: &impl ConnectionTrait,
    proposal: &proposal::Model,
) -> Result<Vec<fund_line::Model>> {
    let lines = fund_line::Entity::find()
        .filter(fund_line::COLUMN.proposal_id.eq(proposal.id))
        .filter(fund_line::COLUMN.lost.is_null());
    Ok(lines.order_by_asc(fund_line::COLUMN.fund_id).all(db).await?)
}

/// How much of it is accepted, how much given back, and how many funds that were chosen take nothing any more.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::round) struct Settled {
    pub accepted: u64,
    pub given_back: u64,
    pub gone: u64,
}

/// What is chosen stays or is promised, the rest is given back.
pub(in crate::round) async fn settle(
    store: &Store,
    txn: &Txn,
    open: &Open,
    (plots, funds): (&[ProposalPlotId], &[ProposalFundId]),
    account: &account::Model,
    now: Time,
) -> Result<Settled> {
    let Settled { mut accepted, mut given_back, mut gone } = Settled::default();
    for (line, adoption) in &open.plots {
        if plots.contains(&line.id) {
            tell::reserved(store, txn, adoption, now).await?;
            accepted += 1;
        } else {
            given_back += u64::from(release::give_up(txn, adoption, Some(account), now).await?);
        }
    }
    for line in &open.funds {
        if !funds.contains(&line.id) {
            given_back += 1;
        } else if pledged(store, txn, line, account, now).await? {
            accepted += 1;
        } else {
            gone += 1;
        }
    }
    Ok(Settled { accepted, given_back, gone })
}

/// Nothing where the fund has closed meanwhile: then the line says so, and that its donor would have given.
async fn pledged(
    store: &Store,
    txn: &Txn,
    line: &fund_line::Model,
    account: &account::Model,
    now: Time,
) -> Result<bool> {
    let fund = fund::lock(txn, line.fund_id).await?;
    if !is_open(txn, &fund).await? {
        let row = fund_line::ActiveModel {
            id: Set(line.id),
            lost: Set(Some(Lost::Gone)),
            gone_at: Set(Some(now)),
            ..Default::default()
        };
        row.update(txn).await?;
        return Ok(false);
    }
    let promised = Promise { account: account.id, every: Every::Once, amount: line.amount_fen, by: Actor::of(account) };
    let pledge = promise(store, txn, &fund, &promised, now).await?;
    let row = fund_line::ActiveModel { id: Set(line.id), pledge_id: Set(Some(pledge)), ..Default::default() };
    row.update(txn).await?;
    Ok(true)
}

/// Nobody answered: the shares are free again. How many things of the proposal are over with it.
pub(in crate::round) async fn lapse(txn: &Txn, proposal: &proposal::Model, now: Time) -> Result<u64> {
    let open = open(txn, proposal).await?;
    let mut lapsed = u64::try_from(open.funds.len()).unwrap_or(u64::MAX);
    for (_, adoption) in &open.plots {
        lapsed += u64::from(release::give_up(txn, adoption, None, now).await?);
    }
    Ok(lapsed)
}
