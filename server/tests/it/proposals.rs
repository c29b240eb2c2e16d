//! The page behind the letter of a round: in whose name each thing is given, what it comes to, and where it leads.

use chrono::TimeDelta;
use entity::{
    Lang,
    offer::{self, Typed},
    organisation::change,
    round, wish,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{site::TestSite, world::World};

on_both![
    what_is_given_in_two_names_stands_under_each,
    the_total_says_what_is_in_it,
    nothing_ticked_is_said_in_words_for_all_of_it,
    who_can_leave_some_out_is_told_that_the_offer_rests,
    what_waits_is_said_to_be_of_this_offer_or_another,
    another_choice_from_a_page_gone_back_to_is_told_as_answered,
    what_was_accepted_leads_to_the_donors_desk,
    wishes_stand_school_by_school_each_with_its_own_reason,
    of_many_the_way_to_the_answer_stands_above_them,
    what_all_have_in_common_is_said_once_before_the_answer_and_after,
    an_offers_own_page_tells_what_came_of_it_school_by_school,
];

pub async fn offered(world: &World, donor: &str, typed: &Typed) {
    offer::make::make(&world.store, world.donor(donor).await, typed, &world.form(), world.now).await.unwrap();
}

/// Draws a round over everything, applies it, and gives the token in the letter to this donor.
pub async fn asked(world: &World, donor: &str) -> String {
    let (store, officer) = (&world.store, world.officer().await);
    let all = round::open::Typed { phase: round::open::ALL.to_owned() };
    let id = round::open::open(store, officer, &all, &world.form(), world.now).await.unwrap();
    round::apply::apply(store, officer, id, &world.form(), world.now).await.unwrap();
    world.token_to(&format!("{donor}@example.org")).await
}

pub fn wishes(world: &World, count: &str) -> Typed {
    Typed { max_count: count.to_owned(), ..Typed::fresh(world.today()) }
}

async fn what_is_given_in_two_names_stands_under_each(world: World) {
    world.open_wishes("shagou", 3).await;
    world.donor("boss").await;
    let typed = change::TypedByOffice {
        own: change::Typed {
            name_zh: "山路测绘公司".to_owned(),
            name_en: "Shanlu".to_owned(),
            about_zh: "测绘队".to_owned(),
            ..change::Typed::default()
        },
        slug: "shanlu".to_owned(),
        wish_limit: "40".to_owned(),
        email: "boss@example.org".to_owned(),
    };
    change::add(&world.store, world.officer().await, &typed, &world.form(), world.now).await.unwrap();
    offered(&world, "boss", &wishes(&world, "1")).await;
    offered(&world, "boss", &Typed { for_organisation: "yes".to_owned(), ..wishes(&world, "2") }).await;
    let token = asked(&world, "boss").await;
    let seen = round::answer::look(&world.store, &token, Lang::Zh, world.now).await.unwrap();
    let wishes: Vec<usize> = seen.parts.iter().map(|part| part.parcels.iter().flatten().count()).collect();
    assert_eq!((seen.parts[0].organisation.as_deref(), wishes), (None, vec![1, 2]));
    let code = seen.parts[1].parcels[0][0].to_string();
    let site = TestSite::new(world);
    let (visitor, address) = (site.visitor(), format!("/proposal?token={token}"));
    let page = visitor.get(&address).await;
    page.has_status(200).says("以您自己的名义").says("以山路测绘公司的名义");
    let (own, company) = page.body.split_once("以山路测绘公司的名义").unwrap();
    assert_eq!((own.matches("name=\"wish\"").count(), company.matches("name=\"wish\"").count()), (1, 2));
    let fields = [("token", token.as_str()), ("form", "yes"), ("wish", code.as_str()), ("rules", "yes")];
    visitor.submit("/proposal", &fields).await.has_status(303);
    let page = visitor.get(&format!("{address}&lang=en")).await;
    page.has_status(200).says("In your own name").says("In the name of Shanlu");
}

/// Wishes, and two shares of plots.
fn with_plots(world: &World, count: &str) -> Typed {
    let kinds = ["wishes", "plots"].map(ToOwned::to_owned).to_vec();
    Typed { kinds, max_shares: "2".to_owned(), ..wishes(world, count) }
}

async fn the_total_says_what_is_in_it(world: World) {
    world.open_wishes("shagou", 1).await;
    world.plot_open("南坡人家").await;
    offered(&world, "lin", &with_plots(&world, "1")).await;
    let token = asked(&world, "lin").await;
    let site = TestSite::new(world);
    let (visitor, address) = (site.visitor(), format!("/proposal?token={token}"));
    let all = "全部勾上的话，合计：1 个微心愿，大约 ¥90.00；1 块地，¥980.00";
    let page = visitor.get(&address).await;
    page.has_status(200).says(all).says("答应勾上的").says("这次都不要").says("下面这些正合您的意向");
    assert!(page.body.contains("<h2>一亩地</h2>"), "the plot does not stand under the school");
    let none = [("token", token.as_str()), ("form", "a"), ("rules", "yes")];
    // Without JavaScript it is still of all, whatever is ticked.
    visitor.submit("/proposal", &none).await.has_status(422).says(all);
    let page = visitor.get(&format!("{address}&lang=en")).await;
    page.says("If all of it is ticked: wishes: 1, about ¥90.00; plots: 1, ¥980.00").says("Say yes to what is ticked");
    assert!(!page.body.contains("In your own name"), "there is no other");
}

async fn nothing_ticked_is_said_in_words_for_all_of_it(world: World) {
    world.open_wishes("shagou", 1).await;
    world.plot_open("南坡人家").await;
    offered(&world, "lin", &with_plots(&world, "1")).await;
    let only_plots = Typed { kinds: vec!["plots".to_owned()], ..with_plots(&world, "1") };
    offered(&world, "chen", &only_plots).await;
    let mixed = asked(&world, "lin").await;
    let plots = world.token_to("chen@example.org").await;
    let site = TestSite::new(world);
    let visitor = site.visitor();
    for token in [mixed, plots] {
        let page = visitor.submit("/proposal", &[("token", token.as_str()), ("form", "a")]).await;
        page.has_status(422).says("一个也没有勾。愿意给的请勾上；这次都不要的话，请按最下面的按钮");
        assert!(!page.words().contains("请先同意认领约定"), "whoever wants the plot alone needs no rules about gifts");
    }
}

async fn who_can_leave_some_out_is_told_that_the_offer_rests(world: World) {
    world.open_wishes("shagou", 3).await;
    offered(&world, "lin", &wishes(&world, "2")).await;
    offered(&world, "chen", &wishes(&world, "1")).await;
    let several = asked(&world, "lin").await;
    let single = world.token_to("chen@example.org").await;
    let site = TestSite::new(world);
    let visitor = site.visitor();
    let (zh, en) = ("没勾的出自哪个意向，那个意向就先休息一周。", "the offer that it came from rests for a week.");
    let page = visitor.get(&format!("/proposal?token={several}")).await;
    page.has_status(200).says(zh);
    let page = visitor.get(&format!("/proposal?token={single}")).await;
    assert!(!page.has_status(200).words().contains(zh), "one is wanted, or nothing is");
    page.says("下面这个正合您的意向").says("勾上的话：1 个微心愿");
    assert!(!page.body.contains("全部勾上的话"), "there is one");
    visitor.get(&format!("/proposal?token={several}&lang=en")).await.has_status(200).says(en);
}

async fn what_waits_is_said_to_be_of_this_offer_or_another(world: World) {
    world.open_wishes("shagou", 1).await;
    offered(&world, "lin", &wishes(&world, "1")).await;
    asked(&world, "lin").await;
    offered(&world, "lin", &wishes(&world, "1")).await;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get("/gifts/offers/1").await.has_status(200).says("您的意向配上了，等您回答");
    lin.get("/gifts/offers/2").await.has_status(200).says("您的另一个意向配上了，等您回答");
    let page = lin.in_english().get("/gifts/offers/2?lang=en").await;
    page.has_status(200).says("Something fits another of your offers and waits for your answer");
}

async fn another_choice_from_a_page_gone_back_to_is_told_as_answered(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    offered(&world, "lin", &self::wishes(&world, "2")).await;
    let token = asked(&world, "lin").await;
    let site = TestSite::new(world);
    let visitor = site.visitor();
    let [one, other] = [0, 1].map(|place: usize| wishes[place].code.to_string());
    let form = [("token", token.as_str()), ("form", "yes"), ("rules", "yes")];
    let first = [&form[..], &[("wish", one.as_str())]].concat();
    for _ in 0..2 {
        visitor.submit("/proposal", &first).await.has_status(303);
    }
    let second = [&form[..], &[("wish", other.as_str())]].concat();
    visitor.submit("/proposal", &second).await.has_status(409).says("您已经回答过了").says("您已经回答了");
    let lin = site.world.donor("lin").await.account();
    let claims = site.world.claims_of(wishes[1].id).await;
    assert!(claims.iter().all(|claim| claim.account_id != Some(lin) || claim.ended_at.is_some()), "it stays so");
}

async fn what_was_accepted_leads_to_the_donors_desk(world: World) {
    let wishes = world.open_wishes("shagou", 2).await;
    world.plot_open("南坡人家").await;
    offered(&world, "lin", &with_plots(&world, "2")).await;
    let token = asked(&world, "lin").await;
    let site = TestSite::new(world);
    let (visitor, address) = (site.visitor(), format!("/proposal?token={token}"));
    let page = visitor.get(&address).await;
    let (taken, not) = (wishes[0].code.to_string(), wishes[1].code.to_string());
    assert!(page.body.contains(&format!("href=\"/wishes/{taken}\"")), "nobody has claimed it yet");
    let plot = page.value_of("plot").unwrap();
    let form = [("token", token.as_str()), ("form", "yes"), ("rules", "yes")];
    let fields = [&form[..], &[("wish", taken.as_str()), ("plot", plot.as_str())]].concat();
    visitor.submit("/proposal", &fields).await.has_status(303);
    let page = visitor.get(&address).await;
    for to in [format!("/gifts/{taken}"), format!("/wishes/{not}")] {
        assert!(page.body.contains(&format!("href=\"{to}\"")), "{to}");
    }
    let adoption = page.body.split("href=\"/gifts/plots/").nth(1).unwrap().split('"').next().unwrap();
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    lin.get(&format!("/gifts/{taken}")).await.has_status(200);
    lin.get(&format!("/gifts/plots/{adoption}")).await.has_status(200);
}

/// Whether these stand in this order on the page.
fn in_order(body: &str, words: &[&str]) -> bool {
    words.iter().map(|word| body.find(word).unwrap()).is_sorted()
}

async fn wishes_stand_school_by_school_each_with_its_own_reason(world: World) {
    let few = world.open_wishes("beigou", 1).await;
    let many = world.open_wishes("shagou", 3).await;
    let waiting_since = Set(world.now - TimeDelta::days(40));
    let row = wish::ActiveModel { id: Set(many[2].id), waiting_since, ..Default::default() };
    row.update(world.store.writer()).await.unwrap();
    offered(&world, "lin", &wishes(&world, "4")).await;
    // The same again, so that hers is not the only one.
    offered(&world, "chen", &wishes(&world, "1")).await;
    let token = asked(&world, "lin").await;
    let site = TestSite::new(world);
    let (visitor, address) = (site.visitor(), format!("/proposal?token={token}"));
    let page = visitor.get(&address).await;
    page.has_status(200).says("沙沟镇shagou的学校 3 个微心愿，大约 ¥270.00，可以装一个包裹");
    page.says("沙沟镇beigou的学校 1 个微心愿，大约 ¥90.00");
    let codes = [&many[2], &many[0], &many[1], &few[0]].map(|wish| format!("/wishes/{}", wish.code));
    let [longest, second, third, other] = codes.each_ref().map(String::as_str);
    assert!(in_order(&page.body, &["shagou的学校", longest, second, third, "beigou的学校", other]));
    let (why, open) = ("合适您意向的心愿里，没有等得更久的", "您的意向不限类别和地方");
    assert!(in_order(&page.body, &[longest, "等了 40 天", why, second, "等了 30 天", "beigou的学校", open]));
    assert_eq!((page.body.matches(why).count(), page.body.matches(open).count()), (1, 1));
    let page = visitor.get(&format!("{address}&lang=en")).await;
    page.says("3 wishes, about ¥270.00, in one parcel").says("one wish, about ¥90.00");
    page.says("none that fits your offer has waited longer");
}

async fn of_many_the_way_to_the_answer_stands_above_them(world: World) {
    world.change_phase(|phase| phase.donor_limit = Set(50)).await;
    world.open_wishes("shagou", 13).await;
    offered(&world, "lin", &wishes(&world, "7")).await;
    offered(&world, "chen", &wishes(&world, "6")).await;
    let many = asked(&world, "lin").await;
    let few = world.token_to("chen@example.org").await;
    let site = TestSite::new(world);
    let page = site.visitor().get(&format!("/proposal?token={many}")).await;
    assert!(in_order(&page.has_status(200).body, &["href=\"#answer\"", "name=\"wish\"", "id=\"answer\""]));
    let page = site.visitor().get(&format!("/proposal?token={few}")).await;
    assert!(!page.has_status(200).body.contains("href=\"#answer\""));
}

async fn what_all_have_in_common_is_said_once_before_the_answer_and_after(world: World) {
    let open = world.open_wishes("shagou", 4).await;
    for wish in [&open[0], &open[3]] {
        let set_no = Set(Some("family".to_owned()));
        let row = wish::ActiveModel { id: Set(wish.id), set_no, ..Default::default() };
        row.update(world.store.writer()).await.unwrap();
    }
    offered(&world, "lin", &wishes(&world, "4")).await;
    let token = asked(&world, "lin").await;
    let site = TestSite::new(world);
    let (visitor, address) = (site.visitor(), format!("/proposal?token={token}"));
    let (of_all, sibling) = ("只有您的意向合适", "和上面一个是同一家的孩子");
    let codes = [0, 3, 1, 2].map(|place: usize| open[place].code.to_string());
    let [first, sister, third, fourth] = codes.each_ref().map(String::as_str);
    let page = visitor.get(&address).await;
    page.has_status(200).says("4 个微心愿，大约 ¥360.00，可以装一个包裹");
    assert!(in_order(&page.body, &[of_all, first, sister, sibling, third, fourth]));
    assert_eq!((page.body.matches(of_all).count(), page.body.matches(sibling).count()), (1, 1));
    let fields = [("token", token.as_str()), ("form", "yes"), ("wish", first), ("rules", "yes")];
    visitor.submit("/proposal", &fields).await.has_status(303);
    let page = visitor.get(&address).await;
    page.has_status(200).says("认领了 1 个，大约 ¥90.00").says("您认领的，合计：1 个微心愿，大约 ¥90.00");
    assert!(!page.body.contains("¥360.00"), "what was declined is not counted");
    assert!(in_order(&page.body, &[of_all, first, sister, sibling, third, fourth]));
    assert_eq!(page.body.matches(of_all).count(), 1);
    assert!(!page.body.contains("包裹"), "not all of it is given");
    let page = visitor.get(&format!("{address}&lang=en")).await;
    page.says("one claimed, about ¥90.00").says("only your offer fits").says("from a brother or sister");
}

async fn an_offers_own_page_tells_what_came_of_it_school_by_school(world: World) {
    for school in ["shagou", "beigou", "shagou"] {
        world.open_wish(school).await;
    }
    offered(&world, "lin", &wishes(&world, "3")).await;
    asked(&world, "lin").await;
    let site = TestSite::new(world);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let page = lin.get("/gifts/offers/1").await;
    page.has_status(200).says("沙沟镇shagou的学校 2 个微心愿，大约 ¥180.00 ");
    page.says("沙沟镇beigou的学校 1 个微心愿，大约 ¥90.00 ");
    for school in ["沙沟镇shagou的学校", "沙沟镇beigou的学校"] {
        assert_eq!(page.body.matches(school).count(), 1, "{school}");
    }
    let page = lin.in_english().get("/gifts/offers/1?lang=en").await;
    page.has_status(200).says("2 wishes, about ¥180.00").says("one wish, about ¥90.00");
}
