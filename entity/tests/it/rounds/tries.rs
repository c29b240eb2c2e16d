//! What-ifs: drawn beside a round, kept by nobody.

use entity::{
    Field, Refusal,
    offer::Typed,
    round::{self, what_if},
};
use sea_orm::EntityTrait;

use crate::{
    offers::up_to,
    world::{World, refused},
};

on_both!(what_if_changes_nothing);

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
    assert_eq!(refused(ask("", "", "100").await), [Refusal::Missing(Field::MaxCount)]);
    world.open_wish("shagou").await;
    let (as_it_is, then) = ask("10", "", "").await.unwrap();
    assert_eq!((as_it_is.open, as_it_is.proposed, then.open, then.proposed), (5, 0, 5, 2), "both drawn just now");
    assert_eq!(round::Entity::find().all(world.store.writer()).await.unwrap().len(), 1);
    let kept = world.summary_of(id).await;
    assert_eq!((kept.open, kept.proposed), (4, 0));
}
