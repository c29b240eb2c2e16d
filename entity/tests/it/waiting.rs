//! The waiting list: for whom nothing is left, and what they are told.

use chrono::TimeDelta;
use entity::{
    Refusal, account,
    claim::{State, release, take},
    outbox::Letter,
    waiting::{digest, join, leave},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use crate::world::{World, refused};

on_both!(
    nobody_waits_while_wishes_are_open,
    who_waits_is_told_when_a_wish_opens_again,
    what_one_let_go_oneself_is_no_news,
    at_most_one_digest_a_day_and_none_at_night,
    two_clocks_tell_once,
    who_declined_or_left_is_not_told,
    who_joins_again_is_told_again,
    who_has_claimed_waits_no_longer,
);

/// Everything is taken, and lin waits; then the only wish opens again.
async fn waits_for_one(world: &mut World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (wish, _) = world.claim_with("shagou", zhao, State::Confirmed).await;
    join::join(&world.store, lin, world.now).await.unwrap();
    world.later(TimeDelta::hours(1));
    let typed = release::Typed { reason: "买不到".into() };
    release::release(&world.store, zhao, &wish.code, &typed, &world.form(), world.now).await.unwrap();
}

async fn digests(world: &World) -> usize {
    let letters = world.letters_to("lin@example.org").await;
    letters.iter().filter(|letter| matches!(letter, Letter::WaitingDigest { .. })).count()
}

async fn nobody_waits_while_wishes_are_open(world: World) {
    let lin = world.donor("lin").await;
    let wish = world.open_wish("shagou").await;
    assert_eq!(refused(join::join(&world.store, lin, world.now).await), [Refusal::NothingToWaitFor]);
    take::take(&world.store, world.donor("zhao").await, &[wish.code], true, &world.form(), world.now).await.unwrap();
    for _ in 0..2 {
        join::join(&world.store, lin, world.now).await.expect("joining twice is being on it once");
    }
    assert!(join::of(world.store.read(), lin).await.unwrap().is_some());
}

async fn who_waits_is_told_when_a_wish_opens_again(mut world: World) {
    let lin = world.donor("lin").await;
    let (taken, _) = world.claim_with("shagou", world.donor("zhao").await, State::Confirmed).await;
    join::join(&world.store, lin, world.now).await.unwrap();
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 0, "nothing has opened");
    world.later(TimeDelta::minutes(1));
    let typed = release::Typed { reason: "买不到".into() };
    let zhao = world.donor("zhao").await;
    release::release(&world.store, zhao, &taken.code, &typed, &world.form(), world.now).await.unwrap();
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 1);
    let letters = world.letters_to("lin@example.org").await;
    let [Letter::WaitingDigest { gifts, open: 1, .. }] = &letters[..] else { panic!("{letters:?}") };
    assert_eq!(gifts[0].code, taken.code);
}

async fn what_one_let_go_oneself_is_no_news(mut world: World) {
    let (lin, zhao) = (world.donor("lin").await, world.donor("zhao").await);
    let (own, _) = world.claim_with("shagou", lin, State::Confirmed).await;
    let (other, _) = world.claim_with("shagou", zhao, State::Confirmed).await;
    join::join(&world.store, lin, world.now).await.unwrap();
    world.later(TimeDelta::hours(1));
    for (donor, wish, letters) in [(lin, &own, 0), (zhao, &other, 1)] {
        let typed = release::Typed { reason: "买不到".into() };
        release::release(&world.store, donor, &wish.code, &typed, &world.form(), world.now).await.unwrap();
        assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), letters);
    }
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::WaitingDigest { gifts, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!(gifts.iter().map(|gift| &gift.code).collect::<Vec<_>>(), [&other.code]);
}

async fn at_most_one_digest_a_day_and_none_at_night(mut world: World) {
    waits_for_one(&mut world).await;
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 1);
    world.open_wish("shagou").await;
    world.later(TimeDelta::hours(1));
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 0, "told today already");
    world.later(TimeDelta::hours(14));
    world.open_wish("shagou").await;
    assert_eq!(
        digest::digest(&world.store, world.now).await.unwrap(),
        0,
        "past midnight in China: another day, but night"
    );
    world.later(TimeDelta::hours(8));
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 1);
    world.later(TimeDelta::days(1));
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 0, "nothing new since");
}

async fn two_clocks_tell_once(mut world: World) {
    waits_for_one(&mut world).await;
    let other = world.another_process().await;
    let (one, two) = tokio::join!(digest::digest(&world.store, world.now), digest::digest(&other, world.now));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    assert_eq!(digests(&world).await, 1);
}

async fn who_declined_or_left_is_not_told(mut world: World) {
    waits_for_one(&mut world).await;
    let lin = world.donor("lin").await;
    let account = account::Entity::find_by_id(lin.account()).one(world.store.read()).await.unwrap().unwrap();
    let decline = async |at| {
        let mut row = account.clone().into_active_model();
        row.digest_declined_at = Set(at);
        row.update(world.store.writer()).await.unwrap();
    };
    decline(Some(world.now)).await;
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 0);
    decline(None).await;
    leave::leave(&world.store, lin, world.now).await.unwrap();
    leave::leave(&world.store, lin, world.now).await.expect("leaving twice is no mistake");
    assert_eq!(digest::digest(&world.store, world.now).await.unwrap(), 0);
    assert_eq!(digests(&world).await, 0);
}

async fn who_joins_again_is_told_again(world: World) {
    let lin = world.donor("lin").await;
    let token = account::digest::token(&world.store.keys, lin.account());
    world.claim_with("shagou", world.donor("zhao").await, State::Confirmed).await;
    let declined = async || world.signed_in_donor("lin").await.account().digest_declined_at.is_some();
    join::join(&world.store, lin, world.now).await.unwrap();
    account::digest::unsubscribe(&world.store, &token, world.now).await.unwrap();
    assert!(declined().await);
    assert!(join::of(world.store.read(), lin).await.unwrap().is_some(), "the place on the list stays");
    join::join(&world.store, lin, world.now).await.unwrap();
    assert!(!declined().await, "asking to be told is wanting the letter");
}

async fn who_has_claimed_waits_no_longer(mut world: World) {
    waits_for_one(&mut world).await;
    let lin = world.donor("lin").await;
    let wish = world.open_wish("shagou").await;
    take::take(&world.store, lin, &[wish.code], true, &world.form(), world.now).await.unwrap();
    assert!(join::of(world.store.read(), lin).await.unwrap().is_none());
}
