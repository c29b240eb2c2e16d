//! The hand-out without a network: a phone keeps the roster and sends later what was signed. For the school.
//!
//! Unlike [`confirm`](super::confirm) it does what can still be done: the gifts are in the children's hands, and
//! another phone may have sent the same children. Of every other line it says why not.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{
    confirm::{Typed, locked, make, waiting},
    line,
    roster::{self, Roster},
};
use crate::{
    Code, Day, FormKey, Refusal, Result, Store, Time,
    actor::School,
    child::look,
    id::{HandOutId, PhaseId, WishId},
    journal::{self, Act, Subject},
    store::Txn,
    wish::{self, Status},
};

/// Opens the roster to be kept on a phone: what is here and can be handed out.
pub async fn take(store: &Store, school: School, phase: PhaseId, now: Time) -> Result<Roster> {
    let txn = store.write().await?;
    let mut roster = roster::read(store, &txn, school.school(), phase).await?;
    roster.lines.retain(|line| line.problem.is_none());
    if !roster.lines.is_empty() {
        let count = roster.lines.len().to_string();
        journal::note(&txn, school, Act::RosterKept, Subject("phase", phase.0), &count, now).await?;
        look::own(&txn, school, look::Reason::Roster, roster.lines.len(), None, now).await?;
    }
    txn.commit().await?;
    Ok(roster)
}

/// What became of a hand-out that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// None: nothing was left to do.
    pub act: Option<HandOutId>,
    /// By code.
    pub lines: Vec<(Code, Outcome)>,
}

/// What became of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    HandedOut,
    /// In another act, before this one.
    Before(HandOutId),
    /// Withdrawn, or another school's.
    NotHere,
    /// A problem with it waits for the office.
    ProblemWaits,
    /// The day of the hand-out is before the day it came.
    ArrivedLater(Day),
}

impl Outcome {
    /// Whether the child has the gift: nothing is left to do for this line.
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::HandedOut | Self::Before(_))
    }

    /// Why it was not handed out.
    pub fn refusal(self, code: &Code) -> Option<Refusal> {
        match self {
            Self::HandedOut | Self::Before(_) => None,
            Self::NotHere => Some(Refusal::NotHere(code.clone())),
            Self::ProblemWaits => Some(Refusal::ProblemWaits(code.clone())),
            Self::ArrivedLater(day) => Some(Refusal::ArrivedLater(code.clone(), day)),
        }
    }
}

/// Hands out what was ticked and can still be handed out, and tells every donor. Sent again, it answers the same.
pub async fn send(
    store: &Store,
    school: School,
    phase: PhaseId,
    typed: &Typed,
    form: &FormKey,
    now: Time,
) -> Result<Sent> {
    let txn = store.write().await?;
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let mut act = typed.read(now)?;
    let wishes = locked(&txn, school, phase, &act).await?;
    // The page and its worker may both send it: the first may have been done while the second waited for the lock.
    if let Some(answer) = form.answered(&txn).await? {
        return Ok(answer);
    }
    let (waiting, before) = (waiting(&txn, &wishes).await?, before(&txn, &wishes).await?);
    let outcome = |code: &Code| match act.hindrance(code, &wishes, &waiting) {
        None => Outcome::HandedOut,
        Some(Refusal::ProblemWaits(_)) => Outcome::ProblemWaits,
        Some(Refusal::ArrivedLater(_, day)) => Outcome::ArrivedLater(day),
        Some(_) => before.get(code).map_or(Outcome::NotHere, |act| Outcome::Before(*act)),
    };
    let lines: Vec<(Code, Outcome)> = act.lines.keys().map(|code| (code.clone(), outcome(code))).collect();
    act.lines.retain(|code, _| lines.contains(&(code.clone(), Outcome::HandedOut)));
    let id = if act.lines.is_empty() { None } else { Some(make(store, &txn, school, phase, &act, now).await?) };
    let sent = Sent { act: id, lines };
    form.keep(&txn, &sent, now).await?;
    txn.commit().await?;
    Ok(sent)
}

/// In which act each of these was handed out, if it was.
async fn before(txn: &Txn, wishes: &[wish::Model]) -> Result<HashMap<Code, HandOutId>> {
    let given = wishes.iter().filter(|wish| wish.status == Status::HandedOut);
    let codes: HashMap<WishId, &Code> = given.map(|wish| (wish.id, &wish.code)).collect();
    let lines = line::Entity::find().filter(line::COLUMN.wish_id.is_in(codes.keys().copied())).all(txn).await?;
    let of = |line: line::Model| Some(((*codes.get(&line.wish_id)?).clone(), line.hand_out_id));
    Ok(lines.into_iter().filter_map(of).collect())
}

/// A gift that was handed out, and by whom. It names no child.
#[derive(Clone, Debug)]
pub struct Given {
    pub code: Code,
    pub item: String,
    pub teacher: String,
    pub on: Day,
}

/// What the school handed out in a phase since then, from whichever phone or page: newest first.
pub async fn given(db: &impl ConnectionTrait, school: School, phase: PhaseId, since: Time) -> Result<Vec<Given>> {
    let acts = super::Entity::find()
        .filter(super::COLUMN.school_id.eq(school.school()))
        .filter(super::COLUMN.phase_id.eq(phase))
        .filter(super::COLUMN.made_at.gte(since))
        .order_by_desc(super::COLUMN.id)
        .all(db)
        .await?;
    in_acts(db, acts).await
}

/// What an answer tells of other acts: who handed out before.
pub async fn given_before(db: &impl ConnectionTrait, school: School, sent: &Sent) -> Result<Vec<Given>> {
    let ids = sent.lines.iter().filter_map(|(_, outcome)| match outcome {
        Outcome::Before(act) => Some(*act),
        _ => None,
    });
    let acts = super::Entity::find()
        .filter(super::COLUMN.id.is_in(ids))
        .filter(super::COLUMN.school_id.eq(school.school()))
        .order_by_desc(super::COLUMN.id)
        .all(db)
        .await?;
    let mut given = in_acts(db, acts).await?;
    given.retain(|one| sent.lines.iter().any(|(code, outcome)| *code == one.code && *outcome != Outcome::HandedOut));
    Ok(given)
}

async fn in_acts(db: &impl ConnectionTrait, acts: Vec<super::Model>) -> Result<Vec<Given>> {
    let lines = line::Entity::find()
        .filter(line::COLUMN.hand_out_id.is_in(acts.iter().map(|act| act.id)))
        .order_by_asc(line::COLUMN.wish_id)
        .all(db)
        .await?;
    let ids = lines.iter().map(|line| line.wish_id);
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(ids)).all(db).await?;
    let mut wishes: HashMap<WishId, wish::Model> = wishes.into_iter().map(|wish| (wish.id, wish)).collect();
    let mut given = Vec::with_capacity(lines.len());
    for act in acts {
        for line in lines.iter().filter(|line| line.hand_out_id == act.id) {
            let Some(wish) = wishes.remove(&line.wish_id) else { continue };
            given.push(Given { code: wish.code, item: wish.item, teacher: act.teacher.clone(), on: act.handed_on });
        }
    }
    Ok(given)
}
