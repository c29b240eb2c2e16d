//! Plots in a browser: what the public reads, how a donor adopts, what a village and the office do.

use entity::{
    Fen,
    plot::{self, State},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    the_public_sees_fields_and_adopts_after_signing_in,
    a_contract_is_accepted_paid_for_and_printed,
    a_village_puts_down_a_household_and_its_field,
    the_office_opens_closes_and_settles,
    an_unusual_split_and_the_sowing_are_said_twice,
    a_shortfall_is_told_with_its_evidence,
    the_list_has_filters_pages_and_an_end,
    no_household_or_adopter_is_read_where_it_may_not_be,
];

pub async fn donor<'a>(site: &'a TestSite, name: &str) -> Reader<'a> {
    site.sign_in_as(site.world.donor(name).await.account()).await
}

pub async fn office(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

pub async fn village(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.village_desk("沙沟村").await.account()).await
}

async fn the_public_sees_fields_and_adopts_after_signing_in(world: World) {
    let site = TestSite::new(world);
    let visitor = site.visitor();
    visitor.get("/plots").await.has_status(200).says("还没有地块");
    let id = site.world.plot_at("南坡人家", State::Open).await;
    let list = visitor.get("/plots").await;
    list.has_status(200).says("沙沟镇").says("¥490.00 / 份").says("余 10 份");
    assert!(list.body.contains("从上面看的一块地：10 垄里认养了 0 垄"), "the drawing has its words");
    let page = visitor.get(&format!("/plots/{id}")).await;
    page.has_status(200).says("南坡人家（化名）").says("¥2,200.00").says("青少年发展公益会").says("登录后认养");
    page.says("公益认养，不承诺任何回报、利息或回购");
    for private in ["真名", "沙沟村", "院子"] {
        assert!(!page.body.contains(private), "{private}");
    }
    site.visitor()
        .in_english()
        .get(&format!("/plots/{id}?lang=en"))
        .await
        .has_status(200)
        .says("Millet")
        .says("shares: 0 of 10");

    let lin = donor(&site, "lin").await;
    let action = format!("/plots/{id}/adopt");
    for (shares, told) in [("0", "请写 1 到 10 之间的整数"), ("", "请填写份数"), ("1e3", "请写 1 到 10 之间的整数")]
    {
        let answer = lin.submit(&action, &[("shares", shares)]).await;
        answer.has_status(422).says(told);
        assert_eq!(answer.value_of("shares").as_deref(), Some(shares));
    }
    let answer = lin.submit(&action, &[("form", "a"), ("shares", "3")]).await;
    let mine = answer.location().to_owned();
    assert!(mine.starts_with("/gifts/plots/"), "{mine}");
    assert_eq!(lin.submit(&action, &[("form", "a"), ("shares", "3")]).await.location(), mine, "once");
    visitor.get("/plots").await.says("余 7 份");
    lin.get("/gifts/plots").await.has_status(200).says("保留中").says("10 份里的 3 份");
    donor(&site, "qian").await.get(&mine).await.has_status(404);
    office(&site).await.submit(&action, &[("shares", "1")]).await.has_status(403);
}

async fn a_contract_is_accepted_paid_for_and_printed(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Open).await;
    let code = site.world.reserved(id, "lin", 2).await;
    let (lin, mine) = (donor(&site, "lin").await, format!("/gifts/plots/{code}"));
    let page = lin.get(&mine).await;
    page.has_status(200).says("“一亩地”认养合同").says("沙沟村村民委员会").says("不承诺任何回报、利息或回购");
    let shown = page.value_of("wording").unwrap();
    let wrong = [("party", "林先生的单位"), ("delivery", ""), ("wording", shown.as_str())];
    let told = lin.submit(&format!("{mine}/sign"), &wrong).await;
    told.has_status(422).says("请填写收成寄到哪里").says("请看完合同，勾选接受");
    assert_eq!(told.value_of("party").as_deref(), Some("林先生的单位"));
    let sound =
        [("party", "林先生的单位"), ("delivery", "林先生 某路 1 号"), ("contract", "yes"), ("wording", shown.as_str())];
    assert_eq!(lin.submit(&format!("{mine}/sign"), &sound).await.location(), mine);
    lin.get(&mine).await.says("已签，待付款").says("付款参考码").says("林先生的单位");
    let pdf = lin.download(&format!("{mine}/contract.pdf")).await;
    let words = words_of(&pdf);
    assert!(
        words.contains("林先生的单位") && words.contains("南坡人家") && !words.contains("南坡人家的真名"),
        "{words}"
    );
    donor(&site, "qian").await.get(&format!("{mine}/contract.pdf")).await.has_status(404);

    let (village, keep) = (village(&site).await, format!("/plots/{id}/keep"));
    village.get(&keep).await.has_status(200).says("农户未签字").says("打印签字页");
    let paper = village.download(&format!("/plots/{id}/contracts/{code}/contract.pdf")).await;
    assert!(words_of(&paper).contains("南坡人家的真名"), "the village's paper is signed under the name");
    let signed = [("adoption", code.as_str()), ("signed_on", "2026-11-23"), ("paper_no", "样例-1")];
    assert_eq!(village.submit(&format!("/plots/{id}/signature"), &signed).await.location(), keep);
    lin.get(&mine).await.says("乙方 2026年11月23日 在纸质合同上签字");
    let other = site.sign_in_as(site.world.village_desk("麻会村").await.account()).await;
    other.get(&format!("/plots/{id}/contracts/{code}/contract.pdf")).await.has_status(404);
    assert_eq!(lin.submit(&format!("{mine}/release"), &[]).await.location(), "/gifts/plots");
}

fn words_of(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap()
}

async fn a_village_puts_down_a_household_and_its_field(world: World) {
    let site = TestSite::new(world);
    let organiser = site.world.organiser_added().await.to_string();
    let village = village(&site).await;
    village.get("/village").await.has_status(200).says("本村还没有地块");
    village.get("/households").await.has_status(200).says("还没有农户");
    let told = village.submit("/households", &[("alias_zh", "沙沟村东头"), ("people", "x"), ("head", "陈大山")]).await;
    told.has_status(422).says("请写 1 到 30 之间的整数").says("请填写住址");
    let fields = [("alias_zh", "南坡人家"), ("people", "4"), ("head", "陈大山"), ("address", "东头第三户")];
    let added = village.submit("/households", &fields).await;
    let one = added.location().to_owned();
    village.get(&one).await.has_status(200).says("还没有登记地块");
    assert_eq!(village.get(&one).await.value_of("head").as_deref(), Some("陈大山"), "its own village reads the name");
    let office = office(&site).await;
    office.get("/households?q=%E5%8D%97%E5%9D%A1").await.has_status(200).says("南坡人家").says("全部村");
    office.get("/households?q=%E5%8C%97%E5%9D%A1").await.has_status(200).says("没有这样的农户");
    let closed = office.get(&one).await;
    closed.has_status(200).says("打开真实资料");
    assert!(!closed.body.contains("陈大山"));
    office.submit(&format!("{one}/look"), &[]).await.has_status(422);
    assert!(office.submit(&format!("{one}/look"), &[("reason", "contract")]).await.body.contains("陈大山"));

    let action = format!("{one}/plot");
    let fresh = village.get(&action).await;
    fresh.has_status(200).says("四项加起来要正好等于");
    assert!(!fresh.body.contains("照抄"), "there is no field before this one");
    let mut fields = vec![
        ("crop", "oats"),
        ("standard_zh", "不用除草剂"),
        ("area", "667"),
        ("organiser", &*organiser),
        ("adopt_until", "2026-12-20"),
        ("sow_on", "2027-04-20"),
        ("harvest_on", "2027-10-01"),
        ("price", "4900"),
        ("shares", "10"),
        ("farmer", "2200"),
        ("inputs", "1200"),
        ("logistics", "900"),
        ("charity", "500"),
        ("harvest_share", "10"),
        ("mode", "half"),
        ("shortfall_rule", "credit"),
    ];
    let told = village.submit(&action, &fields).await;
    told.has_status(422).says("四项加起来是 ¥4,800.00，和整块地的价钱 ¥4,900.00 对不上");
    assert!(told.says("整块地的价钱（元）：四项").body.matches("整块地的价钱（元）").count() > 1, "as its label says");
    assert_eq!(told.value_of("charity").as_deref(), Some("500"));
    fields.retain(|(name, _)| *name != "charity");
    fields.push(("charity", "600"));
    let drafted = village.submit(&action, &fields).await;
    let keep = drafted.location().to_owned();
    village.get(&keep).await.has_status(200).says("草稿");
    site.world.plot_drafted("北坡人家").await;
    let next = village.get(&action).await;
    assert_eq!(next.body.matches("羊粪做底肥，不用除草剂").count(), 2, "in the help, and as the last field's");
    next.says("照抄自本村上一次登记的地");
    assert!(!next.body.contains("Sheep manure"), "no English to answer for");
    let english = village.window().in_english().get(&format!("{action}?lang=en")).await;
    assert!(english.body.contains("Sheep manure, no weedkiller"), "{}", english.body);
    village.get("/village").await.says("莜麦");
    let open = keep.replace("/keep", "/open");
    village.submit(&open, &[]).await.has_status(403);
    assert_eq!(office.submit(&open, &[]).await.location(), keep);
    village.get(&keep).await.says("可认养").says("还没有人认养");
}

async fn the_office_opens_closes_and_settles(world: World) {
    let site = TestSite::new(world);
    let office = office(&site).await;
    office.get("/office/plots").await.has_status(200).says("还没有地块");
    let bare = site.world.plot_at("空的", State::Draft).await;
    let id = site.world.plot_at("南坡人家", State::Harvested).await;
    office.get("/office/plots").await.says("已收获 1").says("草稿 1");
    assert_eq!(office.submit(&format!("/plots/{bare}/close"), &[]).await.location(), format!("/plots/{bare}/keep"));
    let list = office.submit(&format!("/plots/{id}/deliveries"), &[]).await;
    list.has_status(200).says("lin的合同名").says("lin的收件地址").says("37.5 公斤");
    list.says(&format!("寄送名单 · 沙沟镇 {id} 号地 · 谷子")).says("40 公斤").says("寄给认养人");
    // As the link to the other language asks for it.
    let back = office.get(&format!("/plots/{id}/deliveries?lang=en")).await;
    assert_eq!(back.has_status(303).location(), format!("/plots/{id}/keep"));
    office.get("/office/plots?lang=zh").await.has_status(200);
    let early =
        office.submit(&format!("/plots/{id}/settle"), &[("settled_on", "2026-11-23"), ("receipt_signed", "1")]).await;
    early.has_status(409);
    let wrong = [("delivered_on", "2026-12-24"), ("delivery_note", "送到沙沟村")];
    office.submit(&format!("/plots/{id}/deliver"), &wrong).await.has_status(422).says("这一天还没有到");
    let sound = [("delivered_on", "2026-11-23"), ("delivery_note", "快递寄出。")];
    office.submit(&format!("/plots/{id}/deliver"), &sound).await.has_status(303);
    let receipt = format!("/plots/{id}/receipt.pdf");
    let before = words_of(&office.download(&receipt).await);
    for words in ["南坡人家的真名", "¥1,470.00", "人民币陆佰陆拾元整", "户主"] {
        assert!(before.contains(words), "{words} is not in {before}");
    }
    let other = site.sign_in_as(site.world.village_desk("麻会村").await.account()).await;
    other.get(&receipt).await.has_status(404);
    let sound = [("settled_on", "2026-11-23"), ("receipt_signed", "收-1")];
    office.submit(&format!("/plots/{id}/settle"), &sound).await.has_status(303);
    let after = words_of(&office.download(&receipt).await);
    for words in ["收据编号 收-1", "人民币陆佰陆拾元整", "2026年11月23日 记账"] {
        assert!(after.contains(words), "{words} is not in {after}");
    }
    site.visitor().get("/ledger").await.says(&format!("一亩地 {id} 号"));
    site.visitor().get(&format!("/plots/{id}")).await.says("已结算").says("快递寄出。").says("样例-检-7");
    let next = office.submit(&format!("/plots/{id}/renew"), &[]).await;
    office.get(next.location()).await.has_status(200).says("草稿").says("接着");
}

async fn an_unusual_split_and_the_sowing_are_said_twice(world: World) {
    let id = world.plot_drafted("南坡人家").await;
    let (farmer_fen, charity_fen) = (Set(Fen::ZERO), Set(Fen::yuan(2_800)));
    let row = plot::ActiveModel { id: Set(id), farmer_fen, charity_fen, ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    let site = TestSite::new(world);
    let (office, keep, open) = (office(&site).await, format!("/plots/{id}/keep"), format!("/plots/{id}/open"));
    office.get(&keep).await.has_status(200).says("农户只得 ¥0.00，公益得 ¥2,800.00，就这样公开");
    office.get(&keep).await.says("10 份，每份约定收成 12.5 公斤，整块地一共 125 公斤");
    let told = office.submit(&open, &[]).await;
    told.has_status(422).says("确定要这样公开，请先勾选");
    assert!(told.body.contains("href=\"#meant\"") && told.body.contains("id=\"meant\""));
    assert_eq!(office.submit(&open, &[("meant", "yes")]).await.location(), keep);
    site.world.adopted(id, "lin", 3).await;
    let (village, grow) = (village(&site).await, format!("/plots/{id}/grow"));
    village.get(&keep).await.says("认养了 3 份，还剩 7 份。计划 2026年12月21日 播种");
    village.submit(&grow, &[]).await.has_status(422).says("登记播种以后不再接受认养，登记错了要请办公室更正");
    assert_eq!(village.submit(&grow, &[("meant", "yes")]).await.location(), keep);
    village.get(&keep).await.says("计划 2026年12月21日 才播种，没有写错，确实收了这么多");
}

async fn a_shortfall_is_told_with_its_evidence(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Growing).await;
    let (village, action) = (village(&site).await, format!("/plots/{id}/harvest"));
    let short = [("weight", "30"), ("test_no", "检-1"), ("evidence", "")];
    village.submit(&action, &short).await.has_status(422).says("比约定的 37.5 公斤少，请写明依据");
    let early = [("weight", "30"), ("test_no", "检-1"), ("evidence", "村委会记录：冰雹")];
    village.submit(&action, &early).await.has_status(422).says("计划 2026年12月21日 才播种");
    let shown = [&early[..], &[("meant", "yes")]].concat();
    village.submit(&action, &shown).await.has_status(303);
    let page = site.visitor().get(&format!("/plots/{id}")).await;
    page.says("歉收").says("村委会记录：冰雹").says("¥98.00").says("按比例记为下一季的抵扣");
}

async fn the_list_has_filters_pages_and_an_end(world: World) {
    let site = TestSite::new(world);
    for number in 0..26 {
        site.world.plot_at(&format!("人家{number}"), State::Open).await;
    }
    let visitor = site.visitor();
    let first = visitor.get("/plots").await;
    assert_eq!(first.body.matches("<article").count(), 12);
    let next =
        first.body.split("rel=\"next\" href=\"").nth(1).or_else(|| first.body.split("href=\"/plots?before=").nth(1));
    assert!(next.is_some(), "there is a next page");
    let oldest = visitor.get("/plots?before=3").await;
    assert_eq!(oldest.body.matches("<article").count(), 2);
    visitor.get("/plots?crop=oats").await.says("没有符合条件的地块");
    visitor.get("/plots?crop=millet&mode=to_donor&status=open").await.says("26 块地");
}

/// The values that only a household's own village, or the office after a look, may read; and what only an adopter, the
/// village's paper and the office's list may.
const PRIVATE: [&str; 4] = ["南坡人家的真名", "真名家的院子", "0350-7654321", "lin的收件地址"];

async fn no_household_or_adopter_is_read_where_it_may_not_be(world: World) {
    let site = TestSite::new(world);
    for state in [State::Open, State::Growing, State::Shortfall, State::Settled] {
        site.world.plot_at(&format!("南坡人家{}", state.key()), state).await;
    }
    site.world.plot_at("南坡人家", State::Growing).await;
    let world = &site.world;
    let readers = [
        (site.visitor(), "/plots"),
        (site.visitor().in_english(), "/plots"),
        (donor(&site, "qian").await, "/gifts/plots"),
        (site.sign_in_as(world.school("other").await.account()).await, "/school"),
        (site.sign_in_as(world.village_desk("麻会村").await.account()).await, "/village"),
        (office(&site).await, "/office/plots"),
        (site.sign_in_as(world.admin().await.account()).await, "/households"),
    ];
    let holes: Vec<String> = (1..=6).map(|number| number.to_string()).collect();
    for (reader, start) in readers {
        let starts = ["/".to_owned(), start.to_owned()].into_iter().chain(crate::crawl::addresses(&holes));
        let pages = crate::crawl::crawl(&reader, starts).await;
        for (address, answer) in &pages {
            assert!(!answer.status.is_server_error(), "{address} → {}", answer.status);
            let of_the_letters = address.starts_with("/office/letters");
            for private in PRIVATE.iter().filter(|_| !of_the_letters) {
                assert!(!answer.body.contains(private), "{address}, from {start}, shows {private}");
            }
            let says_village = answer.body.contains("沙沟村") && start.starts_with("/plots");
            assert!(!says_village, "{address} tells the public which village");
        }
    }
    for (letter, text) in crate::canary::places::letters(world).await {
        for private in PRIVATE {
            assert!(!text.contains(private), "{letter} holds {private}");
        }
    }
    let database = crate::canary::places::database(world).await;
    assert!(database.contains("南坡人家"), "the database was read");
    for private in PRIVATE {
        assert!(!database.contains(private), "{private} in the database");
    }
}
