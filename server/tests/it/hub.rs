//! The hub through the router: receiving one after another with a count, what is not here yet, the pool's shelf.

use chrono::TimeDelta;
use entity::{claim::State, wish::Status};

use crate::{site::TestSite, world::World};

on_both![
    the_count_stands_beside_the_field,
    a_gift_of_another_school_is_told_from_no_gift,
    what_is_not_here_yet_says_when_it_is_due,
    the_shelf_fills_a_phase_in_one_press,
    a_source_that_lacks_something_comes_back_as_it_was_typed,
    a_scanned_tag_leads_each_reader_to_what_can_be_done,
];

async fn the_count_stands_beside_the_field(world: World) {
    let gift = world.promised("shagou", "lin", State::Confirmed).await;
    world.promised("shagou", "lin", State::Received).await;
    world.promised("huili", "lin", State::Received).await;
    world.promised("shagou", "lin", State::Held).await;
    let site = TestSite::new(world);
    let teacher = site.sign_in_as(site.world.school("shagou").await.account()).await;
    let page = teacher.get("/receive").await;
    page.has_status(200).says("到了 1 / 2").says("还差 1 份");
    assert!(page.body.contains("ScanCode") && !page.body.contains("huili"));
    let checks = ["item_matches", "is_new", "is_safe", "no_contact_details"].map(|name| (name, "yes"));
    let fields: Vec<_> = checks.into_iter().chain([("form", "r")]).collect();
    teacher.submit(&format!("/receive/{}", gift.code), &fields).await.has_status(303);
    teacher.get("/receive").await.says("本期到校 2 / 2").says("到了 2 / 2").says("都到了");
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/receive").await.says("huili小学").says("shagou小学");
}

async fn a_gift_of_another_school_is_told_from_no_gift(world: World) {
    let gift = world.promised("huili", "lin", State::Shipped).await;
    let (_, draft) = world.wish_at("huili", Status::Draft).await;
    let site = TestSite::new(world);
    let teacher = site.sign_in_as(site.world.school("shagou").await.account()).await;
    let answer = teacher.submit("/receive", &[("gift_code", gift.code.as_str())]).await;
    answer.has_status(422).says("这份礼物是给huili的学校的，不是本校的");
    assert!(!answer.body.contains("huili小学"), "by the name that everybody may know");
    assert_eq!(answer.value_of("gift_code").as_deref(), Some(gift.code.as_str()));
    for code in [draft.as_str(), entity::Code::mint(&site.world.store.dice).as_str()] {
        teacher.submit("/receive", &[("gift_code", code)]).await.has_status(422).says("没有找到这个心愿码");
    }
}

async fn what_is_not_here_yet_says_when_it_is_due(world: World) {
    let gift = world.promised("shagou", "lin", State::Confirmed).await;
    world.promised("huili", "lin", State::Shipped).await;
    let mut site = TestSite::new(world);
    site.later(TimeDelta::days(12));
    let teacher = site.sign_in_as(site.world.school("shagou").await.account()).await;
    let page = teacher.get("/receive/gaps").await;
    page.has_status(200).says(&gift.code.grouped()).says("还有 2 天到期").says("还没说寄出");
    assert!(!page.body.contains("huili"));
    teacher.get("/receive/gaps?lang=en").await.says("due in 2 days");
    site.later(TimeDelta::days(3));
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/receive/gaps").await.says("晚了 1 天").says("huili小学").says("寄出");
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.get("/receive/gaps").await.has_status(403);
}

async fn the_shelf_fills_a_phase_in_one_press(world: World) {
    let mut site = TestSite::new(world);
    let wishes = site.world.open_wishes("shagou", 3).await;
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/office/pool").await.says("还没有存货");
    let source = [
        ("form", "s"),
        ("kind", "goods"),
        ("goods", "书包 蓝色 防水"),
        ("giver", "文具店（样例）"),
        ("category", "schoolbag"),
        ("quantity", "2"),
        ("price_cap", ""),
        ("added_on", ""),
    ];
    for _ in 0..2 {
        officer.submit("/office/pool/stock", &source).await.has_status(303);
    }
    let fill = [("form", "f"), ("phase", "5")];
    officer.submit("/office/pool/fill", &fill).await.has_status(409);
    site.later(TimeDelta::days(20));
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    officer.get("/office/pool").await.says("用库存补第 5 期").says("文具店（样例）");
    officer.get("/office/pool").await.says("另外买，不动库存 书包 蓝色 防水（还有 2）");
    for _ in 0..2 {
        officer.submit("/office/pool/fill", &[("form", "g"), ("phase", "5")]).await.has_status(303);
    }
    officer.get("/office/pool").await.says("兜底库给了什么").says("双肩书包");
    let mut states = Vec::new();
    for wish in &wishes {
        states.push(site.world.status(wish.id).await);
    }
    assert_eq!(states, [Status::Taken, Status::Taken, Status::Open]);
    officer.submit("/office/pool/stock/1/close", &[("form", "c")]).await.has_status(303);
    officer.get("/office/pool").await.says("还没有存货");
    site.visitor().get("/phases/5").await.says("兜底库").has_status(200);
}

async fn a_source_that_lacks_something_comes_back_as_it_was_typed(world: World) {
    let site = TestSite::new(world);
    let officer = site.sign_in_as(site.world.officer().await.account()).await;
    let fields =
        [("form", "s"), ("kind", "goods"), ("goods", "铅笔"), ("giver", ""), ("category", ""), ("quantity", "0")];
    let answer = officer.submit("/office/pool/stock", &fields).await;
    answer.has_status(422).says("请选择类别").says("请写 1 到 10000 之间的整数").says("请填写谁给的");
    assert_eq!(answer.value_of("goods").as_deref(), Some("铅笔"));
    let fields = [("form", "u"), ("kind", ""), ("goods", "铅笔"), ("price_cap", "很多")];
    let answer = officer.submit("/office/pool/stock", &fields).await;
    answer.has_status(422).says("请选择种类").says("每份最多（元）：");
    assert!(!answer.words().contains("价格上限"), "that is a phase's");
    for (typed, says) in [("", "请填写名称"), ("铅笔\u{200B}", "名称")] {
        let fields = [("form", "t"), ("kind", "goods"), ("goods", typed), ("giver", "文具店（样例）")];
        let answer = officer.submit("/office/pool/stock", &fields).await;
        answer.has_status(422).says(says);
        assert!(!answer.words().contains("称呼"), "goods have no form of address");
    }
}

async fn a_scanned_tag_leads_each_reader_to_what_can_be_done(world: World) {
    let site = TestSite::new(world);
    let sent = site.world.promised("shagou", "lin", State::Shipped).await.code;
    let here = site.world.promised("shagou", "lin", State::Received).await.code;
    let given = site.world.given("shagou", "lin").await.code;
    let (_, open) = site.world.wish_at("shagou", Status::Open).await;
    let teacher = site.sign_in_as(site.world.school("shagou").await.account()).await;
    for (code, says) in [(&sent, Some("签收这份礼物")), (&here, Some("有问题？记下来")), (&given, None), (&open, None)]
    {
        let page = teacher.get(&format!("/v/{code}")).await;
        assert_eq!(page.body.contains(&format!("href=\"/receive/{code}\"")), says.is_some(), "{}", page.words());
        page.says(says.unwrap_or("看这个心愿"));
    }
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = lin.get(&format!("/v/{sent}")).await;
    page.says("打开我的这份礼物");
    assert!(page.body.contains(&format!("href=\"/gifts/{sent}\"")));
    assert_eq!(page.headers["cache-control"], "no-store", "it is this donor's page");
    lin.get(&format!("/gifts/{sent}")).await.has_status(200);
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    let page = chen.get(&format!("/v/{sent}")).await;
    assert!(!page.body.contains(&format!("/gifts/{sent}")), "{}", page.words());
    let stranger = site.visitor();
    stranger.get(&format!("/v/{sent}")).await.says("这是我认领的");
    assert!(stranger.get(&format!("/gifts/{sent}")).await.location().starts_with("/sign-in?next="));
}
