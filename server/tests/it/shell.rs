//! The frame: unknown pages, languages, headers, other sites' forms.

use crate::{site::TestSite, world::World};

on_both![
    an_unknown_page_says_so_in_the_readers_language,
    the_language_is_kept_once_it_was_chosen,
    every_answer_carries_the_policy_and_no_inline_script,
    a_form_from_another_site_is_not_done,
    an_opened_letter_comes_before_the_list,
];

async fn an_unknown_page_says_so_in_the_readers_language(world: World) {
    let site = TestSite::new(world);
    site.visitor().get("/no/such/page").await.has_status(404).says("没有找到这一页");
    site.visitor().in_english().get("/no/such/page").await.has_status(404).says("We could not find this page");
}

async fn the_language_is_kept_once_it_was_chosen(world: World) {
    let site = TestSite::new(world);
    let reader = site.visitor();
    reader.get("/no/such/page?lang=en").await.says("We could not find this page");
    reader.get("/no/such/page").await.says("We could not find this page");
}

async fn every_answer_carries_the_policy_and_no_inline_script(world: World) {
    let site = TestSite::new(world);
    let answer = site.visitor().get("/no/such/page").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    assert!(!answer.body.contains("<script>") && !answer.body.contains(" style="));
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

async fn a_form_from_another_site_is_not_done(world: World) {
    let site = TestSite::new(world);
    site.visitor().lured_to("/sign-out", &[]).await.has_status(403).says("来自别的网站");
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
