//! A round proposes one plot and one fund from each offer; what could be given to another one is told, and waits.

use entity::{Fen, fund::rule, round::open};

use super::ground::{fund, shares, sum};
use crate::world::World;

on_both!(an_offer_that_could_adopt_of_another_plot_is_told_so, an_offer_that_could_give_to_another_fund_is_told_so,);

async fn an_offer_that_could_adopt_of_another_plot_is_told_so(world: World) {
    world.running_phase().await;
    let (first, second) = (world.plot_open("南坡人家").await, world.plot_open("北坡人家").await);
    world.reserved(first, "chen", 9).await;
    world.reserved(second, "zhao", 8).await;
    let offer = world.offer("lin", &shares("3")).await;
    let id = world.round_over("all").await;
    let summary = world.summary_of(id).await;
    assert_eq!((summary.shares().0, summary.unused_plots.len()), (2, 0));
    assert_eq!(summary.more_plots, [(offer, (2, 3))], "the last share is of the other plot");
    world.reserved(first, "zhao", 1).await;
    open::redraw(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert_eq!((summary.shares().0, summary.more_plots), (2, vec![]), "nothing is there to wait for");
}

async fn an_offer_that_could_give_to_another_fund_is_told_so(world: World) {
    fund(&world).await;
    let other = world.fund_drafted(world.village_id("石门村").await).await;
    let rule = rule::Typed { month: "2026-09".into(), match_source: "both".into(), ..rule::Typed::suggested(None) };
    world.fund_opened(other, &rule).await;
    let elder = world.elder_since(other, "two", "2026-09-01").await;
    world.supporters(elder, 1).await;
    let offer = world.offer("lin", &sum("50")).await;
    let id = world.round_over("all").await;
    let summary = world.summary_of(id).await;
    assert_eq!((summary.for_funds(), summary.unused_funds.len()), (Fen::yuan(20), 0));
    assert_eq!(summary.more_funds, [(offer, (Fen::yuan(20), Fen::yuan(50)))]);
    world.offer("chen", &sum("10")).await;
    open::redraw(&world.store, world.officer().await, id, &world.form(), world.now).await.unwrap();
    let summary = world.summary_of(id).await;
    assert_eq!((summary.for_funds(), summary.more_funds), (Fen::yuan(30), vec![]), "another offer gives the rest");
}
