//! What-ifs: drawn beside a round, kept by nobody.

use entity::{
    Field, Refusal,
    matching::assign::Idle,
    offer::Typed,
    round::{
        self,
        ground::draw::Unused,
        what_if::{self, IMAGINED_OFFER},
    },
};
use sea_orm::EntityTrait;

use super::ground::shares;
use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(
    what_if_changes_nothing,
    one_more_offer_that_serves_nobody_more_makes_no_parcel_more,
    why_one_more_offer_gives_nothing_is_told_first,
);

async fn what_if_changes_nothing(world: World) {
    world.open_wishes("shagou", 4).await;
    world.offer("lin", &Typed { max_price: "80".into(), ..up_to(2) }).await;
    let (id, officer) = (world.round_over("all").await, world.officer().await);
    assert_eq!(world.summary_of(id).await.proposed, 0);
    let ask = async |raise: &str, count: &str, budget: &str| {
        let (raise, count, budget) = (raise.into(), count.into(), budget.into());
        let asked = what_if::Asked { raise, count, budget, ..Default::default() };
        what_if::ask(&world.store, officer, None, &asked, world.now).await
    };
    let then = async |raise: &str, count: &str, budget: &str| ask(raise, count, budget).await.unwrap().1.proposed;
    assert_eq!(then("10", "", "").await, 2, "with ten yuan more for each");
    assert_eq!(then("", "3", "").await, 3, "with one more offer");
    assert_eq!(then("10", "3", "").await, 4);
    assert_eq!(then("", "3", "100").await, 1);
    let told = refused(ask("much", "0", "").await);
    let fields: Vec<_> = told.iter().filter_map(Refusal::field).collect();
    assert_eq!(fields, [Field::RaiseCap, Field::MaxCount]);
    let told = refused(ask("", "", "100").await);
    assert_eq!(told, [Refusal::NothingOffered { has_others: true }], "of plots and funds, too, it could give");
    assert_eq!(told[0].field(), Some(Field::MaxCount));
    world.open_wish("shagou").await;
    let (as_it_is, then) = ask("10", "", "").await.unwrap();
    assert_eq!((as_it_is.open, as_it_is.proposed, then.open, then.proposed), (5, 0, 5, 2), "both drawn just now");
    assert_eq!(round::Entity::find().all(world.store.writer()).await.unwrap().len(), 1);
    let kept = world.summary_of(id).await;
    assert_eq!((kept.open, kept.proposed), (4, 0));
}

async fn one_more_offer_that_serves_nobody_more_makes_no_parcel_more(world: World) {
    world.open_wishes("shagou", 4).await;
    world.offer("lin", &up_to(4)).await;
    let officer = world.officer().await;
    let asked = what_if::Asked { count: "2".into(), category: "schoolbag".into(), ..Default::default() };
    let (as_it_is, then) = what_if::ask(&world.store, officer, None, &asked, world.now).await.unwrap();
    assert_eq!((as_it_is.proposed, as_it_is.parcels), (4, 1));
    assert_eq!((then.proposed, then.parcels), (4, 1), "and one of the two gives nothing");
    assert_eq!(then.idle_offers, [(IMAGINED_OFFER, Idle::AllServed)]);
}

/// Of very many that give nothing, the last are not told.
async fn why_one_more_offer_gives_nothing_is_told_first(world: World) {
    world.open_wish("shagou").await;
    let both = Typed { max_price: "50".into(), kinds: vec!["wishes".into(), "plots".into()], ..shares("1") };
    let lin = world.offer("lin", &Typed { max_count: "1".into(), ..both }).await;
    let officer = world.officer().await;
    let (count, category) = ("1".into(), "books".into());
    let asked = what_if::Asked { count, category, shares: "2".into(), ..Default::default() };
    let (_, then) = what_if::ask(&world.store, officer, None, &asked, world.now).await.unwrap();
    let nothing = [(IMAGINED_OFFER, Idle::NothingAdmitted), (lin, Idle::NothingAdmitted)];
    assert_eq!((then.proposed, &then.idle_offers[..]), (0, &nothing[..]));
    assert_eq!(then.unused_plots, [(IMAGINED_OFFER, Unused::NothingThere), (lin, Unused::NothingThere)]);
}
