//! What waits on whom, and the letters that say so: once a day, and only when there is something to say.

use chrono::{TimeDelta, Timelike};
use entity::{
    claim,
    handout::{
        expect, problem, remind,
        stuck::{self, Kind},
    },
    outbox::{self, Letter},
    report::publish,
    substitution,
    wish::{self, Status},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    gifts::{Gift, Promise},
    world::World,
};

on_both!(
    nothing_is_stuck_in_a_new_county,
    everything_that_waits_is_counted_with_its_oldest,
    a_gift_of_the_pool_is_late_after_the_phases_last_day,
    a_report_that_was_to_be_published_waits_for_the_office,
    a_school_is_reminded_of_its_hand_out_when_due_and_every_three_days,
    the_office_gets_its_list_once_each_working_day,
    the_offices_letter_begins_with_what_has_waited_longest,
    parcels_are_told_once_a_day_and_only_new_ones,
);

/// A story begins at nine in the morning on Monday, 23 November 2026, in China.
fn nine(world: &World) {
    assert_eq!(entity::lang::china_time(world.now).hour(), 9);
}

async fn lines(world: &World) -> Vec<(Kind, u64, i64)> {
    let stuck = stuck::stuck(world.store.read(), world.now).await.unwrap();
    stuck.iter().map(|line| (line.kind, line.count, (world.now - line.since).num_days())).collect()
}

async fn nothing_is_stuck_in_a_new_county(world: World) {
    world.officer().await;
    world.promised("shagou", "lin", claim::State::Shipped).await;
    world.promised("shagou", "lin", claim::State::Received).await;
    assert_eq!(lines(&world).await, []);
    assert_eq!(remind::tell_office_what_is_stuck(&world.store, world.now).await.unwrap(), 0);
}

async fn everything_that_waits_is_counted_with_its_oldest(mut world: World) {
    submitted(&world).await;
    let noted = world.promised("shagou", "lin", claim::State::Confirmed).await;
    set_note(&world, &noted).await;
    let wrong = world.promised("shagou", "chen", claim::State::Received).await;
    note(&world, &wrong).await;
    let asked = world.promised("huili", "zhao", claim::State::Confirmed).await;
    ask(&world, &asked).await;
    world.promised("huili", "sun", claim::State::Shipped).await;
    world.promised("huili", "wu", claim::State::Received).await;
    dead_letter(&world).await;
    world.later(TimeDelta::days(20));
    let expected = [
        (Kind::Review, 1, 20),
        (Kind::Note, 1, 20),
        (Kind::Problem, 1, 20),
        (Kind::Question, 1, 20),
        // shagou's promise and huili's are past their day; huili's shipped one is older than a fortnight.
        (Kind::LateGift, 2, 20),
        (Kind::LateGift, 1, 5),
        (Kind::HandOut, 1, 20),
        (Kind::DeadLetter, 1, 20),
    ];
    assert_eq!(lines(&world).await, expected, "a problem's gift waits on the office, not on its hand-out");
}

async fn a_gift_of_the_pool_is_late_after_the_phases_last_day(mut world: World) {
    let promise = Promise { donor: None, state: claim::State::Confirmed, since: world.now };
    world.promised_by("shagou", promise).await;
    let school = world.school("shagou").await;
    world.later(TimeDelta::days(22));
    assert_eq!(lines(&world).await, [], "it is the phase's last day");
    world.later(TimeDelta::days(1));
    assert_eq!(lines(&world).await, [(Kind::LateGift, 1, 0)]);
    let coming = expect::expected(world.store.read(), school, world.now).await.unwrap();
    assert_eq!((coming[0].late, coming[0].give_by), (true, world.running_phase().await.return_by));
}

async fn a_report_that_was_to_be_published_waits_for_the_office(mut world: World) {
    let phase = world.change_phase(|phase| phase.hand_out_on = Set(entity::Day::from_ymd_opt(2027, 6, 1))).await.id;
    // The first three months end with January; their report is due on 1 February.
    world.later(TimeDelta::days(70));
    assert_eq!(lines(&world).await, []);
    world.later(TimeDelta::days(5));
    assert_eq!(lines(&world).await, [(Kind::Disclosure, 1, 4)]);
    let officer = world.officer().await;
    publish::publish(&world.store, officer, phase, "q1", &world.form(), world.now).await.unwrap();
    assert_eq!(lines(&world).await, []);
}

async fn submitted(world: &World) {
    let (id, _) = world.wish_at("shagou", Status::Submitted).await;
    let row = wish::ActiveModel { id: Set(id), submitted_at: Set(Some(world.now)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

async fn set_note(world: &World, gift: &Gift) {
    let row = claim::ActiveModel {
        id: Set(gift.claim),
        note: Set(Some("加油".to_owned())),
        note_state: Set(Some(claim::NoteState::Waiting)),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
}

async fn note(world: &World, gift: &Gift) {
    let typed = problem::Typed { kind: "damaged".to_owned(), remark: String::new() };
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    problem::note(&world.store, school, gift.code.as_str(), &typed, &world.form(), world.now).await.unwrap();
}

async fn ask(world: &World, gift: &Gift) {
    let row = substitution::ActiveModel {
        claim_id: Set(gift.claim),
        question: Set("红色可以吗".to_owned()),
        asked_at: Set(world.now),
        ..Default::default()
    };
    row.insert(world.store.writer()).await.unwrap();
}

async fn dead_letter(world: &World) {
    let row = outbox::ActiveModel {
        kind: Set("received".to_owned()),
        recipient: Set("gone@example.org".to_owned()),
        lang: Set(entity::Lang::Zh),
        letter: Set("{}".to_owned()),
        message_id: Set(world.store.dice.id()),
        state: Set(outbox::State::Dead),
        due_at: Set(world.now),
        tries: Set(16),
        created_at: Set(world.now),
        ..Default::default()
    };
    row.insert(world.store.writer()).await.unwrap();
}

async fn a_school_is_reminded_of_its_hand_out_when_due_and_every_three_days(mut world: World) {
    nine(&world);
    let since = world.now;
    for donor in ["lin", "chen"] {
        let promise = Promise { donor: Some(donor), state: claim::State::Received, since };
        world.promised_by("shagou", promise).await;
    }
    let mut days = Vec::new();
    for day in 0..=14 {
        // However often the clock comes round, and however many processes have one.
        let other = world.another_process().await;
        let mine = remind::remind_of_hand_outs(&world.store, world.now).await.unwrap();
        let theirs = remind::remind_of_hand_outs(&other, world.now).await.unwrap();
        assert_eq!(theirs, 0);
        if mine > 0 {
            days.push((day, mine));
        }
        world.later(TimeDelta::days(1));
    }
    assert_eq!(days, [(8, 1), (11, 1), (14, 1)], "due after seven whole days");
    let letter = world.letters_to("teacher-shagou@example.org").await.remove(0);
    let Letter::HandOutDue { count, since: told, .. } = letter else { panic!("{letter:?}") };
    assert_eq!((count, told), (2, entity::lang::china_date(since)));
}

async fn the_office_gets_its_list_once_each_working_day(mut world: World) {
    nine(&world);
    world.officer().await;
    submitted(&world).await;
    let early = world.now - TimeDelta::hours(2);
    assert_eq!(remind::tell_office_what_is_stuck(&world.store, early).await.unwrap(), 0, "not before eight");
    let mut told = Vec::new();
    for _ in 0..7 {
        told.push(remind::tell_office_what_is_stuck(&world.store, world.now).await.unwrap());
        assert_eq!(remind::tell_office_what_is_stuck(&world.store, world.now).await.unwrap(), 0);
        world.later(TimeDelta::days(1));
    }
    assert_eq!(told, [1, 1, 1, 1, 1, 0, 0], "Monday to Friday");
    let letter = world.letters_to("officer@example.org").await.remove(0);
    let Letter::StuckList { lines, .. } = letter else { panic!("{letter:?}") };
    assert_eq!((lines[0].kind.as_str(), lines[0].whom.as_str(), lines[0].count), ("review", "shagou小学", 1));
}

async fn the_offices_letter_begins_with_what_has_waited_longest(mut world: World) {
    nine(&world);
    world.officer().await;
    let late = Promise { donor: Some("lin"), state: claim::State::Received, since: world.now - TimeDelta::days(60) };
    world.promised_by("huili", late).await;
    submitted(&world).await;
    world.later(TimeDelta::days(1));
    assert_eq!(remind::tell_office_what_is_stuck(&world.store, world.now).await.unwrap(), 1);
    let letter = world.letters_to("officer@example.org").await.remove(0);
    let Letter::StuckList { lines, .. } = letter else { panic!("{letter:?}") };
    let said: Vec<_> = lines.iter().map(|line| (line.kind.as_str(), line.whom.as_str())).collect();
    assert_eq!(said, [("hand_out", "huili小学"), ("review", "shagou小学")]);
}

async fn parcels_are_told_once_a_day_and_only_new_ones(mut world: World) {
    world.promised("shagou", "lin", claim::State::Shipped).await;
    world.promised("huili", "lin", claim::State::Confirmed).await;
    assert_eq!(remind::tell_of_parcels(&world.store, world.now).await.unwrap(), 0, "not before the afternoon");
    world.later(TimeDelta::hours(8));
    assert_eq!(remind::tell_of_parcels(&world.store, world.now).await.unwrap(), 1);
    world.later(TimeDelta::hours(1));
    let second = world.promised("shagou", "chen", claim::State::Shipped).await;
    assert_eq!(remind::tell_of_parcels(&world.store, world.now).await.unwrap(), 0, "once a day");
    // The server was down for a day; nothing is forgotten and nothing told twice.
    world.later(TimeDelta::days(2));
    assert_eq!(remind::tell_of_parcels(&world.store, world.now).await.unwrap(), 1);
    world.later(TimeDelta::days(1));
    assert_eq!(remind::tell_of_parcels(&world.store, world.now).await.unwrap(), 0, "nothing new");
    let letter = world.letters_to("teacher-shagou@example.org").await.pop().unwrap();
    let Letter::ParcelsExpected { parcels, .. } = letter else { panic!("{letter:?}") };
    assert_eq!(parcels, [(second.code, "双肩书包".to_owned(), "邮政 YZ0001".to_owned())]);
    assert_eq!(world.letters_of("parcels_expected").await, 2);
}
