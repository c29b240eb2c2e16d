//! Letters by the clock about gifts in hand: parcels on their way, hand-outs that are due, the office's list.
//!
//! Each step looks at what was told before, so it may run as often as the clock likes, in two processes, and
//! after a day of downtime; a day's `dedupe` word lets only one of two letters written at once stand.

use chrono::{Datelike, TimeDelta, Timelike, Weekday};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{claims_with_wishes, stuck};
use crate::{
    Result, Store, Time, claim,
    id::{PhaseId, SchoolId},
    lang,
    outbox::{self, Letter, Recipient, compose, letter::StuckLine},
    school,
    store::Txn,
    wish,
};

/// Parcels are told in the afternoon, when the day's are known; the rest in the morning.
const AFTERNOON: u32 = 16;
const MORNING: u32 = 8;
/// Days between two reminders of the same hand-out.
const AGAIN_DAYS: i64 = 3;
/// What was shipped longer ago than this was told, or is late and on the office's list.
const SHIPPED_LATELY: TimeDelta = TimeDelta::days(30);

/// Once a day, tells each school's teachers of the parcels shipped since they were last told. Gives the number of letters.
pub async fn tell_of_parcels(store: &Store, now: Time) -> Result<u64> {
    if lang::china_time(now).hour() < AFTERNOON {
        return Ok(0);
    }
    let shipped = claims_with_wishes()
        .filter(claim::COLUMN.state.eq(claim::State::Shipped))
        .filter(claim::COLUMN.shipped_at.gt(now - SHIPPED_LATELY))
        .order_by_asc(claim::COLUMN.shipped_at)
        .all(store.read())
        .await?;
    let parcels: Vec<(claim::Model, wish::Model)> =
        shipped.into_iter().filter_map(|(claim, wish)| Some((claim, wish?))).collect();
    let mut places: Vec<(SchoolId, PhaseId)> =
        parcels.iter().map(|(_, wish)| (wish.school_id, wish.phase_id)).collect();
    places.sort_unstable();
    places.dedup();
    let mut told = 0;
    for (school, phase) in places {
        let here: Vec<&(claim::Model, wish::Model)> =
            parcels.iter().filter(|(_, wish)| (wish.school_id, wish.phase_id) == (school, phase)).collect();
        told += tell_school_of_parcels(store, school, phase, &here, now).await?;
    }
    Ok(told)
}

async fn tell_school_of_parcels(
    store: &Store,
    school: SchoolId,
    phase: PhaseId,
    parcels: &[&(claim::Model, wish::Model)],
    now: Time,
) -> Result<u64> {
    let mut told = 0;
    for teacher in compose::teachers(store.read(), school).await? {
        let about = format!("parcels/{phase}");
        let last = last_told(store.read(), &teacher, "parcels_expected", &about).await?;
        if last.is_some_and(|last| lang::china_date(last) == lang::china_date(now)) {
            continue;
        }
        let new: Vec<_> = parcels
            .iter()
            .filter(|(claim, _)| claim.shipped_at.is_some_and(|at| last.is_none_or(|last| at > last)))
            .map(|(claim, wish)| (wish.code.clone(), wish.item.clone(), way_of(claim)))
            .collect();
        if new.is_empty() {
            continue;
        }
        let txn = store.write().await?;
        let line = compose::phase_line(&txn, phase, teacher.lang).await?;
        let letter = Letter::ParcelsExpected { name: teacher.name.clone(), parcels: new, phase: line };
        told += put(store, &txn, &teacher, &letter, &about, now).await?;
        txn.commit().await?;
    }
    Ok(told)
}

/// Carrier and number, or the day on which the donor brings it.
fn way_of(claim: &claim::Model) -> String {
    let parts = [claim.carrier.clone(), claim.tracking_no.clone(), claim.drop_off_on.map(|day| day.to_string())];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Reminds schools of gifts that wait for their hand-out, when they are due and every three days after.
pub async fn remind_of_hand_outs(store: &Store, now: Time) -> Result<u64> {
    if lang::china_time(now).hour() < MORNING {
        return Ok(0);
    }
    let mut told = 0;
    for overdue in stuck::overdue(store.read(), now).await? {
        for teacher in compose::teachers(store.read(), overdue.school).await? {
            let about = format!("hand_out_due/{}", overdue.phase);
            let last = last_told(store.read(), &teacher, "hand_out_due", &about).await?;
            let next = last.map(|last| lang::china_date(last) + TimeDelta::days(AGAIN_DAYS));
            if next.is_some_and(|next| lang::china_date(now) < next) {
                continue;
            }
            let txn = store.write().await?;
            let letter = Letter::HandOutDue {
                name: teacher.name.clone(),
                count: u32::try_from(overdue.count).unwrap_or(u32::MAX),
                since: lang::china_date(overdue.since),
                phase: compose::phase_line(&txn, overdue.phase, teacher.lang).await?,
            };
            told += put(store, &txn, &teacher, &letter, &about, now).await?;
            txn.commit().await?;
        }
    }
    Ok(told)
}

/// Sends the office its list, each working day on which something is stuck.
pub async fn tell_office_what_is_stuck(store: &Store, now: Time) -> Result<u64> {
    let here = lang::china_time(now);
    if here.hour() < MORNING || matches!(here.weekday(), Weekday::Sat | Weekday::Sun) {
        return Ok(0);
    }
    let mut officers = Vec::new();
    for officer in compose::officers(store.read()).await? {
        let last = last_told(store.read(), &officer, "stuck_list", "stuck").await?;
        if last.is_none_or(|last| lang::china_date(last) < lang::china_date(now)) {
            officers.push(officer);
        }
    }
    if officers.is_empty() {
        return Ok(0);
    }
    let mut stuck = stuck::stuck(store.read(), now).await?;
    if stuck.is_empty() {
        return Ok(0);
    }
    // The letter says that what has waited longest comes first.
    stuck.sort_by_key(|line| (line.since, line.kind));
    let schools = school::Entity::find().all(store.read()).await?;
    let txn = store.write().await?;
    let mut told = 0;
    for officer in officers {
        let lines = stuck.iter().map(|line| said(line, &schools)).collect();
        let letter = Letter::StuckList { name: officer.name.clone(), lines };
        told += put(store, &txn, &officer, &letter, "stuck", now).await?;
    }
    txn.commit().await?;
    Ok(told)
}

/// Schools by the names that the office calls them.
fn said(line: &stuck::Line, schools: &[school::Model]) -> StuckLine {
    let school = line.school.and_then(|id| schools.iter().find(|school| school.id == id));
    StuckLine {
        kind: line.kind.key().to_owned(),
        whom: school.map_or_else(String::new, |school| school.name.clone()),
        count: u32::try_from(line.count).unwrap_or(u32::MAX),
        since: line.since,
    }
}

/// When this reader last had such a letter `about` this.
async fn last_told(db: &impl ConnectionTrait, to: &Recipient, kind: &str, about: &str) -> Result<Option<Time>> {
    let last = outbox::Entity::find()
        .filter(outbox::COLUMN.account_id.eq(to.account))
        .filter(outbox::COLUMN.kind.eq(kind))
        .filter(outbox::COLUMN.dedupe.starts_with(format!("{about}/")))
        .order_by_desc(outbox::COLUMN.id)
        .one(db)
        .await?;
    Ok(last.map(|last| last.created_at))
}

/// Puts the letter, unless this reader has one about this today.
async fn put(store: &Store, txn: &Txn, to: &Recipient, letter: &Letter, about: &str, now: Time) -> Result<u64> {
    let reader = to.account.map_or_else(|| to.email.clone(), |id| id.to_string());
    let once = format!("{about}/{reader}/{}", lang::china_date(now));
    Ok(u64::from(outbox::post_once(store, txn, to, letter, Some(once), now).await?))
}
