//! Drawing a round, drawing it anew and discarding it; what of it stands in another's way.

use chrono::TimeDelta;
use entity::{
    Fen, Field, Refusal,
    claim::take,
    id::RoundId,
    offer::Typed,
    round::{
        apply, discard,
        list::{self, Overlaps},
        open,
    },
    store::Watch,
    wish,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    one_round_over_the_same_wishes_is_open_at_a_time,
    what_another_round_asked_for_meanwhile_is_drawn_anew_first,
    a_round_that_asked_nobody_stands_in_no_others_way,
    a_round_is_drawn_anew_or_discarded,
    siblings_are_proposed_to_one_donor,
    when_the_time_is_up_what_was_found_is_proposed,
);

async fn one_round_over_the_same_wishes_is_open_at_a_time(world: World) {
    world.running_phase().await;
    let (officer, all) = (world.officer().await, open::Typed { phase: "all".into() });
    let everything = world.round_over("all").await;
    let again = open::open(&world.store, officer, &all, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::RoundOpen]);
    let overlapping = async |id: RoundId| {
        let round = list::one(world.store.writer(), officer, id).await.unwrap();
        list::overlapping(world.store.writer(), officer, &round).await.unwrap()
    };
    let beside = |waiting: &[RoundId]| Overlaps { waiting: waiting.to_vec(), ahead: Vec::new() };
    assert_eq!(overlapping(everything).await, beside(&[]));
    let fifth = world.round_over("5").await;
    assert_eq!((overlapping(everything).await, overlapping(fifth).await), (beside(&[fifth]), beside(&[everything])));
    discard::discard(&world.store, officer, everything, &world.form(), world.now).await.unwrap();
    assert_eq!((overlapping(everything).await, overlapping(fifth).await), (beside(&[]), beside(&[])));
    for (typed, told) in [("", Refusal::Missing(Field::Phase)), ("17", Refusal::NotAChoice(Field::Phase))] {
        let typed = open::Typed { phase: typed.into() };
        assert_eq!(refused(open::open(&world.store, officer, &typed, &world.form(), world.now).await), [told]);
    }
}

async fn what_another_round_asked_for_meanwhile_is_drawn_anew_first(mut world: World) {
    world.open_wishes("shagou", 3).await;
    world.offer("lin", &up_to(1)).await;
    world.offer("chen", &up_to(1)).await;
    let (first, second, officer) = (world.round_over("all").await, world.round_over("5").await, world.officer().await);
    let drawn = world.now;
    world.now = drawn + TimeDelta::minutes(1);
    apply::apply(&world.store, officer, first, &world.form(), world.now).await.unwrap();
    let round = list::one(world.store.writer(), officer, second).await.unwrap();
    let overlaps = list::overlapping(world.store.writer(), officer, &round).await.unwrap();
    assert_eq!(overlaps, Overlaps { waiting: Vec::new(), ahead: vec![first] });
    let stale = apply::apply(&world.store, officer, second, &world.form(), world.now).await;
    assert_eq!(refused(stale), [Refusal::RoundStale]);
    assert_eq!(world.letters_of("proposed").await, 2);
    open::redraw(&world.store, officer, second, &world.form(), world.now).await.unwrap();
    let again = apply::apply(&world.store, officer, second, &world.form(), world.now).await;
    assert_eq!(refused(again), [Refusal::NothingToPropose], "both were asked just now");
}

/// Others claim all that a round has drawn: applied, it asks nobody, and what it looked at is as free as before.
async fn a_round_that_asked_nobody_stands_in_no_others_way(mut world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    world.offer("lin", &up_to(1)).await;
    let (first, second, officer) = (world.round_over("5").await, world.round_over("all").await, world.officer().await);
    let those = list::that_ask(world.store.writer(), officer, &[first, second]).await.unwrap();
    assert_eq!(those.len(), 2, "both are still to ask");
    let codes: Vec<_> = wishes.iter().map(|wish| wish.code.clone()).collect();
    let chen = world.donor("chen").await;
    take::take(&world.store, chen, &codes, true, &world.form(), world.now).await.unwrap();
    world.now += TimeDelta::minutes(1);
    apply::apply(&world.store, officer, first, &world.form(), world.now).await.unwrap();
    assert_eq!(world.letters_of("proposed").await, 0);
    let those = list::that_ask(world.store.writer(), officer, &[first, second]).await.unwrap();
    assert!(!those.contains(&first) && those.contains(&second));
    let round = list::one(world.store.writer(), officer, second).await.unwrap();
    let overlaps = list::overlapping(world.store.writer(), officer, &round).await.unwrap();
    assert_eq!(overlaps, Overlaps::default());
    apply::apply(&world.store, officer, second, &world.form(), world.now).await.unwrap();
}

async fn a_round_is_drawn_anew_or_discarded(world: World) {
    world.open_wish("shagou").await;
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    assert_eq!(world.summary_of(id).await.proposed, 0);
    let nothing = apply::apply(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(nothing), [Refusal::NothingToPropose]);
    world.offer("lin", &up_to(1)).await;
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert_eq!(world.summary_of(id).await.proposed, 1);
    assert_eq!(list::progress(world.store.writer(), officer, id).await.unwrap(), (1, 0));
    discard::discard(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let over = apply::apply(&world.store, officer, id, &world.form(), world.now).await;
    assert_eq!(refused(over), [Refusal::RoundState]);
    assert_eq!(list::progress(world.store.writer(), officer, id).await.unwrap(), (0, 0));
    let nowhere = apply::apply(&world.store, officer, RoundId(9_999), &world.form(), world.now).await;
    assert_eq!(refused(nowhere), [Refusal::NotFound]);
    assert_eq!(world.letters_of("proposed").await, 0);
}

async fn siblings_are_proposed_to_one_donor(world: World) {
    let wishes = world.open_wishes("shagou", 4).await;
    for (place, wish) in wishes.iter().enumerate() {
        let set_no = Set((place % 3 == 0).then(|| "family".to_owned()));
        let row = wish::ActiveModel { id: Set(wish.id), set_no, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    world.offer("lin", &up_to(2)).await;
    world.offer("chen", &up_to(2)).await;
    let id = world.applied().await;
    assert_eq!(world.outcome_of(id).await.waiting, 4);
    let (first, last) = (world.claims_of(wishes[0].id).await, world.claims_of(wishes[3].id).await);
    assert_eq!(first[0].account_id, last[0].account_id);
}

async fn when_the_time_is_up_what_was_found_is_proposed(world: World) {
    world.open_wishes("shagou", 3).await;
    world.offer("lin", &Typed { budget: "200".into(), ..up_to(5) }).await;
    let mut hurried = world.store.clone();
    hurried.watch = Watch::new(|| Box::new(|| 1.0));
    let (typed, officer) = (open::Typed { phase: "all".into() }, world.officer().await);
    let id = open::open(&hurried, officer, &typed, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert!(summary.cut_short);
    assert_eq!((summary.proposed, summary.price), (2, Fen::yuan(180)));
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert!(!world.summary_of(id).await.cut_short);
}
