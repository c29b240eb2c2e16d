//! In which order a proposal tells its wishes: in the letter and behind its link, before it is answered and after.

use chrono::TimeDelta;
use entity::{Code, Lang, outbox::Letter, round::answer, wish};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{offers::up_to, world::World};

on_both!(a_proposal_is_told_school_by_school);

async fn change(world: &World, row: wish::ActiveModel) {
    row.update(world.store.writer()).await.unwrap();
}

async fn parcels(world: &World, token: &str) -> Vec<Vec<Code>> {
    let seen = answer::look(&world.store, token, Lang::Zh, world.now).await.unwrap();
    seen.parts.into_iter().flat_map(|part| part.parcels).collect()
}

async fn a_proposal_is_told_school_by_school(world: World) {
    let few = world.open_wishes("beigou", 2).await;
    let many = world.open_wishes("shagou", 4).await;
    let changed = |wish: &wish::Model| wish::ActiveModel { id: Set(wish.id), ..Default::default() };
    let waiting_since = Set(world.now - TimeDelta::days(40));
    change(&world, wish::ActiveModel { waiting_since, ..changed(&many[3]) }).await;
    change(&world, wish::ActiveModel { grade: Set(1), ..changed(&many[1]) }).await;
    // The sister of the one who has waited longest.
    for sibling in [&many[3], &many[2]] {
        change(&world, wish::ActiveModel { set_no: Set(Some("family".into())), ..changed(sibling) }).await;
    }
    world.offer("lin", &up_to(6)).await;
    world.applied().await;
    let told = [vec![&many[3], &many[2], &many[1], &many[0]], vec![&few[0], &few[1]]];
    let told = told.map(|parcel| parcel.into_iter().map(|wish| wish.code.clone()).collect::<Vec<Code>>());
    let letters = world.letters_to("lin@example.org").await;
    let Some(Letter::Proposed { gifts, .. }) = letters.last() else { panic!("{letters:?}") };
    assert_eq!(gifts.iter().map(|gift| gift.code.clone()).collect::<Vec<_>>(), told.concat());
    let token = world.proposal_to("lin").await;
    assert_eq!(parcels(&world, &token).await, told);
    world.accepts_all("lin").await;
    assert_eq!(parcels(&world, &token).await, told, "what became of them is told in the same order");
}
