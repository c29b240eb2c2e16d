//! After the claim of a set from `/match`: what is gone and what came instead by name, and the way to the plot and the
//! fund that stood beside it. And where nothing is found: advice on what was narrowed, and on nothing else.

use entity::fund::rule;

use super::{codes, link, priced, shown, take};
use crate::{
    site::{Answer, Reader, TestSite},
    world::World,
};

on_both![
    what_is_gone_and_what_came_instead_are_named,
    what_nothing_took_the_place_of_is_named_as_well,
    a_visitor_reads_of_each_beside_the_way_to_the_letter,
    the_ways_beside_the_set_are_there_after_the_claim,
    what_an_address_made_up_says_nothing,
    only_what_was_narrowed_is_to_be_widened,
];

/// An open plot, and a fund that lacks 20 yuan.
pub(super) async fn plot_and_fund(world: &World) -> (String, String) {
    let plot = world.plot_open("南坡人家").await;
    let rule = rule::Typed { month: "2026-09".into(), match_source: "society".into(), ..rule::Typed::suggested(None) };
    let fund = world.fund_with(&rule).await;
    let elder = world.elder_since(fund, "one", "2026-09-01").await;
    world.supporters(elder, 2).await;
    (plot.to_string(), fund.to_string())
}

/// Claims what the form holds; a visitor says who it is.
async fn claimed(reader: &Reader<'_>, form: &Answer, is_visitor: bool) -> String {
    let held = ["code", "matched", "beside"].map(|name| (name, form.value_of(name).unwrap_or_default()));
    let mut typed: Vec<(&str, &str)> = held.iter().map(|(name, value)| (*name, value.as_str())).collect();
    typed.extend([("form", "a"), ("rules", "yes")]);
    if is_visitor {
        typed.extend([("email", "visitor@example.org"), ("name", "来访的人")]);
    }
    reader.submit("/claim", &typed).await.has_status(303).location().to_owned()
}

async fn what_is_gone_and_what_came_instead_are_named(world: World) {
    let codes = priced(&world, &[60, 70, 80]).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = donor.get("/match?count=2").await;
    let form = donor.get(&link(&page, "认领这 2 个心愿")).await;
    take(&site.world, "chen", &codes[0].parse().unwrap()).await;
    let to = claimed(&donor, &form, false).await;
    assert_eq!(to, format!("/gifts?gone={}&instead={}", codes[0], codes[2]));
    let page = donor.get(&to).await;
    page.has_status(200).says("双肩书包 ¥60.00 刚刚被别人认领了，换成了 双肩书包 ¥80.00");
    for code in [&codes[0], &codes[2]] {
        assert!(page.body.contains(&format!("href=\"/wishes/{code}\"")), "{code}");
    }
    let page = donor.get(&format!("{to}&lang=en")).await;
    page.says("(Schoolbag) ¥60.00 had just been claimed by others; in its place came").says("(Schoolbag) ¥80.00");
}

async fn what_nothing_took_the_place_of_is_named_as_well(world: World) {
    let codes = priced(&world, &[60, 70]).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = donor.get("/match?count=2").await;
    let form = donor.get(&link(&page, "认领这 2 个心愿")).await;
    take(&site.world, "chen", &codes[0].parse().unwrap()).await;
    let to = claimed(&donor, &form, false).await;
    assert_eq!(to, format!("/gifts/{}?gone={}", codes[1], codes[0]));
    donor.get(&to).await.has_status(200).says("双肩书包 ¥60.00 刚刚被别人认领了，没有换上别的心愿。");
    donor.get(&format!("{to}&lang=en")).await.says("¥60.00 had just been claimed by others; nothing took its place.");
}

async fn a_visitor_reads_of_each_beside_the_way_to_the_letter(world: World) {
    let codes = priced(&world, &[60, 70, 80]).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=2").await;
    let form = reader.get(&link(&page, "认领这 2 个心愿")).await;
    take(&site.world, "chen", &codes[1].parse().unwrap()).await;
    let to = claimed(&reader, &form, true).await;
    assert_eq!(to, format!("/claim/sent?gone={}&instead={}", codes[1], codes[2]));
    reader.get(&to).await.has_status(200).says("双肩书包 ¥70.00 刚刚被别人认领了，换成了 双肩书包 ¥80.00");
}

async fn the_ways_beside_the_set_are_there_after_the_claim(world: World) {
    codes(&world, 2).await;
    let (plot, fund) = plot_and_fund(&world).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    // With this budget both are in addition; with the other one the plot is instead.
    for (reader, is_visitor, budget, shares) in [(donor, false, 1100, 2), (site.visitor(), true, 500, 1)] {
        let page = reader.get(&format!("/match?count=1&budget={budget}&also=plots&also=funds")).await;
        let adopt = format!("认养 {shares} 份，");
        let ways_at = |page: &Answer| (link(page, &adopt), link(page, "认捐 ¥20.00"));
        let before = ways_at(&page);
        let form = reader.get(&link(&page, "认领这个心愿")).await;
        let ways = format!("plot={plot}&shares={shares}&fund={fund}&amount=20.00");
        assert_eq!(form.value_of("beside").as_deref(), Some(ways.as_str()));
        // Whoever signs in first comes back to the same.
        assert!(!is_visitor || form.body.contains("%26beside%3Dplot%253D"));
        let to = claimed(&reader, &form, is_visitor).await;
        assert!(to.ends_with(&format!("?{ways}")), "{to}");
        let after = reader.get(&to).await;
        after.has_status(200).says("刚才在心愿旁边看到的").says("认捐 ¥20.00");
        assert_eq!(ways_at(&after), before);
        reader.get(&format!("{to}&lang=en")).await.says("What you saw beside the wishes").says("Pledge ¥20.00");
    }
}

async fn what_an_address_made_up_says_nothing(world: World) {
    let codes = priced(&world, &[60, 70]).await;
    let (plot, draft) = (world.plot_open("南坡人家").await, world.plot_drafted("北坡人家").await);
    take(&world, "chen", &codes[0].parse().unwrap()).await;
    let site = TestSite::new(world);
    let donor = site.sign_in_as(site.world.donor("lin").await.account()).await;
    for query in [
        format!("gone={}", codes[1]),
        format!("gone={}&instead={}", codes[0], codes[1]),
        format!("plot={draft}"),
        "gone=nonsense&instead=x&plot=-1&shares=x&fund=999999&amount=x".to_owned(),
    ] {
        for page in ["/gifts", "/claim/sent"] {
            let answer = donor.get(&format!("{page}?{query}")).await;
            answer.has_status(200);
            for said in ["别人先认领了的心愿", "刚才在心愿旁边看到的"] {
                assert!(!answer.words().contains(said), "{page}?{query}");
            }
        }
    }
    let page = donor.get(&format!("/gifts?plot={plot}&shares=999")).await;
    page.says("刚才在心愿旁边看到的").says("认养 10 份，¥4,900.00");
}

async fn only_what_was_narrowed_is_to_be_widened(world: World) {
    let open = codes(&world, 1).await.remove(0);
    let (township, school) = (world.township().await, world.school_id("huili").await);
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?category=music&budget=&count=").await;
    page.says("没有正好合适的").says("放宽一点条件试试：不限类别。");
    assert!(shown(&page).is_empty());
    let all = "/match?budget=20&max_price=10&count=1&category=music&grade=7-9";
    let page = reader.get(&format!("{all}&township={township}&school={school}")).await;
    page.says("预算多一点、每个的价格高一点、多几个（兄弟姐妹的心愿一起给）、不限类别、");
    page.says("不限类别、不限年级、不限乡镇、不限学校。");
    let page = reader.get("/match?count=5&max_price=10").await;
    page.says("放宽一点条件试试：每个的价格高一点。");
    let page = reader.get(&format!("/match?without={open}")).await;
    page.says("眼下没有可以给您选的").says("把它们放回来");
    assert!(!page.words().contains("放宽"));
    let page = reader.get("/match?grade=7-9&lang=en").await;
    page.says("Try wider conditions: any grade.");
}
