//! Whom the office's choice is told in the same transaction: the donor, and the school that the wish is from.

use sea_orm::entity::prelude::*;

use super::{
    Choice,
    choose::{Case, holder},
};
use crate::{
    Day, Refusal, Result, Store, Time,
    account::{self, Role},
    claim::Source,
    handout::donor,
    outbox::{self, Letter, compose},
    store::Txn,
    wish,
};

/// What came of the choice.
pub(super) struct Outcome {
    pub choice: Choice,
    /// By when the donor is to send another.
    pub give_by: Option<Day>,
    /// Whose the gift is now, where it was passed on.
    pub passed_to: Option<wish::Model>,
    /// Nobody at the school has it in hand.
    pub at_hub: bool,
}

/// Whether the gift is still with the office: who noted the problem, or received it, is none of the school's. Ask it
/// before the choice is carried out.
pub(super) async fn is_at_hub(txn: &Txn, case: &Case) -> Result<bool> {
    let holder = holder(txn, case).await?;
    let holder = account::Entity::find_by_id(holder).one(txn).await?.ok_or(Refusal::NotFound)?;
    Ok(holder.role != Role::School)
}

pub(super) async fn tell(store: &Store, txn: &Txn, case: &Case, outcome: &Outcome, now: Time) -> Result<()> {
    tell_donor(store, txn, case, outcome, now).await?;
    tell_school(store, txn, case, outcome, now).await
}

/// A gift that was passed on is known by the code of its new wish from now on.
async fn tell_donor(store: &Store, txn: &Txn, case: &Case, outcome: &Outcome, now: Time) -> Result<()> {
    let Some(donor) = donor(txn, &case.claim).await? else { return Ok(()) };
    let letter = Letter::ProblemChoice {
        name: donor.name.clone(),
        gift: compose::gift(txn, outcome.passed_to.as_ref().unwrap_or(&case.wish), donor.lang).await?,
        was: outcome.passed_to.as_ref().map(|_| case.wish.code.clone()),
        problem: case.problem.kind.into(),
        choice: outcome.choice.into(),
        remark: case.remark.clone(),
        give_by: outcome.give_by,
        phase: compose::phase_line(txn, case.wish.phase_id, donor.lang).await?,
    };
    outbox::post(store, txn, &donor, &letter, now).await
}

async fn tell_school(store: &Store, txn: &Txn, case: &Case, outcome: &Outcome, now: Time) -> Result<()> {
    for to in compose::teachers(txn, case.wish.school_id).await? {
        let letter = Letter::ProblemSettled {
            name: to.name.clone(),
            code: case.wish.code.clone(),
            item: case.wish.item.clone(),
            problem: case.problem.kind.into(),
            choice: outcome.choice.into(),
            passed_to: outcome.passed_to.as_ref().map(|need| (need.code.clone(), need.item.clone())),
            at_hub: outcome.at_hub,
            from_pool: case.claim.source == Source::Pool,
            phase: compose::phase_line(txn, case.wish.phase_id, to.lang).await?,
        };
        outbox::post(store, txn, &to, &letter, now).await?;
    }
    Ok(())
}
