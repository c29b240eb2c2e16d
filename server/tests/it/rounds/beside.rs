//! Plots and funds on a round's page: in all before the long lists, who is asked about them line by line; and what a
//! donor reads of what was lost.

use entity::{
    claim::take,
    fund::{open as fund_open, rule},
    id::FundId,
    offer,
};

use super::{applied, link_to};
use crate::{
    site::{Reader, TestSite},
    world::World,
};

on_both![
    who_is_asked_about_plots_and_funds_is_told_with_the_answers,
    a_round_that_finds_nobody_for_plots_and_funds_says_so,
    a_donor_reads_that_what_was_found_was_taken_before_the_letter,
    that_all_that_funds_lack_is_proposed_already_is_said,
    an_offer_that_could_give_to_another_one_is_listed_with_the_rule,
];

/// Three shares of plots, or fifteen yuan for funds.
async fn offers(world: &World, donor: &str, kind: &str) {
    let of = |kept: &str, much: &str| if kind == kept { much.to_owned() } else { String::new() };
    let typed = offer::Typed {
        kinds: vec![kind.to_owned()],
        max_count: of("wishes", "1"),
        max_shares: of("plots", "3"),
        for_funds: of("funds", "15"),
        ..offer::Typed::fresh(world.today())
    };
    offer::make::make(&world.store, world.donor(donor).await, &typed, &world.form(), world.now).await.unwrap();
}

/// A fund that lacks twenty yuan for its one elder.
async fn fund(world: &World) -> FundId {
    let rule = rule::Typed { month: "2026-09".into(), match_source: "both".into(), ..rule::Typed::suggested(None) };
    let id = world.fund_with(&rule).await;
    let elder = world.elder_since(id, "one", "2026-09-01").await;
    world.supporters(elder, 2).await;
    id
}

/// Opens a round; gives its address.
async fn opened(office: &Reader<'_>, phase: &str) -> String {
    let page = office.get("/office/rounds").await;
    let key = page.has_status(200).value_of("form").unwrap();
    let went = office.submit("/office/rounds", &[("form", &key), ("phase", phase)]).await;
    went.has_status(303).location().to_owned()
}

async fn who_is_asked_about_plots_and_funds_is_told_with_the_answers(world: World) {
    world.running_phase().await;
    let (plot, fund) = (world.plot_open("南坡人家").await, fund(&world).await);
    offers(&world, "lin", "plots").await;
    offers(&world, "chen", "funds").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office, "all").await;
    let page = office.get(&round).await;
    let shares = format!("认领意向 1 号 · {plot} 号地 · 3 份 · ¥1,470.00");
    let sum = "认领意向 2 号 · 柳树湾孝心基金 · ¥15.00";
    page.has_status(200).says(&format!("地块要问谁 lin {shares}")).says(&format!("基金要问谁 chen {sum}"));
    let place = |words: &str| page.body.find(words).unwrap();
    let (plots, funds) = (place("这次配上 3 份，合计 ¥1,470.00"), place("这次配上 ¥15.00"));
    let (tries, asked) = (place("id=\"what-if\""), place("id=\"asked-plots\""));
    assert!(plots < funds && funds < tries && tries < asked, "in all first, the long lists last");
    assert!(!page.body.contains("等了多久"), "nobody waits in it");
    assert!(place("是哪些地块") < place("空着的份数"), "the list of plots is folded");

    office.get("/office/rounds").await.says("地块 算出 3 份").says("基金 算出 ¥15.00");
    applied(&office, &round).await.has_status(303);
    office.get("/office/rounds").await.says("地块 提出 1：等回答 1").says("基金 提出 1：等回答 1");
    office.get(&round).await.says(&format!("{shares} 等回答")).says(&format!("{sum} 等回答"));
    let (visitor, token) = (site.visitor(), link_to(&site.world, "lin").await);
    visitor.submit("/proposal/decline", &[("token", token.as_str()), ("form", "no")]).await.has_status(303);
    let token = link_to(&site.world, "chen").await;
    let line = visitor.get(&format!("/proposal?token={token}")).await.value_of("fund").unwrap();
    let (officer, form) = (site.world.officer().await, site.world.form());
    fund_open::close(&site.world.store, officer, fund, &form, site.world.now).await.unwrap();
    let fields = [("token", token.as_str()), ("form", "yes"), ("fund", line.as_str())];
    visitor.submit("/proposal", &fields).await.has_status(303);
    let page = office.get(&round).await;
    page.says(&format!("{shares} 这次不要")).says(&format!("{sum} 答应了，可是基金已停止接受认捐"));
    let page = office.get(&format!("{round}?after_plot=9999")).await;
    page.has_status(200).says("地块问了谁 后面没有了。").says(sum);
    assert!(!page.words().contains(&shares));

    let chen = site.sign_in_as(site.world.donor("chen").await.account()).await;
    chen.get("/gifts/offers/2").await.says("2026年11月23日 的结对从这个意向提出过一笔给基金的钱，可是您答应的时候");
    let page = chen.in_english().get("/gifts/offers/2?lang=en").await;
    page.has_status(200).says("The round of 23 November 2026 proposed a sum for a fund from this offer");
}

async fn a_round_that_finds_nobody_for_plots_and_funds_says_so(world: World) {
    world.running_phase().await;
    world.plot_open("南坡人家").await;
    offers(&world, "lin", "funds").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let everything = opened(&office, "all").await;
    let page = office.get(&everything).await;
    page.has_status(200).says("一亩地 这次配上 0 份").says("孝心基金 没有哪个基金还缺社会捐赠。");
    page.says("没有用上的意向，为什么 lin 认领意向 1 号 · 它愿意给的地方没有可给的");
    assert!(!page.body.contains("等了多久"), "nobody waits");
    let page = office.get(&format!("{everything}?for_funds=500")).await;
    page.has_status(200).says("给孝心基金 ¥0.00 ¥0.00 没有哪个基金还缺社会捐赠。");
    assert!(!page.body.contains("地块要问谁") && !page.body.contains("基金要问谁"), "nobody is asked");
    let one = opened(&office, "5").await;
    let page = office.get(&one).await;
    assert!(!page.has_status(200).body.contains("地块要问谁"), "a round over one phase has none");
    assert!(!page.body.contains("没有哪个基金还缺社会捐赠"));
    office.submit(&format!("{everything}/discard"), &[("form", "put-away")]).await.has_status(303);
    let page = office.get(&everything).await;
    assert!(!page.has_status(200).body.contains("地块问了谁"), "what it found is put away");
    let office = office.in_english();
    let anew = opened(&office, "all").await;
    let page = office.get(&format!("{anew}?lang=en")).await;
    page.has_status(200).says("Shares proposed: 0, ¥0.00 in all");
}

async fn a_donor_reads_that_what_was_found_was_taken_before_the_letter(world: World) {
    let wish = world.open_wish("shagou").await;
    offers(&world, "lin", "wishes").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office, "5").await;
    let (zhao, form) = (site.world.donor("zhao").await, site.world.form());
    let code = std::slice::from_ref(&wish.code);
    take::take(&site.world.store, zhao, code, true, &form, site.world.now).await.unwrap();
    applied(&office, &round).await.has_status(303);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = lin.get("/gifts/offers/1").await;
    page.has_status(200).says("2026年11月23日 的结对给这个意向配上过，可是没等到写信问您，就已经有别人先给了");
    assert!(!page.body.contains("没有从这个意向提出什么"), "something fitted");
    let page = lin.in_english().get("/gifts/offers/1?lang=en").await;
    page.has_status(200).says("The round of 23 November 2026 found something for this offer, but before we");
}

async fn that_all_that_funds_lack_is_proposed_already_is_said(world: World) {
    world.running_phase().await;
    fund(&world).await;
    offers(&world, "lin", "funds").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let first = opened(&office, "all").await;
    applied(&office, &first).await.has_status(303);
    offers(&site.world, "chen", "funds").await;
    let second = opened(&office, "all").await;
    let page = office.get(&second).await;
    page.has_status(200).says("这次配上 ¥5.00 另有 ¥15.00 已经向爱心人士提出，在等回答，没有算在里面。");
    office.submit(&format!("{second}/apply"), &[("form", "apply-it-too")]).await.has_status(303);
    let third = opened(&office, "all").await;
    let all = "基金还差的 ¥20.00，都已经向爱心人士提出，在等回答。";
    let page = office.get(&format!("{third}?for_funds=5")).await;
    page.has_status(200).says(&format!("孝心基金 {all}")).says(&format!("给孝心基金 ¥0.00 ¥0.00 {all}"));
    assert!(!page.words().contains("没有哪个基金还缺社会捐赠"), "they lack it all the same");
    let page = office.in_english().get(&format!("{third}?for_funds=5&lang=en")).await;
    page.says("All that funds lack (¥20.00) is proposed to donors already and waits for their answers.");
}

async fn an_offer_that_could_give_to_another_one_is_listed_with_the_rule(world: World) {
    world.running_phase().await;
    for (alias, donor, shares) in [("南坡人家", "chen", 9), ("北坡人家", "zhao", 8)] {
        let plot = world.plot_open(alias).await;
        world.reserved(plot, donor, shares).await;
    }
    offers(&world, "lin", "plots").await;
    let site = TestSite::new(world);
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let round = opened(&office, "all").await;
    let page = office.get(&round).await;
    let rule = "一轮结对里，一个意向只配一块地，剩下的等下一轮。";
    page.has_status(200).says(&format!("这次配上 2 份，合计 ¥980.00 {rule}"));
    page.says("没用完的意向，为什么 lin 认领意向 1 号 · 能给 3 份，这次配上了 2 份 · 一轮只配一块地，剩下的等下一轮");
    let page = office.in_english().get(&format!("{round}?lang=en")).await;
    page.says("shares proposed this time: 2 of 3 · one plot a round; the rest waits for the next one");
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get("/gifts/offers/1").await.has_status(200).says(&format!("一共认养几份。{rule}"));
}
