//! Phases 1–4: finished, 1,050 gifts handed out.

use chrono::{TimeDelta, TimeZone};
use sea_orm::{ActiveValue::Set, entity::prelude::*};

use super::{
    cast::People,
    county::County,
    gift::{Children, Plan},
};
use crate::{
    Day, Fen, Lang, Result, Store, Time,
    account::{self, Role},
    claim::{self, Source},
    handout::{self, line},
    id::{AccountId, ClaimId, PhaseId, SchoolId, WishId},
    lang::{china_date, in_words},
    phase,
    report::{
        period::{self, Kind},
        publish,
    },
    store::Txn,
    wish::Status,
};

/// Number, year, month of the hand-out, gifts.
const PHASES: [(i32, i32, u32, usize); 4] =
    [(1, 2018, 1, 180), (2, 2018, 9, 248), (3, 2019, 1, 300), (4, 2019, 6, 322)];
/// Days from the planned hand-out to each school's own: near the county seat it is earlier, up the valleys later.
const LATER: [i64; 8] = [2, -4, 0, -8, 5, -5, 10, 7];

pub(super) async fn tell(
    store: &Store,
    txn: &Txn,
    county: &County,
    people: &People,
    children: &mut Children<'_>,
    now: Time,
) -> Result<()> {
    for (number, year, month, gifts) in PHASES {
        let handed_out = chrono::Utc.with_ymd_and_hms(year, month, 20, 2, 0, 0).single().unwrap_or(now);
        let phase = open_phase(txn, county, number, handed_out, phase::State::Finished).await?;
        let mut given: Vec<Vec<(WishId, ClaimId)>> = vec![Vec::new(); county.schools.len()];
        for gift in 0..gifts {
            let school = gift % county.schools.len();
            let place = county.schools[school];
            let given_at = on_its_day(school, handed_out);
            let plan = Plan {
                phase: phase.id,
                place,
                teacher: people.teachers[school],
                status: Status::HandedOut,
                written: handed_out - TimeDelta::days(before(children.next_grade(), gift / county.schools.len())),
                opened: phase.opened_at,
                closes_on: phase.claim_until,
                received: Some(handed_out.min(given_at) - TimeDelta::days(8)),
                handed_out: Some(given_at),
                reason: None,
            };
            let wish = children.wish(txn, &plan).await?;
            let donor = people.others[gift % people.others.len()];
            let claim = fulfilled(store, txn, wish.id, donor, handed_out, &plan).await?;
            given[school].push((wish.id, claim));
        }
        for (school, lines) in given.iter().enumerate() {
            let place = county.schools[school].school;
            hand_out(txn, phase.id, place, people.teachers[school], lines, on_its_day(school, handed_out)).await?;
        }
        disclose(txn, &phase, handed_out + TimeDelta::days(60)).await?;
    }
    Ok(())
}

/// When this school hands out.
fn on_its_day(school: usize, planned: Time) -> Time {
    planned + TimeDelta::days(LATER[school % LATER.len()])
}

/// Days before the planned hand-out on which a wish is written: 55 to 68, the oldest pupils' first.
fn before(grade: i32, turn: usize) -> i64 {
    53 + 2 * i64::from(grade) + i64::try_from(turn % 4).unwrap_or(0)
}

/// The full report, published by the office.
async fn disclose(txn: &Txn, phase: &phase::Model, at: Time) -> Result<()> {
    let officer = account::Entity::find().filter(account::COLUMN.role.eq(Role::Office)).one(txn).await?;
    let whole = period::of(phase, at).into_iter().find(|period| period.kind == Kind::Final);
    if let (Some(officer), Some(whole)) = (officer, whole) {
        publish::keep(txn, officer.id, phase.id.into(), &whole, at).await?;
    }
    Ok(())
}

/// A phase whose gifts are handed out at that time.
pub(super) async fn open_phase(
    txn: &Txn,
    county: &County,
    number: i32,
    handed_out: Time,
    state: phase::State,
) -> Result<phase::Model> {
    let day = |before: i64| Some(china_date(handed_out - TimeDelta::days(before)));
    let reached = |from: phase::State, at: Time| (state as u8 >= from as u8).then_some(at);
    let row = phase::ActiveModel {
        number: Set(number),
        title_zh: Set(format!("圆梦微心愿 · 第{}期", in_words(number))),
        title_en: Set(format!("Micro-wishes, phase {number}")),
        organiser_id: Set(Some(county.organiser)),
        price_cap_fen: Set(Fen::yuan(200)),
        opens_on: Set(day(52)),
        claim_until: Set(day(15)),
        return_by: Set(day(7)),
        hand_out_on: Set(day(0)),
        hold_hours: Set(48),
        give_days: Set(14),
        grace_days: Set(5),
        confirm_days: Set(7),
        card_days: Set(21),
        donor_limit: Set(20),
        state: Set(state),
        opened_at: Set(reached(phase::State::Open, handed_out - TimeDelta::days(52))),
        closed_at: Set(reached(phase::State::Closed, handed_out - TimeDelta::days(15))),
        finished_at: Set(reached(phase::State::Finished, handed_out + TimeDelta::days(30))),
        created_at: Set(handed_out - TimeDelta::days(70)),
        ..Default::default()
    };
    Ok(row.insert(txn).await?)
}

/// A claim of this wish, in a phase with this planned hand-out.
async fn fulfilled(
    store: &Store,
    txn: &Txn,
    wish: WishId,
    donor: AccountId,
    handed_out: Time,
    plan: &Plan,
) -> Result<ClaimId> {
    let made = handed_out - TimeDelta::days(30);
    let row = claim::ActiveModel {
        wish_id: Set(wish),
        source: Set(Source::Donor),
        account_id: Set(Some(donor)),
        lang: Set(Lang::Zh),
        batch: Set(store.dice.id()),
        state: Set(claim::State::Fulfilled),
        made_at: Set(made),
        rules_accepted_at: Set(Some(made)),
        confirmed_at: Set(Some(made)),
        give_by: Set(Some(china_date(handed_out - TimeDelta::days(16)))),
        reminders: Set(0),
        shipped_at: Set(Some(made + TimeDelta::days(5))),
        received_at: Set(plan.received),
        fulfilled_at: Set(plan.handed_out),
        ..Default::default()
    };
    Ok(row.insert(txn).await?.id)
}

/// One act of handing out; even lines signed by the guardian, odd ones by the teacher.
pub(super) async fn hand_out(
    txn: &Txn,
    phase: PhaseId,
    school: SchoolId,
    teacher: AccountId,
    lines: &[(WishId, ClaimId)],
    at: Time,
) -> Result<()> {
    let day: Day = china_date(at);
    let act = handout::ActiveModel {
        phase_id: Set(phase),
        school_id: Set(school),
        handed_on: Set(day),
        teacher: Set("班主任（样例）".to_owned()),
        second_adult: Set("志愿者（样例）".to_owned()),
        made_by: Set(teacher),
        made_at: Set(at),
        ..Default::default()
    };
    let act = act.insert(txn).await?.id;
    let rows = lines.iter().enumerate().map(|(number, (wish, claim))| line::ActiveModel {
        wish_id: Set(*wish),
        hand_out_id: Set(act),
        claim_id: Set(*claim),
        signed_by: Set(if number.is_multiple_of(2) { line::SignedBy::Guardian } else { line::SignedBy::Teacher }),
    });
    line::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}
