//! Offers that have given all the plots they say, before the round: it does not say that they give elsewhere.

use entity::{
    offer::Typed,
    round::{answer, apply, ground::draw::Unplaced, open},
};

use super::ground::{answers, shares};
use crate::{offers::up_to, world::World};

on_both!(plots_whose_offers_are_used_up_are_told_so);

async fn plots_whose_offers_are_used_up_are_told_so(world: World) {
    world.running_phase().await;
    world.plot_open("南坡人家").await;
    let why = async |id| world.summary_of(id).await.plots[0].why;
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    assert_eq!(why(id).await, Some(Unplaced::NoOffer));
    // Nothing is left of the one when its share is taken; of the other wishes are.
    world.offer("chen", &shares("1")).await;
    let wishes_too = Typed { kinds: ["wishes", "plots"].map(Into::into).to_vec(), max_shares: "1".into(), ..up_to(3) };
    world.offer("lin", &wishes_too).await;
    open::redraw(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    assert_eq!(why(id).await, Some(Unplaced::OffersSpent), "they give what they say now, which is not all of it");
    apply::apply(&world.store, officer, id, &world.form(), world.now).await.unwrap();
    let next = world.round_over("all").await;
    assert_eq!(why(next).await, Some(Unplaced::UsedUp), "while their donors have still to answer");
    for donor in ["chen", "lin"] {
        let (token, typed) = answers(&world, donor).await;
        answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
        open::redraw(&world.store, officer, next, &world.form(), world.now).await.unwrap();
        assert_eq!(why(next).await, Some(Unplaced::UsedUp), "not given elsewhere this time");
    }
}
