//! What part of a school's wishes is promised: what is held for a visitor or a proposal is not, before somebody says
//! yes.

use entity::{
    Code, Lang,
    claim::{State, hold},
    id::SchoolId,
    matching::{
        open::OpenWishes,
        suggest::{Question, Why, suggest},
    },
};

use super::{read, refreshed, take};
use crate::world::World;

on_both![what_is_held_for_somebody_is_not_promised, a_hold_counts_from_the_moment_it_is_known];

/// The school whose wish comes first, and why.
async fn first(world: &World, open: &OpenWishes) -> (SchoolId, Why) {
    let question = Question { count: 1, phases: vec![world.phase().await], ..Question::default() };
    suggest(open, &question).first().map(|pick| (pick.class.school, pick.why)).unwrap()
}

async fn holds(world: &World, codes: &[Code]) {
    let (email, name, rules) = ("visitor@example.org".into(), "小林".into(), "on".into());
    let typed = hold::Typed { email, name, rules, ..hold::Typed::default() };
    hold::hold(&world.store, codes, &typed, (Lang::Zh, "192.0.2.1"), &world.form(), world.now).await.unwrap();
}

async fn what_is_held_for_somebody_is_not_promised(world: World) {
    let lin = world.donor("lin").await;
    for (school, state) in [("nanpo", State::Confirmed), ("shagou", State::Held)] {
        world.open_wishes(school, 2).await;
        world.claim_with(school, lin, state).await;
    }
    let open = read(&world).await;
    assert_eq!(first(&world, &open).await, (world.school_id("shagou").await, Why::LeastServed(0)));
}

async fn a_hold_counts_from_the_moment_it_is_known(world: World) {
    let lin = world.donor("lin").await;
    world.open_wishes("nanpo", 2).await;
    world.claim_with("nanpo", lin, State::Confirmed).await;
    let wishes = world.open_wishes("shagou", 4).await;
    let shagou = world.school_id("shagou").await;
    let open = read(&world).await;
    holds(&world, std::slice::from_ref(&wishes[0].code)).await;
    let open = refreshed(&world, open).await;
    assert_eq!(first(&world, &open).await, (shagou, Why::LeastServed(0)));
    take(&world, "chen", &std::slice::from_ref(&wishes[1].code).into()).await.unwrap();
    let open = refreshed(&world, open).await;
    assert_eq!(first(&world, &open).await, (shagou, Why::LeastServed(250)), "who claims with an account has said yes");
}
