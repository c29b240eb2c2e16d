//! A plan is written down: a proposal for each donor, a line for each wish, plot and fund. Steps of a round's verbs.

use std::collections::BTreeMap;

use sea_orm::{ActiveValue::Set, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    ground::{
        draw::{FundPair, PlotPair},
        fund_line, plot_line,
    },
    plan::{Pair, Plan},
    proposal::{self, line},
};
use crate::{
    Result, Store,
    id::{AccountId, ProposalId, RoundId},
    store::Txn,
};

/// Lines of one statement.
const ROWS: usize = 500;

/// What one donor is asked.
#[derive(Default)]
struct Part<'a> {
    wishes: Vec<&'a Pair>,
    plots: Vec<&'a PlotPair>,
    funds: Vec<&'a FundPair>,
}

pub(super) async fn keep(store: &Store, txn: &Txn, round: RoundId, plan: &Plan) -> Result<()> {
    let mut of_donor: BTreeMap<AccountId, Part> = BTreeMap::new();
    for pair in &plan.pairs {
        of_donor.entry(pair.account).or_default().wishes.push(pair);
    }
    for pair in &plan.ground.plots {
        of_donor.entry(pair.account).or_default().plots.push(pair);
    }
    for pair in &plan.ground.funds {
        of_donor.entry(pair.account).or_default().funds.push(pair);
    }
    for (account, part) in of_donor {
        let row = proposal::ActiveModel {
            round_id: Set(round),
            account_id: Set(account),
            link: Set(store.dice.id()),
            ..Default::default()
        };
        let proposal = row.insert(txn).await?.id;
        wishes(txn, proposal, &part.wishes).await?;
        plots(txn, proposal, &part.plots).await?;
        funds(txn, proposal, &part.funds).await?;
    }
    Ok(())
}

async fn wishes(txn: &Txn, proposal: ProposalId, pairs: &[&Pair]) -> Result<()> {
    for some in pairs.chunks(ROWS) {
        let rows = some.iter().map(|pair| line::ActiveModel {
            proposal_id: Set(proposal),
            offer_id: Set(pair.offer),
            wish_id: Set(pair.wish),
            reason: Set(pair.reason.key().to_owned()),
            claim_id: Set(None),
            lost: Set(None),
            ..Default::default()
        });
        line::Entity::insert_many(rows).exec_without_returning(txn).await?;
    }
    Ok(())
}

async fn plots(txn: &Txn, proposal: ProposalId, pairs: &[&PlotPair]) -> Result<()> {
    for pair in pairs {
        let row = plot_line::ActiveModel {
            proposal_id: Set(proposal),
            offer_id: Set(pair.offer),
            plot_id: Set(pair.plot),
            shares: Set(pair.shares),
            adoption_id: Set(None),
            lost: Set(None),
            ..Default::default()
        };
        plot_line::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

async fn funds(txn: &Txn, proposal: ProposalId, pairs: &[&FundPair]) -> Result<()> {
    for pair in pairs {
        let row = fund_line::ActiveModel {
            proposal_id: Set(proposal),
            offer_id: Set(pair.offer),
            fund_id: Set(pair.fund),
            amount_fen: Set(pair.amount),
            pledge_id: Set(None),
            lost: Set(None),
            ..Default::default()
        };
        fund_line::Entity::insert(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Takes the plan of a round back that nobody was asked about.
pub(super) async fn forget(txn: &Txn, round: RoundId) -> Result<()> {
    let own = || {
        let own = proposal::Entity::find().filter(proposal::COLUMN.round_id.eq(round));
        own.select_only().column(proposal::Column::Id).into_query()
    };
    line::Entity::delete_many().filter(line::Column::ProposalId.in_subquery(own())).exec(txn).await?;
    plot_line::Entity::delete_many().filter(plot_line::Column::ProposalId.in_subquery(own())).exec(txn).await?;
    fund_line::Entity::delete_many().filter(fund_line::Column::ProposalId.in_subquery(own())).exec(txn).await?;
    proposal::Entity::delete_many().filter(proposal::COLUMN.round_id.eq(round)).exec(txn).await?;
    Ok(())
}
