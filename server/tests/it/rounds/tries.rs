//! What a what-if says beside its figures: what its fields are for, what lacks, what more parcels are for, and why one more
//! offer changes nothing.

use entity::claim::State;

use super::{offers, opened};
use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    the_fields_of_a_what_if_say_what_they_are_for,
    more_parcels_are_told_with_the_children_they_are_for,
    an_empty_what_if_says_so,
    one_more_offer_that_changes_nothing_is_told_with_the_reason,
    a_school_says_what_is_promised_and_what_would_be,
];

/// Opens a round over everything; gives its address.
async fn opened_over_all(office: &Reader<'_>) -> String {
    let key = office.get("/office/rounds").await.value_of("form").unwrap();
    let went = office.submit("/office/rounds", &[("form", &key), ("phase", "all")]).await;
    went.has_status(303).location().to_owned()
}

async fn the_fields_of_a_what_if_say_what_they_are_for(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened_over_all(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("一亩地最多几份 选填 一共最多认养几份。").says("一共最多捐多少。");
    let told = office.get(&format!("{round}?category=books")).await;
    told.has_status(422).says("最多几个心愿：请写这个意向给多少：心愿、地块、基金，至少写一样");
    let lacks = told.body.split("id=\"max_count-error\"").nth(1).unwrap();
    assert!(lacks.split("</p>").next().unwrap().contains("请写这个意向给多少"), "it stands at the field");
    let told = office.in_english().get(&format!("{round}?category=books&lang=en")).await;
    told.has_status(422).says("Please say how much this one more offer gives: wishes, shares of plots or a sum");
    told.says("How many shares it adopts at most, in all.").says("A round proposes one fund from each offer.");
}

async fn more_parcels_are_told_with_the_children_they_are_for(world: World) {
    for school in ["shagou", "nanpo"] {
        world.open_wish(school).await;
    }
    offers(&world, "lin", "1", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let page = office.get(&format!("{round}?max_count=1")).await;
    page.has_status(200).says("配上的孩子 1 2").says("包裹 1 2").says("包裹多了 1 个，因为多配上了 1 个孩子。");
    let page = office.get(&format!("{round}?raise_cap=1")).await;
    assert!(!page.has_status(200).words().contains("包裹多了"), "there are no more");
    let page = office.in_english().get(&format!("{round}?max_count=1&lang=en")).await;
    page.says("Parcels: 1 more, because more children are served: 1.");
}

async fn an_empty_what_if_says_so(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    assert!(!office.get(&round).await.words().contains("一样也没有写"), "nothing was sent");
    let page = office.get(&format!("{round}?raise_cap=&max_count=+&budget=&category=&township=")).await;
    page.has_status(200).says("一样也没有写，没有什么可以试算的。请写单价上限提高多少");
    let answer = page.body.split("id=\"what-if-answer\"").nth(1).unwrap();
    assert!(answer.split("</form>").next().unwrap().contains("一样也没有写"), "where the form leads to");
    let page = office.in_english().get(&format!("{round}?raise_cap=&lang=en")).await;
    page.says("Nothing is filled in, so there is nothing to try out.");
}

async fn one_more_offer_that_changes_nothing_is_told_with_the_reason(world: World) {
    world.running_phase().await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let all = opened_over_all(&office).await;
    let page = office.get(&format!("{all}?max_count=1")).await;
    page.has_status(200).says("再多这一个意向没有变化：没有心愿在等。");
    site.world.open_wishes("shagou", 2).await;
    offers(&site.world, "lin", "1", "").await;
    let round = opened(&office).await;
    for (asked, why) in [
        ("max_count=1&category=books", "在等的心愿里，没有符合它条件的。"),
        ("max_count=1&budget=50", "符合它条件、没配上的心愿，它的钱不够买。"),
    ] {
        let page = office.get(&format!("{round}?{asked}")).await;
        page.has_status(200).says("配上的孩子 1 1").says(&format!("再多这一个意向没有变化：{why}"));
    }
    let page = office.get(&format!("{round}?max_count=1")).await;
    assert!(!page.words().contains("没有变化"), "it serves the other one");
    offers(&site.world, "chen", "2", "").await;
    let page = office.get(&format!("{round}?max_count=1")).await;
    page.says("再多这一个意向没有变化：符合它条件的心愿，没有它也都配上了。");
    let page = office.in_english().get(&format!("{round}?max_count=1&raise_cap=1&lang=en")).await;
    page.says("Raising the highest prices changes nothing: no wish is left because it is above them.");
    page.says("One more such offer changes nothing: every wish that fits it is served without it.");
}

async fn a_school_says_what_is_promised_and_what_would_be(world: World) {
    world.open_wishes("shagou", 2).await;
    let lin = world.donor("lin").await;
    for state in [State::Confirmed, State::Held] {
        world.claim_with("shagou", lin, state).await;
    }
    offers(&world, "chen", "1", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("shagou小学 2 1 25% → 50%").says("替人留着、等他回答的不算");
    let page = office.in_english().get(&format!("{round}?lang=en")).await;
    page.says("Share promised").says("what is held until somebody answers is not");
}
