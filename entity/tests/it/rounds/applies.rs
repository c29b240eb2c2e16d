//! Applying a round: once, and without what others were quicker at or what has changed since it was drawn.

use chrono::TimeDelta;
use entity::{
    Fen, Refusal,
    claim::{self, State},
    offer::{Typed, pause},
    outbox::Letter,
    round::{apply, outcome, proposal::line::Lost},
    wish::Status,
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    given::day,
    offers::up_to,
    world::{World, refused},
};

on_both!(
    an_officer_draws_a_round_and_applies_it_once,
    a_wish_taken_meanwhile_is_left_out_and_told,
    what_changed_since_it_was_drawn_is_left_out,
    a_proposal_beyond_the_last_claiming_day_says_what_the_pool_fills,
);

async fn an_officer_draws_a_round_and_applies_it_once(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(2)).await;
    world.offer("chen", &Typed { max_price: "50".into(), ..up_to(5) }).await;
    let (id, officer) = (world.round_over("5").await, world.officer().await);
    let summary = world.summary_of(id).await;
    assert_eq!((summary.open, summary.offers, summary.proposed, summary.donors), (3, 2, 2, 1));
    assert_eq!((summary.bound, summary.gap(), summary.parcels, summary.price), (2, 0, 1, Fen::yuan(180)));
    assert_eq!((summary.before.wishes, summary.after.wishes, summary.before.longest), (3, 1, 30));
    assert_eq!(world.letters_of("proposed").await, 0, "nobody is asked yet");
    assert_eq!(world.status(wishes[0].id).await, Status::Open);
    let form = world.form();
    for _ in 0..2 {
        apply::apply(&world.store, officer, id, &form, world.now).await.unwrap();
    }
    let again = apply::apply(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::RoundState]);
    assert_eq!(apply::go_on(&world.store, world.now).await.unwrap(), 0, "everybody was asked");
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, sum, held_until, to_pool, phases, .. }) = letters.last() else {
        panic!("{letters:?}")
    };
    assert_eq!((gifts.len(), *sum, phases.len(), *to_pool), (2, Fen::yuan(180), 1, 0));
    assert_eq!(*held_until, world.now + TimeDelta::hours(48));
    assert_eq!(world.letters_of("proposed").await, 1);
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.planned, outcome.all_lost()), (2, 0, 0));
    let claims = claim::Entity::find().all(world.store.writer()).await.unwrap();
    assert_eq!(claims.len(), 2);
    assert!(claims.iter().all(|claim| claim.state == State::Held && claim.account_id.is_some()));
    for act in ["round_opened", "round_applied", "wish_proposed", "proposal_made"] {
        assert!(world.acts().await.iter().any(|known| known == act), "{act} is in the journal");
    }
}

async fn a_wish_taken_meanwhile_is_left_out_and_told(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(3)).await;
    let id = world.round_over("all").await;
    let (officer, db) = (world.officer().await, world.store.read());
    assert_eq!(outcome::gone(db, officer, id).await.unwrap(), 0);
    world.takes(world.donor("zhao").await, &wishes[1].code).await;
    assert_eq!(outcome::gone(db, officer, id).await.unwrap(), 1, "known before it is applied");
    let other = world.round_over("5").await;
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.lost.get(&Lost::Gone)), (2, Some(&1)));
    assert_eq!(outcome::gone(db, officer, id).await.unwrap(), 0, "nobody is still to be asked");
    let all = outcome::of_all(db, officer, &[id, other]).await.unwrap();
    assert_eq!((all.get(&id), all[&other].planned), (Some(&outcome), 2));
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, .. }) = letters.last() else { panic!("{letters:?}") };
    assert!(gifts.iter().all(|gift| gift.code != wishes[1].code));
    assert_eq!(world.claims_of(wishes[1].id).await.len(), 1, "it stays whose it is");
}

async fn what_changed_since_it_was_drawn_is_left_out(world: World) {
    world.open_wishes("shagou", 2).await;
    let offer = world.offer("lin", &up_to(1)).await;
    world.offer("chen", &up_to(1)).await;
    let id = world.round_over("all").await;
    pause::pause(&world.store, world.donor("lin").await, offer, &world.form(), world.now).await.unwrap();
    apply::apply(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let outcome = world.outcome_of(id).await;
    assert_eq!((outcome.waiting, outcome.lost.get(&Lost::Offer)), (1, Some(&1)));
    assert_eq!(world.letters_of("proposed").await, 1, "who has nothing to answer gets no letter");
}

// It can be answered until 25 November.
async fn a_proposal_beyond_the_last_claiming_day_says_what_the_pool_fills(world: World) {
    world.change_phase(|phase| phase.claim_until = Set(Some(day(11, 24)))).await;
    world.open_wishes("shagou", 2).await;
    world.offer("lin", &up_to(2)).await;
    world.applied().await;
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, to_pool, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!((gifts.len(), *to_pool), (2, 2));
}
