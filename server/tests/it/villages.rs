//! A village's committee: invited by the office, let in to its own desk.

use crate::{site::TestSite, world::World};

on_both![an_invited_village_accepts_and_finds_its_desk, a_village_is_chosen_where_one_is_invited];

async fn an_invited_village_accepts_and_finds_its_desk(world: World) {
    let site = TestSite::new(world);
    let village = site.world.village_id("沙沟村").await.to_string();
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.get("/office/people").await.has_status(200).says("沙沟镇 · 沙沟村");
    let form = [
        ("name", "赵主任"),
        ("email", "zhao@example.org"),
        ("role", "village"),
        ("village", &*village),
        ("lang", "zh"),
    ];
    office.submit("/office/people", &form).await.has_status(303);
    office.get("/office/people").await.says("村 · 沙沟镇 · 沙沟村");

    let committee = site.visitor();
    let token = site.world.token_to("zhao@example.org").await;
    committee.get(&format!("/invitation?token={token}")).await.has_status(200).says("邀请您代表沙沟村使用暖心");
    let form = [("token", &*token), ("name", "赵主任"), ("password", "four words of nothing")];
    assert_eq!(committee.submit("/invitation", &form).await.location(), "/village");
    committee.get("/village").await.has_status(200).says("沙沟镇 · 沙沟村").says("本村还没有地块");
    let committee = committee.in_english();
    committee.get("/village?lang=en").await.has_status(200).says("No plots in your village yet");
    committee.get("/office").await.has_status(403);
    office.get("/office/people").await.says("zhao@example.org");
}

async fn a_village_is_chosen_where_one_is_invited(world: World) {
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    for village in ["", "999", "x"] {
        let form =
            [("name", "赵"), ("email", "zhao@example.org"), ("role", "village"), ("village", village), ("lang", "zh")];
        office.submit("/office/people", &form).await.has_status(422).says("请选择村");
    }
}
