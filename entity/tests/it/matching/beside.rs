//! What is offered beside wishes: the plots of those with the fewest adopters, the funds that lack most for each elder.

use entity::{
    Fen,
    fund::{rule::Typed, short},
    id::{FundId, TownshipId},
    plot::{self, fitting},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::world::World;

on_both!(
    households_with_the_fewest_adopters_come_first,
    a_budget_buys_so_many_shares_and_no_more_than_are_free,
    who_adopted_last_season_comes_before_everybody,
    the_fund_that_lacks_most_for_each_elder_comes_first,
    what_is_there_or_promised_is_not_lacking,
);

async fn households_with_the_fewest_adopters_come_first(world: World) {
    let (first, second) = (world.plot_open("南坡人家").await, world.plot_open("北坡人家").await);
    let order = async || {
        let all = fitting::fitting(world.store.read(), &[], world.now).await.unwrap();
        all.into_iter().map(|one| (one.plot.id, one.adopted())).collect::<Vec<_>>()
    };
    assert_eq!(order().await, [(first, 0), (second, 0)]);
    world.reserved(first, "lin", 3).await;
    assert_eq!(order().await, [(second, 0), (first, 30)]);
    world.reserved(second, "chen", 10).await;
    assert_eq!(order().await, [(first, 30)], "nothing of the other is free");
    let township = world.township().await;
    let of = async |township| fitting::fitting(world.store.read(), &[township], world.now).await.unwrap().len();
    assert_eq!([of(township).await, of(TownshipId(9_999)).await], [1, 0]);
    world.last_day_was(first, 1).await;
    assert_eq!(order().await, []);
}

async fn a_budget_buys_so_many_shares_and_no_more_than_are_free(world: World) {
    let id = world.plot_open("南坡人家").await;
    world.reserved(id, "lin", 7).await;
    let shares = async |yuan: Option<i64>| {
        let first = fitting::first(world.store.read(), &[], yuan.map(Fen::yuan), world.now).await.unwrap();
        first.map(|(_, shares)| shares)
    };
    assert_eq!([shares(None).await, shares(Some(490)).await, shares(Some(1_469)).await], [Some(1), Some(1), Some(2)]);
    assert_eq!([shares(Some(489)).await, shares(Some(99_999)).await], [None, Some(3)]);
}

async fn who_adopted_last_season_comes_before_everybody(world: World) {
    let id = world.plot_open("南坡人家").await;
    let row = plot::ActiveModel {
        id: Set(id),
        renew_until: Set(Some(entity::lang::china_date(world.now))),
        ..Default::default()
    };
    row.update(world.store.writer()).await.unwrap();
    assert!(fitting::first(world.store.read(), &[], None, world.now).await.unwrap().is_none());
}

/// A fund that matches a tenth with society's money.
async fn fund(world: &World, village: &str) -> FundId {
    let id = world.fund_drafted(world.village_id(village).await).await;
    let rule = Typed { month: "2026-09".into(), match_source: "both".into(), ..Typed::suggested(None) };
    world.fund_opened(id, &rule).await
}

async fn lacking(world: &World) -> Vec<(FundId, u64, Fen)> {
    let short = short::short(world.store.read(), &[], world.now).await.unwrap();
    short.into_iter().map(|one| (one.fund.id, one.elders, one.lacks)).collect()
}

async fn the_fund_that_lacks_most_for_each_elder_comes_first(world: World) {
    let (many, few) = (fund(&world, "沙沟村").await, fund(&world, "柳树湾").await);
    assert_eq!(lacking(&world).await, [], "nobody is in them");
    for name in ["one", "two", "three"] {
        let elder = world.elder_since(many, name, "2026-09-01").await;
        world.supporters(elder, 1).await;
    }
    let elder = world.elder_since(few, "four", "2026-09-01").await;
    world.supporters(elder, 2).await;
    assert_eq!(lacking(&world).await, [(few, 1, Fen::yuan(20)), (many, 3, Fen::yuan(30))]);
    let government = world.fund_drafted(world.village_id("石门村").await).await;
    let rule = Typed { month: "2026-09".into(), ..Typed::suggested(None) };
    world.fund_opened(government, &rule).await;
    let elder = world.elder_since(government, "five", "2026-09-01").await;
    world.supporters(elder, 5).await;
    assert_eq!(lacking(&world).await.len(), 2, "society's money is not what that one matches with");
}

async fn what_is_there_or_promised_is_not_lacking(world: World) {
    let id = fund(&world, "沙沟村").await;
    let elder = world.elder_since(id, "one", "2026-09-01").await;
    world.supporters(elder, 3).await;
    world.funded(id, "government", "4", "2026-09-20").await;
    assert_eq!(lacking(&world).await, [(id, 1, Fen::yuan(26))]);
    world.pledged(id, "lin", "10", "once").await;
    world.pledged(id, "chen", "6", "monthly").await;
    assert_eq!(lacking(&world).await, [(id, 1, Fen::yuan(10))]);
    world.pledged(id, "zhao", "10", "once").await;
    assert_eq!(lacking(&world).await, []);
}
