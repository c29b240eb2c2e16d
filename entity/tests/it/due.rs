//! What a village has to do now: each thing from its day on, gone once it is done, and none of another village's.

use chrono::TimeDelta;
use entity::{
    fund::payout::{self, pay},
    id::PlotId,
    plot::{
        State, diary,
        due::{self, What},
        harvest, season,
    },
};

use crate::{fields::sown, world::World};

on_both!(
    a_village_reads_what_it_has_to_do_and_by_which_day,
    a_season_asks_for_its_own_steps,
    a_list_of_elders_waits_until_it_is_signed,
);

/// What the village of the tests' plots, or another one, has to do now.
async fn of_village(world: &World, name: &str) -> Vec<(PlotId, What, String)> {
    let found = due::of_village(world.store.read(), world.village_desk(name).await, world.now).await.unwrap();
    found.into_iter().map(|due| (due.plot.id, due.what, due.day.to_string())).collect()
}

async fn now(world: &World) -> Vec<(PlotId, What, String)> {
    of_village(world, "沙沟村").await
}

async fn a_village_reads_what_it_has_to_do_and_by_which_day(mut world: World) {
    let growing = world.plot_at("北坡人家", State::Growing).await;
    assert!(now(&world).await.is_empty(), "an entry was written today");
    let open = world.plot_open("南坡人家").await;
    world.reserved(open, "chen", 1).await;
    assert!(now(&world).await.is_empty(), "there is nothing to sign yet");
    world.signed(open, "lin", 3).await;
    let delivered = world.plot_at("东坡人家", State::Harvested).await;
    assert_eq!(now(&world).await.len(), 1, "it lies with the office to send it");
    world.delivered(delivered).await;
    let today = "2026-11-23".to_owned();
    let mut waits = vec![(open, What::Contracts(1), today.clone()), (delivered, What::Receipt, today)];
    assert_eq!(now(&world).await, waits);
    world.later(TimeDelta::days(22));
    assert_eq!(now(&world).await, waits);
    world.later(TimeDelta::days(1));
    waits.push((growing, What::Diary, "2026-12-23".to_owned()));
    assert_eq!(now(&world).await, waits, "a week before its day");
    assert!(of_village(&world, "麻会村").await.is_empty(), "another village has nothing to do with it");
}

async fn a_season_asks_for_its_own_steps(mut world: World) {
    let id = world.plot_open("南坡人家").await;
    world.adopted(id, "lin", 3).await;
    world.later(TimeDelta::days(27));
    assert!(now(&world).await.is_empty(), "it is sown on the 21st");
    world.later(TimeDelta::days(1));
    assert_eq!(now(&world).await, [(id, What::Sow, "2026-12-21".to_owned())]);
    season::grow(&world.store, world.keeper().await, id, &sown(), &world.form(), world.now).await.unwrap();
    assert!(now(&world).await.is_empty());
    // The tenth of October.
    world.later(TimeDelta::days(293));
    let harvest = (id, What::Harvest, "2027-10-10".to_owned());
    assert_eq!(now(&world).await, [(id, What::Diary, "2027-01-20".to_owned()), harvest.clone()]);
    let entry = diary::Typed { on_day: "2027-10-10".to_owned(), diary: "可以收了。".to_owned() };
    diary::write(&world.store, world.keeper().await, id, &entry, &world.form(), world.now).await.unwrap();
    assert_eq!(now(&world).await, [harvest]);
    let typed =
        harvest::Typed { weight: "40".to_owned(), test_no: "样例-检-7".to_owned(), ..harvest::Typed::default() };
    harvest::harvest(&world.store, world.keeper().await, id, &typed, &world.form(), world.now).await.unwrap();
    assert!(now(&world).await.is_empty());
}

async fn a_list_of_elders_waits_until_it_is_signed(world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-09-20").await;
    let run = world.payout(fund, payout::State::Approved).await;
    let lists = async |village: &str| {
        let found = payout::to_sign(world.store.read(), world.village_desk(village).await).await.unwrap();
        found.into_iter().map(|(_, run)| run.run.id).collect::<Vec<_>>()
    };
    assert_eq!(lists("柳树湾村").await, [run]);
    assert!(lists("沙沟村").await.is_empty(), "another village's fund is none of its business");
    let typed = pay::Typed { paid_on: "2026-11-23".into(), document_no: "样例发-1".into() };
    pay::pay(&world.store, world.officer().await, run, &typed, &world.form(), world.now).await.unwrap();
    assert!(lists("柳树湾村").await.is_empty());
}
