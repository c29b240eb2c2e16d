//! Proposals that nobody answered in time: their wishes open again and their shares are free, for everybody and for the
//! next round. Run by the
//! clock, safe with two clocks at once; the letter has said so, and no other is written.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{
    answer::{close, lines},
    ground,
    proposal::{self, Answer},
};
use crate::{
    Result, Store, Time, account,
    actor::Actor,
    claim::propose,
    id::ProposalId,
    journal::{self, Act, Subject},
};

/// Proposals looked up by one statement.
const BATCH: u64 = 50;

pub async fn lapse(store: &Store, now: Time) -> Result<u64> {
    let (mut lapsed, mut after) = (0, ProposalId(0));
    loop {
        let due = proposal::Entity::find()
            .filter(proposal::COLUMN.made_at.is_not_null())
            .filter(proposal::COLUMN.answered_at.is_null())
            .filter(proposal::COLUMN.held_until.lte(now))
            .filter(proposal::COLUMN.id.gt(after))
            .order_by_asc(proposal::COLUMN.id)
            .limit(BATCH)
            .all(store.read())
            .await?;
        let Some(last) = due.last() else { return Ok(lapsed) };
        after = last.id;
        for proposal in &due {
            lapsed += u64::from(one(store, proposal, now).await?);
        }
    }
}

/// One donor's, in one transaction.
async fn one(store: &Store, due: &proposal::Model, now: Time) -> Result<bool> {
    let txn = store.write().await?;
    account::Entity::find_by_id(due.account_id).lock_exclusive().one(&txn).await?;
    // Read again under the lock: its donor may just have answered.
    let proposal = proposal::Entity::find_by_id(due.id).filter(proposal::COLUMN.answered_at.is_null());
    let Some(proposal) = proposal.one(&txn).await? else { return Ok(false) };
    let mut open = ground::settle::lapse(&txn, &proposal, now).await?;
    for (claim, wish) in &lines(&txn, &proposal).await? {
        open += u64::from(propose::give_back(&txn, (claim, wish), None, now).await?);
    }
    close(&txn, &proposal, Answer::Lapsed, now).await?;
    let subject = Subject("proposal", proposal.id.0);
    journal::note(&txn, Actor::CLOCK, Act::ProposalLapsed, subject, &open.to_string(), now).await?;
    txn.commit().await?;
    Ok(true)
}
