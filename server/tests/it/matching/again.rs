//! Choosing again at `/match`, all by links: left out, filled up, brought back; and what is said where others have it.

use chrono::TimeDelta;
use entity::{
    Lang,
    claim::{State, hold},
};

use super::{codes, link, priced, shown};
use crate::{site::TestSite, world::World};

on_both![
    the_count_stays_as_typed_when_one_is_left_out,
    one_left_out_leaves_money_for_another,
    the_only_one_can_be_left_out_and_brought_back,
    what_is_held_for_others_is_said_with_its_end,
    the_results_are_told_in_a_line_and_are_one_link_away,
    a_budget_has_one_name_and_a_sensible_limit,
];

async fn the_count_stays_as_typed_when_one_is_left_out(world: World) {
    codes(&world, 9).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=3").await;
    let before = shown(&page);
    let less = reader.get(&link(&page, "不要这个")).await;
    less.has_status(200).says("您换掉或者不要的有 1 个");
    assert_eq!(shown(&less), before[1..]);
    assert_eq!(less.value_of("count").as_deref(), Some("3"), "what was typed stands");
    assert_eq!(less.value_of("without").as_deref(), Some(before[0].as_str()));
    assert!(!less.body.contains("符合的只有"));
    let filled = reader.get(&link(&less, "再选一个补上")).await;
    let after = shown(&filled);
    assert_eq!(after.len(), 3);
    assert!(!after.contains(&before[0]) && before[1..].iter().all(|code| after.contains(code)));
    // The form asks for as many as are typed in it.
    let asked = format!("/match?count=3&without={}", before[0]);
    assert_eq!(shown(&reader.get(&asked).await).len(), 3);
    assert_eq!(shown(&reader.get(&link(&filled, "把它们放回来")).await), before);
    let two_less = reader.get(&link(&less, "不要这个")).await;
    two_less.says("再选几个补上");
    assert_eq!(shown(&two_less), before[2..]);
    // Whoever swaps one of these sees as many as before.
    assert_eq!(shown(&reader.get(&link(&less, "换一个")).await).len(), 2);
}

async fn one_left_out_leaves_money_for_another(world: World) {
    let codes = priced(&world, &[90, 80, 100]).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?budget=180&count=2").await;
    assert_eq!(shown(&page), codes[..2]);
    let less = reader.get(&link(&page, "不要这个")).await;
    assert_eq!(shown(&less), codes[1..2]);
    let filled = reader.get(&link(&less, "再选一个补上")).await;
    assert_eq!(shown(&filled), codes[1..], "within the budget");
}

async fn the_only_one_can_be_left_out_and_brought_back(world: World) {
    let codes = codes(&world, 1).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=1").await;
    let none = reader.get(&link(&page, "不要这个")).await;
    none.has_status(200).says("选出的心愿您都没有要");
    assert!(shown(&none).is_empty());
    let filled = reader.get(&link(&none, "再选一个补上")).await;
    filled.says("没有正好合适的");
    for page in [none, filled] {
        assert_eq!(shown(&reader.get(&link(&page, "把它们放回来")).await), [codes[0].to_string()]);
    }
}

async fn what_is_held_for_others_is_said_with_its_end(world: World) {
    let lin = world.donor("lin").await;
    world.claim_with("shagou", lin, State::Held).await;
    let mut site = TestSite::new(world);
    let page = site.visitor().get("/match?budget=200").await;
    page.has_status(200).says("合适的心愿都在等别人答复").says("有答复");
    page.says("登录后加入等候名单").says("写一个认领意向");
    assert!(!page.body.contains("预算多一点") && shown(&page).is_empty());
    site.visitor().in_english().get("/match").await.says("just been proposed to other donors");
    let own = site.sign_in_as(lin.account()).await;
    own.get("/match").await.says("现在每个心愿都有人了");
    // A visitor's hold, which no round has proposed to anybody.
    let kept = codes(&site.world, 1).await;
    let (email, name, rules) = ("visitor@example.org".into(), "小林".into(), "on".into());
    let typed = hold::Typed { email, name, rules, ..hold::Typed::default() };
    let (form, now) = (site.world.form(), site.world.now);
    hold::hold(&site.world.store, &kept, &typed, (Lang::Zh, "192.0.2.1"), &form, now).await.unwrap();
    let page = own.get("/match").await;
    page.says("合适的心愿都在等别人答复").says("替别人留着，等他们确认");
    assert!(!page.body.contains("提议给了"), "nothing was proposed to others");
    site.visitor().in_english().get("/match").await.says("and some are kept for others who have still to confirm");
    // An open wish that is not wanted: the list takes nobody now.
    let open = codes(&site.world, 1).await;
    let page = site.visitor().get(&format!("/match?without={}", open[0])).await;
    page.says("合适的心愿都在等别人答复");
    assert!(!page.body.contains("加入等候名单"));
    site.visitor().get("/match?max_price=50").await.says("没有正好合适的");
    site.later(TimeDelta::hours(49));
    site.visitor().get(&format!("/match?without={}", open[0])).await.says("没有正好合适的");
}

async fn the_results_are_told_in_a_line_and_are_one_link_away(world: World) {
    codes(&world, 3).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let page = reader.get("/match?count=2").await;
    page.says("选出 2 个，约 ¥180.00。 看选出的心愿");
    assert!(page.body.contains("action=\"/match#found\"") && page.body.contains("href=\"#found\""));
    assert!(link(&page, "换一个").ends_with("#found") && link(&page, "不要这个").ends_with("#found"));
    reader.get("/match?category=music").await.says("没有选出心愿。 看为什么");
    reader.get("/match?budget=viel").await.says("填的内容要改一下。 看为什么");
}

async fn a_budget_has_one_name_and_a_sensible_limit(world: World) {
    let site = TestSite::new(world);
    let page = site.visitor().get("/match?budget=1000000.01").await;
    page.has_status(422).says("总预算（元） 选填").says("总预算（元）：请写 ¥0.01 到 ¥1,000,000.00 之间的金额");
    site.visitor().get("/match?budget=1000000").await.has_status(200);
}
