//! What a round's page and the list of rounds say as time goes on: what of a preview is gone, and, once it is applied,
//! what was proposed and what became of it before what was drawn.

use entity::claim::take;

use super::{applied, link_to, offers, opened};
use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    a_preview_says_how_many_of_its_wishes_are_gone,
    what_became_of_an_applied_round_comes_before_what_was_drawn,
    a_round_that_asked_nobody_says_so,
    who_is_left_is_told_that_it_was_given_back,
    the_offers_at_rest_are_named,
    the_answer_to_a_what_if_follows_its_form_in_one_table,
];

/// Somebody else claims the wish by hand.
async fn claimed(site: &TestSite, code: &entity::Code) {
    let (zhao, form) = (site.world.donor("zhao").await, site.world.form());
    let code = std::slice::from_ref(code);
    take::take(&site.world.store, zhao, code, true, &form, site.world.now).await.unwrap();
}

async fn declined(site: &TestSite, donor: &str) {
    let token = link_to(&site.world, donor).await;
    let fields = [("token", token.as_str()), ("form", "no")];
    site.visitor().submit("/proposal/decline", &fields).await.has_status(303);
}

async fn office(site: &TestSite) -> Reader<'_> {
    site.sign_in_as(site.world.officer().await.account()).await
}

async fn a_preview_says_how_many_of_its_wishes_are_gone(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    offers(&world, "lin", "3", "").await;
    let site = TestSite::new(world);
    let office = office(&site).await;
    let round = opened(&office).await;
    let gone = "算好以后，这一轮里有 2 个心愿已经被别人认领，或者撤下了";
    assert!(!office.get(&round).await.words().contains("算好以后，这一轮里有"), "all are there");
    for wish in &wishes[..2] {
        claimed(&site, &wish.code).await;
    }
    office.get(&round).await.has_status(200).says(gone).says("按“重新算”");
    let page = office.get("/office/rounds").await;
    page.says("心愿").says("算出 3");
    office.submit(&format!("{round}/redraw"), &[("form", "anew")]).await.has_status(303);
    let page = office.get(&round).await;
    assert!(!page.words().contains("算好以后，这一轮里有"), "it was drawn anew");
    let office = office.in_english();
    claimed(&site, &wishes[2].code).await;
    let page = office.get(&format!("{round}?lang=en")).await;
    page.says("others have claimed since it was drawn, or that are not to be had any more: 1.");
}

async fn what_became_of_an_applied_round_comes_before_what_was_drawn(world: World) {
    let wishes = world.open_wishes("shagou", 3).await;
    offers(&world, "lin", "3", "").await;
    let site = TestSite::new(world);
    let office = office(&site).await;
    let round = opened(&office).await;
    office.get(&round).await.has_status(200).says("要问谁");
    claimed(&site, &wishes[0].code).await;
    applied(&office, &round).await.has_status(303);
    let token = link_to(&site.world, "lin").await;
    let taken = wishes[1].code.to_string();
    let fields = [("token", token.as_str()), ("form", "yes"), ("wish", taken.as_str()), ("rules", "yes")];
    site.visitor().submit("/proposal", &fields).await.has_status(303);
    let page = office.get(&round).await;
    page.has_status(200).says("回答 2 提出了").says("1 认领了").says("1 这次不认领").says("1 没有提出");
    page.says("问了谁").says("从这里往下，都是 2026年11月23日 09:00 计算时的数字，不是后来的结果。");
    let place = |words: &str| page.body.find(words).unwrap();
    let (answers, asked, drawn) = (place("提出了"), place("问了谁"), place("结果（计算时）"));
    assert!(answers < asked && asked < drawn && drawn < place("个孩子"), "what became of it first");
    for heading in ["等了多久", "各学校", "没配上的，为什么"] {
        page.says(&format!("{heading}（计算时）"));
    }
    let list = office.get("/office/rounds").await;
    list.says("提出 2：认领了 1 · 这次不认领 1 · 没有提出 1");
    assert!(!list.words().contains("配上的孩子"), "not what was drawn");
    let office = office.in_english();
    office.get("/office/rounds?lang=en").await.says("proposed: 2 (claimed 1 · declined 1 · not proposed 1)");
    office.get(&format!("{round}?lang=en")).await.says("The result (as drawn)").says("2 proposed");
}

async fn a_round_that_asked_nobody_says_so(world: World) {
    let wishes = world.open_wishes("shagou", 1).await;
    offers(&world, "lin", "1", "").await;
    let site = TestSite::new(world);
    let office = office(&site).await;
    let round = opened(&office).await;
    claimed(&site, &wishes[0].code).await;
    applied(&office, &round).await.has_status(303);
    for address in [round.as_str(), "/office/rounds"] {
        let page = office.get(address).await;
        page.has_status(200).says("谁也没问");
        assert!(!page.words().contains("已寄信"), "{address}");
    }
}

async fn who_is_left_is_told_that_it_was_given_back(world: World) {
    world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "2", "").await;
    let site = TestSite::new(world);
    let office = office(&site).await;
    let round = opened(&office).await;
    applied(&office, &round).await.has_status(303);
    offers(&site.world, "lin", "2", "").await;
    declined(&site, "lin").await;
    let round = opened(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("合适的意向，主人这一周里没有要它 2").says("其余符合条件的，主人这一周里没有要 1");
    let page = office.in_english().get(&format!("{round}?lang=en")).await;
    page.says("the donors whose offers fit gave it back less than a week ago 2");
}

async fn the_offers_at_rest_are_named(world: World) {
    world.open_wishes("shagou", 1).await;
    offers(&world, "lin", "2", "").await;
    let site = TestSite::new(world);
    let office = office(&site).await;
    let round = opened(&office).await;
    let page = office.get(&round).await;
    assert!(!page.has_status(200).words().contains("休息的是哪些意向"), "none rests");
    applied(&office, &round).await.has_status(303);
    let next = opened(&office).await;
    let page = office.get(&next).await;
    page.says("休息的是哪些意向，为什么 lin 认领意向 1 号 · 等主人回答上一封信，最晚到 2026年11月25日 09:00");
    declined(&site, "lin").await;
    office.submit(&format!("{next}/redraw"), &[("form", "anew")]).await.has_status(303);
    let rests = "认领意向 1 号 · 有配上的没有要，或者没有按时回答，休息到 2026年11月30日 09:00";
    office.get(&next).await.says(rests);
    let page = office.in_english().get(&format!("{next}?lang=en")).await;
    page.says("Which offers rest, and why lin Offer no. 1 · something proposed from it was given back");
}

async fn the_answer_to_a_what_if_follows_its_form_in_one_table(world: World) {
    world.open_wishes("shagou", 2).await;
    offers(&world, "lin", "1", "80").await;
    let site = TestSite::new(world);
    let office = office(&site).await;
    let round = opened(&office).await;
    assert!(!office.get(&round).await.body.contains("id=\"what-if-answer\""), "nothing was asked");
    let page = office.get(&format!("{round}?raise_cap=20")).await;
    let place = |words: &str| page.body.find(words).unwrap();
    assert!(place("name=\"raise_cap\"") < place("id=\"what-if-answer\""), "the fields come first");
    assert!(page.body.contains(&format!("{round}#what-if-answer")), "and lead to it");
    let answer = page.body.split("id=\"what-if-answer\"").nth(1).unwrap();
    assert!(answer.split("<tbody").next().unwrap().contains("class=\"table\""), "no card for each figure");
}
