//! Match me where no wishes are asked for: a plot and a fund alone, as an offer that leaves no wishes asks for them.

use entity::{claim::State, offer, place::township};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{after::plot_and_fund, codes, link, shown};
use crate::{site::TestSite, world::World};

on_both![
    a_plot_and_a_fund_are_shown_alone,
    no_more_is_shown_than_the_address_allows,
    an_offer_without_wishes_leads_to_what_it_is_for,
    an_offer_of_wishes_and_a_fund_asks_for_both,
    grades_that_are_no_band_are_said_beside_the_link,
    none_in_these_townships_is_not_none_anywhere,
];

/// An offer of the donor's, of these kinds.
async fn offered(world: &World, kinds: &[&str], change: impl FnOnce(&mut offer::Typed)) {
    let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let mut typed = offer::Typed { kinds, ..offer::Typed::fresh(world.today()) };
    change(&mut typed);
    offer::make::make(&world.store, world.donor("lin").await, &typed, &world.form(), world.now).await.unwrap();
}

async fn a_plot_and_a_fund_are_shown_alone(world: World) {
    // The only wish is held for somebody else: nothing of it is said to who asks for none.
    world.promised("shagou", "chen", State::Held).await;
    plot_and_fund(&world).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=0&also=plots&also=funds").await;
    page.has_status(200).says("没有要心愿，只看勾上的。").says("现在合适的").says("认养 1 份，¥490.00");
    page.says("平均每位老人 ¥20.00");
    assert_eq!(page.value_of("count").as_deref(), Some("0"), "the form asks for the same again");
    assert!(shown(&page).is_empty());
    for said in ["都在等别人答复", "没有选出心愿", "没有正好合适的", "在礼物之外", "代替礼物："]
    {
        assert!(!page.words().contains(said), "{said}");
    }
    let page = reader.get("/match?count=0&budget=500&also=plots&also=funds").await;
    page.says("认养 1 份，¥490.00").says("认捐 ¥10.00");
    let told = reader.get("/match?count=0").await;
    told.has_status(422).says("请写 1 到 30 之间的整数；不要心愿的话，请先在“也看看”里勾一样，再写 0");
    assert_eq!(told.value_of("count").as_deref(), Some("0"), "what was typed is kept");
    let told = reader.get("/match?count=31&also=plots").await;
    told.has_status(422).says("几个：请写 0 到 30 之间的整数");
    assert_eq!(told.value_of("count").as_deref(), Some("31"));
    let told = site.visitor().in_english().get("/match?count=0").await;
    told.has_status(422)
        .says("Please give a whole number from 1 to 30; for no wishes, tick something at “Show as well”");
    let english = site.visitor().in_english().get("/match?count=0&also=funds").await;
    english.says("No wishes, as you asked").says("What fits now");
}

async fn no_more_is_shown_than_the_address_allows(world: World) {
    plot_and_fund(&world).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=0&also=plots&also=funds&shares=3&sum=15").await;
    page.says("认养 3 份，¥1,470.00").says("认捐 ¥15.00");
    let kept = ["shares", "sum"].map(|name| page.value_of(name).unwrap());
    assert_eq!(kept, ["3", "15.00"], "the form keeps them");
    reader.get("/match?count=0&also=plots&shares=3&budget=1000").await.says("认养 2 份，¥980.00");
    reader.get("/match?count=0&also=plots&shares=1&budget=1000").await.says("认养 1 份，¥490.00");
    reader.get("/match?count=0&also=plots&also=funds&shares=-1&sum=x").await.has_status(200).says("认养 1 份");
}

async fn an_offer_without_wishes_leads_to_what_it_is_for(world: World) {
    codes(&world, 2).await;
    plot_and_fund(&world).await;
    offered(&world, &["funds"], |typed| {
        (typed.for_funds, typed.max_price) = ("15".to_owned(), "30".to_owned());
        "3".clone_into(&mut typed.grade_max);
    })
    .await;
    offered(&world, &["plots"], |typed| "2".clone_into(&mut typed.max_shares)).await;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let way = link(&lin.get("/gifts/offers/1").await, "看看现在有哪些合适");
    assert_eq!(way, "/match?count=0&also=funds&sum=15.00", "what is said of wishes is not asked");
    let page = lin.get(&way).await;
    page.has_status(200).says("认捐 ¥15.00");
    assert!(shown(&page).is_empty() && !page.words().contains("认养 1 份"), "the fund alone");
    let way = link(&lin.get("/gifts/offers/2").await, "看看现在有哪些合适");
    assert_eq!(way, "/match?count=0&also=plots&shares=2");
    lin.get(&way).await.has_status(200).says("认养 2 份，¥980.00");
}

async fn an_offer_of_wishes_and_a_fund_asks_for_both(world: World) {
    plot_and_fund(&world).await;
    offered(&world, &["wishes", "funds"], |typed| "15".clone_into(&mut typed.for_funds)).await;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let way = link(&lin.get("/gifts/offers/1").await, "看看现在有哪些合适");
    assert_eq!(way, "/match?count=10&also=funds&sum=15.00");
}

async fn grades_that_are_no_band_are_said_beside_the_link(world: World) {
    for last in ["3", "4"] {
        offered(&world, &["wishes"], |typed| last.clone_into(&mut typed.grade_max)).await;
    }
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = lin.get("/gifts/offers/1").await;
    page.says("公开的只有年级段").says("这里按1–2年级、3–4年级列出，里面也会有您没选的年级");
    assert_eq!(link(&page, "看看现在有哪些合适"), "/match?count=10&grade=1-2&grade=3-4");
    let page = lin.get("/gifts/offers/2").await;
    assert_eq!(link(&page, "看看现在有哪些合适"), "/match?count=10&grade=1-2&grade=3-4");
    assert!(!page.words().contains("公开的只有年级段"), "grades 1 to 4 are two bands");
}

async fn none_in_these_townships_is_not_none_anywhere(world: World) {
    plot_and_fund(&world).await;
    let other = township::ActiveModel {
        name_zh: Set("别的镇".to_owned()),
        name_en: Set("Other".to_owned()),
        ..Default::default()
    };
    let other = other.insert(world.store.writer()).await.unwrap().id;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let all = "/match?count=0&also=plots&also=funds";
    let page = reader.get(&format!("{all}&township={other}")).await;
    page.says("您选的乡镇现在没有可以认养的地块。").says("您选的乡镇现在没有哪个基金还缺社会捐赠。");
    reader.get(&format!("{all}&township={other}&budget=100")).await.says("您选的乡镇现在没有预算内可以认养的地块。");
    let english = site.visitor().in_english().get(&format!("{all}&township={other}")).await;
    english.says("No fund in these townships lacks society's money just now.");
    let page = reader.get(all).await;
    assert!(!page.words().contains("没有哪个基金"), "the fund is elsewhere");
}
