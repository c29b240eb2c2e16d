//! Match me through the router: at once, with reasons, swapped and left out by links, claimed in one act.

mod after;
mod again;
mod command;
mod links;
mod without_wishes;

use chrono::TimeDelta;
use entity::{
    Code, Fen,
    claim::{self, take},
    fund::rule,
    wish,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, PaginatorTrait};

use crate::{
    site::{Answer, TestSite},
    world::World,
};

on_both![
    the_best_are_shown_at_once_with_their_reasons,
    one_is_swapped_and_one_left_out_by_links,
    leaving_one_out_keeps_the_others_within_the_budget,
    a_budget_that_does_not_bind_is_not_blamed,
    brothers_and_sisters_are_left_out_together,
    no_more_is_offered_than_can_be_claimed,
    what_cannot_be_read_is_said_at_its_field,
    a_donor_takes_all_and_what_is_gone_is_replaced,
    a_visitor_holds_them_and_is_told_what_was_replaced,
    dear_ones_that_wait_longer_leave_a_spare_to_find,
    nothing_fits_and_says_so,
    a_plot_and_a_fund_are_shown_where_they_are_ticked,
];

async fn codes(world: &World, count: usize) -> Vec<Code> {
    world.open_wishes("shagou", count).await.into_iter().map(|wish| wish.code).collect()
}

/// Open wishes at these prices in yuan, each waiting for a day less than the one before.
async fn priced(world: &World, prices: &[i64]) -> Vec<String> {
    let wishes = world.open_wishes("shagou", prices.len()).await;
    for (later, (wish, yuan)) in (0_i64..).zip(wishes.iter().zip(prices)) {
        let row = wish::ActiveModel {
            id: Set(wish.id),
            price_fen: Set(Fen::yuan(*yuan)),
            waiting_since: Set(world.now - TimeDelta::days(30 - later)),
            ..Default::default()
        };
        row.update(world.store.writer()).await.unwrap();
    }
    wishes.into_iter().map(|wish| wish.code.to_string()).collect()
}

/// The codes of the results, in their order.
fn shown(page: &Answer) -> Vec<String> {
    let found = page.body.split("id=\"found\"").nth(1).unwrap();
    let links = found.split("<b><a href=\"/wishes/").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

/// The first link of the results with this word.
fn link(page: &Answer, word: &str) -> String {
    let before = page.body.split(&format!(">{word}")).next().unwrap();
    before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&")
}

async fn take(world: &World, donor: &str, code: &Code) {
    let donor = world.donor(donor).await;
    take::take(&world.store, donor, std::slice::from_ref(code), true, &world.form(), world.now).await.unwrap();
}

async fn the_best_are_shown_at_once_with_their_reasons(world: World) {
    codes(&world, 9).await;
    let site = TestSite::new(world);
    let page = site.visitor().get("/match").await;
    page.has_status(200).says("帮我选").says("为您选了 5 个").says("先选等得最久的：已等 30 天").says("寄到同一所学校");
    assert_eq!(shown(&page).len(), 5);
    let page = site.visitor().get("/match?count=9").await;
    page.says("没有登录时一次最多保留 5 个");
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    assert_eq!(shown(&donor.get("/match?count=9").await).len(), 9);
    // 90 yuan each.
    assert_eq!(shown(&donor.get("/match?count=9&budget=300").await).len(), 3);
    assert_eq!(shown(&donor.get("/match?category=schoolbag&category=books&grade=3-4").await).len(), 5);
    site.visitor().in_english().get("/match").await.says("longest waiting first: 30 days");
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    office.get("/match").await.says("办公室的账户不能认领");
}

async fn one_is_swapped_and_one_left_out_by_links(world: World) {
    codes(&world, 9).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=4").await;
    let before = shown(&page);
    let swapped = reader.get(&link(&page, "换一个")).await;
    let after = shown(&swapped);
    assert_eq!(after.len(), 4);
    assert!(!after.contains(&before[0]) && before[1..].iter().all(|code| after.contains(code)), "{before:?} {after:?}");
    let less = reader.get(&link(&swapped, "不要这个")).await;
    let left = shown(&less);
    assert_eq!(left.len(), 3);
    assert!(left.iter().all(|code| after.contains(code)));
    assert_eq!(shown(&reader.get(&link(&less, "重新选")).await).len(), 5);
}

async fn leaving_one_out_keeps_the_others_within_the_budget(world: World) {
    let codes = priced(&world, &[50, 90, 60, 40]).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?budget=180").await;
    assert_eq!(shown(&page), [0, 1, 3].map(|n: usize| codes[n].clone()));
    page.says("先选等得最久的：已等 29 天").says("剩下的预算买得起的里面，先选等得最久的：已等 27 天");
    let english = site.visitor().in_english().get("/match?budget=180").await;
    english.says("longest waiting of what the rest of the budget pays for: 27 days");
    page.says("先选等得最久的，预算够这 3 个；给每个写一个最高价格，也许能多选几个。");
    english.says("the budget pays for these 3; with a highest price for one it may pay for more.");
    let narrower = reader.get("/match?budget=60&max_price=60").await;
    narrower.says("先选等得最久的，预算够这 1 个；每个的最高价格写低一点，也许能多选几个。");
    let less = reader.get(&link(&page, "不要这个")).await;
    assert_eq!(shown(&less), [1, 3].map(|n: usize| codes[n].clone()), "the third would cost what the last one does");
}

async fn a_budget_that_does_not_bind_is_not_blamed(world: World) {
    let codes = priced(&world, &[72, 72, 3_000]).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    for address in ["/match?budget=2000", "/match?budget=144&max_price=72"] {
        let page = reader.get(address).await;
        assert_eq!(shown(&page), codes[..2], "{address}");
        page.says("符合的只有这 2 个。");
        assert!(!page.words().contains("预算够"), "{address}: with a lower price of one there are no more");
    }
    reader.get("/match?budget=100").await.says("先选等得最久的，预算够这 1 个；给每个写一个最高价格");
    let page = reader.get("/match?budget=3100").await;
    assert_eq!(shown(&page), codes[..2], "the third would take all of it");
    page.says("先选等得最久的，预算够这 2 个；给每个写一个最高价格，也许能多选几个。");
    site.visitor().in_english().get("/match?budget=2000").await.says("Only so many fit: 2.");
}

async fn brothers_and_sisters_are_left_out_together(world: World) {
    let wishes = world.open_wishes("shagou", 4).await;
    for wish in &wishes[..2] {
        let set_no = Set(Some("together".to_owned()));
        let row = wish::ActiveModel { id: Set(wish.id), set_no, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    let codes: Vec<String> = wishes.iter().map(|wish| wish.code.to_string()).collect();
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=3").await;
    assert_eq!(shown(&page), codes[..3]);
    assert_eq!(shown(&reader.get(&link(&page, "不要这个")).await), codes[2..3]);
    assert_eq!(shown(&reader.get(&link(&page, "换一个")).await), codes[2..]);
}

async fn no_more_is_offered_than_can_be_claimed(world: World) {
    let codes = codes(&world, 6).await;
    world.change_phase(|phase| phase.donor_limit = Set(3)).await;
    take(&world, "lin", &codes[0]).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = donor.get("/match?count=5").await;
    page.says("您现在最多还能认领 2 个");
    assert_eq!(shown(&page).len(), 2);
    let form = donor.get(&link(&page, "认领这 2 个心愿")).await;
    let (code, matched) = (form.value_of("code").unwrap(), form.value_of("matched").unwrap());
    let typed = [("form", "a"), ("code", code.as_str()), ("matched", matched.as_str()), ("rules", "yes")];
    donor.submit("/claim", &typed).await.has_status(303);
    let page = donor.get("/match").await;
    page.has_status(200).says("您在路上的礼物已经到上限了");
    assert!(shown(&page).is_empty());
    let other = site.sign_in_as(site.world.donor("chen").await.account()).await;
    assert_eq!(shown(&other.get("/match").await).len(), 3);
}

async fn what_cannot_be_read_is_said_at_its_field(world: World) {
    codes(&world, 2).await;
    let site = TestSite::new(world);
    let page = site.visitor().get("/match?budget=viel&count=99").await;
    page.has_status(422).says("请写金额（元）").says("请写 1 到 30 之间的整数");
    assert_eq!(page.value_of("budget").as_deref(), Some("viel"));
    // What nobody could have typed is left out.
    site.visitor().get("/match?keep=..&without=x&only=x&other=x&count=").await.has_status(200);
}

async fn a_donor_takes_all_and_what_is_gone_is_replaced(world: World) {
    codes(&world, 6).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = donor.get("/match?count=3").await;
    let found = shown(&page);
    let claim = link(&page, "认领这 3 个心愿");
    take(&site.world, "chen", &found[1].parse().unwrap()).await;
    let form = donor.get(&claim).await;
    form.has_status(200).says("其中 1 个刚刚有人认领了");
    let (code, matched) = (form.value_of("code").unwrap(), form.value_of("matched").unwrap());
    let typed = [("form", "a"), ("code", code.as_str()), ("matched", matched.as_str()), ("rules", "yes")];
    for _ in 0..2 {
        donor.submit("/claim", &typed).await.has_status(303);
    }
    donor.get("/gifts").await.says("认领成功：3 个心愿").says("已按顺序换成接下来最合适的");
    let claims = claim::Entity::find().count(site.world.store.writer()).await.unwrap();
    assert_eq!(claims, 4, "hers and the three");
    assert_eq!(shown(&donor.get("/match").await).len(), 2, "what was claimed is not suggested again");
}

async fn a_visitor_holds_them_and_is_told_what_was_replaced(world: World) {
    codes(&world, 4).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=2").await;
    let found = shown(&page);
    let form = reader.get(&link(&page, "认领这 2 个心愿")).await;
    let (code, matched) = (form.value_of("code").unwrap(), form.value_of("matched").unwrap());
    take(&site.world, "chen", &found[0].parse().unwrap()).await;
    let typed = [
        ("form", "a"),
        ("code", code.as_str()),
        ("matched", matched.as_str()),
        ("rules", "yes"),
        ("email", "visitor@example.org"),
        ("name", "来访的人"),
    ];
    reader.submit("/claim", &typed).await.has_status(303);
    reader.get("/claim/sent").await.says("已按顺序换成接下来最合适的");
    assert_eq!(site.world.letters_of("hold_received").await, 1);
}

async fn dear_ones_that_wait_longer_leave_a_spare_to_find(world: World) {
    let codes = priced(&world, &[60, 60, 95, 60]).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = donor.get("/match?budget=150").await;
    assert_eq!(shown(&page), codes[..2]);
    let form = donor.get(&link(&page, "认领这 2 个心愿")).await;
    let (code, matched) = (form.value_of("code").unwrap(), form.value_of("matched").unwrap());
    take(&site.world, "chen", &codes[0].parse().unwrap()).await;
    let typed = [("form", "a"), ("code", code.as_str()), ("matched", matched.as_str()), ("rules", "yes")];
    donor.submit("/claim", &typed).await.has_status(303);
    donor.get("/gifts").await.says("认领成功：2 个心愿").says("已按顺序换成接下来最合适的");
    assert_eq!(shown(&donor.get("/match").await), codes[2..3]);
}

async fn nothing_fits_and_says_so(world: World) {
    let site = TestSite::new(world);
    site.visitor().get("/match").await.has_status(200).says("现在每个心愿都有人了");
    codes(&site.world, 1).await;
    site.visitor().get("/match?category=music").await.has_status(200).says("没有正好合适的");
}

async fn a_plot_and_a_fund_are_shown_where_they_are_ticked(world: World) {
    codes(&world, 1).await;
    let plot = world.plot_open("南坡人家").await;
    let rule = rule::Typed { month: "2026-09".into(), match_source: "society".into(), ..rule::Typed::suggested(None) };
    let fund = world.fund_with(&rule).await;
    let elder = world.elder_since(fund, "one", "2026-09-01").await;
    world.supporters(elder, 2).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match").await;
    page.says("也看看");
    assert!(!page.body.contains("<h2>也可以这样给"));
    let page = reader.get("/match?budget=1100&also=plots&also=funds").await;
    page.has_status(200)
        .says("预算还剩 ¥1,010.00，可以另外加上")
        .says("认养 2 份，¥980.00")
        .says("份额最少：0%")
        .says("平均每位老人 ¥20.00")
        .says("认捐 ¥20.00");
    let (adopt, pledge) = (link(&page, "认养 2 份"), link(&page, "认捐 ¥20.00"));
    assert_eq!(
        (adopt.clone(), pledge.clone()),
        (format!("/plots/{plot}?shares=2#adopt"), format!("/funds/{fund}?amount=20.00#pledge"),)
    );
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let at = |address: &str| address.split('#').next().unwrap().to_owned();
    assert_eq!(donor.get(&at(&adopt)).await.has_status(200).value_of("shares").as_deref(), Some("2"));
    assert_eq!(donor.get(&at(&pledge)).await.has_status(200).value_of("amount").as_deref(), Some("20.00"));
    let claim = reader.get(&link(&page, "认领这个心愿")).await;
    let matched = claim.value_of("matched").unwrap();
    assert!(matched.starts_with("budget=100.00&"), "a replacement leaves what the plot and the fund cost: {matched}");
    let page = reader.get("/match?budget=500&also=plots&also=funds").await;
    page.says("预算还剩 ¥410.00").says("认捐 ¥20.00").says("代替上面的：预算不够两样都给").says("认养 1 份，¥490.00");
    let page = reader.get("/match?budget=95&also=funds").await;
    page.says("预算还剩 ¥5.00").says("认捐 ¥5.00");
    let page = reader.get("/match?budget=90&also=funds").await;
    page.says("代替礼物：预算不够两样都给").says("认捐 ¥20.00");
    reader.get("/match?also=plots&also=funds").await.says("在礼物之外，还可以");
    let page = reader.get("/match?budget=100&also=plots").await;
    page.says("没有预算内可以认养的地块");
    assert!(!page.body.contains("平均每位老人"));
    reader.get(&format!("/plots/{plot}?shares=much")).await.has_status(200);
    reader.get(&format!("/funds/{fund}?amount=much")).await.has_status(200);
}
