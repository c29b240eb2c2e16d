//! Rounds through the router: the office draws, tries a what-if and applies; donors answer by the link in the letter.

mod after;
mod behind;
mod beside;
mod pairs;
mod past;
mod tries;

use entity::{
    claim::State,
    fund::rule,
    offer,
    outbox::Letter,
    round::{apply, nightly},
    wish::Status,
};

use crate::{
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    a_round_goes_from_the_preview_to_the_donors_answers,
    an_english_reader_reads_list_preview_and_proposal,
    another_round_is_refused_with_the_way_to_the_one_that_waits,
    the_list_shows_when_a_round_was_last_drawn,
    a_what_if_is_shown_beside_the_round,
    what_is_wrong_is_told_and_what_was_ticked_is_kept,
    the_office_sets_the_hour_of_the_clocks_rounds,
    a_round_made_at_night_says_when_its_letters_go_out,
    a_plot_and_a_fund_go_from_the_offers_form_to_the_answer,
];

async fn offers(world: &World, donor: &str, count: &str, max_price: &str) {
    let typed = offer::Typed {
        max_count: count.to_owned(),
        max_price: max_price.to_owned(),
        ..offer::Typed::fresh(world.today())
    };
    offer::make::make(&world.store, world.donor(donor).await, &typed, &world.form(), world.now).await.unwrap();
}

/// Opens a round over the running phase; gives its address.
async fn opened(office: &Reader<'_>) -> String {
    let page = office.get("/office/rounds").await;
    let key = page.has_status(200).value_of("form").unwrap();
    let went = office.submit("/office/rounds", &[("form", &key), ("phase", "5")]).await;
    went.has_status(303).location().to_owned()
}

async fn applied(office: &Reader<'_>, round: &str) -> Answer {
    office.submit(&format!("{round}/apply"), &[("form", "apply")]).await
}

/// The address in the newest letter of a round to this donor.
async fn link_to(world: &World, donor: &str) -> String {
    let letters = world.letters_to(&format!("{donor}@example.org")).await;
    let link = letters.iter().rev().find_map(|letter| match letter {
        Letter::Proposed { link, .. } => Some(link.clone()),
        _ => None,
    });
    world.store.keys.link_token(&link.unwrap())
}

async fn a_round_goes_from_the_preview_to_the_donors_answers(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    offers(&world, "lin", "2", "").await;
    offers(&world, "chen", "1", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.get("/office/rounds").await.says("还没有结对过");
    let round = opened(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("待决定").says("共有 3 个在等").says("已证明最好").says("shagou小学").says("¥270.00");
    assert!(!page.body.contains("shagou的学校"), "an officer knows a school by its name");
    assert_eq!(site.world.letters_of("proposed").await, 0);
    applied(&office, &round).await.has_status(303);
    applied(&office, &round).await.has_status(303);
    assert_eq!(site.world.letters_of("proposed").await, 2);
    office.get(&round).await.says("已寄信").says("3 等回答").says("lin").says("chen");

    // The link is the key: a visitor without any cookie answers.
    let (visitor, token) = (site.visitor(), link_to(&site.world, "lin").await);
    let address = format!("/proposal?token={token}");
    let page = visitor.get(&address).await;
    assert!(!page.body.contains("shagou小学"), "a donor knows it by its alias");
    page.has_status(200).says("替您配好的心愿").says("双肩书包").says("2 个微心愿，大约 ¥180.00，可以装一个包裹");
    assert_eq!(page.body.matches("name=\"wish\"").count(), 2);
    let chosen = page.value_of("wish").unwrap();
    let fields = [("token", token.as_str()), ("form", "yes"), ("wish", chosen.as_str()), ("rules", "yes")];
    for _ in 0..2 {
        let went = visitor.submit("/proposal", &fields).await;
        assert_eq!(went.has_status(303).location(), address);
    }
    visitor.get(&address).await.has_status(200).says("您已经回答了").says("已认领").says("这次不认领");
    let token = link_to(&site.world, "chen").await;
    let fields = [("token", token.as_str()), ("form", "no")];
    visitor.submit("/proposal/decline", &fields).await.has_status(303);
    visitor.submit("/proposal/decline", &[("token", token.as_str()), ("form", "again")]).await.has_status(409);

    let mut states = Vec::new();
    for wish in &wishes {
        states.push(site.world.claims_of(wish.id).await[0].state);
    }
    assert_eq!(states.iter().filter(|state| **state == State::Confirmed).count(), 1);
    assert_eq!(states.iter().filter(|state| **state == State::Released).count(), 2);
    office.get(&round).await.says("1 认领了").says("2 这次不认领").says("下一轮会再配");
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = lin.get("/gifts/offers/1").await;
    page.has_status(200).says("从这个意向配出的心愿").says("已认领").says("心愿：2 个里已配上 1 个").says("书包 · ");
    assert!(page.body.contains("href=\"/match?count=1\""), "what fits now is asked for what is left");
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    for address in ["/gifts/offers", "/gifts/offers/2"] {
        let page = chen.get(address).await;
        page.says("休息中").says("休息到 2026年11月30日：2026年11月23日 有配上的您没有要");
    }
    assert_eq!(site.world.letters_of("claim_confirmed").await, 1);

    let page = office.get(&opened(&office).await).await;
    page.says("合适的意向正在休息 2").says("（2 个意向）。第一个到 2026年11月30日 09:00 恢复。");
}

async fn an_english_reader_reads_list_preview_and_proposal(world: World) {
    world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "1", "").await;
    offers(&world, "chen", "3", "50").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await.in_english();
    office.get("/office/rounds?lang=en").await.says("Open a round").says("No round yet");
    let round = opened(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("to be decided").says("of 2 who wait").says("offers looked at: 2; at rest: 0");
    page.says("Offers that could give more, and why").says("chen Offer no. 2 · no wish fits them");
    page.says("Which wishes, and why").says("shagou小学 · no other offer fits it");
    let tried = office.get(&format!("{round}?max_count=1&township=1")).await;
    tried.has_status(200).says("Children served 1 2").says("Proven bound 1 2");
    let told = office.get(&format!("{round}?township=1")).await;
    told.has_status(422).says("Wishes at most: Please say how many wishes this one more offer gives at most");
    tried.says("Wishes at most optional");
    applied(&office, &round).await.has_status(303);
    let token = link_to(&site.world, "lin").await;
    let page = site.visitor().in_english().get(&format!("/proposal?token={token}&lang=en")).await;
    page.has_status(200).says("Wishes that fit your offer").says("only your offer fits");
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await.in_english();
    let page = lin.get("/gifts/offers/1?lang=en").await;
    page.has_status(200).says("Wishes taken: 1 of 1").says("This offer is used up").says("Schoolbag · ");
    let list = lin.get("/gifts/offers?lang=en").await;
    list.says("resting").says("at the latest, because we wrote to you on 23 November 2026.");
    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await.in_english();
    let page = chen.get("/gifts/offers/2?lang=en").await;
    page.has_status(200).says("The round of 23 November 2026 proposed nothing from this offer: no wish fitted it.");
}

async fn another_round_is_refused_with_the_way_to_the_one_that_waits(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let key = office.get("/office/rounds").await.value_of("form").unwrap();
    let again = office.submit("/office/rounds", &[("form", &key), ("phase", "5")]).await;
    again.has_status(409).says("先处理那一轮").says("先决定这一轮： 第 1 轮结对");
    let to_it = format!("href=\"{round}\"");
    assert_eq!(again.body.matches(&to_it).count(), 2, "in the notice, and in the list");
    let other = office.submit("/office/rounds", &[("form", &key), ("phase", "all")]).await;
    let page = office.get(other.has_status(303).location()).await;
    page.has_status(200).says("另一轮请重新算： 第 1 轮结对");
    let number = other.location().rsplit('/').next().unwrap();
    office.get(&round).await.says(&format!("另一轮请重新算： 第 {number} 轮结对"));
    office.submit(&format!("{round}/discard"), &[("form", "put-away")]).await.has_status(303);
    let page = office.get(other.location()).await;
    assert!(!page.body.contains("另一轮请重新算"));
}

async fn the_list_shows_when_a_round_was_last_drawn(world: World) {
    world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "1", "").await;
    let mut site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    office.get("/office/rounds").await.says("最近一次计算").says("2026年11月23日 09:00");
    office.get(&round).await.says("信马上就寄，夜里也一样");
    drop(office);
    site.later(chrono::TimeDelta::hours(2));
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.submit(&format!("{round}/redraw"), &[("form", "anew")]).await.has_status(303);
    let page = office.get("/office/rounds").await;
    page.says("2026年11月23日 11:00");
    assert!(!page.body.contains("2026年11月23日 09:00"), "not when it was opened");
    let body = office.get(&round).await.body;
    let place = |words: &str| body.find(words).unwrap();
    let (tries, asked, waits) = (place("id=\"what-if\""), place("要问谁"), place("等了多久"));
    assert!(tries < asked && asked < waits, "the long lists come last");
}

async fn a_what_if_is_shown_beside_the_round(world: World) {
    world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "1", "80").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    office.get(&round).await.says("没有配上任何心愿").says("有意向，但单价上限都低于它的价钱");
    let tried = office.get(&format!("{round}?raise_cap=20&max_count=&budget=")).await;
    tried
        .has_status(200)
        .says("配上的孩子 0 1")
        .says("还在等的平均等了（天）")
        .says("不到各校平均一半的学校，这一半按整数个心愿算");
    assert!(!tried.body.contains("提高单价上限没有变化") && !tried.body.contains("“现在”一栏"));
    let tried = office.get(&format!("{round}?raise_cap=5")).await;
    tried.says("配上的孩子 0 0").says("提高单价上限没有变化：有 2 个心愿，提高以后仍然超过上限。");
    office.get(&format!("{round}?max_count=5")).await.says("配上的孩子 0 2");
    let told = office.get(&format!("{round}?raise_cap=much&max_count=0")).await;
    told.has_status(422).says("请写金额（元）").says("请写 1 到 1000 之间的整数");
    assert_eq!(told.value_of("raise_cap").as_deref(), Some("much"));
    let told = office.get(&format!("{round}?raise_cap=1000000.01")).await;
    told.has_status(422).says("请写 ¥0.01 到 ¥1,000,000.00 之间的金额");
    let tried = office.get(&format!("{round}?max_count=5&category=books")).await;
    tried.has_status(200).says("配上的孩子 0 0");
    let chosen = tried.body.split("value=\"books\"").nth(1).unwrap();
    assert!(chosen.split('>').next().unwrap().contains("selected"), "the choice is kept");
    assert!(!tried.body.contains("name=\"max_shares\""), "a round over one phase has no plots");
    let told = office.get(&format!("{round}?category=books&township=99")).await;
    told.has_status(422).says("乡镇").says("最多几个心愿：请写这个意向最多给几个心愿");
    told.says("最多几个心愿 选填 请写这个意向最多给几个心愿");
    offers(&site.world, "chen", "1", "").await;
    let tried = office.get(&format!("{round}?raise_cap=5")).await;
    tried.says("配上的孩子 1 1").says("没有哪个心愿是因为超过上限才没配上的");
    tried.says("上面 2026年11月23日 09:00 算的不一样：参加的意向从 1 变成 2。");
    let tried = office.get(&format!("{round}?raise_cap=20")).await;
    tried.says("配上的孩子 1 2");
    applied(&office, &round).await.has_status(409).says("没有配上任何心愿，不用寄信");
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.get(&round).await.has_status(403);
}

async fn what_is_wrong_is_told_and_what_was_ticked_is_kept(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "2", "").await;
    let mut site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    applied(&office, &round).await.has_status(303);
    let again = office.submit("/office/rounds", &[("form", "x"), ("phase", "")]).await;
    again.has_status(422);
    drop(office);
    let token = link_to(&site.world, "lin").await;
    let code = wishes[1].code.to_string();
    let visitor = site.visitor();
    let told = visitor.submit("/proposal", &[("token", token.as_str()), ("form", "a"), ("wish", &code)]).await;
    told.has_status(422).says("请先同意认领约定");
    assert_eq!(told.body.matches("name=\"wish\"").count(), 2);
    let ticked = told.body.split(&format!("value=\"{code}\"")).nth(1).unwrap();
    assert!(ticked.split('>').next().unwrap().contains("checked"), "the tick is kept");
    let none = [("token", token.as_str()), ("form", "a"), ("rules", "yes")];
    visitor.submit("/proposal", &none).await.has_status(422).says("一个也没有勾。愿意给的请勾上");
    visitor.submit("/proposal", &[("token", "made-up.AAAA"), ("form", "a")]).await.has_status(410);
    visitor.get("/proposal?token=made-up.AAAA").await.has_status(410).says("这个链接不能用了");
    drop(visitor);
    site.later(chrono::TimeDelta::hours(49));
    let late = [("token", token.as_str()), ("form", "b"), ("wish", &code), ("rules", "yes")];
    site.visitor().submit("/proposal", &late).await.has_status(422);
    let page = site.visitor().get(&format!("/proposal?token={token}")).await;
    page.has_status(410).says("时间已经过了，马上会重新开放");
    assert_eq!(page.words().matches(" 没有回答").count(), 2, "of each wish: {}", page.words());
    assert!(!page.words().contains("待您确认") && !page.words().contains("现在已经重新开放"), "nor is it open yet");
    assert_eq!(site.world.status(wishes[0].id).await, Status::Taken, "the clock opens it again");
    entity::clock::turn(&site.world.store, site.world.now).await;
    assert_eq!(site.world.status(wishes[0].id).await, Status::Open);
    site.visitor().get(&format!("/proposal?token={token}")).await.has_status(410).says("现在已经重新开放");
}

async fn the_office_sets_the_hour_of_the_clocks_rounds(world: World) {
    let mut site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.get("/office/rounds").await.says("现在不定时");
    let told = office.submit("/office/rounds/nightly", &[("form", "a"), ("hour", "25")]).await;
    told.has_status(422);
    office.submit("/office/rounds/nightly", &[("form", "b"), ("hour", "3")]).await.has_status(303);
    let page = office.get("/office/rounds").await;
    page.says("每天 3 点").says("下一次：2026年11月24日 03:00。").says("不再定时");
    assert!(!page.words().contains("上一次是"), "there was none");
    drop(office);
    site.later(chrono::TimeDelta::hours(19));
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.get("/office/rounds").await.says("下一次马上就做。");
    nightly::run(&site.world.store, site.world.now).await.unwrap();
    let page = office.get("/office/rounds").await;
    page.says("下一次：2026年11月25日 03:00。上一次是 2026年11月24日 04:00 算的，没有可配的。");
    office.submit("/office/rounds/nightly/stop", &[("form", "c")]).await.has_status(303);
    office.get("/office/rounds").await.says("现在不定时");
}

async fn a_round_made_at_night_says_when_its_letters_go_out(world: World) {
    world.open_wish("shagou").await;
    offers(&world, "lin", "1", "").await;
    let (officer, typed) = (world.officer().await, nightly::Typed { hour: "3".into() });
    nightly::set(&world.store, officer, &typed, &world.form(), world.now).await.unwrap();
    let mut site = TestSite::new(world);
    site.later(chrono::TimeDelta::hours(19));
    assert_eq!(nightly::run(&site.world.store, site.world.now).await.unwrap(), 1);
    assert_eq!(apply::go_on(&site.world.store, site.world.now).await.unwrap(), 1);
    for (hours, zh, en) in [(0, "8 点起寄信", "letters go out from 8:00"), (4, "已寄信", "letters written")] {
        site.later(chrono::TimeDelta::hours(hours));
        let office = site.sign_in_as(site.world.officer().await.account()).await;
        let list = office.get("/office/rounds").await;
        list.has_status(200).says(zh).says("上一次是 2026年11月24日 04:00 算的。");
        assert!(hours > 0 || !list.words().contains("已寄信"), "they wait in the outbox");
        let office = office.in_english();
        office.get("/office/rounds/1?lang=en").await.has_status(200).says(en);
    }
}

async fn a_plot_and_a_fund_go_from_the_offers_form_to_the_answer(world: World) {
    world.running_phase().await;
    let plot = world.plot_open("南坡人家").await;
    world.plot_open("北坡人家").await;
    let rule = rule::Typed { month: "2026-09".into(), match_source: "both".into(), ..rule::Typed::suggested(None) };
    let fund = world.fund_with(&rule).await;
    let elder = world.elder_since(fund, "one", "2026-09-01").await;
    world.supporters(elder, 2).await;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get("/gifts/offers/new").await.says("一亩地最多几份").says("给孝心基金多少");
    let typed = [
        ("form", "a"),
        ("kinds", "plots"),
        ("kinds", "funds"),
        ("max_count", ""),
        ("max_shares", "many"),
        ("for_funds", "15"),
        ("grade_min", "1"),
        ("grade_max", "9"),
        ("valid_until", "2026-12-31"),
    ];
    let told = lin.submit("/gifts/offers/new", &typed).await;
    told.has_status(422).says("请写 1 到 100 之间的整数");
    assert_eq!(told.value_of("max_shares").as_deref(), Some("many"));
    let mut right = typed;
    right[4].1 = "3";
    lin.submit("/gifts/offers/new", &right).await.has_status(303);
    lin.get("/gifts/offers/1").await.says("3 份").says("¥15.00");

    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let key = office.get("/office/rounds").await.value_of("form").unwrap();
    let went = office.submit("/office/rounds", &[("form", &key), ("phase", "all")]).await;
    let round = went.has_status(303).location().to_owned();
    let page = office.get(&round).await;
    page.has_status(200).says("这次配上 3 份，合计 ¥1,470.00").says("这次配上 ¥15.00");
    page.says("1 块地没有配上：有意向，但这次已经给了别处");
    assert_eq!(page.body.matches("有意向，但这次已经给了别处").count(), 1, "nothing is said under what got some");
    let tried = office.get(&format!("{round}?max_shares=2&for_funds=3")).await;
    tried.has_status(200).says("认养的份数 3 5").says("给孝心基金 ¥15.00 ¥18.00");
    assert_eq!(tried.value_of("max_shares").as_deref(), Some("2"));
    let told = office.get(&format!("{round}?for_funds=1000000.01")).await;
    told.has_status(422).says("请写 ¥0.01 到 ¥1,000,000.00 之间的金额");
    let told = office.get(&format!("{round}?max_shares=many&for_funds=3")).await;
    told.has_status(422).says("请写 1 到 100 之间的整数");
    assert_eq!(told.value_of("max_shares").as_deref(), Some("many"));
    applied(&office, &round).await.has_status(303);
    lin.get("/match").await.says("您的意向配上了，等您回答");
    let token = link_to(&site.world, "lin").await;
    let (visitor, address) = (site.visitor(), format!("/proposal?token={token}"));
    let page = visitor.get(&address).await;
    page.has_status(200).says("认养 3 份").says("给柳树湾孝心基金").says("¥15.00");
    assert!(!page.body.contains("name=\"rules\""), "there is no gift to buy");
    let (line, sum) = (page.value_of("plot").unwrap(), page.value_of("fund").unwrap());
    let fields = [("token", token.as_str()), ("form", "yes"), ("plot", line.as_str()), ("fund", sum.as_str())];
    visitor.submit("/proposal", &fields).await.has_status(303);
    visitor.get(&address).await.has_status(200).says("您已经回答了").says("您同意了");
    lin.get("/gifts/offers/1").await.says("从这个意向配出的地块和基金").says("您同意了");
    office.get(&round).await.says("答应了 1");
    assert_eq!(site.world.plot(plot).await.taken, 3);
    assert_eq!(site.world.letters_of("pledge_made").await, 1);
}
