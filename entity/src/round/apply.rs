//! An officer applies a round: from then on its donors are asked, one transaction for each. Whatever is not done when
//! the server stops is done by the clock; applied twice, nobody is asked twice.

use sea_orm::{ActiveValue::Set, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{ActiveModel, State, capacity::applied, list, proposal, propose::propose, still_open};
use crate::{
    FormKey, Refusal, Result, Store, Time,
    actor::Officer,
    id::{ProposalId, RoundId},
    journal::{self, Act, Subject},
};

/// Donors asked while the officer waits; the clock asks the others.
const AT_ONCE: u64 = 50;
/// Proposals looked up by one statement.
const BATCH: u64 = 50;

/// Applies it and asks the first donors.
pub async fn apply(store: &Store, officer: Officer, id: RoundId, form: &FormKey, now: Time) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let round = still_open(&txn, id).await?;
    if list::ahead(&round).one(&txn).await?.is_some() {
        return Err(Refusal::RoundStale.into());
    }
    let donors = proposal::Entity::find().filter(proposal::COLUMN.round_id.eq(id)).count(&txn).await?;
    if donors == 0 {
        return Err(Refusal::NothingToPropose.into());
    }
    let row = ActiveModel {
        id: Set(id),
        state: Set(State::Applied),
        applied_by: Set(Some(officer.account())),
        applied_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(&txn).await?;
    journal::note(&txn, officer, Act::RoundApplied, Subject("round", id.0), &donors.to_string(), now).await?;
    form.keep(&txn, &(), now).await?;
    txn.commit().await?;
    // It is applied, whatever becomes of the first donors just now: the clock goes on.
    if let Err(error) = ask(store, AT_ONCE, now).await {
        tracing::warn!(%error, "a donor could not be asked; the clock tries again");
    }
    Ok(())
}

/// Asks whoever is still to be asked; says how many were. For the clock, safe with two at once.
pub async fn go_on(store: &Store, now: Time) -> Result<u64> {
    ask(store, u64::MAX, now).await
}

/// One donor's trouble keeps no other donor waiting.
async fn ask(store: &Store, most: u64, now: Time) -> Result<u64> {
    let (mut asked, mut seen, mut after, mut trouble) = (0, 0, ProposalId(0), None);
    loop {
        let some: Vec<ProposalId> = proposal::Entity::find()
            .select_only()
            .column(proposal::Column::Id)
            .filter(proposal::COLUMN.made_at.is_null())
            .filter(proposal::Column::RoundId.in_subquery(applied()))
            .filter(proposal::COLUMN.id.gt(after))
            .order_by_asc(proposal::COLUMN.id)
            .limit(BATCH)
            .into_tuple()
            .all(store.read())
            .await?;
        let Some(last) = some.last().copied().filter(|_| seen < most) else { break };
        after = last;
        for id in some {
            seen += 1;
            match propose(store, id, now).await {
                Ok(is_asked) => asked += u64::from(is_asked),
                Err(error) => trouble = Some(error),
            }
        }
    }
    trouble.map_or(Ok(asked), Err)
}
