//! Money that waits for the next step of an officer: payouts under way, plots whose harvest is delivered, and what
//! stands below nothing in the ledger.

use std::collections::BTreeMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Fen, Result,
    fund::{self, payout},
    id::OrganiserId,
    ledger::{
        Kind, Programme, Source, account,
        programme::{self, Named},
    },
    plot,
};

/// A run that is neither paid nor given up, with its fund.
#[derive(Clone, Debug)]
pub struct UnderWay {
    pub fund: fund::Model,
    pub run: payout::Model,
}

/// What a programme has from one source, or an organiser at the bank, where it is below nothing.
#[derive(Clone, Debug)]
pub struct Below {
    pub named: Named,
    /// None: at the bank.
    pub source: Option<Source>,
    pub held: Fen,
}

/// By number.
pub(super) async fn runs(db: &impl ConnectionTrait) -> Result<Vec<UnderWay>> {
    let is_under_way =
        payout::COLUMN.state.is_in([payout::State::Draft, payout::State::Reviewed, payout::State::Approved]);
    let runs = payout::Entity::find().filter(is_under_way).order_by_asc(payout::COLUMN.id).all(db).await?;
    let funds = fund::Entity::find().filter(fund::COLUMN.id.is_in(runs.iter().map(|run| run.fund_id))).all(db).await?;
    let with_fund = |run: payout::Model| {
        let fund = funds.iter().find(|fund| fund.id == run.fund_id)?.clone();
        Some(UnderWay { fund, run })
    };
    Ok(runs.into_iter().filter_map(with_fund).collect())
}

/// Delivered and not settled, the longest first.
pub(super) async fn plots(db: &impl ConnectionTrait) -> Result<Vec<plot::Model>> {
    let delivered = plot::Entity::find()
        .filter(plot::COLUMN.state.is_in([plot::State::Harvested, plot::State::Shortfall]))
        .filter(plot::Column::DeliveredOn.is_not_null());
    Ok(delivered.order_by_asc(plot::Column::DeliveredOn).order_by_asc(plot::Column::Id).all(db).await?)
}

pub(super) async fn below(db: &impl ConnectionTrait) -> Result<Vec<Below>> {
    type Place = (OrganiserId, Programme, Option<Source>);
    let mut held: BTreeMap<Place, i64> = BTreeMap::new();
    for (account, amount) in account::balances(db).await? {
        match (account.kind, account.source) {
            (Kind::Bank, _) => *held.entry((account.organiser, account.programme, None)).or_default() += amount.0,
            // What came in stands below zero in its own account.
            (_, Some(source)) => {
                *held.entry((account.organiser, account.programme, Some(source))).or_default() -= amount.0;
            }
            (_, None) => {}
        }
    }
    held.retain(|_, held| *held < 0);
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let all = programme::all(db).await?;
    let below = |((organiser, programme, source), held): (Place, i64)| {
        let named = all.iter().find(|one| one.organiser == organiser && one.programme == programme)?.clone();
        Some(Below { named, source, held: Fen(held) })
    };
    Ok(held.into_iter().filter_map(below).collect())
}
