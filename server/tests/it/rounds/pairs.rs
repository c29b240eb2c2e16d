//! The wishes of one donor on a round's page: how many of them are listed, and what became of each; and that their offer
//! stays as large as what is taken of it.

use entity::claim::take;
use sea_orm::ActiveValue::Set;

use super::{applied, link_to, offers, opened};
use crate::{
    site::{Answer, TestSite},
    world::World,
};

on_both![
    the_page_says_how_many_of_a_donors_wishes_are_not_listed,
    each_wish_of_a_donor_carries_its_own_answer,
    an_offer_smaller_than_what_is_taken_is_refused_at_its_field,
];

async fn the_page_says_how_many_of_a_donors_wishes_are_not_listed(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(50)).await;
    world.open_wishes("shagou", 32).await;
    offers(&world, "lin", "32", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("还有 2 个没有列出。").says("书包 · shagou小学 · 只有这个意向合适");
    assert!(!page.words().contains("只有这个意向合适 还没有问"), "nobody is asked while it is to be decided");
    applied(&office, &round).await.has_status(303);
    let page = office.get(&round).await;
    page.says("32 等回答").says("还有 2 个没有列出。");
    assert_eq!(page.words().matches("只有这个意向合适 等回答").count(), 30);
    let way = page.body.split("?donor=").nth(1).unwrap().split('#').next().unwrap();
    let all = office.get(&format!("{round}?donor={way}")).await;
    assert_eq!(all.has_status(200).words().matches("只有这个意向合适 等回答").count(), 32);
    assert!(!all.words().contains("没有列出"));
    all.says("看所有人");
    let nobody = office.get(&format!("{round}?donor=9999")).await;
    assert!(!nobody.has_status(200).words().contains("看这一位的全部心愿"));
    let page = office.in_english().get(&format!("{round}?lang=en")).await;
    page.says("Schoolbag · shagou小学 · no other offer fits it waiting for an answer");
    page.says("More that are not listed: 2.");
}

/// The line of this wish.
fn line<'a>(page: &'a Answer, code: &str) -> &'a str {
    let rest = page.body.split(&format!("/office/wishes/{code}")).nth(1).unwrap();
    rest.split("</li>").next().unwrap()
}

async fn each_wish_of_a_donor_carries_its_own_answer(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    offers(&world, "lin", "3", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let (zhao, form) = (site.world.donor("zhao").await, site.world.form());
    let taken = std::slice::from_ref(&wishes[0].code);
    take::take(&site.world.store, zhao, taken, true, &form, site.world.now).await.unwrap();
    applied(&office, &round).await.has_status(303);
    let page = office.get(&round).await;
    let [taken, chosen, other] = [0, 1, 2].map(|place: usize| wishes[place].code.to_string());
    assert!(line(&page, &taken).contains("没有提出：已被别人认领或撤下"));
    assert!(line(&page, &chosen).contains("等回答") && line(&page, &other).contains("等回答"));
    assert!(!page.words().contains("没有列出"), "all are listed");

    let (visitor, token) = (site.visitor(), link_to(&site.world, "lin").await);
    let fields = [("token", token.as_str()), ("form", "yes"), ("wish", chosen.as_str()), ("rules", "yes")];
    visitor.submit("/proposal", &fields).await.has_status(303);
    let page = office.get(&round).await;
    page.says("1 认领了").says("1 这次不认领").says("1 没有提出");
    assert!(line(&page, &taken).contains("没有提出：已被别人认领或撤下"));
    assert!(line(&page, &chosen).contains("认领了"));
    assert!(line(&page, &other).contains("这次不认领"));
}

async fn an_offer_smaller_than_what_is_taken_is_refused_at_its_field(world: World) {
    world.open_wishes("shagou", 3).await;
    offers(&world, "lin", "5", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    applied(&office, &round).await.has_status(303);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get("/gifts/offers/1").await.says("心愿：5 个里已配上 3 个");
    let typed = |form: &'static str, count: &'static str| {
        let until = ("valid_until", "2026-12-31");
        [("form", form), ("kinds", "wishes"), ("max_count", count), ("grade_min", "1"), ("grade_max", "9"), until]
    };
    let told = lin.submit("/gifts/offers/1", &typed("less", "2")).await;
    told.has_status(422).says("最多几个心愿：已经从这个意向配上了 3 个，不能比这个少");
    assert_eq!(told.value_of("max_count").as_deref(), Some("2"), "as it was typed");
    let english = lin.in_english();
    english.get("/about?lang=en").await;
    let told = english.submit("/gifts/offers/1", &typed("less", "2")).await;
    told.has_status(422).says("Taken from this offer already: 3. It cannot be less");
    english.submit("/gifts/offers/1", &typed("all", "3")).await.has_status(303);
    english.get("/gifts/offers/1?lang=en").await.says("Wishes taken: 3 of 3");
}
