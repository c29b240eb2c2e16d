//! Receipt: a gift counts as received once every point of the check list holds.
//!
//! A teacher for their own school, an officer at the hub for any; a foreign code answers like a missing one.

use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::{donor, notes::Note, problem, promise, receipt};
use crate::{
    Code, FormKey, Refusal, Result, Store, Time, account,
    actor::Receiver,
    claim, guess,
    id::{AccountId, PhaseId, PhotoId, SchoolId, WishId},
    journal::{self, Act, Subject},
    lang,
    outbox::{self, Letter, compose},
    phase, school, statistics,
    store::Txn,
    substitution,
    wish::{self, Category, Gender, Status},
};

/// What stands on the check list's page: what should be in the parcel, and how far the gift is.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub wish: WishId,
    pub code: Code,
    pub phase: PhaseId,
    pub school: SchoolId,
    pub school_name: String,
    pub category: Category,
    pub item: String,
    pub specification: String,
    pub gender: Option<Gender>,
    pub status: Status,
    /// None: nobody has promised this gift.
    pub source: Option<claim::Source>,
    /// The claim's state, where there is a live one.
    pub claim: Option<claim::State>,
    /// What the donor wants to be called; none: 爱心人士.
    pub donor: Option<String>,
    /// What the donor wrote for the child.
    pub note: Option<Note>,
    /// What the donor asked to give instead, and the school said yes to.
    pub substitute: Option<String>,
    pub received_at: Option<Time>,
    /// A problem that waits for the office's choice.
    pub problem: Option<problem::Kind>,
    /// A photo of it.
    pub picture: Option<PhotoId>,
    pub about: problem::settled::About,
}

impl Arrival {
    /// Whether the check list can be confirmed now.
    pub fn is_awaited(&self) -> bool {
        self.status == Status::Taken
            && self.problem.is_none()
            && matches!(self.claim, Some(claim::State::Confirmed | claim::State::Shipped))
    }
}

/// The check list's boxes; a box that is ticked has any value.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub item_matches: String,
    pub is_new: String,
    pub is_safe: String,
    pub no_contact_details: String,
}

impl Typed {
    /// The boxes' names, in the order of the form.
    pub const BOXES: [&str; 4] = ["item_matches", "is_new", "is_safe", "no_contact_details"];

    fn checks(&self) -> Checks {
        Checks {
            item_matches: !self.item_matches.is_empty(),
            is_new: !self.is_new.is_empty(),
            is_safe: !self.is_safe.is_empty(),
            no_contact_details: !self.no_contact_details.is_empty(),
        }
    }
}

/// The points that were found to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a check list is a row of boxes")]
pub(crate) struct Checks {
    pub item_matches: bool,
    pub is_new: bool,
    pub is_safe: bool,
    pub no_contact_details: bool,
}

impl Checks {
    const ALL: Self = Self { item_matches: true, is_new: true, is_safe: true, no_contact_details: true };
}

/// What a receipt answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    pub code: Code,
    /// It had been received before; nothing was done.
    pub again: bool,
}

/// How far a school is with a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Gifts that have arrived, handed out or not.
    pub here: u64,
    /// Gifts promised, arrived or not; a hold is no promise yet.
    pub promised: u64,
}

/// Looks up a typed or scanned code. Codes that lead nowhere are counted and in the end refused.
pub async fn look(store: &Store, receiver: Receiver, code: &str, now: Time) -> Result<Arrival> {
    let wish = known(store, receiver, code, now).await?;
    let db = store.read();
    let claim = promise(db, wish.id).await?;
    let giver = match claim.as_ref().and_then(|claim| claim.account_id) {
        Some(id) => account::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let substitute = match &claim {
        Some(claim) => substitution::ask::agreed(db, claim.id).await?,
        None => None,
    };
    let school = school::Entity::find_by_id(wish.school_id).one(db).await?;
    let problem = problem::waiting(db, wish.id).await?;
    let picture = match &problem {
        Some(problem) => problem::picture::of(db, problem.id).await?,
        None => None,
    };
    Ok(Arrival {
        about: problem::settled::about(db, &wish).await?,
        problem: problem.map(|problem| problem.kind),
        picture,
        school_name: school.map_or_else(String::new, |school| school.name),
        source: claim.as_ref().map(|claim| claim.source),
        claim: claim.as_ref().map(|claim| claim.state),
        donor: giver.and_then(|giver| giver.public_name),
        note: claim.as_ref().and_then(Note::of),
        substitute,
        wish: wish.id,
        code: wish.code,
        phase: wish.phase_id,
        school: wish.school_id,
        category: wish.category,
        item: wish.item,
        specification: wish.specification,
        gender: wish.gender,
        status: wish.status,
        received_at: wish.received_at,
    })
}

/// Confirms the check list: claim and wish are received, and the donor is told.
///
/// A gift received before is answered kindly, with nothing done; a point left open is refused, because then
/// it is a problem to note.
pub async fn receive(
    store: &Store,
    receiver: Receiver,
    code: &str,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<Received> {
    let wish = known(store, receiver, code, now).await?;
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let checks = typed.checks();
    let state = locked(&txn, wish.id).await?.status;
    if matches!(state, Status::Received | Status::HandedOut) {
        return Ok(Received { code: wish.code, again: true });
    }
    if checks != Checks::ALL {
        return Err(Refusal::CheckListOpen.into());
    }
    if problem::waiting(&txn, wish.id).await?.is_some() {
        return Err(Refusal::ProblemOpen.into());
    }
    let claim = promise(&txn, wish.id).await?.ok_or(Refusal::ClaimState)?;
    arrive(&txn, &wish, &claim, receiver.account(), checks, now).await?;
    journal::note(&txn, receiver, Act::GiftReceived, Subject("wish", wish.id.0), wish.code.as_str(), now).await?;
    tell(store, &txn, &wish, &claim, now).await?;
    let answer = Received { code: wish.code, again: false };
    form.keep(&txn, &answer, now).await?;
    txn.commit().await?;
    Ok(answer)
}

/// How many of a school's promised gifts of a phase are here.
pub async fn progress(db: &impl ConnectionTrait, school: SchoolId, phase: PhaseId) -> Result<Progress> {
    let of = |states: &[Status]| {
        wish::Entity::find()
            .filter(wish::COLUMN.school_id.eq(school))
            .filter(wish::COLUMN.phase_id.eq(phase))
            .filter(wish::COLUMN.status.is_in(states.iter().copied()))
    };
    let here = of(&[Status::Received, Status::HandedOut]).count(db).await?;
    let taken = of(&[Status::Taken]).count(db).await?;
    let held = statistics::held(db, Some(school), phase).await?;
    Ok(Progress { here, promised: here + taken.saturating_sub(held) })
}

/// The wish with this code that is published, or was until it was withdrawn: its gift may be in the receiver's hands.
/// Only if the receiver may know of it.
pub(super) async fn known(store: &Store, receiver: Receiver, code: &str, now: Time) -> Result<wish::Model> {
    let code: Code = code.parse().map_err(|_| Refusal::NotAGiftCode)?;
    let found = wish::Entity::find()
        .filter(wish::COLUMN.code.eq(code))
        .filter(wish::COLUMN.status.is_in(Status::PUBLIC.into_iter().chain([Status::Withdrawn])))
        .one(store.read())
        .await?
        .filter(|wish| receiver.school().is_none_or(|school| school == wish.school_id));
    if let Some(wish) = found {
        return Ok(wish);
    }
    guess::count(store, guess::CODES, &receiver.account().to_string(), now).await?;
    Err(Refusal::NotFound.into())
}

/// The wish as it is now, held until the transaction ends: whoever else comes with the same gift waits here.
pub(super) async fn locked(txn: &Txn, id: WishId) -> Result<wish::Model> {
    use sea_orm::{QuerySelect, sea_query::LockType};
    let wish = wish::Entity::find_by_id(id).lock(LockType::Update).one(txn).await?;
    wish.ok_or_else(|| Refusal::NotFound.into())
}

/// The gift is here: wish and claim are received, and who saw what is written down.
pub(super) async fn arrive(
    txn: &Txn,
    wish: &wish::Model,
    claim: &claim::Model,
    by: AccountId,
    checks: Checks,
    now: Time,
) -> Result<()> {
    let here = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::Received))
        .col_expr(wish::Column::ReceivedAt, Expr::value(now))
        .filter(wish::COLUMN.id.eq(wish.id))
        .filter(wish::COLUMN.status.eq(Status::Taken))
        .exec(txn)
        .await?;
    let given = claim::Entity::update_many()
        .col_expr(claim::Column::State, Expr::value(claim::State::Received))
        .col_expr(claim::Column::ReceivedAt, Expr::value(now))
        .filter(claim::COLUMN.id.eq(claim.id))
        .filter(claim::COLUMN.state.is_in([claim::State::Confirmed, claim::State::Shipped]))
        .exec(txn)
        .await?;
    if here.rows_affected == 0 || given.rows_affected == 0 {
        return Err(Refusal::ClaimState.into());
    }
    let row = receipt::ActiveModel {
        claim_id: Set(claim.id),
        wish_id: Set(wish.id),
        received_by: Set(by),
        received_at: Set(now),
        item_matches: Set(checks.item_matches),
        is_new: Set(checks.is_new),
        is_safe: Set(checks.is_safe),
        no_contact_details: Set(checks.no_contact_details),
    };
    receipt::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

async fn tell(store: &Store, txn: &Txn, wish: &wish::Model, claim: &claim::Model, now: Time) -> Result<()> {
    let Some(donor) = donor(txn, claim).await? else { return Ok(()) };
    let phase = phase::Entity::find_by_id(wish.phase_id).one(txn).await?;
    let letter = Letter::Received {
        name: donor.name.clone(),
        gift: compose::gift(txn, wish, donor.lang).await?,
        on: lang::china_date(now),
        hand_out_on: phase.and_then(|phase| phase.hand_out_on),
        phase: compose::phase_line(txn, wish.phase_id, donor.lang).await?,
    };
    outbox::post(store, txn, &donor, &letter, now).await
}
