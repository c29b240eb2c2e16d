//! The hand-out: a school says once, for many children, that the gifts are in their hands. Each donor's
//! letter is written in the same transaction.
//!
//! All or nothing: one gift that is not here any more, and nothing is done and it is named.

mod tell;

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, LockType},
};
use serde::Deserialize;

use self::tell::tell;
use super::{
    claims_with_wishes,
    line::{self, SignedBy},
    problem,
};
use crate::{
    Code, Day, Field, FormKey, Refusal, Refused, Result, Store, Time,
    actor::School,
    claim,
    error::Refusals,
    id::{HandOutId, PhaseId, WishId},
    journal::{self, Subject},
    lang,
    store::Txn,
    text,
    wish::{self, Status},
};

/// The form of a hand-out, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub handed_on: String,
    pub teacher: String,
    pub second_adult: String,
    pub ticks: Vec<Tick>,
}

/// One ticked child: the wish's code, and `guardian` or `teacher`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Tick {
    pub code: String,
    pub signed_by: String,
}

/// Longest name of an adult, in characters.
const NAME: usize = 40;

/// The form, understood.
pub(super) struct Act {
    handed_on: Day,
    teacher: String,
    second_adult: String,
    pub(super) lines: BTreeMap<Code, SignedBy>,
}

impl Typed {
    pub(super) fn read(&self, now: Time) -> Result<Act> {
        let mut refusals = Refusals::default();
        let handed_on = refusals.take(text::day(Field::HandedOn, &self.handed_on).and_then(|day| {
            if day > lang::china_date(now) { Err(Refusal::DayInFuture(Field::HandedOn)) } else { Ok(day) }
        }));
        let teacher = refusals.take(text::line(Field::Teacher, &self.teacher, NAME));
        let second_adult = refusals.take(text::line(Field::SecondAdult, &self.second_adult, NAME));
        let lines = self.lines(&mut refusals);
        if let (Some(one), Some(other)) = (&teacher, &second_adult)
            && text::same_name(one, other)
        {
            refusals.add(Refusal::TwoAdults);
        }
        match (handed_on, teacher, second_adult) {
            (Some(handed_on), Some(teacher), Some(second_adult)) if refusals.is_empty() => {
                Ok(Act { handed_on, teacher, second_adult, lines })
            }
            _ => Err(refusals.into()),
        }
    }

    fn lines(&self, refusals: &mut Refusals) -> BTreeMap<Code, SignedBy> {
        let mut lines = BTreeMap::new();
        for tick in &self.ticks {
            let code = refusals.take(tick.code.parse::<Code>().map_err(|_| Refusal::NotAGiftCode));
            let signed = refusals.take(match tick.signed_by.as_str() {
                "" => Err(Refusal::Missing(Field::SignedBy)),
                key => SignedBy::from_key(key).ok_or(Refusal::NotAChoice(Field::SignedBy)),
            });
            if let (Some(code), Some(signed)) = (code, signed) {
                lines.insert(code, signed);
            }
        }
        if self.ticks.is_empty() {
            refusals.add(Refusal::NobodyTicked);
        }
        lines
    }
}

/// Hands out the ticked gifts of one phase, and tells every donor.
pub async fn confirm(
    store: &Store,
    school: School,
    phase: PhaseId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<HandOutId> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let act = typed.read(now)?;
    let wishes = locked(&txn, school, phase, &act).await?;
    // A button pressed twice: the first press may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let waiting = waiting(&txn, &wishes).await?;
    let refused: Vec<Refusal> = act.lines.keys().filter_map(|code| act.hindrance(code, &wishes, &waiting)).collect();
    if !refused.is_empty() {
        return Err(Refused(refused).into());
    }
    let id = make(store, &txn, school, phase, &act, now).await?;
    form.keep(&txn, &id, now).await?;
    txn.commit().await?;
    Ok(id)
}

/// Hands out every gift of the act, all of which are here, and tells the donors.
pub(super) async fn make(
    store: &Store,
    txn: &Txn,
    school: School,
    phase: PhaseId,
    act: &Act,
    now: Time,
) -> Result<HandOutId> {
    let gifts = gifts(txn, phase, act).await?;
    let id = write(txn, school, phase, act, &gifts, now).await?;
    for (_, wish) in &gifts {
        journal::note(txn, school, journal::Act::GiftHandedOut, Subject("wish", wish.id.0), wish.code.as_str(), now)
            .await?;
    }
    journal::note(txn, school, journal::Act::HandOutMade, Subject("hand_out", id.0), &gifts.len().to_string(), now)
        .await?;
    tell(store, txn, phase, act, &gifts, now).await?;
    Ok(id)
}

type Gift = (claim::Model, wish::Model);

/// The school's wishes that were ticked, held until the transaction ends: in the order of ids, so that two phones with
/// overlapping ticks wait for each other and never for ever.
pub(super) async fn locked(txn: &Txn, school: School, phase: PhaseId, act: &Act) -> Result<Vec<wish::Model>> {
    Ok(wish::Entity::find()
        .filter(wish::COLUMN.code.is_in(act.lines.keys().cloned()))
        .filter(wish::COLUMN.school_id.eq(school.school()))
        .filter(wish::COLUMN.phase_id.eq(phase))
        .order_by_asc(wish::COLUMN.id)
        .lock(LockType::Update)
        .all(txn)
        .await?)
}

/// Which of them wait for the office's choice about a problem.
pub(super) async fn waiting(txn: &Txn, wishes: &[wish::Model]) -> Result<Vec<WishId>> {
    let open = problem::Entity::find()
        .filter(problem::COLUMN.wish_id.is_in(wishes.iter().map(|wish| wish.id)))
        .filter(problem::COLUMN.choice.is_null())
        .all(txn)
        .await?;
    Ok(open.into_iter().map(|problem| problem.wish_id).collect())
}

impl Act {
    /// Why this gift cannot be handed out, if so.
    pub(super) fn hindrance(&self, code: &Code, wishes: &[wish::Model], waiting: &[WishId]) -> Option<Refusal> {
        let here = wishes.iter().find(|wish| wish.code == *code && wish.status == Status::Received);
        let Some(wish) = here else { return Some(Refusal::NotHere(code.clone())) };
        if waiting.contains(&wish.id) {
            return Some(Refusal::ProblemWaits(code.clone()));
        }
        let arrived = lang::china_date(wish.received_at?);
        (arrived > self.handed_on).then(|| Refusal::ArrivedLater(code.clone(), arrived))
    }
}

async fn gifts(txn: &Txn, phase: PhaseId, act: &Act) -> Result<Vec<Gift>> {
    let gifts = claims_with_wishes()
        .filter(wish::COLUMN.code.is_in(act.lines.keys().cloned()))
        .filter(wish::COLUMN.phase_id.eq(phase))
        .filter(claim::COLUMN.state.eq(claim::State::Received))
        .order_by_asc(wish::COLUMN.id)
        .all(txn)
        .await?;
    Ok(gifts.into_iter().filter_map(|(claim, wish)| Some((claim, wish?))).collect())
}

async fn write(txn: &Txn, school: School, phase: PhaseId, act: &Act, gifts: &[Gift], now: Time) -> Result<HandOutId> {
    let row = super::ActiveModel {
        phase_id: Set(phase),
        school_id: Set(school.school()),
        handed_on: Set(act.handed_on),
        teacher: Set(act.teacher.clone()),
        second_adult: Set(act.second_adult.clone()),
        made_by: Set(school.account()),
        made_at: Set(now),
        ..Default::default()
    };
    let id = row.insert(txn).await?.id;
    let lines = gifts.iter().map(|(claim, wish)| line::ActiveModel {
        wish_id: Set(wish.id),
        hand_out_id: Set(id),
        claim_id: Set(claim.id),
        signed_by: Set(act.lines.get(&wish.code).copied().unwrap_or(SignedBy::Teacher)),
    });
    line::Entity::insert_many(lines).exec_without_returning(txn).await?;
    let wishes = wish::Entity::update_many()
        .col_expr(wish::Column::Status, Expr::value(Status::HandedOut))
        .col_expr(wish::Column::HandedOutAt, Expr::value(now))
        .filter(wish::COLUMN.id.is_in(gifts.iter().map(|(_, wish)| wish.id)))
        .filter(wish::COLUMN.status.eq(Status::Received))
        .exec(txn)
        .await?;
    let claims = claim::Entity::update_many()
        .col_expr(claim::Column::State, Expr::value(claim::State::Fulfilled))
        .col_expr(claim::Column::FulfilledAt, Expr::value(now))
        .filter(claim::COLUMN.id.is_in(gifts.iter().map(|(claim, _)| claim.id)))
        .filter(claim::COLUMN.state.eq(claim::State::Received))
        .exec(txn)
        .await?;
    let all = u64::try_from(act.lines.len()).unwrap_or(u64::MAX);
    if wishes.rows_affected != all || claims.rows_affected != all {
        return Err(Refusal::WishMoved.into());
    }
    Ok(id)
}
