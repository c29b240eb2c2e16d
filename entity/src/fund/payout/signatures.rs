//! The list that the elders sign: the one paper with their names. Each opening is journalled as a look at names.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Model, State, line, lock};
use crate::{
    Fen, Refusal, Result, Store, Time,
    actor::Keeper,
    child::look::{self, Reason},
    elder, fund,
    id::{ElderId, PayoutId},
    journal::{self, Act, Subject},
};

/// One line to sign.
#[derive(Clone, Debug)]
pub struct Line {
    pub alias: String,
    /// None: the record was erased.
    pub name: Option<String>,
    pub family: Fen,
    pub government: Fen,
    pub society: Fen,
}

impl Line {
    pub const fn sum(&self) -> Fen {
        Fen(self.family.0 + self.government.0 + self.society.0)
    }
}

/// The whole list.
#[derive(Clone, Debug)]
pub struct Signatures {
    pub fund: fund::Model,
    pub run: Model,
    pub lines: Vec<Line>,
}

/// Opens the list of a run that is approved or paid: the office any, a village its own.
pub async fn open(store: &Store, keeper: Keeper, id: PayoutId, now: Time) -> Result<Signatures> {
    let txn = store.write().await?;
    let (fund, run) = lock(&txn, id).await?;
    if keeper.village().is_some_and(|own| own != fund.village_id) {
        return Err(Refusal::NotFound.into());
    }
    if !matches!(run.state, State::Approved | State::Paid) {
        return Err(Refusal::PayoutState.into());
    }
    let lines = line::Entity::find()
        .filter(line::COLUMN.payout_id.eq(id))
        .filter(line::COLUMN.held_at.is_null())
        .order_by_asc(line::COLUMN.elder_id)
        .all(&txn)
        .await?;
    let ids: Vec<ElderId> = lines.iter().map(|line| line.elder_id).collect();
    let detail = ids.len().to_string();
    journal::note(&txn, keeper, Act::SignaturesOpened, Subject("payout", id.0), &detail, now).await?;
    look::of_office(&txn, keeper.account(), Reason::Delivery, ids.len(), now).await?;
    let names = elder::record::names(store, &txn, fund.id, &ids).await?;
    let aliases = elder::aliases(&txn, fund.id).await?;
    txn.commit().await?;
    let lines = lines.into_iter().map(|line| Line {
        alias: aliases.get(&line.elder_id).cloned().unwrap_or_default(),
        name: names.get(&line.elder_id).cloned(),
        family: line.family_fen,
        government: line.government(),
        society: line.society(),
    });
    Ok(Signatures { lines: lines.collect(), fund, run })
}
