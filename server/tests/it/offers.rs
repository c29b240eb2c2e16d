//! Standing offers through the router: the list, the form, and what its donor may do with one.

use entity::{place::township, school};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{site::TestSite, world::World};

on_both![
    a_donor_makes_changes_pauses_and_ends_an_offer,
    what_was_typed_is_kept_with_what_is_wrong,
    an_offer_without_wishes_says_nothing_of_them,
    an_offer_of_nothing_is_refused_where_it_is_ticked,
    what_cannot_hold_is_refused_at_its_field_and_stands_there_again,
];

async fn a_donor_makes_changes_pauses_and_ends_an_offer(world: World) {
    world.school("shagou").await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    donor.get("/gifts").await.says("认领意向");
    donor.get("/gifts/offers").await.has_status(200).says("还没有认领意向");
    donor.get("/gifts/offers/new").await.has_status(200).says("文具").says("沙沟镇").says("shagou的学校");
    let whole = [
        ("form", "a"),
        ("max_count", "40"),
        ("budget", "2400"),
        ("max_price", ""),
        ("categories", "books"),
        ("categories", "stationery"),
        ("schools", "1"),
        ("grade_min", "1"),
        ("grade_max", "6"),
        ("valid_until", "2026-12-31"),
        ("kinds", "wishes"),
    ];
    for _ in 0..2 {
        donor.submit("/gifts/offers/new", &whole).await.has_status(303);
    }
    assert_eq!(site.world.letters_of("offer_made").await, 1);
    let page = donor.get("/gifts/offers/1").await;
    page.says("文具、图书").says("¥2,400.00").says("1—6 年级").says("2026年12月31日");
    assert_eq!(page.value_of("max_count").as_deref(), Some("40"));
    page.says("一次最多列出 30 个");
    assert!(page.body.contains("count=30"), "as many as match me shows");
    donor.get("/gifts/offers").await.says("认领意向 1 号").says("有效");
    let mut changed = whole;
    (changed[0].1, changed[1].1) = ("b", "12");
    donor.submit("/gifts/offers/1", &changed).await.has_status(303);
    let page = donor.get("/gifts/offers/1").await;
    page.says("12 个");
    assert!(page.body.contains("count=12") && !page.body.contains("一次最多列出"), "all of it at once");
    donor.submit("/gifts/offers/1/pause", &[("form", "c")]).await.has_status(303);
    donor.get("/gifts/offers/1").await.says("已暂停").says("恢复");
    donor.submit("/gifts/offers/1/resume", &[("form", "d")]).await.has_status(303);
    donor.submit("/gifts/offers/1/end", &[("form", "e")]).await.has_status(303);
    let page = donor.get("/gifts/offers/1").await;
    page.has_status(200).says("已结束").says("写一个认领意向");
    assert!(!page.body.contains("name=\"max_count\""), "there is nothing to change any more");
    changed[0].1 = "g";
    donor.submit("/gifts/offers/1", &changed).await.has_status(422).says("这个认领意向已经结束");
    let other = site.sign_in_as(site.world.donor("chen").await.account()).await;
    other.get("/gifts/offers/1").await.has_status(404);
    other.submit("/gifts/offers/1/end", &[("form", "f")]).await.has_status(404);
}

async fn what_was_typed_is_kept_with_what_is_wrong(world: World) {
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let typed = [
        ("form", "a"),
        ("max_count", "many"),
        ("budget", "1e3"),
        ("categories", "books"),
        ("grade_min", "5"),
        ("grade_max", "4"),
        ("valid_until", "2030-01-01"),
        ("kinds", "wishes"),
    ];
    let told = donor.submit("/gifts/offers/new", &typed).await;
    told.has_status(422).says("请写 1 到 1000 之间的整数").says("请写金额（元）").says("最晚 2027年11月23日");
    told.says("请选 5 到 9 年级");
    assert_eq!(told.value_of("max_count").as_deref(), Some("many"));
    assert_eq!(told.value_of("budget").as_deref(), Some("1e3"));
    let ticked = told.body.split("value=\"books\"").nth(1).unwrap();
    assert!(ticked.split('>').next().unwrap().contains("checked"), "the tick is kept");
    let donor = donor.in_english();
    donor.get("/about?lang=en").await;
    let told = donor.submit("/gifts/offers/new", &typed).await;
    told.has_status(422).says("Please give a whole number from 1 to 1000");
}

async fn an_offer_without_wishes_says_nothing_of_them(world: World) {
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await.in_english();
    donor.get("/about?lang=en").await;
    let typed = [
        ("form", "a"),
        ("kinds", "plots"),
        ("max_count", "many"),
        ("max_price", "1e3"),
        ("max_shares", "1"),
        ("grade_min", "5"),
        ("grade_max", "4"),
        ("valid_until", "2026-12-31"),
    ];
    donor.submit("/gifts/offers/new", &typed).await.has_status(303);
    let page = donor.get("/gifts/offers").await;
    page.has_status(200).says("Shares of plots at most: 1; Valid until: 31 December 2026");
    assert!(!page.body.contains("Wishes at most"), "it gives none");
    let mut both = typed.to_vec();
    both[0].1 = "b";
    both.push(("kinds", "wishes"));
    let told = donor.submit("/gifts/offers/new", &both).await;
    told.has_status(422).says("Please give a whole number from 1 to 1000");
}

async fn an_offer_of_nothing_is_refused_where_it_is_ticked(world: World) {
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let typed = [
        ("form", "a"),
        ("max_count", "12"),
        ("budget", "300"),
        ("categories", "books"),
        ("grade_min", "1"),
        ("grade_max", "6"),
        ("valid_until", "2026-12-31"),
    ];
    let told = donor.submit("/gifts/offers/new", &typed).await;
    told.has_status(422).says("请选择给什么");
    assert!(told.body.contains("id=\"kinds-error\""), "the sentence stands at the boxes");
    assert_eq!(told.value_of("max_count").as_deref(), Some("12"));
    assert_eq!(told.value_of("budget").as_deref(), Some("300"));
    let boxes = || told.body.split("<input").filter(|input| input.contains("name=\"kinds\""));
    assert_eq!(boxes().count(), 3);
    assert!(!boxes().any(|input| input.split('>').next().unwrap().contains("checked")), "nothing is ticked for them");
    assert_eq!(site.world.letters_of("offer_made").await, 0);
    let donor = donor.in_english();
    donor.get("/about?lang=en").await;
    donor.submit("/gifts/offers/new", &typed).await.has_status(422).says("Please choose: What it is for");
    let right = [&typed[..], &[("kinds", "wishes")]].concat();
    donor.submit("/gifts/offers/new", &right).await.has_status(303);
}

async fn what_cannot_hold_is_refused_at_its_field_and_stands_there_again(world: World) {
    let (shagou, officer) = (world.school_id("shagou").await, world.officer().await);
    let row = township::ActiveModel {
        name_zh: Set("北山镇".to_owned()),
        name_en: Set("North Hill".to_owned()),
        ..Default::default()
    };
    let (store, school) = (&world.store, shagou.to_string());
    let other = row.insert(store.writer()).await.unwrap().id.to_string();
    world.school("beigou").await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let whole = [
        ("form", "a"),
        ("kinds", "wishes"),
        ("kinds", "funds"),
        ("max_count", "3"),
        ("for_funds", "50"),
        ("grade_min", "1"),
        ("grade_max", "9"),
        ("valid_until", "2026-12-31"),
        ("schools", school.as_str()),
    ];
    let both = [&whole[..], &[("townships", other.as_str()), ("budget", "10")]].concat();
    let told = donor.submit("/gifts/offers/new", &both).await;
    told.has_status(422).says("勾选的学校都不在勾选的乡镇里").says("总预算只有 ¥10.00，请改小这一项，或者改大预算");
    assert!(told.body.contains("id=\"schools-error\"") && told.body.contains("aria-describedby=\"schools-error\""));
    let stale = [&whole[..], &[("categories", "no-such-thing"), ("townships", "999999")]].concat();
    let told = donor.submit("/gifts/offers/new", &stale).await;
    told.has_status(422)
        .says("勾选的类别里，有的现在已经没有了")
        .says("勾选的乡镇里，有的现在已经没有了")
        .says("已经没有的选项");
    let boxed = told.body.split("value=\"999999\"").nth(1).unwrap();
    assert!(boxed.split('>').next().unwrap().contains("checked"), "it can be unticked");
    assert_eq!(site.world.letters_of("offer_made").await, 0);
    donor.submit("/gifts/offers/new", &whole).await.has_status(303);
    let now = site.world.now;
    school::change::close(&site.world.store, officer, shagou, now).await.unwrap();
    let page = donor.in_english().get("/gifts/offers/1?lang=en").await;
    page.has_status(200).says("alias-shagou (closed)");
}
