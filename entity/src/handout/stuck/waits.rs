//! What waits, kind by kind, each counted from its own rows.

use chrono::{NaiveTime, TimeDelta};
use sea_orm::{QuerySelect, entity::prelude::*};

use super::{
    super::{claims_with_wishes, expect, problem},
    Heap, Kind,
};
use crate::{
    Day, Result, Time, card,
    claim::{self, NoteState, State},
    id::SchoolId,
    outbox, page_report,
    report::owed,
    store::literal,
    substitution,
    wish::{self, Status},
};

/// More than this of one kind, and the list has done its work.
const MOST: u64 = 1_000;

pub(super) async fn reviews(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let rows: Vec<(SchoolId, i64, Option<Time>)> = wish::Entity::find()
        .select_only()
        .column(wish::Column::SchoolId)
        .column_as(wish::Column::Id.count(), "count")
        .column_as(wish::Column::SubmittedAt.min(), "since")
        .filter(wish::is(Status::Submitted))
        .group_by(wish::Column::SchoolId)
        .into_tuple()
        .all(db)
        .await?;
    for (school, count, since) in rows {
        if let Some(since) = since {
            heap.add(Kind::Review, Some(school), u64::try_from(count).unwrap_or(0), since);
        }
    }
    Ok(())
}

pub(super) async fn notes(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let row: Option<(i64, Option<Time>)> = claim::Entity::find()
        .select_only()
        .column_as(claim::Column::Id.count(), "count")
        .column_as(claim::Column::MadeAt.min(), "since")
        .filter(literal::is(claim::Column::NoteState, NoteState::Waiting))
        .filter(claim::COLUMN.state.is_in(claim::note::TRAVELLING))
        .into_tuple()
        .one(db)
        .await?;
    if let Some((count, Some(since))) = row {
        heap.add(Kind::Note, None, u64::try_from(count).unwrap_or(0), since);
    }
    Ok(())
}

pub(super) async fn problems(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    for open in problem::open(db, MOST).await? {
        heap.add(Kind::Problem, Some(open.wish.school_id), 1, open.problem.noted_at);
    }
    Ok(())
}

pub(super) async fn questions(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let asked = substitution::Entity::find().filter(substitution::COLUMN.answer.is_null()).limit(MOST).all(db).await?;
    let claims = claims_with_wishes()
        .filter(claim::COLUMN.id.is_in(asked.iter().map(|asked| asked.claim_id)))
        .filter(claim::COLUMN.state.is_in(State::PENDING))
        .all(db)
        .await?;
    for (claim, wish) in claims {
        let since = asked.iter().find(|asked| asked.claim_id == claim.id).map(|asked| asked.asked_at);
        if let (Some(wish), Some(since)) = (wish, since) {
            heap.add(Kind::Question, Some(wish.school_id), 1, since);
        }
    }
    Ok(())
}

pub(super) async fn late_gifts(db: &impl ConnectionTrait, now: Time, heap: &mut Heap) -> Result<()> {
    let late = claims_with_wishes()
        .filter(wish::COLUMN.status.eq(Status::Taken))
        .filter(claim::COLUMN.state.is_in([State::Confirmed, State::Shipped]))
        .all(db)
        .await?;
    let last = expect::last_days(db).await?;
    for (claim, wish) in late {
        let Some(wish) = wish else { continue };
        let last = last.get(&wish.phase_id).copied();
        if !expect::is_late(&claim, last, now) {
            continue;
        }
        // The pool may have promised it after the phase's last day.
        let due = claim.give_by.or(last).map(|day| end_of(day).max(claim.made_at));
        let since = claim.shipped_at.or(due).unwrap_or(claim.made_at);
        heap.add(Kind::LateGift, Some(wish.school_id), 1, since);
    }
    Ok(())
}

pub(super) async fn cards(db: &impl ConnectionTrait, now: Time, heap: &mut Heap) -> Result<()> {
    let waiting = card::Entity::find().filter(literal::is(card::Column::State, card::State::Submitted)).all(db).await?;
    let wishes = wish::Entity::find().filter(wish::COLUMN.id.is_in(waiting.iter().map(|card| card.wish_id)));
    for wish in wishes.all(db).await? {
        if let Some(card) = waiting.iter().find(|card| card.wish_id == wish.id) {
            heap.add(Kind::CardReview, Some(wish.school_id), 1, card.made_at);
        }
    }
    for owed in card::list::owed(db).await? {
        let since = card::remind::overdue_since(owed.due_on);
        if since <= now {
            heap.add(Kind::Card, Some(owed.wish.school_id), 1, since);
        }
    }
    Ok(())
}

pub(super) async fn dead_letters(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let row: Option<(i64, Option<Time>)> = outbox::Entity::find()
        .select_only()
        .column_as(outbox::Column::Id.count(), "count")
        .column_as(outbox::Column::CreatedAt.min(), "since")
        .filter(literal::is(outbox::Column::State, outbox::State::Dead))
        .into_tuple()
        .one(db)
        .await?;
    if let Some((count, Some(since))) = row {
        heap.add(Kind::DeadLetter, None, u64::try_from(count).unwrap_or(0), since);
    }
    Ok(())
}

pub(super) async fn page_reports(db: &impl ConnectionTrait, heap: &mut Heap) -> Result<()> {
    let row: Option<(i64, Option<Time>)> = page_report::Entity::find()
        .select_only()
        .column_as(page_report::Column::Id.count(), "count")
        .column_as(page_report::Column::MadeAt.min(), "since")
        .filter(page_report::COLUMN.closed_at.is_null())
        .into_tuple()
        .one(db)
        .await?;
    if let Some((count, Some(since))) = row {
        heap.add(Kind::PageReport, None, u64::try_from(count).unwrap_or(0), since);
    }
    Ok(())
}

pub(super) async fn disclosures(db: &impl ConnectionTrait, now: Time, heap: &mut Heap) -> Result<()> {
    for due_on in owed::late(db, now).await? {
        heap.add(Kind::Disclosure, None, 1, end_of(due_on));
    }
    Ok(())
}

/// The moment a day of the county's calendar is over.
fn end_of(day: Day) -> Time {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(24 - 8)
}
