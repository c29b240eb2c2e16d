//! A school that a round leaves behind: named as an officer knows it, and told what stood in the way. And an offer that its
//! donor's limit stops.

use entity::{claim::State, offer};
use sea_orm::ActiveValue::Set;

use super::{offers, opened};
use crate::{site::TestSite, world::World};

on_both![
    a_school_that_is_left_behind_is_named_and_told_what_stood_in_the_way,
    an_offer_that_its_donors_limit_stops_is_named_with_the_reason,
];

/// An offer for wishes of this school.
async fn offer_to(world: &World, donor: &str, school: &str, count: &str) {
    let typed = offer::Typed {
        max_count: count.to_owned(),
        schools: vec![world.school_id(school).await.to_string()],
        ..offer::Typed::fresh(world.today())
    };
    offer::make::make(&world.store, world.donor(donor).await, &typed, &world.form(), world.now).await.unwrap();
}

async fn a_school_that_is_left_behind_is_named_and_told_what_stood_in_the_way(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(50)).await;
    for school in ["shagou", "nanpo", "beipo"] {
        world.open_wishes(school, 12).await;
    }
    offer_to(&world, "lin", "nanpo", "12").await;
    offer_to(&world, "chen", "shagou", "1").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let page = office.get(&round).await;
    let behind = "只看这一轮，这所学校偏少：配上 3 个才到各校平均的一半。";
    page.has_status(200).says(&format!("shagou小学 {behind}没配上的心愿，合适的意向这次能给的都给完了；拿到的学校"));
    page.says(&format!("beipo小学 {behind}可是这一轮能给的意向，没有一个合适它的心愿。"));
    page.says("beipo小学 · 等了 30 天 · 没有意向给这所学校的这类东西").says("nanpo小学 12 12");
    assert!(!page.body.contains("shagou的学校"), "not by its alias");
    let page = office.in_english().get(&format!("{round}?lang=en")).await;
    page.has_status(200)
        .says("shagou小学 Left behind in this round alone: it would take 3 of its wishes to reach half of what");
    page.says("schools get on average. The offers that fit the wishes it has left have given all they can this time");
    assert!(page.body.contains("<span lang=\"zh-CN\">shagou小学</span>"), "Chinese on an English page says so");
}

async fn an_offer_that_its_donors_limit_stops_is_named_with_the_reason(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(5)).await;
    let lin = world.donor("lin").await;
    for _ in 0..3 {
        world.claim_with("shagou", lin, State::Confirmed).await;
    }
    world.open_wishes("shagou", 6).await;
    offers(&world, "lin", "30", "").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office).await;
    let page = office.get(&round).await;
    page.has_status(200).says("合适的意向，主人手上的礼物到了上限 4");
    assert!(!page.words().contains("都给了别的孩子"), "they are given to nobody");
    page.says("lin 认领意向 1 号 · 能给 30 个，这次配上了 2 个 · 主人手上的礼物到了上限");
    let page = office.in_english().get(&format!("{round}?lang=en")).await;
    page.says("the donors whose offers fit have as many gifts on the way as may be 4");
    page.says("proposed this time: 2 of 30 · as many of the donor's gifts are on the way as may be");
}
