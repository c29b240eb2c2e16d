//! Time-outs: holds nobody confirmed and gifts nobody sent. Run by the clock, safe with two clocks at once.
//!
//! A hold ends at its `held_until`. A confirmed claim lapses when the give-by day and the days of grace are
//! over in China. What was sent does not lapse; it is late, and the office's list says so.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Select, entity::prelude::*};

use super::{
    COLUMN, Column, Entity, Model, State,
    end::{Ending, end, holder, reopen},
    in_phase, locked,
    together::Together,
};
use crate::{
    Day, Result, Store, Time,
    actor::Actor,
    clock::Skipped,
    handout::problem,
    id::{ClaimId, PhaseId, WishId},
    journal::{self, Act, Subject},
    lang::china_date,
    outbox::{self, Letter, compose},
    phase,
    store::{Txn, literal},
    wish,
};

/// Claims ended in one transaction.
const BATCH: u64 = 50;

/// Visitors' holds whose time is over; what a round proposed lapses with its [proposal](crate::round::lapse).
pub async fn holds(store: &Store, now: Time) -> Result<u64> {
    let due = Entity::find()
        .filter(literal::is(Column::State, State::Held))
        .filter(COLUMN.held_until.lte(now))
        .filter(COLUMN.holder_email.is_not_null());
    let is_due = |claim: &Model| claim.state == State::Held && claim.held_until.is_some_and(|until| until <= now);
    lapse_all(store, &due, is_due, now).await
}

/// Confirmed claims whose gift was not sent in time.
pub async fn claims(store: &Store, now: Time) -> Result<u64> {
    let phases = phase::Entity::find().filter(phase::COLUMN.state.ne(phase::State::Draft)).all(store.read()).await?;
    let mut lapsed = 0;
    for phase in phases {
        let last = china_date(now) - TimeDelta::days(phase.grace_days.into());
        let due = confirmed(phase.id).filter(COLUMN.give_by.lt(last));
        let is_due =
            |claim: &Model| claim.state == State::Confirmed && claim.give_by.is_some_and(|give_by| give_by < last);
        lapsed += lapse_all(store, &due, is_due, now).await?;
    }
    Ok(lapsed)
}

/// Whether what is to be given by that day comes to the pool where it is not: on the first day on which its claim can
/// lapse, nobody else can claim it any more.
pub fn to_pool(phase: &phase::Model, give_by: Day, today: Day) -> bool {
    let lapses_on = Ord::max(give_by + TimeDelta::days(i64::from(phase.grace_days) + 1), today);
    !phase.takes_claims_on(lapses_on)
}

/// Confirmed claims of a phase whose gift has not come in any form: one with a problem is here, and the
/// office decides about it.
fn confirmed(phase: PhaseId) -> Select<Entity> {
    in_phase(phase)
        .filter(literal::is(Column::State, State::Confirmed))
        .filter(Column::Id.not_in_subquery(with_problem()))
}

/// The claims with a problem that waits for the office.
pub(super) fn with_problem() -> sea_orm::sea_query::SelectStatement {
    problem::Entity::find()
        .select_only()
        .column(problem::Column::ClaimId)
        .filter(problem::COLUMN.choice.is_null())
        .into_query()
}

async fn lapse_all(store: &Store, due: &Select<Entity>, is_due: impl Fn(&Model) -> bool, now: Time) -> Result<u64> {
    let (mut lapsed, mut after, mut skipped) = (0, WishId(0), Skipped::default());
    loop {
        let some = due
            .clone()
            .filter(COLUMN.wish_id.gt(after))
            .order_by_asc(COLUMN.wish_id)
            .limit(BATCH)
            .all(store.read())
            .await?;
        let Some(last) = some.last() else { return skipped.or(lapsed) };
        after = last.wish_id;
        if let Ok(done) = lapse_together(store, &some, &is_due, now).await {
            lapsed += done;
            continue;
        }
        // One that cannot end keeps no others from it.
        for one in some.chunks(1) {
            match lapse_together(store, one, &is_due, now).await {
                Ok(done) => lapsed += done,
                Err(error) => skipped.keep(error)?,
            }
        }
    }
}

/// All of these or none.
async fn lapse_together(store: &Store, some: &[Model], is_due: impl Fn(&Model) -> bool, now: Time) -> Result<u64> {
    let txn = store.write().await?;
    let (mut lapsed, mut letters) = (0, Vec::new());
    for claim in some {
        let Some((claim, wish)) = lapse(&txn, claim.id, &is_due, now).await? else { continue };
        lapsed += 1;
        if let Some(to) = holder(&txn, &claim).await? {
            Together::add(&mut letters, to, (wish.phase_id, claim.state == State::Held), wish);
        }
    }
    for letter in letters {
        tell(store, &txn, letter, now).await?;
    }
    txn.commit().await?;
    Ok(lapsed)
}

/// Ends one claim if it is still due once its wish is locked; gives it back as it was.
async fn lapse(
    txn: &Txn,
    claim: ClaimId,
    is_due: impl Fn(&Model) -> bool,
    now: Time,
) -> Result<Option<(Model, wish::Model)>> {
    let (wish, claim) = locked(txn, claim).await?;
    let ending = Ending { to: State::Lapsed, reason: None, by: None };
    if !is_due(&claim) || !end(txn, &claim, &ending, now).await? {
        return Ok(None);
    }
    reopen(txn, &wish, now).await?;
    journal::note(txn, Actor::CLOCK, Act::ClaimLapsed, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    Ok(Some((claim, wish)))
}

/// One letter for all of one phase that ended together.
async fn tell(store: &Store, txn: &Txn, letter: Together<(PhaseId, bool)>, now: Time) -> Result<()> {
    let Together { to, about: (phase, was_hold), wishes } = letter;
    let mut gifts = compose::gifts(txn, &wishes, to.lang).await?.into_iter();
    let Some(gift) = gifts.next() else { return Ok(()) };
    let phase = phase::find(txn, phase).await?;
    let letter = Letter::Lapsed {
        name: to.name.clone(),
        gift,
        more: gifts.collect(),
        was_hold,
        to_pool: !phase.takes_claims(now),
        phase: compose::line_of(txn, &phase, to.lang).await?,
    };
    outbox::post(store, txn, &to, &letter, now).await
}
