//! Limits on guessing hold for everybody who asks the same database, and end with their window.

use chrono::TimeDelta;
use entity::{
    Error, Lang, Refusal,
    account::{create, link_in, sign_in},
    guess::{self, Limit},
    session::Opened,
};
use sea_orm::{EntityTrait, sea_query::Expr};

use crate::world::{World, refused};

on_both!(
    a_limit_holds_across_two_processes,
    two_processes_at_once_do_not_miscount,
    a_limit_ends_with_its_window,
    wrong_passwords_for_one_address_are_few,
    the_right_password_takes_back_the_tries,
    one_network_cannot_try_many_addresses,
    letters_to_one_address_are_few_whether_it_has_an_account_or_not,
    the_table_holds_no_address_and_no_network,
);

/// As if everybody who tried once had tried so often.
pub async fn set_tries(world: &World, tries: i32) {
    let all = guess::Entity::update_many().col_expr(guess::Column::Tries, Expr::value(tries));
    all.exec(world.store.writer()).await.unwrap();
}

const THREE: Limit = Limit { name: "three", tries: 3, seconds: 60 };
const PASSWORD: &str = "a red schoolbag";

async fn try_password(world: &World, email: &str, password: &str, network: &str) -> Result<Opened, Error> {
    let typed = sign_in::Typed { email: email.into(), password: password.into() };
    sign_in::sign_in(&world.store, &typed, network, world.now).await
}

async fn admin(world: &World) {
    create::create_admin(&world.store, "root@example.org", "Root", PASSWORD, Lang::En, world.now).await.unwrap();
}

async fn a_limit_holds_across_two_processes(world: World) {
    let elsewhere = world.another_process().await;
    for store in [&world.store, &elsewhere, &world.store] {
        guess::count(store, THREE, "lin", world.now).await.unwrap();
    }
    let until = world.now + TimeDelta::seconds(60);
    for store in [&elsewhere, &world.store] {
        assert_eq!(refused(guess::count(store, THREE, "lin", world.now).await), [Refusal::TooManyTries(until)]);
    }
    guess::count(&elsewhere, THREE, "zhao", world.now).await.expect("another's tries are another's");
}

async fn two_processes_at_once_do_not_miscount(world: World) {
    let elsewhere = world.another_process().await;
    let limit = Limit { tries: 10, ..THREE };
    let mut tries = tokio::task::JoinSet::new();
    for turn in 0..40 {
        let store = if turn % 2 == 0 { world.store.clone() } else { elsewhere.clone() };
        let now = world.now;
        tries.spawn(async move { guess::count(&store, limit, "lin", now).await });
    }
    let allowed = tries.join_all().await.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(allowed, 10);
}

async fn a_limit_ends_with_its_window(mut world: World) {
    for _ in 0..3 {
        guess::count(&world.store, THREE, "lin", world.now).await.unwrap();
    }
    refused(guess::count(&world.store, THREE, "lin", world.now).await);
    world.later(TimeDelta::seconds(60));
    guess::count(&world.store, THREE, "lin", world.now).await.unwrap();
}

async fn wrong_passwords_for_one_address_are_few(mut world: World) {
    admin(&world).await;
    for _ in 0..guess::PASSWORD.tries {
        let no = try_password(&world, "root@example.org", "wrong", "198.51.100.7").await;
        assert_eq!(refused(no), [Refusal::WrongPassword]);
    }
    let no = try_password(&world, "root@example.org", PASSWORD, "203.0.113.9").await;
    assert!(matches!(refused(no)[..], [Refusal::TooManyTries(_)]), "not even with the right one, from anywhere");
    world.later(TimeDelta::minutes(15));
    try_password(&world, "root@example.org", PASSWORD, "198.51.100.7").await.unwrap();
}

async fn the_right_password_takes_back_the_tries(world: World) {
    admin(&world).await;
    for _ in 0..3 {
        for _ in 1..guess::PASSWORD.tries {
            refused(try_password(&world, "root@example.org", "wrong", "198.51.100.7").await);
        }
        try_password(&world, "root@example.org", PASSWORD, "198.51.100.7").await.unwrap();
    }
}

async fn one_network_cannot_try_many_addresses(world: World) {
    guess::count(&world.store, guess::NETWORK, "198.51.100.7", world.now).await.unwrap();
    set_tries(&world, guess::NETWORK.tries - 1).await;
    let last = refused(try_password(&world, "n1@example.org", "wrong", "198.51.100.7").await);
    assert_eq!(last, [Refusal::WrongPassword], "one is left");
    let last = refused(try_password(&world, "n2@example.org", "wrong", "198.51.100.7").await);
    assert!(matches!(last[..], [Refusal::TooManyTries(_)]), "{last:?}");
    let elsewhere = try_password(&world, "n1@example.org", "wrong", "203.0.113.9").await;
    assert_eq!(refused(elsewhere), [Refusal::WrongPassword]);
}

async fn letters_to_one_address_are_few_whether_it_has_an_account_or_not(world: World) {
    world.donor("lin").await;
    for email in ["lin@example.org", "nobody@example.org"] {
        let ask = async || link_in::ask(&world.store, email, "198.51.100.7", &world.form(), world.now).await;
        for _ in 0..guess::LETTERS.tries {
            ask().await.unwrap();
        }
        assert!(matches!(refused(ask().await)[..], [Refusal::TooManyTries(_)]), "{email}");
    }
    assert_eq!(world.letters_to("lin@example.org").await.len(), 6);
}

async fn the_table_holds_no_address_and_no_network(world: World) {
    refused(try_password(&world, "lin@example.org", "wrong", "198.51.100.7").await);
    let rows = guess::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(row.subject.len() == 32 && row.subject.chars().all(|c| c.is_ascii_hexdigit()), "{row:?}");
    }
}
