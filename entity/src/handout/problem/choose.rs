//! The office's choice about a problem: replace, hand out as it is, pass on, or return.

use sea_orm::{ActiveValue::Set, QueryOrder, UpdateResult, entity::prelude::*, sea_query::Expr};
use serde::Deserialize;

use super::{
    COLUMN, Choice, Column, Entity, Kind, Model, REMARK, picture,
    told::{Outcome, is_at_hub, tell},
};
use crate::{
    Code, Day, Field, FormKey, Refusal, Result, Store, Time,
    account::{self, Role},
    actor::Officer,
    claim::{self, Source},
    error::Refusals,
    handout::{
        promise, receipt,
        receive::{Checks, arrive, locked},
    },
    id::{AccountId, ProblemId},
    journal::{self, Act, Subject},
    lang, phase,
    store::Txn,
    text,
    wish::{self, Status, freetext, search, withdraw::Why},
};

/// The choice, as typed. `remark` is for the donor; `pass_to` the code of the wish that gets the gift.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub choice: String,
    pub remark: String,
    pub pass_to: String,
}

impl Typed {
    fn read(&self, kind: Kind, source: Source) -> Result<(Choice, String)> {
        let mut refusals = Refusals::default();
        let choice = refusals.take(match self.choice.as_str() {
            "" => Err(Refusal::Missing(Field::Choice)),
            key => {
                Choice::from_key(key).filter(|choice| choice.answers(kind)).ok_or(Refusal::NotAChoice(Field::Choice))
            }
        });
        let remark = refusals.take(text::lines(Field::Remark, &self.remark, REMARK));
        let (Some(choice), Some(remark)) = (choice, remark) else { return Err(refusals.into()) };
        // A donor whose gift is changed or comes back is owed a word why; the pool is nobody.
        let is_owed = source == Source::Donor && matches!(choice, Choice::Substitute | Choice::Return);
        if remark.is_empty() && is_owed {
            return Err(Refusal::Missing(Field::Remark).into());
        }
        Ok((choice, remark))
    }
}

/// A problem with all it is about, held until the transaction ends.
pub(super) struct Case {
    pub problem: Model,
    pub wish: wish::Model,
    pub claim: claim::Model,
    pub remark: String,
}

/// Chooses what happens with a gift that has a problem.
pub async fn choose(
    store: &Store,
    officer: Officer,
    id: ProblemId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<()> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let noted = Entity::find_by_id(id).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let wish = locked(&txn, noted.wish_id).await?;
    // Pressed twice: the first press may have been done while this one waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let problem = Entity::find_by_id(id).filter(COLUMN.choice.is_null()).one(&txn).await?.ok_or(Refusal::NotFound)?;
    let claim = promise(&txn, wish.id).await?.filter(|claim| claim.id == problem.claim_id);
    let claim = claim.ok_or(Refusal::WishMoved)?;
    let (choice, remark) = typed.read(problem.kind, claim.source)?;
    freetext::by_school(store, &txn, wish.school_id, Field::Remark, &remark).await?;
    let case = Case { problem, wish, claim, remark };
    // The choice first: of two officers at once, one finds it made.
    settle(&txn, &case, choice, officer, now).await?;
    picture::destroy(&txn, case.problem.id, now).await?;
    let at_hub = is_at_hub(&txn, &case).await?;
    let mut outcome = Outcome { choice, give_by: None, passed_to: None, at_hub };
    match choice {
        Choice::Replace => outcome.give_by = replace(&txn, &case, now).await?,
        Choice::Substitute => accept(&txn, &case, now).await?,
        Choice::PassOn => outcome.passed_to = Some(pass_on(&txn, &case, &typed.pass_to, officer, now).await?),
        Choice::Return => give_back(&txn, &case, now).await?,
    }
    let subject = Subject("wish", case.wish.id.0);
    journal::note(&txn, officer, Act::ProblemSettled, subject, choice.key(), now).await?;
    tell(store, &txn, &case, &outcome, now).await?;
    form.keep(&txn, &(), now).await?;
    txn.commit().await?;
    Ok(())
}

/// Open wishes that could get the gift: same phase and school, same kind of thing; longest waiting first.
///
/// The same school, because that is where the gift is, and a gift that counts as received must be there.
pub async fn needs(db: &impl ConnectionTrait, wish: &wish::Model) -> Result<Vec<wish::Model>> {
    Ok(wish::Entity::find()
        .filter(wish::COLUMN.school_id.eq(wish.school_id))
        .filter(wish::COLUMN.phase_id.eq(wish.phase_id))
        .filter(wish::COLUMN.category.eq(wish.category))
        .filter(wish::COLUMN.status.eq(Status::Open))
        .order_by_asc(wish::COLUMN.waiting_since)
        .order_by_asc(wish::COLUMN.id)
        .all(db)
        .await?)
}

async fn settle(txn: &Txn, case: &Case, choice: Choice, officer: Officer, now: Time) -> Result<()> {
    // What was here leaves this wish, and the claim forgets when it had come.
    let came = case.claim.received_at.filter(|_| matches!(choice, Choice::Replace | Choice::PassOn));
    let settled = Entity::update_many()
        .col_expr(Column::ReceivedAt, Expr::value(came))
        .col_expr(Column::Choice, Expr::value(choice))
        .col_expr(Column::ChoiceRemark, Expr::value(case.remark.clone()))
        .col_expr(Column::ChosenBy, Expr::value(officer.account()))
        .col_expr(Column::ChosenAt, Expr::value(now))
        .filter(COLUMN.id.eq(case.problem.id))
        .filter(COLUMN.choice.is_null())
        .exec(txn)
        .await?;
    if settled.rows_affected == 0 { Err(Refusal::NotFound.into()) } else { Ok(()) }
}

/// The claim is confirmed again with a new give-by day; the pool has none.
async fn replace(txn: &Txn, case: &Case, now: Time) -> Result<Option<Day>> {
    let phase = phase::Entity::find_by_id(case.wish.phase_id).one(txn).await?.ok_or(Refusal::NotFound)?;
    let today = lang::china_date(now);
    let give_by = case.claim.give_by.map(|_| phase.give_by(today).max(today));
    receipt::Entity::delete_by_id(case.claim.id).exec(txn).await?;
    let moved = claim::Entity::update_many()
        .col_expr(claim::Column::State, Expr::value(claim::State::Confirmed))
        .col_expr(claim::Column::GiveBy, Expr::value(give_by))
        .col_expr(claim::Column::Reminders, Expr::value(0))
        .col_expr(claim::Column::ShippedAt, Expr::value(None::<Time>))
        .col_expr(claim::Column::Carrier, Expr::value(None::<String>))
        .col_expr(claim::Column::TrackingNo, Expr::value(None::<String>))
        .col_expr(claim::Column::DropOffOn, Expr::value(None::<Day>))
        .col_expr(claim::Column::ReceivedAt, Expr::value(None::<Time>))
        .filter(claim::COLUMN.id.eq(case.claim.id))
        .filter(claim::COLUMN.state.eq(case.claim.state))
        .exec(txn)
        .await?;
    still(&moved)?;
    wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Taken))
        .col_expr(wish::Column::ReceivedAt, Expr::value(None::<Time>))
        .filter(wish::COLUMN.id.eq(case.wish.id))
        .exec(txn)
        .await?;
    Ok(give_by)
}

/// The gift is taken as it is; where it had not passed the check list, the choice stands for it.
async fn accept(txn: &Txn, case: &Case, now: Time) -> Result<()> {
    let holder = holder(txn, case).await?;
    if case.wish.status != Status::Received {
        return arrive(txn, &case.wish, &case.claim, holder, found(case.problem.kind), now).await;
    }
    receipt::Entity::update_many()
        .col_expr(receipt::Column::ReceivedBy, Expr::value(holder))
        .filter(receipt::COLUMN.claim_id.eq(case.claim.id))
        .exec(txn)
        .await?;
    Ok(())
}

/// Who has the gift, whoever chooses about it: the school, once it has noted what is wrong with it; else who received
/// it, or noted it before that. What lies at the hub is still to be packed.
pub(super) async fn holder(txn: &Txn, case: &Case) -> Result<AccountId> {
    let noted = account::Entity::find_by_id(case.problem.noted_by).one(txn).await?.ok_or(Refusal::NotFound)?;
    if noted.role == Role::School {
        return Ok(noted.id);
    }
    let received = receipt::Entity::find_by_id(case.claim.id).one(txn).await?;
    Ok(received.map_or(noted.id, |receipt| receipt.received_by))
}

/// What the noted problem leaves of the check list.
fn found(kind: Kind) -> Checks {
    Checks {
        item_matches: !matches!(kind, Kind::Wrong | Kind::Short),
        is_new: kind != Kind::Damaged,
        is_safe: true,
        no_contact_details: true,
    }
}

/// The claim goes over to another open wish for the same kind of thing, and counts as received there. The answer: that
/// wish.
async fn pass_on(txn: &Txn, case: &Case, to: &str, officer: Officer, now: Time) -> Result<wish::Model> {
    let code: Code = to.parse().map_err(|_| Refusal::NoSuchNeed)?;
    let need = needs(txn, &case.wish).await?.into_iter().find(|need| need.code == code).ok_or(Refusal::NoSuchNeed)?;
    let taken = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Received))
        .col_expr(wish::Column::ReceivedAt, Expr::value(now))
        .filter(wish::COLUMN.id.eq(need.id))
        .filter(wish::COLUMN.status.eq(Status::Open))
        .exec(txn)
        .await?;
    if taken.rows_affected == 0 {
        return Err(Refusal::NoSuchNeed.into());
    }
    search::forget(txn, need.id).await?;
    let moved = claim::Entity::update_many()
        .col_expr(claim::Column::WishId, Expr::value(need.id))
        .col_expr(claim::Column::State, Expr::value(claim::State::Received))
        .col_expr(claim::Column::ReceivedAt, Expr::value(now))
        .filter(claim::COLUMN.id.eq(case.claim.id))
        .filter(claim::COLUMN.state.eq(case.claim.state))
        .exec(txn)
        .await?;
    still(&moved)?;
    let (checks, holder) = (found(case.problem.kind), holder(txn, case).await?);
    receipt::Entity::delete_by_id(case.claim.id).exec(txn).await?;
    let row = receipt::ActiveModel {
        claim_id: Set(case.claim.id),
        wish_id: Set(need.id),
        received_by: Set(holder),
        received_at: Set(now),
        item_matches: Set(true),
        is_new: Set(checks.is_new),
        is_safe: Set(checks.is_safe),
        no_contact_details: Set(checks.no_contact_details),
    };
    receipt::Entity::insert(row).exec_without_returning(txn).await?;
    Entity::update_many()
        .col_expr(Column::PassedTo, Expr::value(need.id))
        .filter(COLUMN.id.eq(case.problem.id))
        .exec(txn)
        .await?;
    journal::note(txn, officer, Act::GiftPassedOn, Subject("wish", need.id.0), case.wish.code.as_str(), now).await?;
    wait_again(txn, case, now).await?;
    Ok(need)
}

/// The claim ends; the office's word to the donor is its reason.
async fn give_back(txn: &Txn, case: &Case, now: Time) -> Result<()> {
    let moved = claim::Entity::update_many()
        .col_expr(claim::Column::State, Expr::value(claim::State::Cancelled))
        .col_expr(claim::Column::EndedAt, Expr::value(now))
        .col_expr(claim::Column::EndReason, Expr::value(case.remark.clone()))
        .filter(claim::COLUMN.id.eq(case.claim.id))
        .filter(claim::COLUMN.state.eq(case.claim.state))
        .exec(txn)
        .await?;
    still(&moved)?;
    wait_again(txn, case, now).await
}

/// The clock or the donor may have ended the claim since it was read.
fn still(moved: &UpdateResult) -> Result<(), Refusal> {
    if moved.rows_affected == 1 { Ok(()) } else { Err(Refusal::WishMoved) }
}

/// The wish without a gift: open again, or withdrawn where the child has moved away.
async fn wait_again(txn: &Txn, case: &Case, now: Time) -> Result<()> {
    if case.problem.kind != Kind::ChildMoved {
        claim::reopen(txn, &case.wish, now).await?;
        return Ok(());
    }
    wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Withdrawn))
        .col_expr(wish::Column::ReceivedAt, Expr::value(None::<Time>))
        .col_expr(wish::Column::WithdrawnAt, Expr::value(now))
        .col_expr(wish::Column::Reason, Expr::value(Why::Moved.key()))
        .filter(wish::COLUMN.id.eq(case.wish.id))
        .exec(txn)
        .await?;
    Ok(())
}
