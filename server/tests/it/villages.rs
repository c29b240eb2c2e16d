//! A village's committee: invited by the office, let in to its own desk.

use chrono::TimeDelta;
use entity::{fund::payout, plot::State};

use crate::{site::TestSite, world::World};

on_both![
    an_invited_village_accepts_and_finds_its_desk,
    a_village_is_chosen_where_one_is_invited,
    a_village_reads_what_is_due_and_another_one_nothing_of_it,
];

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

async fn a_village_reads_what_is_due_and_another_one_nothing_of_it(mut world: World) {
    let fund = world.fund_open().await;
    let elder = world.elder_since(fund, "榆树下的奶奶", "2026-09-01").await;
    let child = world.supporters(elder, 1).await[0];
    world.support(fund, child, "100", "2026-09-20").await;
    world.payout(fund, payout::State::Approved).await;
    let growing = world.plot_at("北坡人家", State::Growing).await;
    let open = world.plot_open("南坡人家").await;
    world.signed(open, "lin", 3).await;
    let delivered = world.plot_at("东坡人家", State::Harvested).await;
    world.delivered(delivered).await;
    world.later(TimeDelta::days(31));
    let desks = ["沙沟村", "柳树湾村", "麻会村"];
    let mut accounts = Vec::new();
    for village in desks {
        accounts.push(world.village_desk(village).await.account());
    }
    let site = TestSite::new(world);
    let plots = site.sign_in_as(accounts[0]).await;
    let page = plots.get("/village").await;
    page.has_status(200).says("现在要做的").says("请户主签合同：1 份").says("从 2026年11月23日 起");
    page.says("写种植日志").says("2026年12月23日 到期，已经过了").says("请农户在收据上签字");
    for plot in [growing, open, delivered] {
        let ways = page.body.matches(&format!("href=\"/plots/{plot}/keep\"")).count();
        assert_eq!(ways, 2, "in the table, and from what is due: {}", page.words());
    }
    assert!(!page.words().contains("请老人签字"), "another village's fund: {}", page.words());
    plots.get("/village?lang=en").await.says("To do now").says("was due on 23 December 2026");
    let elders = site.sign_in_as(accounts[1]).await;
    let page = elders.get("/village").await;
    page.says("发给老人并请老人签字：1 位").says("柳树湾孝心基金").says("从 2026年11月23日 起").says("去处理");
    assert!(!page.words().contains("请户主签合同"), "{}", page.words());
    let nothing = site.sign_in_as(accounts[2]).await;
    nothing.get("/village").await.says("现在没有要做的").says("本村还没有地块");
    nothing.in_english().get("/village?lang=en").await.says("Nothing to do now");
}
