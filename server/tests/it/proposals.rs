//! The page behind the letter of a round: in whose name each thing is given, what it comes to, and where it leads.

use entity::{
    Lang,
    offer::{self, Typed},
    organisation::change,
    round,
};

use crate::{site::TestSite, world::World};

on_both![
    what_is_given_in_two_names_stands_under_each,
    the_total_says_what_is_in_it,
    nothing_ticked_is_said_in_words_for_all_of_it,
    who_can_leave_some_out_is_told_that_the_offer_rests,
    what_waits_is_said_to_be_of_this_offer_or_another,
    what_was_accepted_leads_to_the_donors_desk,
];

async fn offered(world: &World, donor: &str, typed: &Typed) {
    offer::make::make(&world.store, world.donor(donor).await, typed, &world.form(), world.now).await.unwrap();
}

/// Draws a round over everything, applies it, and gives the token in the letter to this donor.
async fn asked(world: &World, donor: &str) -> String {
    let (store, officer) = (&world.store, world.officer().await);
    let all = round::open::Typed { phase: round::open::ALL.to_owned() };
    let id = round::open::open(store, officer, &all, &world.form(), world.now).await.unwrap();
    round::apply::apply(store, officer, id, &world.form(), world.now).await.unwrap();
    world.token_to(&format!("{donor}@example.org")).await
}

fn wishes(world: &World, count: &str) -> Typed {
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
    let wishes: Vec<usize> = seen.parts.iter().map(|part| part.wishes.len()).collect();
    assert_eq!((seen.parts[0].organisation.as_deref(), wishes), (None, vec![1, 2]));
    let code = seen.parts[1].wishes[0].to_string();
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
    visitor.get(&address).await.has_status(200).says(all).says("答应勾上的").says("这次都不要");
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
