//! The pool fills what nobody took, after claiming has ended, and is counted apart.

use chrono::TimeDelta;
use entity::{
    Error, Refusal,
    claim::{self, Source},
    handout::{pool, receive},
    phase,
    wish::Status,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

use crate::world::{World, refused};

on_both!(
    the_pool_waits_until_claiming_is_over,
    only_an_open_wish_is_filled,
    a_gift_of_the_pool_is_received_like_any_other_and_nobody_is_written_to,
    two_officers_fill_a_wish_once,
);

async fn fill(world: &World, code: &str) -> Result<entity::Code, Error> {
    pool::fill(&world.store, world.officer().await, code, "", &world.form(), world.now).await
}

async fn close(world: &World) {
    let row = phase::ActiveModel {
        id: Set(world.phase().await),
        state: Set(phase::State::Closed),
        closed_at: Set(Some(world.now)),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
}

async fn the_pool_waits_until_claiming_is_over(mut world: World) {
    let (wish, code) = world.wish_at("shagou", Status::Open).await;
    assert_eq!(refused(fill(&world, code.as_str()).await), [Refusal::PhaseState]);
    assert_eq!(world.wish(wish).await.status, Status::Open);
    // The last claiming day is over, though nobody has closed the phase yet.
    world.later(TimeDelta::days(18));
    fill(&world, code.as_str()).await.unwrap();
    assert_eq!(world.wish(wish).await.status, Status::Taken);
}

async fn only_an_open_wish_is_filled(world: World) {
    let mut codes = Vec::new();
    for status in Status::ALL {
        codes.push((status, world.wish_at("shagou", status).await.1));
    }
    close(&world).await;
    for (status, code) in codes {
        let answer = fill(&world, code.as_str()).await;
        match status {
            Status::Open => assert_eq!(answer.unwrap(), code),
            status if status.is_public() => assert_eq!(refused(answer), [Refusal::WishTaken(code)], "{status:?}"),
            _ => assert_eq!(refused(answer), [Refusal::NotFound], "{status:?}"),
        }
    }
    assert_eq!(pool::unfilled(world.store.read(), world.phase().await).await.unwrap().len(), 0);
}

async fn a_gift_of_the_pool_is_received_like_any_other_and_nobody_is_written_to(world: World) {
    let (wish, code) = world.wish_at("shagou", Status::Open).await;
    close(&world).await;
    fill(&world, code.as_str()).await.unwrap();
    let claims = claim::Entity::find().all(world.store.read()).await.unwrap();
    assert_eq!(claims.len(), 1);
    assert_eq!((claims[0].source, claims[0].state, claims[0].give_by), (Source::Pool, claim::State::Confirmed, None));
    let school = world.signed_in_school("shagou").await.receiver().unwrap();
    let yes = || "yes".to_owned();
    let all = receive::Typed { item_matches: yes(), is_new: yes(), is_safe: yes(), no_contact_details: yes() };
    receive::receive(&world.store, school, code.as_str(), &all, &world.form(), world.now).await.unwrap();
    assert_eq!(world.wish(wish).await.status, Status::Received);
    assert_eq!(world.letters_since(None).await, []);
}

async fn two_officers_fill_a_wish_once(world: World) {
    let (_, code) = world.wish_at("shagou", Status::Open).await;
    close(&world).await;
    let other = world.another_process().await;
    let officer = world.officer().await;
    let (first, second) = (world.form(), world.form());
    let (left, right) = tokio::join!(
        pool::fill(&world.store, officer, code.as_str(), "", &first, world.now),
        pool::fill(&other, officer, code.as_str(), "", &second, world.now),
    );
    assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
    assert_eq!(claim::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
}
