//! The outbox between two workers: no letter twice at once, none lost, and what cannot go is dead with its reason.

use std::collections::HashSet;

use chrono::TimeDelta;
use entity::{
    Lang, Refusal,
    id::LetterId,
    outbox::{
        self, Letter, State, over,
        work::{self, Resent},
    },
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
use serde_json::json;

use crate::world::{World, refused};

on_both!(
    two_workers_lease_different_letters,
    a_leased_letter_is_nobody_elses_until_the_lease_ends,
    a_worker_that_died_leaves_the_same_letter_behind,
    who_is_alone_takes_back_at_once_what_a_killed_worker_had_leased,
    a_worker_that_was_too_slow_settles_nothing,
    a_failed_letter_comes_back_later_and_later_and_in_the_end_is_dead,
    a_letter_refused_for_good_is_dead_at_once,
    what_keeps_letters_waiting_is_known,
    an_officer_has_a_dead_letter_sent_again,
    what_is_over_is_put_away_and_another_letter_goes_in_its_place,
    a_dead_letter_that_is_over_is_not_sent_again,
    letters_go_in_the_order_they_are_due,
);

async fn letters(world: &World, count: usize) -> Vec<LetterId> {
    let mut ids = Vec::new();
    for n in 0..count {
        let row = outbox::ActiveModel {
            kind: Set("received".to_owned()),
            recipient: Set(format!("donor-{n}@example.org")),
            lang: Set(Lang::Zh),
            letter: Set("{}".to_owned()),
            message_id: Set(world.store.dice.id()),
            state: Set(State::Waiting),
            due_at: Set(world.now),
            tries: Set(0),
            created_at: Set(world.now),
            ..Default::default()
        };
        ids.push(row.insert(world.store.writer()).await.unwrap().id);
    }
    ids
}

async fn letter(world: &World, id: LetterId) -> outbox::Model {
    outbox::Entity::find_by_id(id).one(world.store.writer()).await.unwrap().unwrap()
}

async fn two_workers_lease_different_letters(world: World) {
    let all = letters(&world, 60).await;
    let stores = [world.another_process().await, world.another_process().await, world.another_process().await];
    let mut leased = Vec::new();
    loop {
        let (a, b, c) = tokio::join!(
            work::lease(&stores[0], 7, world.now),
            work::lease(&stores[1], 7, world.now),
            work::lease(&stores[2], 7, world.now),
        );
        let round: Vec<LetterId> = [a, b, c].into_iter().flat_map(Result::unwrap).map(|letter| letter.id).collect();
        if round.is_empty() {
            break;
        }
        leased.extend(round);
    }
    assert_eq!(leased.len(), all.len(), "none twice");
    assert_eq!(leased.into_iter().collect::<HashSet<_>>(), all.into_iter().collect());
}

async fn a_leased_letter_is_nobody_elses_until_the_lease_ends(mut world: World) {
    letters(&world, 1).await;
    let leased = work::lease(&world.store, 10, world.now).await.unwrap().remove(0);
    world.later(TimeDelta::minutes(4));
    assert!(work::lease(&world.store, 10, world.now).await.unwrap().is_empty());
    assert!(work::sent(&world.store, &leased, world.now).await.unwrap());
    world.later(TimeDelta::days(1));
    assert!(work::lease(&world.store, 10, world.now).await.unwrap().is_empty());
    let sent = letter(&world, leased.id).await;
    assert_eq!((sent.state, sent.tries, sent.lease), (State::Sent, 1, None));
}

async fn a_worker_that_died_leaves_the_same_letter_behind(mut world: World) {
    let ids = letters(&world, 3).await;
    let first = work::lease(&world.store, 10, world.now).await.unwrap();
    assert_eq!(first.len(), 3);
    // Killed between the lease and the answer of the mail server: nobody ever settles it.
    drop(first.clone());
    world.later(TimeDelta::minutes(6));
    let other = world.another_process().await;
    let second = work::lease(&other, 10, world.now).await.unwrap();
    assert_eq!(second.iter().map(|letter| letter.id).collect::<Vec<_>>(), ids);
    let message_ids = |letters: &[outbox::Model]| letters.iter().map(|l| l.message_id.clone()).collect::<Vec<_>>();
    assert_eq!(message_ids(&first), message_ids(&second), "a mail program shows it once");
    assert!(second.iter().all(|letter| letter.tries == 2));
}

async fn who_is_alone_takes_back_at_once_what_a_killed_worker_had_leased(world: World) {
    letters(&world, 2).await;
    let killed = work::lease(&world.store, 10, world.now).await.unwrap();
    assert!(work::sent(&world.store, &killed[0], world.now).await.unwrap());
    assert_eq!(work::take_back(&world.store).await.unwrap(), 1);
    let again = work::lease(&world.store, 10, world.now).await.unwrap();
    assert_eq!(again.len(), 1, "what went does not go again");
    assert_eq!((again[0].id, &again[0].message_id), (killed[1].id, &killed[1].message_id));
    assert!(!work::sent(&world.store, &killed[1], world.now).await.unwrap(), "the old lease settles nothing");
}

async fn a_worker_that_was_too_slow_settles_nothing(mut world: World) {
    letters(&world, 1).await;
    let slow = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    world.later(TimeDelta::minutes(6));
    let quick = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    assert!(!work::failed(&world.store, &slow, "timed out", true, world.now).await.unwrap());
    assert!(!work::sent(&world.store, &slow, world.now).await.unwrap());
    assert!(work::sent(&world.store, &quick, world.now).await.unwrap());
    assert_eq!(letter(&world, quick.id).await.state, State::Sent);
}

async fn a_failed_letter_comes_back_later_and_later_and_in_the_end_is_dead(mut world: World) {
    let id = letters(&world, 1).await[0];
    let begun = world.now;
    let mut waits = Vec::new();
    loop {
        let leased = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
        work::failed(&world.store, &leased, "451 try again later", false, world.now).await.unwrap();
        let after = letter(&world, id).await;
        if after.state == State::Dead {
            break;
        }
        assert!(work::lease(&world.store, 1, world.now).await.unwrap().is_empty(), "not at once");
        waits.push((after.due_at - world.now).num_minutes());
        assert_eq!(work::next_due(world.store.read()).await.unwrap(), Some(after.due_at));
        world.now = after.due_at;
    }
    assert_eq!(waits[..6], [1, 2, 4, 8, 16, 32]);
    assert!(waits.is_sorted() && waits.iter().all(|&wait| wait <= 6 * 60), "{waits:?}");
    assert!(world.now - begun > TimeDelta::days(1), "a mail server down for a day loses nothing");
    let dead = work::dead(world.store.read(), 10).await.unwrap();
    assert_eq!(dead[0].last_error.as_deref(), Some("451 try again later"));
}

async fn a_letter_refused_for_good_is_dead_at_once(world: World) {
    let id = letters(&world, 1).await[0];
    let leased = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    let long = "550 no such user ".repeat(100);
    assert!(work::failed(&world.store, &leased, &long, true, world.now).await.unwrap());
    let dead = letter(&world, id).await;
    assert_eq!(dead.state, State::Dead);
    assert_eq!(dead.last_error.unwrap().chars().count(), 500);
}

async fn what_keeps_letters_waiting_is_known(mut world: World) {
    letters(&world, 3).await;
    assert!(work::delays(world.store.read()).await.unwrap().is_empty(), "they have not been tried");
    let leased = work::lease(&world.store, 3, world.now).await.unwrap();
    for (letter, reason) in leased.iter().zip(["connection refused", "451 later", "connection refused"]) {
        assert!(work::failed(&world.store, letter, reason, false, world.now).await.unwrap());
    }
    let next = world.now + TimeDelta::minutes(1);
    let said = |reason: &str, letters| work::Delay { reason: reason.to_owned(), letters, next };
    let expected = [said("connection refused", 2), said("451 later", 1)];
    assert_eq!(work::delays(world.store.read()).await.unwrap(), expected);
    world.later(TimeDelta::minutes(2));
    for letter in work::lease(&world.store, 3, world.now).await.unwrap() {
        work::sent(&world.store, &letter, world.now).await.unwrap();
    }
    assert!(work::delays(world.store.read()).await.unwrap().is_empty());
}

async fn an_officer_has_a_dead_letter_sent_again(world: World) {
    let id = letters(&world, 1).await[0];
    let officer = world.officer().await;
    work::resend(&world.store, officer, id, world.now).await.unwrap();
    assert_eq!(world.acts().await, Vec::<String>::new(), "it is not dead, so there is nothing to do");
    let unknown = work::resend(&world.store, officer, LetterId(999_999), world.now).await;
    assert_eq!(refused(unknown), [Refusal::NotFound]);
    let leased = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    work::failed(&world.store, &leased, "550", true, world.now).await.unwrap();
    work::resend(&world.store, officer, id, world.now).await.unwrap();
    let again = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    assert_eq!((again.id, again.tries, &again.message_id), (id, 1, &leased.message_id));
    assert_eq!(world.acts().await, ["letter_resent"]);
}

/// Gives a letter words: a link that lets in for half an hour.
async fn lets_in(world: &World, id: LetterId) {
    let letter = Letter::SignInLink {
        name: "林先生".to_owned(),
        link: "a-link-number".to_owned(),
        expires_at: world.now + TimeDelta::minutes(30),
    };
    let words = Set(serde_json::to_string(&letter).unwrap());
    let row = outbox::ActiveModel { id: Set(id), letter: words, ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
}

async fn what_is_over_is_put_away_and_another_letter_goes_in_its_place(mut world: World) {
    let ids = letters(&world, 3).await;
    for id in &ids[..2] {
        lets_in(&world, *id).await;
    }
    world.later(TimeDelta::minutes(29));
    let first = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    assert_eq!(first.id, ids[0], "it still lets in");
    work::failed(&world.store, &first, "451", false, world.now).await.unwrap();
    world.later(TimeDelta::minutes(1));
    let leased = work::lease(&world.store, 2, world.now).await.unwrap();
    assert_eq!(leased.iter().map(|letter| letter.id).collect::<Vec<_>>(), [ids[2]]);
    let put_away = over::recent(world.store.read(), 9, world.now).await.unwrap();
    let seen: Vec<_> = put_away.iter().map(|row| (row.id, row.state, row.last_error.as_deref())).collect();
    assert_eq!(seen, [(ids[1], State::Over, None), (ids[0], State::Over, Some("451"))]);
    assert_eq!(work::counts(world.store.read()).await.unwrap(), work::Counts { waiting: 1, dead: 0 });
    assert!(work::lease(&world.store, 9, world.now).await.unwrap().is_empty());
}

async fn a_dead_letter_that_is_over_is_not_sent_again(mut world: World) {
    let id = letters(&world, 1).await[0];
    lets_in(&world, id).await;
    let officer = world.officer().await;
    let leased = work::lease(&world.store, 1, world.now).await.unwrap().remove(0);
    work::failed(&world.store, &leased, "550", true, world.now).await.unwrap();
    world.later(TimeDelta::minutes(30));
    for _ in 0..2 {
        assert_eq!(work::resend(&world.store, officer, id, world.now).await.unwrap(), Resent::Over);
        assert_eq!(letter(&world, id).await.state, State::Over);
    }
    assert_eq!(world.acts().await, Vec::<String>::new(), "nothing was sent");
    assert!(work::dead(world.store.read(), 9).await.unwrap().is_empty());
}

#[test]
fn a_letter_is_of_use_as_long_as_its_link_or_what_it_asks_for() {
    let phase = json!({ "number": 5, "title": "第五期", "organiser": "样例公益会" });
    let confirmed = json!({
        "kind": "claim_confirmed", "name": "林", "gifts": [], "give_by": "2026-12-07", "grace": 5, "phase": phase
    });
    let at = "2026-12-12T16:00:00Z";
    let links = ["verify_address", "sign_in_link", "already_here", "reset_password"];
    let links = links.map(|kind| json!({ "kind": kind, "name": "林", "link": "n", "expires_at": at }));
    let claims = [
        json!({ "kind": "hold_received", "name": "林", "gifts": [], "link": "n", "held_until": at, "phase": phase }),
        confirmed,
        json!({ "kind": "cards_due", "name": "王", "count": 2, "due": "2026-12-12", "days": 3, "phase": phase }),
        json!({ "kind": "keeping_ends", "name": "孙", "children": 2, "until": "2026-12-12", "phase": phase }),
    ];
    for words in links.into_iter().chain(claims) {
        let letter: Letter = serde_json::from_value(words).unwrap();
        let end: entity::Time = at.parse().unwrap();
        assert!(!letter.is_over(end - TimeDelta::seconds(1)), "{letter:?}");
        assert!(letter.is_over(end), "{letter:?}");
    }
    let late =
        json!({ "kind": "cards_due", "name": "王", "count": 2, "due": "2026-12-12", "days": -7, "phase": phase });
    let late: Letter = serde_json::from_value(late).unwrap();
    assert!(!late.is_over("2027-12-12T16:00:00Z".parse().unwrap()), "what is late stays to be done");
}

async fn letters_go_in_the_order_they_are_due(mut world: World) {
    let old = letters(&world, 2).await;
    world.later(TimeDelta::minutes(1));
    let new = letters(&world, 2).await;
    let leased = work::lease(&world.store, 3, world.now).await.unwrap();
    assert_eq!(leased.iter().map(|letter| letter.id).collect::<Vec<_>>(), [old[0], old[1], new[0]]);
}
