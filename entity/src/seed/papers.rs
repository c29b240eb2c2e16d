//! Papers of the demonstration: two donors' confirmations, and a print job that the worker finds when it starts.

use sea_orm::{ActiveValue::Set, JoinType, QueryOrder, QuerySelect, entity::prelude::*};

use super::cast::People;
use crate::{
    Lang, Result, Time,
    account::{self, Role},
    claim, confirmation,
    id::{AccountId, PhaseId},
    paper::job,
    phase,
    store::Txn,
    wish,
};

pub(super) async fn tell(txn: &Txn, people: &People, now: Time) -> Result<()> {
    let officer = account::Entity::find().filter(account::COLUMN.role.eq(Role::Office)).one(txn).await?;
    let Some(officer) = officer else { return Ok(()) };
    for phase in phase::Entity::find().order_by_asc(phase::COLUMN.number).all(txn).await? {
        if phase.state == phase::State::Open {
            ask(txn, officer.id, phase.id, now).await?;
        }
        let donors = [people.lin, people.company].into_iter().chain(people.others.first().copied());
        for (number, donor) in (1..).zip(given(txn, phase.id, donors.collect()).await?) {
            confirm(txn, officer.id, &phase, (number, donor), now).await?;
        }
    }
    Ok(())
}

async fn ask(txn: &Txn, officer: AccountId, phase: PhaseId, now: Time) -> Result<()> {
    let row = job::ActiveModel {
        phase_id: Set(phase),
        lang: Set(Lang::Zh),
        state: Set(job::State::Waiting),
        done: Set(0),
        total: Set(0),
        asked_by: Set(officer),
        asked_at: Set(now),
        tries: Set(0),
        ..Default::default()
    };
    job::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Which of these donors gave something in the phase that was handed out.
async fn given(txn: &Txn, phase: PhaseId, donors: Vec<AccountId>) -> Result<Vec<AccountId>> {
    let mut gave = Vec::new();
    for donor in donors {
        let to_wish = claim::Entity::belongs_to(wish::Entity).from(claim::Column::WishId).to(wish::Column::Id);
        let gift = claim::Entity::find()
            .join(JoinType::InnerJoin, to_wish.into())
            .filter(wish::COLUMN.phase_id.eq(phase))
            .filter(claim::COLUMN.account_id.eq(donor))
            .filter(claim::COLUMN.state.eq(claim::State::Fulfilled))
            .one(txn)
            .await?;
        gave.extend(gift.map(|_| donor));
    }
    Ok(gave)
}

/// In a phase that is over, the charity's receipt is noted.
async fn confirm(
    txn: &Txn,
    officer: AccountId,
    phase: &phase::Model,
    (number, donor): (i32, AccountId),
    now: Time,
) -> Result<()> {
    let receipt = phase.finished_at.map(|at| (format!("SAMPLE-{}-{number:03}", phase.number), at));
    let row = confirmation::ActiveModel {
        phase_id: Set(phase.id),
        account_id: Set(donor),
        number: Set(number),
        issued_at: Set(phase.finished_at.unwrap_or(now)),
        receipt_noted_by: Set(receipt.as_ref().map(|_| officer)),
        receipt_noted_at: Set(receipt.as_ref().map(|(_, at)| *at)),
        receipt_no: Set(receipt.map(|(number, _)| number)),
        ..Default::default()
    };
    let issued = row.insert(txn).await?;
    confirmation::covered::cover(txn, &issued).await
}
