//! The frame: unknown pages, languages, headers, other sites' forms.

use entity::{plot::State, wish::Status};

use crate::{proposals, site::TestSite, world::World};

on_both![
    an_unknown_page_says_so_in_the_readers_language,
    whoever_works_here_is_led_back_to_the_desk,
    what_a_form_was_told_stands_on_top_of_the_page,
    the_language_is_kept_once_it_was_chosen,
    the_other_language_of_an_answer_leads_to_a_page_that_is_there,
    a_claim_that_was_refused_keeps_its_wish_in_the_other_language,
    every_answer_carries_the_policy_and_no_inline_script,
    a_form_from_another_site_is_not_done,
    a_form_comes_from_the_public_address_whatever_a_proxy_calls_the_site,
    an_address_that_is_no_page_says_why,
    a_slash_too_many_leads_to_the_page,
    an_opened_letter_comes_before_the_list,
];

async fn an_unknown_page_says_so_in_the_readers_language(world: World) {
    let site = TestSite::new(world);
    site.visitor().get("/no/such/page").await.has_status(404).says("没有找到这一页");
    site.visitor().in_english().get("/no/such/page").await.has_status(404).says("We could not find this page");
}

async fn whoever_works_here_is_led_back_to_the_desk(world: World) {
    let site = TestSite::new(world);
    let world = &site.world;
    for (account, desk) in [
        (world.officer().await.account(), "/office"),
        (world.school("shagou").await.account(), "/school"),
        (world.village_desk("沙沟村").await.account(), "/village"),
    ] {
        let page = site.sign_in_as(account).await.get("/no/such/page").await;
        page.has_status(404).says("回到工作台");
        let lost = page.body.split("class=\"lost\"").nth(1).unwrap();
        assert!(lost.contains(&format!("href=\"{desk}\"")) && !lost.contains("还在等的心愿"), "{desk}: {lost}");
    }
    site.visitor().get("/no/such/page").await.says("看看还在等的心愿");
    let officer = site.sign_in_as(world.officer().await.account()).await;
    let transfer = officer.submit("/office/ledger/1/reverse", &[]).await;
    transfer.has_status(404).says("回到工作台");
}

/// Where a form stands below much else, what it was told is read before all of that.
async fn what_a_form_was_told_stands_on_top_of_the_page(world: World) {
    let site = TestSite::new(world);
    let id = site.world.plot_at("南坡人家", State::Open).await;
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let office = site.sign_in_as(site.world.officer().await.account()).await;
    let pages = [
        (lin.submit(&format!("/plots/{id}/adopt"), &[("shares", "0")]).await, "class=\"plot-field\""),
        (office.submit("/office/payments", &[("amount", "x")]).await, "id=\"record\""),
        (office.submit("/office/ledger", &[("amount", "x")]).await, "id=\"record\""),
        (office.submit("/households", &[("alias_zh", "x")]).await, "南坡人家"),
        (office.submit("/office/places", &[("name_zh", "")]).await, "沙沟镇"),
    ];
    for (answer, below) in pages {
        answer.has_status(422);
        let places = ["id=\"errors\"", below].map(|sought| answer.body.find(sought));
        assert!(places[0].is_some() && places[0] < places[1], "{below}: {places:?}");
        assert_eq!(answer.body.matches("id=\"errors\"").count(), 1, "{below}");
    }
}

async fn the_language_is_kept_once_it_was_chosen(world: World) {
    let site = TestSite::new(world);
    let reader = site.visitor();
    reader.get("/no/such/page?lang=en").await.says("We could not find this page");
    reader.get("/no/such/page").await.says("We could not find this page");
}

/// A form may be sent where no page can be opened: then it is the nearest.
async fn the_other_language_of_an_answer_leads_to_a_page_that_is_there(world: World) {
    world.open_wishes("shagou", 1).await;
    proposals::offered(&world, "lin", &proposals::wishes(&world, "1")).await;
    let token = proposals::asked(&world, "lin").await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let whole = format!("token={token}");
    let page = reader.get(&format!("/proposal?{whole}")).await;
    for action in ["/proposal", "/proposal/decline"] {
        assert!(page.has_status(200).body.contains(&format!("action=\"{action}?{whole}\"")), "{action}");
    }
    let refused = reader.submit(&format!("/proposal?{whole}"), &[("token", &token), ("form", "a")]).await;
    assert_eq!(refused.has_status(422).other_language(), format!("/proposal?{whole}&lang=en"));
    let report = refused.body.split("href=\"/report?").nth(1).unwrap().split('"').next().unwrap();
    assert!(!report.contains(&token), "{report}");
    reader.get(&refused.other_language()).await.has_status(200).says("Claim what is ticked");
    let no = |form: &'static str| {
        let (reader, token, address) = (&reader, &token, format!("/proposal/decline?{whole}"));
        async move { reader.submit(&address, &[("token", token.as_str()), ("form", form)]).await }
    };
    no("no").await.has_status(303);
    let twice = no("again").await;
    assert_eq!(twice.has_status(409).other_language(), format!("/proposal?{whole}&lang=zh-CN"));
    reader.get(&twice.other_language()).await.has_status(200);
    let lin = site.sign_in_as(site.world.donor("lin").await.account()).await;
    let refused = lin.submit("/account/password", &[("password", "x")]).await;
    assert_eq!(refused.has_status(422).other_language(), "/account?lang=en");
}

async fn a_claim_that_was_refused_keeps_its_wish_in_the_other_language(world: World) {
    let code = world.open_wish("shagou").await.code;
    world.open_wishes("shagou", 5).await;
    let site = TestSite::new(world);
    let reader = site.visitor();
    let here = format!("/claim?code={code}");
    let page = reader.get(&here).await;
    assert!(page.has_status(200).body.contains(&format!("action=\"{here}\"")), "its form is sent there, too");
    let form = |email: &'static str| [("code", code.as_str()), ("email", email), ("name", "小林"), ("rules", "yes")];
    let refused = reader.submit(&here, &form("")).await;
    assert_eq!(refused.has_status(422).other_language(), format!("{here}&lang=en"));
    reader.get(&refused.other_language()).await.has_status(200).says("Claim this wish");
    site.world.put(&code, Status::Taken).await;
    let late = reader.submit(&here, &form("v@example.org")).await;
    assert_eq!(late.has_status(409).other_language(), format!("{here}&lang=zh-CN"));
    let similar = reader.get(&late.other_language()).await;
    similar.has_status(409).says("刚刚被别人认领了");
    assert_eq!(similar.body.matches("<article").count(), 3, "the same wishes in their place");
}

async fn every_answer_carries_the_policy_and_no_inline_script(world: World) {
    let site = TestSite::new(world);
    let answer = site.visitor().get("/no/such/page").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(!answer.body.contains("<script>") && !answer.body.contains(" style="));
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers["referrer-policy"], "same-origin", "an address may hold a token");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

async fn a_form_from_another_site_is_not_done(world: World) {
    let site = TestSite::new(world);
    site.visitor().lured_to("/sign-out", &[]).await.has_status(403).says("来自别的网站");
}

async fn a_form_comes_from_the_public_address_whatever_a_proxy_calls_the_site(world: World) {
    let site = TestSite::new(world);
    let reader = site.visitor();
    for (origin, host, status) in [
        ("https://nuanxin.example.org", "127.0.0.1:3000", 303),
        ("http://127.0.0.1:3000", "127.0.0.1:3000", 303),
        ("http://localhost:3000", "localhost:3000", 303),
        ("https://elsewhere.example.org", "127.0.0.1:3000", 403),
        ("https://elsewhere.example.org", "nuanxin.example.org", 403),
        // A stranger's name that leads to our address.
        ("https://elsewhere.example.org", "elsewhere.example.org", 403),
    ] {
        let answer = reader.submit_from(origin, host, "/sign-out").await;
        assert_eq!(answer.status.as_u16(), status, "from {origin} to {host}");
    }
}

async fn an_address_that_is_no_page_says_why(world: World) {
    let site = TestSite::new(world);
    let reader = site.visitor();
    reader.get("/sign-out").await.has_status(405).says("这个地址只接收表单");
    reader.submit("/about", &[]).await.has_status(405).says("这个地址不接收表单");
    reader.get("/wishes/%ff").await.has_status(400).says("没有读懂这个地址");
    let long = format!("/wishes?q={}", "x".repeat(8 * 1024));
    reader.get(&long).await.has_status(414).says("这个地址太长");
    let reader = reader.in_english();
    reader.get(&long).await.has_status(414).says("This address is too long");
    reader.get("/wishes/%ff").await.has_status(400).says("We could not read this address");
}

async fn a_slash_too_many_leads_to_the_page(world: World) {
    let site = TestSite::new(world);
    let reader = site.visitor();
    assert_eq!(reader.get("/wishes/?sort=price").await.has_status(308).location(), "/wishes?sort=price");
    reader.get("//elsewhere.example.org/").await.has_status(404);
    reader.submit("/sign-out/", &[]).await.has_status(404);
}

async fn an_opened_letter_comes_before_the_list(world: World) {
    let site = TestSite::demo(world);
    for (number, subject, time) in [(1, "Newer letter", "10:30"), (2, "Older letter", "09:30")] {
        let letter = format!(
            "From: desk@example.org\r\nTo: lin@example.org\r\nSubject: {subject}\r\n\
             Date: Mon, 23 Nov 2026 {time}:00 +0800\r\n\r\nBody of {number}.\r\n"
        );
        std::fs::write(site.mail_folder().join(format!("{number:08}-sample.eml")), letter).unwrap();
    }
    let reader = site.visitor();
    let list = reader.get("/dev/mail").await;
    list.has_status(200).says("Newer letter lin@example.org 2026年11月23日 10:30 Older letter");
    let page = reader.get("/dev/mail/1").await;
    page.has_status(200).says("全部的信").says("写于 2026年11月23日 10:30").says("Body of 1.");
    let place = |what: &str| page.body.find(what).unwrap();
    assert!(place("letter-frame") < place("class=\"letters\""), "a phone shows the letter, then the list");
    reader.in_english().get("/dev/mail/1").await.says("All letters");
}
