//! Village funds on the stage, one for each thing that can be done: runs in every state, elders in every one.

use entity::{
    elder::change,
    fund::{
        open,
        payout::{State, hold},
        rule,
    },
    id::{ElderId, FundId, VillageId},
    place::{township, village},
    pledge::rest,
    report::publish,
    supporter::add,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::world::World;

/// Fund 1 has an approved run of elders 1 and 2, the second held back; 2 a draft, 3 a reviewed one; 4 waits for its run
/// and has one who died and one who left; 5 waits to be opened; 6 is over, its report is published, and it is given.
pub async fn set(world: &World) -> FundId {
    let mut villages = villages(world).await;
    let last = villages.pop().unwrap();
    let rule = rule::Typed { month: "2026-10".into(), ..rule::Typed::suggested(None) };
    let mut states = [State::Approved, State::Draft, State::Reviewed].into_iter();
    for (number, village) in villages.into_iter().enumerate() {
        let fund = world.fund_drafted(village).await;
        if number == 4 {
            rule::add(&world.store, world.officer().await, fund, &rule, &world.form(), world.now).await.unwrap();
            continue;
        }
        world.fund_opened(fund, &rule).await;
        // Government money first: the newest, which a form takes back, is a family's.
        world.funded(fund, "government", "500", "2026-10-02").await;
        let elders = [paying(world, fund, "first").await, paying(world, fund, "second").await];
        let Some(state) = states.next() else {
            ended(world, fund).await;
            continue;
        };
        let run = world.payout(fund, state).await;
        if state == State::Approved {
            let officer = world.officer().await;
            hold::hold(&world.store, officer, (run, elders[1]), true, &world.form(), world.now).await.unwrap();
        }
    }
    pledged(world).await;
    over(world, last, &rule).await
}

/// Qian gives to fund 1 every month, and pauses what goes to fund 2.
async fn pledged(world: &World) {
    for (fund, is_paused) in [(1, false), (2, true)] {
        let (fund, qian) = (FundId(fund), world.donor("qian").await);
        let id = world.pledged(fund, "qian", "30", "monthly").await;
        if is_paused {
            rest::pause(&world.store, qian, id, &world.form(), world.now).await.unwrap();
        }
    }
}

/// Opened and closed.
async fn over(world: &World, village: VillageId, rule: &rule::Typed) -> FundId {
    let (store, officer) = (&world.store, world.officer().await);
    let fund = world.fund_drafted(village).await;
    world.fund_opened(fund, rule).await;
    open::close(store, officer, fund, &world.form(), world.now).await.unwrap();
    publish::publish(store, officer, fund, "final", &world.form(), world.now).await.unwrap();
    fund
}

async fn villages(world: &World) -> Vec<VillageId> {
    let db = world.store.writer();
    // After the places of the others, so that the first village to choose has no fund yet.
    world.village().await;
    let row = township::ActiveModel {
        name_zh: Set("样例镇".to_owned()),
        name_en: Set("Sample Town".to_owned()),
        ..Default::default()
    };
    let township = row.insert(db).await.unwrap().id;
    let mut villages = Vec::new();
    for number in 1..=6 {
        let name = Set(format!("样例{number}村"));
        let row = village::ActiveModel { township_id: Set(township), name, ..Default::default() };
        villages.push(row.insert(db).await.unwrap().id);
    }
    villages
}

/// An elder with a child who has paid for October.
async fn paying(world: &World, fund: FundId, alias: &str) -> ElderId {
    let elder = world.elder_since(fund, alias, "2026-10-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-10-20").await;
    elder
}

/// One is public and died with something to give back; one has left with nothing; one is supported by a donor.
async fn ended(world: &World, fund: FundId) {
    let (store, now, officer) = (&world.store, world.now, world.officer().await);
    let died = paying(world, fund, "died").await;
    change::publish(store, officer, died, true, &world.form(), now).await.unwrap();
    let left = world.elder_since(fund, "left", "2026-11-01").await;
    for (elder, state) in [(died, "died"), (left, "exited")] {
        let typed = change::Typed { state: state.into(), since_on: "2026-11-20".into() };
        change::change(store, officer, elder, &typed, &world.form(), now).await.unwrap();
    }
    let elder = world.elder_since(fund, "third", "2026-11-01").await;
    world.donor("qian").await;
    let typed = add::Typed {
        supporter_name: "样例".into(),
        relation: "daughter".into(),
        email: "qian@example.org".into(),
        month: "2026-11".into(),
        ..add::Typed::default()
    };
    add::add(store, officer, elder, &typed, &world.form(), now).await.unwrap();
}
