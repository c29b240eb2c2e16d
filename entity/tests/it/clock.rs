//! Time-outs and reminders with a moved clock: exact edges, downtime, two clocks at once.

use chrono::{TimeDelta, TimeZone, Utc};
use entity::{
    Lang, Store, Time, account,
    claim::{self, State, hold},
    clock, form_once,
    handout::problem,
    journal,
    lang::china_date,
    outbox::{Letter, work},
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::world::World;

on_both!(
    a_claim_lapses_when_its_grace_is_over_in_china,
    the_letters_say_who_fulfils_what_lapses,
    what_was_sent_does_not_lapse,
    a_gift_with_a_problem_does_not_lapse,
    reminders_come_at_seven_two_and_no_days,
    after_downtime_only_the_most_urgent_reminder_is_sent,
    nobody_is_reminded_of_what_was_just_confirmed,
    two_clocks_at_once_remind_and_lapse_once,
    whoever_gives_much_gets_one_letter_a_turn,
    a_day_of_downtime_is_made_up_in_one_turn,
    more_than_a_batch_lapses_in_one_turn,
    one_failing_step_does_not_stop_the_others,
    one_claim_that_cannot_end_keeps_no_others_from_it,
    the_clock_seals_the_journal,
    what_has_expired_is_forgotten,
    an_address_nobody_proved_is_forgotten,
);

/// 2026, in China's calendar.
fn in_china(month: u32, day: u32, hour: u32, minute: u32, second: u32) -> Time {
    Utc.with_ymd_and_hms(2026, month, day, hour, minute, second).unwrap() - TimeDelta::hours(8)
}

async fn turn(store: &Store, now: Time) {
    let done = clock::turn(store, now).await;
    assert!(done.failed.is_empty(), "{:?}", done.failed);
}

/// The days before the give-by day in lin's reminders, in the order they were sent.
async fn reminders(world: &World) -> Vec<i64> {
    let letters = world.letters_to("lin@example.org").await;
    let days = letters.iter().filter_map(|letter| match letter {
        Letter::Reminder { days, .. } => Some(*days),
        _ => None,
    });
    days.collect()
}

async fn a_claim_lapses_when_its_grace_is_over_in_china(world: World) {
    let lin = world.donor("lin").await;
    // Give by 7 December, five days of grace.
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    turn(&world.store, in_china(12, 12, 23, 59, 59)).await;
    assert_eq!(world.claims_of(wish.id).await[0].state, State::Confirmed);
    turn(&world.store, in_china(12, 13, 0, 0, 0)).await;
    let claim = world.claims_of(wish.id).await.remove(0);
    assert_eq!((claim.state, claim.ended_at), (State::Lapsed, Some(in_china(12, 13, 0, 0, 0))));
    assert_eq!(world.status(wish.id).await, Status::Open);
    let letters = world.letters_to("lin@example.org").await;
    assert!(matches!(letters.last(), Some(Letter::Lapsed { was_hold: false, .. })));
}

async fn the_letters_say_who_fulfils_what_lapses(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let last = china_date(in_china(12, 13, 12, 0, 0));
    world.change_phase(|phase| phase.claim_until = Set(Some(last))).await;
    // What is to be given by 7 December lapses on the 13th, when others can still claim it; the other on the 14th.
    world.claim_with("shagou", lin, State::Confirmed).await;
    let (_, later) = world.claim_with("shagou", zhao, State::Confirmed).await;
    let give_by = china_date(in_china(12, 8, 12, 0, 0));
    let row = claim::ActiveModel { id: Set(later.id), give_by: Set(Some(give_by)), ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    for day in [8, 13, 14] {
        turn(&world.store, in_china(12, day, 9, 0, 0)).await;
    }
    for (email, pool) in [("lin@example.org", false), ("zhao@example.org", true)] {
        let letters = world.letters_to(email).await;
        let [Letter::Reminder { to_pool: told, .. }, Letter::Lapsed { to_pool, .. }] = &letters[..] else {
            panic!("{letters:?}")
        };
        assert_eq!((*told, *to_pool), (pool, pool), "{email}");
    }
}

async fn what_was_sent_does_not_lapse(world: World) {
    let lin = world.donor("lin").await;
    for state in State::ALL.into_iter().filter(|state| !matches!(state, State::Confirmed | State::Held)) {
        let (wish, _) = world.claim_with("shagou", lin, state).await;
        turn(&world.store, in_china(12, 31, 12, 0, 0)).await;
        assert_eq!(world.claims_of(wish.id).await[0].state, state);
    }
}

async fn a_gift_with_a_problem_does_not_lapse(world: World) {
    let (lin, officer) = (world.donor("lin").await, world.officer().await);
    let (wish, claim) = world.claim_with("shagou", lin, State::Confirmed).await;
    let row = problem::ActiveModel {
        wish_id: Set(wish.id),
        claim_id: Set(claim.id),
        kind: Set(problem::Kind::Damaged),
        remark: Set("压坏了".into()),
        noted_by: Set(officer.account()),
        noted_at: Set(world.now),
        ..Default::default()
    };
    row.insert(world.store.writer()).await.unwrap();
    turn(&world.store, in_china(12, 13, 9, 0, 0)).await;
    assert_eq!(world.claims_of(wish.id).await[0].state, State::Confirmed);
    assert_eq!(reminders(&world).await, [] as [i64; 0]);
}

async fn reminders_come_at_seven_two_and_no_days(world: World) {
    let lin = world.donor("lin").await;
    world.claim_with("shagou", lin, State::Confirmed).await;
    for (day, hour, sent) in [(29, 12, &[][..]), (30, 7, &[]), (30, 8, &[7]), (30, 20, &[7]), (31, 8, &[7])] {
        let at = if day == 31 { in_china(12, 4, hour, 0, 0) } else { in_china(11, day, hour, 0, 0) };
        turn(&world.store, at).await;
        assert_eq!(reminders(&world).await, sent, "{at}");
    }
    turn(&world.store, in_china(12, 5, 9, 0, 0)).await;
    turn(&world.store, in_china(12, 7, 9, 0, 0)).await;
    turn(&world.store, in_china(12, 8, 9, 0, 0)).await;
    assert_eq!(reminders(&world).await, [7, 2, 0]);
}

async fn after_downtime_only_the_most_urgent_reminder_is_sent(world: World) {
    let lin = world.donor("lin").await;
    world.claim_with("shagou", lin, State::Confirmed).await;
    turn(&world.store, in_china(12, 6, 9, 0, 0)).await;
    assert_eq!(reminders(&world).await, [1]);
    turn(&world.store, in_china(12, 7, 9, 0, 0)).await;
    assert_eq!(reminders(&world).await, [1, 0]);
}

async fn nobody_is_reminded_of_what_was_just_confirmed(mut world: World) {
    let (lin, wish) = (world.donor("lin").await, world.open_wish("shagou").await);
    world.now = in_china(12, 10, 12, 0, 0);
    let codes = [wish.code];
    claim::take::take(&world.store, lin, &codes, true, &world.form(), world.now).await.unwrap();
    turn(&world.store, world.now).await;
    assert_eq!(reminders(&world).await, [] as [i64; 0], "five days are left, and the letter has just said so");
    turn(&world.store, in_china(12, 13, 9, 0, 0)).await;
    assert_eq!(reminders(&world).await, [2]);
}

async fn two_clocks_at_once_remind_and_lapse_once(world: World) {
    let lin = world.donor("lin").await;
    let other = world.another_process().await;
    for _ in 0..20 {
        world.claim_with("shagou", lin, State::Confirmed).await;
    }
    // Twenty claims are one letter each time.
    for (at, letters) in [(in_china(12, 7, 9, 0, 0), 1), (in_china(12, 13, 9, 0, 0), 2)] {
        let (one, two) = tokio::join!(clock::turn(&world.store, at), clock::turn(&other, at));
        for done in [one, two] {
            // Where both seal the journal at once, one of them loses and tries again later.
            let failed: Vec<_> = done.failed.iter().filter(|(step, _)| *step != "journal_sealed").collect();
            assert!(failed.is_empty(), "{failed:?}");
        }
        assert_eq!(world.letters_to("lin@example.org").await.len(), letters);
    }
}

async fn whoever_gives_much_gets_one_letter_a_turn(world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let mut codes = Vec::new();
    for _ in 0..3 {
        codes.push(world.claim_with("shagou", lin, State::Confirmed).await.0.code);
    }
    world.claim_with("huili", zhao, State::Confirmed).await;
    turn(&world.store, in_china(12, 7, 9, 0, 0)).await;
    turn(&world.store, in_china(12, 13, 9, 0, 0)).await;
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::Reminder { gift: first, more, .. }, Letter::Lapsed { gift, more: others, was_hold: false, .. }] =
        &letters[..]
    else {
        panic!("{letters:?}")
    };
    for (first, more) in [(first, more), (gift, others)] {
        let told: Vec<_> = std::iter::once(first).chain(more).map(|gift| gift.code.clone()).collect();
        assert_eq!(told, codes, "each once");
    }
    let letters = world.letters_to("zhao@example.org").await;
    let [Letter::Reminder { more, .. }, Letter::Lapsed { more: others, .. }] = &letters[..] else {
        panic!("{letters:?}")
    };
    assert!(more.is_empty() && others.is_empty(), "each reads of their own");
}

async fn a_day_of_downtime_is_made_up_in_one_turn(mut world: World) {
    let lin = world.donor("lin").await;
    let wish = world.open_wish("shagou").await;
    let typed = hold::Typed {
        email: "visitor@example.org".into(),
        name: "小林".into(),
        rules: "on".into(),
        ..Default::default()
    };
    let codes = [wish.code.clone()];
    hold::hold(&world.store, &codes, &typed, (Lang::Zh, "192.0.2.1"), &world.form(), world.now).await.unwrap();
    let (late, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    world.now = in_china(12, 14, 9, 0, 0);
    turn(&world.store, world.now).await;
    assert_eq!((world.status(wish.id).await, world.status(late.id).await), (Status::Open, Status::Open));
    let sent = world.letters_since(None).await.len();
    turn(&world.store, world.now).await;
    assert_eq!(world.letters_since(None).await.len(), sent, "a second turn finds nothing to do");
}

async fn more_than_a_batch_lapses_in_one_turn(world: World) {
    let lin = world.donor("lin").await;
    for _ in 0..120 {
        world.claim_with("shagou", lin, State::Confirmed).await;
    }
    let done = clock::turn(&world.store, in_china(12, 13, 0, 0, 0)).await;
    assert!(done.steps.contains(&("claims_lapse", 120)), "{done:?}");
}

async fn one_failing_step_does_not_stop_the_others(world: World) {
    let lin = world.donor("lin").await;
    let (wish, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    world.store.writer().execute_unprepared("DROP TABLE session").await.unwrap();
    let done = clock::turn(&world.store, in_china(12, 13, 9, 0, 0)).await;
    assert_eq!(done.failed.iter().map(|(step, _)| *step).collect::<Vec<_>>(), ["expired_forgotten"]);
    assert_eq!(world.status(wish.id).await, Status::Open);
}

async fn one_claim_that_cannot_end_keeps_no_others_from_it(world: World) {
    let (zhao, lin) = (world.donor("zhao").await, world.donor("lin").await);
    world.claim_with("shagou", zhao, State::Lapsed).await;
    let (stuck, _) = world.claim_with("shagou", zhao, State::Confirmed).await;
    let (late, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let twice = "CREATE UNIQUE INDEX nobody_lapses_twice ON claim (account_id) WHERE state = 'lapsed'";
    world.store.writer().execute_unprepared(twice).await.unwrap();
    let done = clock::turn(&world.store, in_china(12, 13, 9, 0, 0)).await;
    assert_eq!(done.failed.iter().map(|(step, _)| *step).collect::<Vec<_>>(), ["claims_lapse"]);
    assert_eq!((world.status(stuck.id).await, world.status(late.id).await), (Status::Taken, Status::Open));
}

async fn the_clock_seals_the_journal(world: World) {
    let (lin, wish) = (world.donor("lin").await, world.open_wish("shagou").await);
    let codes = [wish.code];
    claim::take::take(&world.store, lin, &codes, true, &world.form(), world.now).await.unwrap();
    turn(&world.store, world.now).await;
    let entries = journal::Entity::find().count(world.store.read()).await.unwrap();
    let (sealed, _) = journal::verify(world.store.read()).await.unwrap().unwrap();
    assert_eq!(u64::try_from(sealed).unwrap(), entries);
    assert!(entries > 0);
}

async fn what_has_expired_is_forgotten(mut world: World) {
    let (lin, wish) = (world.donor("lin").await, world.open_wish("shagou").await);
    let codes = [wish.code];
    claim::take::take(&world.store, lin, &codes, true, &world.form(), world.now).await.unwrap();
    assert_eq!(form_once::Entity::find().count(world.store.read()).await.unwrap(), 1);
    world.later(TimeDelta::days(8));
    turn(&world.store, world.now).await;
    assert_eq!(form_once::Entity::find().count(world.store.read()).await.unwrap(), 0);
    assert_eq!(entity::session::Entity::find().count(world.store.read()).await.unwrap(), 0);
}

async fn an_address_nobody_proved_is_forgotten(world: World) {
    let there = async |email: &str| {
        let one = account::Entity::find().filter(account::COLUMN.email.eq(email)).one(world.store.writer());
        one.await.unwrap().is_some()
    };
    let sign_up = async |email: &str, now| {
        let typed = account::sign_up::Typed {
            email: email.into(),
            name: "小林".into(),
            password: "a long enough word".into(),
            ..Default::default()
        };
        account::sign_up::sign_up(&world.store, &typed, Lang::Zh, "192.0.2.1", &world.form(), now).await.unwrap();
    };
    let month = world.now + TimeDelta::days(30);
    sign_up("never@example.org", world.now).await;
    sign_up("again@example.org", world.now).await;
    sign_up("proved@example.org", world.now).await;
    let token = world.token_to("proved@example.org").await;
    account::verify::verify(&world.store, &token, world.now).await.unwrap();
    for letter in work::lease(&world.store, 10, world.now).await.unwrap() {
        work::sent(&world.store, &letter, world.now).await.unwrap();
    }
    sign_up("again@example.org", month - TimeDelta::days(1)).await;
    assert_eq!(account::forget::unproved(&world.store, month).await.unwrap(), 0);

    turn(&world.store, month + TimeDelta::seconds(1)).await;
    assert!(!there("never@example.org").await);
    assert_eq!(world.letters_to("never@example.org").await.len(), 0, "nor does the address stand in a letter");
    assert_eq!(world.letters_to("again@example.org").await.len(), 2);
    assert!(there("again@example.org").await, "a link that was sent a day ago still works");
    assert!(there("proved@example.org").await);
    assert_eq!(account::forget::unproved(&world.store, month + TimeDelta::days(3)).await.unwrap(), 1);
    let newest = journal::latest(world.store.read(), None, None, 1).await.unwrap();
    assert_eq!(newest[0].act, "account_forgotten");
}
