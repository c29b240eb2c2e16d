//! What offers have given before: of plots whose offers have given all they say, a round does not say that they give
//! elsewhere; and no offer is made smaller than what is taken of it.

use entity::{
    Fen, Field, Refusal,
    offer::{self, Typed, change},
    round::{answer, apply, ground::draw::Unplaced, open},
};
use sea_orm::EntityTrait;

use super::ground::{answers, county, everything, shares};
use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    plots_whose_offers_are_used_up_are_told_so,
    no_offer_is_made_smaller_than_what_is_taken_of_it,
    nor_are_its_shares_and_its_sum,
    nor_is_its_budget,
);

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

async fn no_offer_is_made_smaller_than_what_is_taken_of_it(world: World) {
    world.open_wishes("shagou", 5).await;
    let (lin, id) = (world.donor("lin").await, world.offer("lin", &up_to(6)).await);
    world.applied().await;
    let say = async |typed: &Typed| change::change(&world.store, lin, id, typed, &world.form(), world.now).await;
    let count = async || offer::Entity::find_by_id(id).one(world.store.writer()).await.unwrap().unwrap().max_count;
    for waits in [true, false] {
        let told = refused(say(&up_to(3)).await);
        assert_eq!(told, [Refusal::BelowTaken(Field::MaxCount, 5)], "while lin thinks about it, and after a yes");
        assert_eq!((told[0].field(), count().await), (Some(Field::MaxCount), 6));
        if waits {
            world.accepts_all("lin").await;
        }
    }
    say(&up_to(5)).await.unwrap();
    assert_eq!(count().await, 5);
    let other = Typed { kinds: vec!["plots".into()], max_shares: "1".into(), ..up_to(3) };
    say(&other).await.unwrap();
}

async fn nor_are_its_shares_and_its_sum(world: World) {
    county(&world).await;
    let (lin, id) = (world.donor("lin").await, world.offer("lin", &everything()).await);
    world.applied().await;
    let less = Typed { max_shares: "1".into(), for_funds: "19.99".into(), ..everything() };
    let expected = [Refusal::BelowTaken(Field::MaxShares, 2), Refusal::BelowTakenSum(Field::ForFunds, Fen::yuan(20))];
    for waits in [true, false] {
        let told = refused(change::change(&world.store, lin, id, &less, &world.form(), world.now).await);
        assert_eq!(told, expected, "while lin thinks about it, and after a yes");
        if waits {
            let (token, typed) = answers(&world, "lin").await;
            answer::accept(&world.store, &token, &typed, "a", world.now).await.unwrap();
        }
    }
    let just_that = Typed { for_funds: "20".into(), ..everything() };
    change::change(&world.store, lin, id, &just_that, &world.form(), world.now).await.unwrap();
}

async fn nor_is_its_budget(world: World) {
    let wishes = world.open_wishes("shagou", 5).await;
    let taken = Fen(wishes.iter().map(|wish| wish.price_fen.0).sum());
    let (lin, id) = (world.donor("lin").await, world.offer("lin", &up_to(6)).await);
    world.applied().await;
    let say = async |budget: Fen| {
        let typed = Typed { budget: budget.plain(), ..up_to(6) };
        change::change(&world.store, lin, id, &typed, &world.form(), world.now).await
    };
    for waits in [true, false] {
        let told = refused(say(Fen(taken.0 - 1)).await);
        assert_eq!(told, [Refusal::BelowTakenSum(Field::Budget, taken)], "while lin thinks about it, and after a yes");
        assert_eq!(told[0].field(), Some(Field::Budget));
        if waits {
            world.accepts_all("lin").await;
        }
    }
    say(taken).await.unwrap();
}
