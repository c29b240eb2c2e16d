//! Who looked at names is counted and told; records go when their time is over; the register shows every consent;
//! a wish that should not be public is not.

use chrono::{TimeDelta, TimeZone, Utc};
use entity::{
    Lang, Refusal, Time,
    actor::Receiver,
    child::{
        self,
        consent::{Scope, list},
        keep,
        look::{self, Reason, monthly},
        withdraw,
    },
    clock,
    county::County,
    handout, household,
    month::Month,
    outbox::Letter,
    phase,
    wish::{self, Status, browse, hide},
};
use sea_orm::EntityTrait;

use crate::{
    world::{World, refused},
    written::typed,
};

on_both!(
    looks_are_counted_by_person_and_reason,
    looks_at_households_are_counted_too,
    administrators_are_told_when_the_month_is_over,
    a_remark_is_sealed_and_read_by_administrators_alone,
    a_phase_says_how_long_its_records_are_kept,
    the_office_is_told_before_records_go,
    a_phase_nobody_finished_is_over_after_its_hand_out,
    a_child_of_two_phases_is_kept_for_the_later_one,
    the_register_is_filtered_and_a_school_sees_its_own,
    a_withdrawal_says_before_what_it_will_do,
    a_hidden_wish_is_public_to_nobody_and_its_gift_goes_on,
);

/// In China.
fn at(year: i32, month: u32, day: u32, hour: u32) -> Time {
    Utc.with_ymd_and_hms(year, month, day, hour, 0, 0).unwrap() - TimeDelta::hours(8)
}

fn why(reason: &str, remark: &str) -> look::Typed {
    look::Typed { reason: reason.to_owned(), remark: remark.to_owned() }
}

async fn looks_are_counted_by_person_and_reason(world: World) {
    let phase = world.phase_drafted().await;
    let (officer, school) = (world.officer().await, world.school("shagou").await);
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let other = world.submitted("shagou", &typed(phase, "梁上燕")).await;
    for reason in ["duplicate", "duplicate", "guardian"] {
        look::by_office(&world.store, officer, &code, &why(reason, ""), world.now).await.unwrap();
    }
    look::by_school(&world.store, school, &code, world.now).await.unwrap();
    let both = [world.row(&code).await.id, world.row(&other).await.id];
    look::names(&world.store, school, &both, Reason::List, world.now).await.unwrap();
    let gift = world.here_for("shagou", "苏小荷", "lin").await;
    handout::roster::open(&world.store, school, world.wish(gift.wish).await.phase_id, world.now).await.unwrap();

    let month = Month::of(world.now);
    let lines = monthly::lines(world.store.read(), officer, month).await.unwrap();
    let said: Vec<_> = lines
        .iter()
        .map(|line| (line.who.as_str(), line.school.as_deref(), line.reason, line.looks, line.names))
        .collect();
    let (teacher, place) = ("teacher-shagou", Some("shagou小学"));
    assert_eq!(
        said,
        [
            ("officer", None, Reason::Duplicate, 2, 2),
            ("officer", None, Reason::Guardian, 1, 1),
            (teacher, place, Reason::Wish, 1, 1),
            (teacher, place, Reason::List, 1, 2),
            (teacher, place, Reason::Roster, 1, 1),
        ]
    );
    let each = monthly::by_office(world.store.read(), officer, month).await.unwrap();
    assert_eq!(
        each.iter().map(|one| one.code.clone()).collect::<Vec<_>>(),
        [Some(code.clone()), Some(code.clone()), Some(code)]
    );
    assert!(monthly::lines(world.store.read(), officer, month.previous()).await.unwrap().is_empty());
}

async fn looks_at_households_are_counted_too(world: World) {
    let id = world.household("南坡人家").await;
    let (officer, committee) = (world.officer().await, world.keeper().await);
    household::look::own(&world.store, committee, id, world.now).await.unwrap();
    let typed = household::look::Typed { reason: "household".to_owned() };
    household::look::by_office(&world.store, officer, id, &typed, world.now).await.unwrap();
    let month = Month::of(world.now);
    let lines = monthly::lines(world.store.read(), officer, month).await.unwrap();
    let said: Vec<_> =
        lines.iter().map(|line| (line.who.as_str(), line.village.as_deref(), line.reason, line.names)).collect();
    assert_eq!(
        said,
        [("officer", None, Reason::Household, 1), ("村委会", Some("沙沟村"), Reason::Contract, 1)],
        "each for its own reason"
    );
    let each = monthly::by_office(world.store.read(), officer, month).await.unwrap();
    assert_eq!(each.len(), 1, "the village's own is not the office's");
}

async fn administrators_are_told_when_the_month_is_over(world: World) {
    let phase = world.phase_drafted().await;
    let (officer, school) = (world.officer().await, world.school("shagou").await);
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    world.admin().await;
    look::by_office(&world.store, officer, &code, &why("duplicate", ""), world.now).await.unwrap();
    look::by_school(&world.store, school, &code, world.now).await.unwrap();
    for (now, letters) in [(at(2026, 11, 30, 23), 0), (at(2026, 12, 1, 7), 0), (at(2026, 12, 1, 8), 1)] {
        assert_eq!(monthly::tell(&world.store, now).await.unwrap(), letters, "{now}");
    }
    // After downtime too, and once.
    assert_eq!(monthly::tell(&world.store, at(2026, 12, 9, 12)).await.unwrap(), 0);
    let told = world.letters_to("admin@example.org").await;
    let [Letter::LooksReported { month, lines, school_looks, school_names, .. }] = &told[..] else {
        panic!("{told:?}")
    };
    assert_eq!((month.to_string(), *school_looks, *school_names), ("2026-11-01".to_owned(), 1, 1));
    assert_eq!((lines[0].who.as_str(), lines[0].reason.as_str(), lines[0].looks), ("officer", "duplicate", 1));
    assert_eq!(world.letters_to("officer@example.org").await.len(), 0, "it is the administrators'");
    // A quiet month is told as well.
    assert_eq!(monthly::tell(&world.store, at(2027, 1, 1, 8)).await.unwrap(), 1);
}

async fn a_remark_is_sealed_and_read_by_administrators_alone(world: World) {
    let phase = world.phase_drafted().await;
    let (officer, admin) = (world.officer().await, world.admin().await);
    let code = world.submitted("shagou", &typed(phase, "陈小草")).await;
    let long = why("guardian", &"长".repeat(look::REMARK + 1));
    let too_long = look::by_office(&world.store, officer, &code, &long, world.now).await;
    assert_eq!(refused(too_long.map(|_| ())), [Refusal::TooLong(entity::Field::Remark, look::REMARK)]);
    let typed = why("guardian", "陈大山来电核对");
    look::by_office(&world.store, officer, &code, &typed, world.now).await.unwrap();
    let looks = look::Entity::find().all(world.store.writer()).await.unwrap();
    let sealed = looks.last().unwrap();
    assert!(!String::from_utf8_lossy(sealed.remark.as_ref().unwrap()).contains("陈大山"));
    assert_eq!(look::remark(&world.store, admin, sealed).unwrap().as_deref(), Some("陈大山来电核对"));

    let sure = child::erase::Typed { sure: "yes".into() };
    child::erase::erase(&world.store, officer, &code, &sure, &world.form(), world.now).await.unwrap();
    let looks = look::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(looks.last().unwrap().remark, None, "with the child goes what was said of it");
}

/// A phase with one child whose gift was handed out, finished now.
async fn finished(world: &World) -> (entity::id::PhaseId, entity::Code) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    world.put(&code, Status::HandedOut).await;
    let officer = world.officer().await;
    phase::close::close(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    phase::close::finish(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    (phase, code)
}

async fn a_phase_says_how_long_its_records_are_kept(world: World) {
    finished(&world).await;
    let officer = world.officer().await;
    let set = async |months: &str, form| {
        let typed = phase::keep::Typed { keep_months: months.to_owned() };
        phase::keep::keep(&world.store, officer, 7, &typed, &form, world.now).await
    };
    for months in ["0", "121", "x", ""] {
        assert_eq!(refused(set(months, world.form()).await).len(), 1, "{months}");
    }
    let form = world.form();
    set("３", form.clone()).await.unwrap();
    set("3", form).await.expect("the same form again");
    let kept = keep::phases(world.store.read(), officer).await.unwrap();
    assert_eq!((kept[0].until.unwrap().to_string(), kept[0].records), ("2027-02-23".to_owned(), 2));
    assert_eq!(child::erase::expired(&world.store, at(2027, 2, 23, 23)).await.unwrap(), 0);
    let done = clock::turn(&world.store, at(2027, 2, 24, 0)).await;
    assert!(done.steps.contains(&("children_erased", 2)), "{done:?}");
    assert_eq!(keep::phases(world.store.read(), officer).await.unwrap()[0].records, 0);
}

async fn the_office_is_told_before_records_go(world: World) {
    finished(&world).await;
    let told = async |now| keep::tell(&world.store, now).await.unwrap();
    // Kept until 23 November 2028; 30 days before is 24 October.
    assert_eq!(told(at(2028, 10, 23, 12)).await, 0);
    assert_eq!(told(at(2028, 10, 24, 7)).await, 0, "not at night");
    assert_eq!(told(at(2028, 10, 24, 8)).await, 1);
    assert_eq!(told(at(2028, 10, 25, 8)).await, 0, "once");
    let letters = world.letters_to("officer@example.org").await;
    let Some(Letter::KeepingEnds { children, until, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((*children, until.to_string()), (2, "2028-11-23".to_owned()));

    let longer = phase::keep::Typed { keep_months: "36".to_owned() };
    phase::keep::keep(&world.store, world.officer().await, 7, &longer, &world.form(), world.now).await.unwrap();
    assert_eq!(told(at(2028, 11, 20, 8)).await, 0);
    assert_eq!(child::erase::expired(&world.store, at(2028, 12, 1, 8)).await.unwrap(), 0);
    assert_eq!(told(at(2029, 10, 24, 8)).await, 1, "the new day is told again");
}

async fn a_phase_nobody_finished_is_over_after_its_hand_out(world: World) {
    let phase = world.phase_open().await;
    let officer = world.officer().await;
    phase::close::close(&world.store, officer, phase, &world.form(), world.now).await.unwrap();
    let row = phase::find(world.store.read(), phase).await.unwrap();
    assert_eq!(row.kept_until(), row.hand_out_on.unwrap().checked_add_months(chrono::Months::new(24)));
    let over = row.kept_until().unwrap();
    assert_eq!(child::erase::expired(&world.store, at(2028, 12, 25, 23)).await.unwrap(), 0, "{over}");
    assert_eq!(child::erase::expired(&world.store, at(2028, 12, 26, 0)).await.unwrap(), 1);
}

async fn a_child_of_two_phases_is_kept_for_the_later_one(world: World) {
    let (_, code) = finished(&world).await;
    let next = phase::draft::Typed { number: "8".into(), ..world.typed_phase().await };
    let next = phase::draft::draft(&world.store, world.officer().await, &next, &world.form(), world.now).await.unwrap();
    let again = world.drafted("shagou", &typed(next, "陈小草")).await;
    assert_eq!(world.row(&again).await.child_id, world.row(&code).await.child_id);
    assert_eq!(child::erase::expired(&world.store, at(2030, 1, 1, 12)).await.unwrap(), 1, "only the other child");
    let record = look::by_school(&world.store, world.school("shagou").await, &again, world.now).await.unwrap();
    assert!(record.is_some());
}

async fn the_register_is_filtered_and_a_school_sees_its_own(world: World) {
    let phase = world.phase_open().await;
    let own = wish::draft::Typed { consent_card: "on".into(), form_no: "样-42".into(), ..typed(phase, "陈小草") };
    let own = world.published("shagou", &own).await;
    world.published("xishe", &typed(phase, "梁上燕")).await;
    let office = Receiver::Office(world.officer().await);
    let school = Receiver::School(world.school("shagou").await);
    let count = async |by, filter: list::Typed| list::all(world.store.read(), by, &filter).await.unwrap().0.len();
    let filter = list::Typed::default;
    assert_eq!(count(office, filter()).await, 3, "the phase's first child, and these two");
    assert_eq!(count(school, filter()).await, 1);
    let foreign = world.school_id("xishe").await.to_string();
    assert_eq!(count(school, list::Typed { school: foreign.clone(), ..filter() }).await, 1, "never another's");
    assert_eq!(count(office, list::Typed { school: foreign, ..filter() }).await, 1);
    assert_eq!(count(office, list::Typed { q: "样-4".into(), ..filter() }).await, 1);
    assert_eq!(count(office, list::Typed { q: "%".into(), ..filter() }).await, 3, "a wildcard asks for nothing");
    assert_eq!(count(office, list::Typed { scope: "card".into(), ..filter() }).await, 1);
    assert_eq!(count(office, list::Typed { phase: phase.to_string(), ..filter() }).await, 3);
    assert_eq!(count(office, list::Typed { phase: "999".into(), ..filter() }).await, 0);

    withdraw::withdraw_part(&world.store, school, &own, Scope::Card, &world.form(), world.now).await.unwrap();
    let in_each = async || {
        let mut counted = Vec::new();
        for state in list::STATES {
            counted.push(count(school, list::Typed { state: state.into(), ..filter() }).await);
        }
        counted
    };
    assert_eq!(list::STATES, ["stands", "withdrawn", "replaced"]);
    assert_eq!(in_each().await, [1, 0, 1], "replaced, and not withdrawn");
    let (lines, next) = list::all(world.store.read(), school, &filter()).await.unwrap();
    assert!(lines.iter().all(|line| line.wishes[0].code == own && !line.is_erased) && next.is_none());
    let ends = async || -> Vec<(bool, bool)> {
        let (lines, _) = list::all(world.store.read(), school, &filter()).await.unwrap();
        lines.iter().map(|line| (line.consent.withdrawn_at.is_some(), line.is_replaced)).collect()
    };
    assert_eq!(ends().await, [(false, false), (true, true)], "a narrower one stands in its place");
    let later = world.now + TimeDelta::hours(1);
    withdraw::withdraw(&world.store, school, &own, &world.form(), later).await.unwrap();
    assert_eq!(ends().await, [(true, false), (true, true)], "withdrawn, with nothing in its place");
    assert_eq!(in_each().await, [0, 1, 1]);
}

async fn a_withdrawal_says_before_what_it_will_do(world: World) {
    let phase = world.phase_open().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    world.claimed(&code, "lin").await;
    let by = Receiver::School(world.school("shagou").await);
    let ahead = withdraw::ahead(world.store.read(), by, &code).await.unwrap();
    let going: Vec<_> = ahead.going.iter().map(|(wish, claimed)| (wish.code.clone(), *claimed)).collect();
    assert_eq!(going, [(code.clone(), true)]);
    assert!(ahead.consent.unwrap().stands() && !ahead.is_erased);
    let foreign = Receiver::School(world.school("xishe").await);
    let answer = withdraw::ahead(world.store.read(), foreign, &code).await;
    assert_eq!(refused(answer.map(|_| ())), [Refusal::NotFound]);
    withdraw::withdraw(&world.store, by, &code, &world.form(), world.now).await.unwrap();
    let ahead = withdraw::ahead(world.store.read(), by, &code).await.unwrap();
    assert!(ahead.going.is_empty() && !ahead.consent.unwrap().stands());
}

async fn a_hidden_wish_is_public_to_nobody_and_its_gift_goes_on(world: World) {
    let phase = world.phase_open().await;
    let officer = world.officer().await;
    let code = world.published("shagou", &typed(phase, "陈小草")).await;
    let form = world.form();
    hide::hide(&world.store, officer, &code, &form, world.now).await.unwrap();
    hide::hide(&world.store, officer, &code, &form, world.now).await.expect("the same form again");
    assert_eq!(refused(hide::hide(&world.store, officer, &code, &world.form(), world.now).await), [Refusal::WishMoved]);
    let db = world.store.read();
    let county = County::read(db).await.unwrap();
    let listed = async |q: &str| {
        let filter = browse::Filter::from(&browse::Typed { q: q.to_owned(), ..Default::default() });
        let page = browse::list(db, &county, &filter, Lang::Zh, world.now).await.unwrap();
        page.wishes.iter().any(|wish| wish.code == code)
    };
    assert!(!listed("").await && !listed("书包").await);
    assert_eq!(refused(browse::detail(db, &county, &code, Lang::Zh, world.now).await), [Refusal::NotFound]);
    assert!(browse::by_codes(db, &county, std::slice::from_ref(&code), Lang::Zh).await.unwrap().is_empty());
    assert!(entity::claim::stations::of_code(db, &code, Lang::Zh, world.now).await.unwrap().is_none());
    let (lin, codes) = (world.donor("lin").await, [code.clone()]);
    let take = async || entity::claim::take::take(&world.store, lin, &codes, true, &world.form(), world.now).await;
    assert_eq!(refused(take().await), [Refusal::NotFound]);

    hide::show(&world.store, officer, &code, &world.form(), world.now).await.unwrap();
    assert!(listed("").await && listed("书包").await);
    take().await.unwrap();
    hide::hide(&world.store, officer, &code, &world.form(), world.now).await.unwrap();
    let gift = entity::claim::desk::one(db, lin, &code, Lang::Zh).await.unwrap();
    assert!(gift.delivery.is_some(), "its donor still sees it");
    let acts = world.acts_on(&code).await;
    assert!(acts.contains(&"wish_hidden".to_owned()) && acts.contains(&"wish_shown".to_owned()), "{acts:?}");
}
