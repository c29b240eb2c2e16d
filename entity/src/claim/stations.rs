//! The way of a gift as a line of stations with dates: public, and the same for its donor. No names.

use sea_orm::entity::prelude::*;

use super::{COLUMN, Entity, Model, State};
use crate::{
    Code, Day, Lang, Result, Time,
    handout::problem::settled::{self, Gone},
    id::WishId,
    lang::china_date,
    outbox::{
        compose,
        letter::{Gift, PhaseLine},
    },
    phase,
    wish::{self, Status},
};

/// Where a gift can be on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The wish waits, since this day.
    Wished,
    /// Somebody promised it; while a hold waits for its link, not yet.
    Claimed,
    /// Somebody chose it, and has not said yes.
    Held,
    /// Claiming is over: the pool fills it.
    Pool,
    Shipped,
    Received,
    HandedOut,
    /// The claim ended without a gift.
    Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    Done,
    Now,
    Todo,
    Bad,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Station {
    pub stop: Stop,
    pub mark: Mark,
    /// When it was reached.
    pub on: Option<Day>,
    /// When it is to be reached.
    pub due: Option<Day>,
}

/// The stations of a wish with its live claim (public), or with one donor's claim of it.
pub fn of(wish: &wish::Model, claim: Option<&Model>, phase: &phase::Model) -> Vec<Station> {
    let day = |at: Option<Time>| at.map(china_date);
    let reached = |stop, on| Station { stop, mark: Mark::Done, on, due: None };
    let mut way = vec![reached(Stop::Wished, Some(china_date(wish.waiting_since)))];
    if let Some(claim) = claim.filter(|claim| !claim.state.is_live()) {
        way.push(reached(Stop::Claimed, day(claim.confirmed_at.or(Some(claim.made_at)))));
        way.push(Station { stop: Stop::Ended, mark: Mark::Bad, on: day(claim.ended_at), due: None });
        return way;
    }
    let give_by = claim.and_then(|claim| claim.give_by);
    let stops = [
        (Stop::Claimed, day(claim.and_then(|claim| claim.confirmed_at)), None),
        (Stop::Shipped, day(claim.and_then(|claim| claim.shipped_at)), give_by),
        (Stop::Received, day(claim.and_then(|claim| claim.received_at)), phase.return_by),
        (Stop::HandedOut, day(wish.handed_out_at), phase.hand_out_on),
    ];
    let last = stops.iter().rposition(|(_, on, _)| on.is_some());
    let next = last.map_or(0, |last| last + 1);
    for (i, (stop, on, due)) in stops.into_iter().enumerate() {
        match i {
            // A gift may arrive without anybody having said that it was sent.
            _ if on.is_none() && i < next => {}
            _ if on.is_some() => way.push(reached(stop, on)),
            _ => way.push(Station { stop, mark: if i == next { Mark::Now } else { Mark::Todo }, on, due }),
        }
    }
    way
}

/// The same for anybody. An open wish that nobody can claim any more does not wait for somebody, and a held one has
/// somebody.
pub(crate) fn in_public(wish: &wish::Model, live: Option<&Model>, phase: &phase::Model, now: Time) -> Vec<Station> {
    let mut way = of(wish, live, phase);
    let instead = match live {
        _ if is_over(wish, phase, now) => Stop::Pool,
        Some(claim) if claim.state == State::Held => Stop::Held,
        _ => return way,
    };
    for station in way.iter_mut().filter(|station| station.stop == Stop::Claimed) {
        station.stop = instead;
    }
    way
}

/// Open, and nobody can claim it any more.
fn is_over(wish: &wish::Model, phase: &phase::Model, now: Time) -> bool {
    wish.status == Status::Open && !phase.takes_claims(now)
}

/// The live claim of a wish: at most one.
pub(crate) async fn live(db: &impl ConnectionTrait, wish: WishId) -> Result<Option<Model>> {
    Ok(Entity::find().filter(COLUMN.wish_id.eq(wish)).filter(COLUMN.state.is_in(State::LIVE)).one(db).await?)
}

/// What anybody may know about a code.
#[derive(Clone, Debug)]
pub struct Known {
    pub gift: Gift,
    pub status: Status,
    pub phase: PhaseLine,
    pub stations: Vec<Station>,
    /// A visitor's hold waits for its link until then.
    pub held_until: Option<Time>,
    /// Open, and nobody can claim it any more.
    pub is_over: bool,
    /// Gifts that had this code on their tags and went to another child, or back to their donors.
    pub gone: Vec<Gone>,
}

/// The way of the wish with this code; none where the public may not know of it.
pub async fn of_code(db: &impl ConnectionTrait, code: &Code, lang: Lang, now: Time) -> Result<Option<Known>> {
    let wish = wish::Entity::find()
        .filter(wish::COLUMN.code.eq(code.clone()))
        .filter(wish::COLUMN.status.is_in(Status::PUBLIC))
        .filter(wish::COLUMN.hidden_at.is_null())
        .one(db)
        .await?;
    let Some(wish) = wish else { return Ok(None) };
    let Some(phase) = phase::Entity::find_by_id(wish.phase_id).one(db).await? else { return Ok(None) };
    let live = live(db, wish.id).await?;
    let held = live.as_ref().filter(|claim| claim.state == State::Held);
    Ok(Some(Known {
        gift: compose::gift(db, &wish, lang).await?,
        status: wish.status,
        phase: compose::phase_line(db, phase.id, lang).await?,
        held_until: held.and_then(|claim| claim.held_until),
        is_over: is_over(&wish, &phase, now),
        gone: settled::gone(db, wish.id, live.as_ref()).await?,
        stations: in_public(&wish, live.as_ref(), &phase, now),
    }))
}
